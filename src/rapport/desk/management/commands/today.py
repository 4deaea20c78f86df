"""`rapport today`: who needs a member today, in order, and why."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.follow import catch_up
from rapport.overview.as_data import day_as_data
from rapport.overview.by_when import by_when
from rapport.overview.digest import manners_of
from rapport.overview.today import Day, Row, today
from rapport.ui import formats


class Command(BaseCommand):
    help = (
        "Print a member's day: the clients that need them in order, each with its reasons. "
        "Example: rapport today --member marta@kordun.example"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--member", required=True, metavar="MAIL", help="mail address of the member")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, member: str, **options: Any) -> None:
        found = Member.objects.filter(email=member.strip().lower(), is_active=True).first()
        if found is None:
            raise CommandError(
                f"Nobody with the address {member} belongs to the agency. rapport members lists who does."
            )
        catch_up(limit=1_000_000)
        with manners_of(found):
            day = today(found, clock.now())
            if options["json"]:
                self.stdout.write(json.dumps(day_as_data(day), ensure_ascii=False, indent=1))
            else:
                self.stdout.write("\n".join(_told(day)))


def _told(day: Day) -> Iterator[str]:
    yield f"{formats.day(day.at, 'full')}, {formats.clock_time(day.at)} ({day.member.zone})"
    now, tomorrow, done = day.waiting, day.tomorrow_count, len(day.done)
    needs = ngettext("%(num)s client needs you", "%(num)s clients need you", now) % {"num": now}
    rest = _("%(tomorrow)s tomorrow, %(done)s done") % {"tomorrow": tomorrow, "done": done}
    yield f"{day.member.name}: {needs}, {rest}."
    for rank, row in enumerate(day.now, start=1):
        yield ""
        yield from _row(rank, row, day)


def _row(rank: int, row: Row, day: Day) -> Iterator[str]:
    boxes = {"now": _("Do now"), "plan": _("Plan"), "delegate": _("Delegate"), "drop": _("Later")}
    by, left, _late = by_when(row, day)
    name = row.line.name if row.line else formats.say(row.things[0].reason)
    place = " · ".join(filter(None, [row.line.tier, row.line.city or row.line.country])) if row.line else ""
    yield "  ".join(
        filter(None, [f"{rank:>3}. {name}", place, f"[{boxes[row.box]}]", ", ".join(filter(None, [by, left]))])
    )
    for thing in row.things if row.line else row.things[1:]:
        yield f"     {formats.say(thing.reason)}"
    yield "     " + " ".join(formats.say(reason) for reason in row.ranked.reasons)
