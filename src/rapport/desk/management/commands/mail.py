"""`rapport mail`: what mail files say, reading them in, how the mailboxes stand."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.mail.models import Mailbox
from rapport.desk.mail_files import Unread, as_data, as_text, read_paths
from rapport.desk.read_files import mail_files, read_mail
from rapport.desk.told_files import mail_as_data, mail_as_text, mailbox_as_data, mailbox_as_text
from rapport.journal.follow import catch_up


class Command(BaseCommand):
    help = (
        "Read mail. rapport mail read PATH… prints who wrote what in .eml and .mbox files, with quotes and signatures "
        "told from new words; it needs no database. rapport mail import PATH… --member MAIL "
        "keeps what is a client's. rapport mail status says how each mailbox stands. "
        "Example: rapport mail read offer.eml --json"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        read = deeds.add_parser("read", help="print what mail files say; keeps nothing")
        read.add_argument(
            "paths", nargs="+", metavar="PATH", help="an .eml or .mbox file, any one raw message, or a folder"
        )
        read.add_argument("--json", action="store_true", help="one JSON array on standard output")
        take = deeds.add_parser("import", help="read .eml and .mbox files in, and say what became of each message")
        take.add_argument("paths", nargs="+", metavar="PATH", help="an .eml or .mbox file, or a folder with some")
        take.add_argument("--member", required=True, metavar="MAIL", help="whose mail it is")
        take.add_argument("--json", action="store_true", help="one JSON array on standard output, an object a file")
        status = deeds.add_parser("status", help="when each mailbox was last read, and what became of its messages")
        status.add_argument("--json", action="store_true", help="one JSON array on standard output")

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        match deed:
            case "read":
                self._print(options["paths"], as_json=options["json"])
            case "import":
                self._import(options["paths"], options["member"], as_json=options["json"])
            case "status":
                self._status(as_json=options["json"])

    def _import(self, paths: list[str], mail: str, *, as_json: bool) -> None:
        member = Member.objects.filter(email=mail.lower(), is_active=True).first()
        if member is None or not may(member, "mailbox.keep"):
            raise CommandError(f"“{mail}” is nobody here who speaks with clients. Who is here: rapport members")
        files = list(mail_files(paths))
        if not files:
            raise CommandError("No .eml or .mbox file lies there.")
        if gone := [str(path) for path in files if not path.is_file()]:
            raise CommandError(f"There is no file {', '.join(gone)}. Nothing was read.")
        with translation.override(member.language):
            read = [read_mail(path, member) for path in files]
            text = "\n".join(line for one in read for line in mail_as_text(one))
        catch_up()  # no worker may be running
        self.stdout.write(
            json.dumps([mail_as_data(one) for one in read], ensure_ascii=False, indent=1) if as_json else text
        )

    def _status(self, *, as_json: bool) -> None:
        boxes = list(Mailbox.objects.select_related("member"))
        if as_json:
            self.stdout.write(json.dumps([mailbox_as_data(box) for box in boxes], ensure_ascii=False, indent=1))
            return
        for box in boxes:
            self.stdout.write("\n".join(mailbox_as_text(box)))
        if not boxes:
            self.stdout.write("No mailbox is read. Each member adds their own under Mailboxes.")

    def _print(self, paths: list[str], *, as_json: bool) -> None:
        """Print each message as soon as it is read; what could not be read is said at the end, and is exit code 1."""
        unread: list[str] = []
        separator = "["
        for read in read_paths(paths):
            if isinstance(read, Unread):
                unread.append(read.sentence)
            elif as_json:
                self.stdout.write(separator + json.dumps(as_data(read), ensure_ascii=False, indent=1), ending="")
                separator = ",\n"
            else:
                self.stdout.write("\n".join(as_text(read)) + "\n")
        if as_json:
            self.stdout.write("[]" if separator == "[" else "]")
        if unread:
            raise CommandError("\n".join(unread))
