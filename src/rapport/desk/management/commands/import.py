"""`rapport import`: reads a table, another system's export, mail or chats; --dry-run shows what would happen."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.conversations.files import Reader, reader_of
from rapport.desk.imports.told import as_json, plain
from rapport.desk.read_files import read_chats, read_mail
from rapport.desk.told_files import chats_as_data, chats_as_text, mail_as_data, mail_as_text
from rapport.intake.answer import answer
from rapport.intake.keep import ask_to_keep
from rapport.intake.models import Import
from rapport.intake.receive import receive
from rapport.intake.work import ask_to_try, work
from rapport.journal.follow import catch_up
from rapport.reckon.tables.recognise import SOURCES
from rapport.ui.formats import say

FOLLOWED_AT_ONCE = 2_000  # clients; more than that is a worker's part


class Command(BaseCommand):
    help = (
        "Read clients, people, deals or tasks from a CSV or XLSX file: any table of clients, or an export of HubSpot, "
        "Pipedrive, Bitrix24, ClickUp, Salesforce or Microsoft Dynamics. What the columns mean is found out and "
        "printed; --dry-run keeps nothing. The same file twice changes nothing, and rapport undo-import ID takes all "
        "of it back. Mail (.eml, .mbox), chats of WhatsApp, Telegram and Skype and lists of calls are read as those of "
        "the member. Example: rapport import clients.xlsx --dry-run"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument(
            "--source", default="", choices=["", *SOURCES], help="whose export it is, when that is known"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and keep nothing")
        parser.add_argument(
            "--by", "--member", default="", metavar="MAIL", help="who imports; by default the first head", dest="by"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="what a column means; no field keeps it aside",
        )
        parser.add_argument(
            "--answer",
            action="append",
            default=[],
            metavar="KEY=ANSWER",
            help="answer to a question, as date:Start=dmy",
        )
        parser.add_argument("--encoding", default="", help="when the letters come out wrong, as cp1250")
        parser.add_argument("--separator", default="", help="when the columns come out wrong, as ;")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        by = importer(options["by"])
        if file != "-" and not options["source"] and (reader := _reader(file)).of != "nobody":
            self._read_by_hand(Path(file), reader, by, options)
            return
        if by is None and not options["dry_run"]:
            raise CommandError(
                "Nobody is here yet whose clients they could become. First: rapport administrator MAIL. "
                "Or look without keeping: --dry-run"
            )
        told = {key: options[key] for key in ("encoding", "separator") if options[key]} | pairs(options["answer"])
        taken = receive(_chunks(file), Path(file).name, by=by, source=options["source"], answers=told)
        taken = self._done(taken, pairs(options["map"]), dry=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(taken), ensure_ascii=False, indent=1))
        else:
            self._tell(taken)
        if taken.state == Import.State.REFUSED or (not options["dry_run"] and taken.state != Import.State.KEPT):
            sys.exit(1)

    def _read_by_hand(self, path: Path, reader: Reader, by: Member | None, options: dict[str, Any]) -> None:
        """Mail and chats: read as those of the member, told one by one."""
        if options["dry_run"]:
            raise CommandError("Mail and chats have no dry run. To see what mail says: rapport mail read FILE")
        if by is None or not may(by, "mailbox.keep"):
            raise CommandError("Say whose it is: --member MAIL, somebody who speaks with clients.")
        with translation.override(by.language):
            told: tuple[dict[str, Any], Iterable[str]]
            if reader.of == "mail":
                dropped = read_mail(path, by)
                told = mail_as_data(dropped), mail_as_text(dropped)
            else:
                file = read_chats(path, by, kind=reader.kind, answers=pairs(options["answer"]))
                told = chats_as_data(file), chats_as_text(file)
            text = "\n".join(told[1])
        self.stdout.write(json.dumps(told[0], ensure_ascii=False, indent=1) if options["json"] else text)
        catch_up()
        if told[0].get("refused") or told[0].get("asks"):
            sys.exit(1)

    def _done(self, taken: Import, mapping: dict[str, str], *, dry: bool) -> Import:
        """Look, try and keep, one after another, in this process."""
        if taken.state == Import.State.REFUSED:
            return taken
        try:
            if mapping:
                taken = answer(taken, by=taken.by, mapping=mapping)
            taken = work(taken.pk) or taken
            if taken.state == Import.State.REFUSED:
                return taken
            ask_to_try(taken)
            taken = work(taken.pk) or taken
            if dry or taken.state == Import.State.ASKED:
                return taken
            shown = taken.report.get("first_rows", [])
            duplicates = taken.report.get("possible_duplicates", [])
            ask_to_keep(taken, by=taken.by)
            taken = work(taken.pk) or taken
            taken.report = {**taken.report, "first_rows": shown, "possible_duplicates": duplicates}
        except (ValidationError, LookupError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from None
        if taken.counts.get("new", 0) + taken.counts.get("changed", 0) <= FOLLOWED_AT_ONCE:
            catch_up()  # no worker may be running: lists and search shall know the new clients
        else:
            self.stderr.write("The lists are brought up to date by the worker: rapport serve, or rapport worker.")
        return taken

    def _tell(self, taken: Import) -> None:
        write = self.stdout.write
        if taken.reason:
            self.stderr.write(f"{taken.name}: {say(taken.reason)}")
            return
        counts, facts = taken.counts, taken.facts
        written = ", ".join(filter(None, [facts["format"], facts["encoding"], _separator(facts["separator"])]))
        write(
            f"{taken.name}: {SOURCES[taken.source]}, {taken.kind}s. {written}. Header in line {facts['header_line']}."
        )
        for header in taken.headers:
            write(f"  {header}  →  {taken.mapping.get(header) or 'kept aside'}")
        for warning in facts.get("warnings", []):
            write(f"  ! {say_stored(warning)}")
        for question in taken.open_questions:
            write(f"  ? {say_stored(question['reason'])}")
            for told, words in question["options"]:
                write(f'      --answer "{question["key"]}={told}"   {say_stored(words)}')
            if question.get("among"):
                write(f'      --answer "{question["key"]}=NAME"   the name of a {question["among"]}')
        words = "kept" if taken.state == Import.State.KEPT else "would be, nothing was kept"
        write(
            f"{counts['read']} rows read: {counts['new']} new, {counts['changed']} changed, {counts['same']} the same, "
            f"{counts['rejected']} rejected ({words})."
        )
        for reject in as_json(taken)["rejects"][:20]:
            cell = f" {reject['column']} “{reject['value']}”:" if reject["column"] else ""
            write(f"  line {reject['line']}:{cell} {reject['reason']}")
        for entry in taken.report.get("collisions", [])[:20]:
            write(f"  line {entry['line']}: {entry['name']} comes in as a prospect. {plain(entry['reason'])}")
        for note in taken.report.get("notes", [])[:20]:
            write(f"  ! {say_stored(note['reason'])} ({note['times']} times)")
        if taken.state == Import.State.KEPT:
            write(f"To take it back: rapport undo-import {taken.pk}")


def importer(mail: str) -> Member | None:
    """Who imports: the one named, else the first head, else the first administrator or manager."""
    here = [m for m in Member.objects.filter(is_active=True).order_by("pk") if may(m, "imports.make")]
    if mail:
        named = next((m for m in here if m.email == mail.lower()), None)
        if named is None:
            raise CommandError(f"“{mail}” is nobody here who may import. Who is here: rapport members")
        return named
    for role in (Role.HEAD, Role.ADMIN, Role.MANAGER):
        if found := next((m for m in here if m.is_(role)), None):
            return found
    return None


def _reader(file: str) -> Reader:
    try:
        with open(file, "rb") as opened:
            return reader_of(opened, Path(file).name)
    except (OSError, ValueError):
        return Reader("nobody")  # said below, where the file is opened


def pairs(given: list[str]) -> dict[str, str]:
    """ "COLUMN=FIELD" -> {"COLUMN": "FIELD"}; the last = cuts, since headers may hold one."""
    found = {}
    for one in given:
        left, sign, right = one.rpartition("=")
        if not sign:
            raise CommandError(f"“{one}” needs a = between its two parts.")
        found[left.strip()] = right.strip()
    return found


def say_stored(stored: dict[str, Any]) -> str:
    from rapport.reckon.verdict import from_data

    return say(from_data(stored))


def _chunks(file: str) -> Iterator[bytes]:
    if file == "-":
        yield from _blocks(sys.stdin.buffer)
        return
    try:
        with open(file, "rb") as opened:
            yield from _blocks(opened)
    except FileNotFoundError:
        raise CommandError(f"There is no file {file}.") from None
    except OSError as trouble:
        raise CommandError(f"{file} cannot be read: {trouble.strerror}.") from None


def _blocks(opened: BinaryIO) -> Iterator[bytes]:
    while block := opened.read(1 << 20):
        yield block


def _separator(sign: str) -> str:
    return {"\t": "cut by tabs", "": ""}.get(sign, f"cut by {sign}")
