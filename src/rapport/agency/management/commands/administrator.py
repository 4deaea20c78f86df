"""`rapport administrator`: makes the first member of a fresh house."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from rapport.agency.invite import AlreadyHere, first_administrator
from rapport.agency.models import Member


class Command(BaseCommand):
    help = (
        "Make the first administrator of a fresh house; refused once somebody is here. The password is asked twice on "
        "the terminal, or read from standard input with --password-stdin. "
        'Example: rapport administrator you@agency.example --name "Your Name"'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail", help="your mail address; you sign in with it")
        parser.add_argument("--name", default="", help="your name (asked when not given)")
        parser.add_argument("--agency", default="", help="name of the agency")
        parser.add_argument(
            "--language", default="en", choices=[code for code, _name in settings.LANGUAGES], help="of your pages"
        )
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, mail: str, name: str, password_stdin: bool, **options: Any) -> None:
        if Member.objects.exists():
            raise CommandError(
                "Somebody is here already. An administrator invites you: rapport invite MAIL --name … --role …"
            )
        try:
            validate_email(mail)
        except ValidationError:
            raise CommandError(f"“{mail}” is no mail address.") from None
        name = name.strip() or ("" if password_stdin else input("Your name: ").strip())
        if not name:
            raise CommandError('Say who you are: --name "Your Name"')
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked()
        try:
            validate_password(password, Member(name=name, email=mail))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        try:
            member = first_administrator(
                mail, name=name, password=password, agency=options["agency"], language=options["language"]
            )
        except AlreadyHere as refusal:
            raise CommandError(str(refusal)) from None
        self.stderr.write(f"{member.name} is the administrator and signs in as {member.email} at {settings.BASE_URL}")


def _asked() -> str:
    password = getpass.getpass("Password (at least ten characters): ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("The two were not the same. Nothing was made.")
    return password
