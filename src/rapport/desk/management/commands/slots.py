"""`rapport slots`: times for a meeting of two sides, by hours, holidays and absences. Needs no database."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rapport.journal import clock
from rapport.reckon.slots import Busy, Found, Side, Slot, find
from rapport.reckon.timing import Calendar, Week, holidays_of, zone_named
from rapport.ui import formats

_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?")


class Command(BaseCommand):
    help = (
        "Find times for a meeting inside both sides' working hours; where there are too few, with one side's day moved "
        "and the hours counted. Example: rapport slots --ours Europe/Zagreb --theirs America/New_York --days 10"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ours", required=True, metavar="ZONE", help="our time zone, such as Europe/Zagreb")
        parser.add_argument("--theirs", required=True, metavar="ZONE", help="their time zone")
        for side, dashes in (("our", "--hours"), ("their", "--their-hours")):
            parser.add_argument(
                dashes,
                default="9-17",
                metavar="HOURS",
                help=f'{side} working hours: "9-17" (Monday to Friday) or "mon-thu 09:00-17:00; fri 09:00-14:00"',
            )
        for side in ("ours", "theirs"):
            parser.add_argument(f"--holidays-{side}", default="", metavar="CC", help="country of public holidays: HR")
            parser.add_argument(
                f"--away-{side}", action="append", default=[], metavar="DAYS",
                help="days away: 2026-11-24 or 2026-11-24..2026-11-27; may be given again",
            )  # fmt: skip
            parser.add_argument(
                f"--busy-{side}", action="append", default=[], metavar="TIMES",
                help="a meeting by that side's clock: 2026-11-24T10:00..2026-11-24T11:30; may be given again",
            )  # fmt: skip
        parser.add_argument("--from", dest="since", default="", metavar="DAY", help="first day, by our clock (today)")
        parser.add_argument("--days", type=int, default=14, help="how many days are looked at (14)")
        parser.add_argument("--length", type=int, default=60, metavar="MINUTES", help="length of the meeting (60)")
        parser.add_argument("--step", type=int, default=30, metavar="MINUTES", help="from start to start (30)")
        parser.add_argument("--buffer", type=int, default=0, metavar="MINUTES", help="kept free around meetings (0)")
        parser.add_argument("--count", type=int, default=3, help="how many times are proposed (3)")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ours, theirs, found = _asked(options)
        except (ValueError, OverflowError) as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(ours, theirs, found), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_told(ours, theirs, found)))


def _asked(options: dict[str, Any]) -> tuple[Side, Side, Found]:
    for name in ("days", "length", "step", "count"):
        if not 1 <= options[name] <= 100_000:
            raise ValueError(f"--{name} is a number from 1 on.")
    ours = _side(options["ours"], options["hours"], "ours", options)
    theirs = _side(options["theirs"], options["their_hours"], "theirs", options)
    zone = zone_named(ours.calendar.zone)
    first = _day(options["since"]) if options["since"] else clock.now().astimezone(zone).date()
    if not 1970 <= first.year <= 2100:
        raise ValueError("The first day is between 1970 and 2100.")
    begin, end = (datetime.combine(first + timedelta(days=n), time(), zone) for n in (0, options["days"]))
    minutes = {name: timedelta(minutes=options[name]) for name in ("length", "step", "buffer")}
    since = begin if options["since"] else max(begin, clock.now())
    return ours, theirs, find([ours], [theirs], since=since, until=end, at_most=options["count"], **minutes)


def _side(zone: str, hours: str, side: str, options: dict[str, Any]) -> Side:
    country = options[f"holidays_{side}"].strip().upper()
    if country and not holidays_of(country, [2026]):
        raise ValueError(f'No public holidays are known for "{country}". Write a country of two letters, such as HR.')
    away = tuple(_days(written) for written in options[f"away_{side}"])
    calendar = Calendar(zone_named(zone).key, _week(hours), country or frozenset(), away)
    return Side(_("We") if side == "ours" else _("They"), calendar, tuple(_busy(options[f"busy_{side}"], zone)))


def _week(written: str) -> Week:
    found = _HOURS.fullmatch(written.strip())
    if not found:
        return Week.parse(written)
    return Week.parse(f"mon-fri {found[1]}:{found[2] or '00'}-{found[3]}:{found[4] or '00'}")


def _days(written: str) -> tuple[date, date]:
    first, _dots, last = written.partition("..")
    days = _day(first), _day(last or first)
    if days[1] < days[0]:
        raise ValueError(f'"{written}" would end before it begins.')
    return days


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise ValueError(f'"{written}" is no day. Write it like 2026-11-23.') from None


def _busy(meetings: list[str], zone: str) -> Iterator[Busy]:
    for written in meetings:
        first, _dots, last = written.partition("..")
        try:
            begin, end = (datetime.fromisoformat(one.strip()) for one in (first, last))
        except ValueError:
            raise ValueError(f'"{written}" is no meeting. Write it like 2026-11-24T10:00..2026-11-24T11:30.') from None
        place = zone_named(zone)
        begin, end = (one if one.tzinfo else one.replace(tzinfo=place) for one in (begin, end))
        if end <= begin:
            raise ValueError(f'"{written}" would end before it begins.')
        yield begin, end


def _as_data(ours: Side, theirs: Side, found: Found) -> dict[str, Any]:
    return {
        "ours": {"zone": ours.calendar.zone, "hours": ours.calendar.week.text()},
        "theirs": {"zone": theirs.calendar.zone, "hours": theirs.calendar.week.text()},
        "slots": [_slot_as_data(slot, ours, theirs) for slot in found.slots],
        "notes": [note.plain() for note in found.notes],
    }


def _slot_as_data(slot: Slot, ours: Side, theirs: Side) -> dict[str, Any]:
    return {
        "start": slot.start.astimezone(UTC).isoformat(),
        "end": slot.end.astimezone(UTC).isoformat(),
        "ours": slot.start.astimezone(zone_named(ours.calendar.zone)).isoformat(),
        "theirs": slot.start.astimezone(zone_named(theirs.calendar.zone)).isoformat(),
        "kind": slot.kind,
        "shift": round(slot.shift, 4),
        "reasons": [reason.plain() for reason in slot.reasons],
    }


def _told(ours: Side, theirs: Side, found: Found) -> Iterator[str]:
    for slot in found.slots:
        walls = (slot.start.astimezone(zone_named(side.calendar.zone)) for side in (ours, theirs))
        times = (
            f"{formats.day(wall.date())}, {formats.clock_time(wall.time())} {formats.city(side.calendar.zone)}"
            for wall, side in zip(walls, (ours, theirs), strict=True)
        )
        yield "  |  ".join(times)
        yield from (f"    {formats.say(reason)}" for reason in slot.reasons)
    for note in found.notes:
        yield formats.say(note)
