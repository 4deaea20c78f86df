"""Birthdays of the clients' people: laid a month ahead, shown on the working day on or before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from rapport.agency.models import Agency
from rapport.attention.ask import answered
from rapport.attention.models import Item, open_items
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import facts
from rapport.portfolio.facts import Birthday
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import Reason, as_data, because

AHEAD = timedelta(days=30)
LATE = timedelta(days=2)  # a birthday that nobody thought of is dropped after that
HOURS = 0.25


def lay_ahead() -> None:
    """Lay the birthdays of the coming thirty days; each once a year, whoever asks how often."""
    _lay(None)


def of_client(entry: Entry) -> None:
    """Somebody at the client came, went, or has another birthday; or the client itself came or went."""
    if entry.client_id:
        _lay([entry.client_id])


def after_import(entry: Entry) -> None:
    """Many people came in at once."""
    _lay(None)


def _lay(clients: list[int] | None) -> None:
    agency = Agency.ours()
    ours = Calendar(zone=agency.zone, week=Week.parse(agency.week), holidays=agency.country)
    today = clock.today(agency.zone)
    wanted = {
        f"birthday:{one.contact}:{one.day.year}": _item(one, ours)
        for one in facts.birthdays(today - LATE, today + AHEAD, clients)
    }
    standing = open_items(kind="birthday")
    if clients is not None:
        standing = standing.filter(client__in=clients)
    open_now = {item.cause: item for item in standing}
    gone = [item.pk for cause, item in open_now.items() if cause not in wanted]
    open_items(pk__in=gone).update(closed_at=clock.now(), outcome="gone")
    moved = []
    for cause, item in open_now.items():
        if (new := wanted.get(cause)) and (item.reason, item.due) != (new.reason, new.due):
            item.reason, item.due, item.shows_from, item.facts = new.reason, new.due, new.shows_from, new.facts
            moved.append(item)
    Item.objects.bulk_update(moved, ["reason", "due", "shows_from", "facts"], batch_size=100)
    new_causes = wanted.keys() - open_now.keys()
    fresh = new_causes - answered(new_causes) if new_causes else set()
    yesterday = clock.now() - timedelta(days=1)
    made = [item for cause, item in sorted(wanted.items()) if cause in fresh and item.due and item.due > yesterday]
    Item.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)  # somebody laid it in the same moment


def _item(one: Birthday, ours: Calendar) -> Item:
    shown = ours.previous_working_day(one.day)
    return Item(
        kind="birthday",
        cause=f"birthday:{one.contact}:{one.day.year}",
        client_id=one.client,
        due=ours.end_of_day(shown),
        shows_from=datetime.combine(shown, time.min, clock.zone_of(ours.zone)),
        hours=HOURS,
        reason=as_data(_reason(one)),
        facts=_facts(one),
    )


def _reason(one: Birthday) -> Reason:
    if one.turns is not None and 0 < one.turns < 120:
        return because("{name} turns {age} on {day}.", name=one.name, age=one.turns, day=one.day)
    return because("{name} has a birthday on {day}.", name=one.name, day=one.day)


def _facts(one: Birthday) -> Mapping[str, object]:
    return {"contact": one.contact, "on": one.day.isoformat()}
