"""`rapport invite`: asks somebody into the agency by mail, or prints the link to pass on."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from rapport.agency.invite import AlreadyHere, invite
from rapport.agency.management.commands.members import described
from rapport.agency.models import Member, Role, Team


class Command(BaseCommand):
    help = (
        "Invite somebody. They get a letter with a link that works once, for seven days, and choose a password. "
        "The same address again renews the invitation and ends the earlier link. "
        'Example: rapport invite ana@agency.example --name "Ana Vidović" --role manager --team Growth'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail", help="their mail address")
        parser.add_argument("--name", required=True, help="their name")
        parser.add_argument(
            "--role", action="append", required=True, choices=Role.values, dest="roles", metavar="ROLE",
            help=f"one of {', '.join(Role.values)}; may be given more than once",
        )  # fmt: skip
        parser.add_argument("--team", default="", help="name of their team; a head without a team leads all")
        parser.add_argument(
            "--language", default="en", choices=[code for code, _name in settings.LANGUAGES],
            help="of the letter and of their pages (default en)",
        )  # fmt: skip
        parser.add_argument(
            "--by", default="", help="mail address of the administrator who invites (default: the first)"
        )
        parser.add_argument("--show", action="store_true", help="print the link as well, to pass it on yourself")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object on standard output")

    def handle(self, *args: Any, mail: str, name: str, roles: list[str], **options: Any) -> None:
        try:
            validate_email(mail)
        except ValidationError:
            raise CommandError(f"“{mail}” is no mail address.") from None
        by = _inviter(options["by"])
        try:
            member, address = invite(
                mail, name=name, roles=list(dict.fromkeys(roles)), team=_team(options["team"]), by=by,
                language=options["language"],
            )  # fmt: skip
        except (AlreadyHere, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from None
        if options["as_json"]:
            shown = {"member": described(member), "address": address if options["show"] else None}
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        if options["show"]:
            self.stdout.write(address)
        self.stderr.write(f"{member.name} is invited.")
        if not settings.MAIL_GOES_OUT:
            self.stderr.write(
                "No mail server is set (RAPPORT_SMTP_URL): the letter is kept. Pass the link on (--show)."
            )


def _inviter(mail: str) -> Member:
    if mail:
        member = Member.objects.filter(email=mail.strip().lower(), is_active=True).first()
        if member is None:
            raise CommandError(f"There is no member with the address {mail}. See: rapport members")
        return member
    for member in Member.objects.filter(is_active=True).order_by("pk"):
        if member.is_(Role.ADMIN):
            return member
    raise CommandError('There is no administrator yet. Begin with: rapport administrator MAIL --name "Your Name"')


def _team(name: str) -> Team | None:
    if not name:
        return None
    team = Team.objects.filter(name__iexact=name.strip()).first()
    if team is None:
        there = ", ".join(Team.objects.values_list("name", flat=True)) or "none yet"
        raise CommandError(f"There is no team called “{name}”. Teams: {there}.")
    return team
