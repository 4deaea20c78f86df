"""`rapport calendar`: what calendar and vCard files say (needs no database), and taking appointments in as meetings."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Member
from rapport.conversations.meetings.drop import drop
from rapport.portfolio.access import client_for
from rapport.reckon.ical.as_data import Opened, file_as_data, open_file
from rapport.reckon.ical.values import LIMITS, Calendar, Card, Cards, Event, Moment, Refusal
from rapport.reckon.verdict import because
from rapport.ui import formats

ENDINGS = (".ics", ".ical", ".ifb", ".vcs", ".vcf", ".vcard")


class Command(BaseCommand):
    help = (
        "Read calendar files (.ics) and vCards (.vcf) and print what they say. A folder stands for those within it. "
        "Example: rapport calendar read invitation.ics --json. rapport calendar import FILE --by MAIL takes the "
        "appointments in as meetings with the clients whose people stand in them."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True, metavar="WORD")
        read = words.add_parser("read", help="read files")
        read.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder with files")
        read.add_argument("--json", action="store_true", help="one JSON array on standard output, an object a file")

        take = words.add_parser("import", help="take the appointments of .ics files in as meetings")
        take.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder with files")
        take.add_argument("--by", required=True, metavar="MAIL", help="whose appointments they are: one of us")
        take.add_argument("--client", type=int, metavar="NUMBER", help="the client of all of them")

    def handle(self, *args: Any, what: str, paths: list[str], **options: Any) -> None:
        if what == "import":
            self._import(paths, options["by"], options["client"])
            return
        files = ((path, _open(path)) for path in _files(paths))
        if options["json"]:
            told = [{"path": str(path), **file_as_data(opened)} for path, opened in files]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for path, opened in files:
            self.stdout.write("\n".join(_told(path, opened)))

    def _import(self, paths: list[str], mail: str, number: int | None) -> None:
        by = Member.objects.filter(email__iexact=mail, is_active=True).first()
        if by is None:
            raise CommandError(f"“{mail}” is nobody here. Who is here: rapport members")
        unread = []
        with translation.override(by.language):
            try:
                client = client_for(by, number, "meeting.keep") if number else None
            except (Http404, PermissionDenied):
                raise CommandError(f"{by.name} has no client with the number {number}.") from None
            for path in _files(paths):
                try:
                    told, notes = drop(path.read_bytes(), by=by, client=client)
                except OSError:
                    unread.append(f"{path}: there is no such file, or it cannot be opened.")
                except ValidationError as refused:
                    unread.append(f"{path}: {' '.join(refused.messages)}")
                else:
                    lines = [f"{one.title or _('without a title')}: {formats.say(one.said)}" for one in told]
                    self.stdout.write("\n".join([f"{path}:", *(f"  {line}" for line in lines)]))
                    self.stdout.write("".join(f"  ({formats.say(note)})\n" for note in notes), ending="")
        if unread:
            raise CommandError("\n".join(unread))


def _files(paths: list[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        else:
            yield path


def _open(path: Path) -> Opened:
    try:
        with path.open("rb") as file:
            raw = file.read(LIMITS.size + 1)
    except (OSError, ValueError):  # a name with a zero byte is a ValueError
        return Opened(Refusal("cannot_be_opened", because("There is no such file, or it cannot be opened.")))
    return open_file(raw)


def _told(path: Path, opened: Opened) -> Iterator[str]:
    match opened.value:
        case Refusal(sentence=sentence):
            yield f"{path}: {formats.say(sentence)}"
        case Cards(cards=cards, notes=notes):
            yield f"{path}: {ngettext('%(num)s card', '%(num)s cards', len(cards)) % {'num': len(cards)}}"
            for card in cards:
                yield from _card(card)
            yield from (f"  ({formats.say(note)})" for note in notes)
        case Calendar(events=events, notes=notes) as calendar:
            many = ngettext("%(num)s entry", "%(num)s entries", len(events)) % {"num": len(events)}
            yield f"{path}: {', '.join(filter(None, [calendar.name, calendar.method, many]))}"
            for event in events:
                yield from _event(event)
            yield from (f"  ({formats.say(note)})" for note in notes)


def _event(event: Event) -> Iterator[str]:
    yield f"  {_when(event.starts, event.ends)}  {event.summary or _('without a title')}"
    facts = {_("Place"): event.location, _("Repeats"): event.rule, _("State"): event.status}
    if event.organizer:
        facts[_("Organizer")] = event.organizer.name or event.organizer.mail
    for name, fact in facts.items():
        if fact:
            yield f"    {name}: {fact}"
    for person in event.attendees:
        yield f"    - {' '.join(filter(None, [person.name, person.mail, person.partstat]))}"
    yield from (f"    ({formats.say(note)})" for note in event.notes)


def _when(starts: Moment | None, ends: Moment | None) -> str:
    if starts is None:
        return "–"
    if starts.wall is None:
        return formats.day(starts.day)
    until = f"–{formats.clock_time(ends.wall)}" if ends and ends.wall and ends != starts else ""
    return f"{formats.day(starts.day)}, {formats.clock_time(starts.wall)}{until} {starts.zone}".rstrip()


def _card(card: Card) -> Iterator[str]:
    yield f"  {' · '.join(filter(None, [card.name, card.title, card.organisation]))}"
    for one in (*card.mails, *card.phones):
        yield f"    {one.value}" + (f" ({', '.join(one.kinds)})" if one.kinds else "")
    for place in card.places:
        parts = (place.street, place.extended, f"{place.code} {place.city}".strip(), place.region, place.country)
        yield f"    {', '.join(filter(None, parts))}".replace("\n", ", ")
    if card.birthday:
        yield f"    {_('Birthday')}: {formats.day(card.birthday, 'long')}"
    yield from (f"    ({formats.say(note)})" for note in card.notes)
