"""Reminds the keeper of what a client owes: from our next working day after its day, and when they say it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.delivery.owed.models import Owed
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because

CHUNK = 200
PATIENCE = 2  # working days in which a reminder may do its work
WAITING = (Owed.State.OPEN, Owed.State.GIVEN)


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these clients; what closes is done by `by`, or simply gone."""
    every = sorted(set(client_ids))
    for start in range(0, len(every), CHUNK):
        _look(every[start : start + CHUNK], by)


def look_over() -> None:
    """All clients that owe something, or are asked about it."""
    owing = Owed.objects.filter(state__in=WAITING).values_list("client", flat=True)
    asked = open_items(kind="owed", client__isnull=False).values_list("client", flat=True)
    look_again({*owing, *asked})


def _look(ids: list[int], by: Member | None) -> None:
    held = set(Client.objects.here().filter(pk__in=ids, status__in=HELD).values_list("pk", flat=True))
    wanted = {_cause(one): one for one in _waiting(held)}
    standing = {item.cause: item for item in open_items(client__in=ids, kind="owed")}
    close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
    fresh = [cause for cause in wanted if cause not in standing]
    aside = put_aside(fresh) if fresh else set()
    known: dict[int, Calendar] = {}
    for cause, one in wanted.items():
        if cause not in aside:
            if one.client_id not in known:
                known[one.client_id] = calendars.of_us(one.client_id)
            _ask(one, cause, known[one.client_id], standing.get(cause))


def _waiting(client_ids: Iterable[int]) -> Iterator[Owed]:
    rows = Owed.objects.filter(client__in=list(client_ids), state__in=WAITING)
    return rows.select_related("contact").order_by("pk").iterator()


def _ask(owed: Owed, cause: str, ours: Calendar, there: Item | None) -> None:
    due, shows_from = _when(owed, ours)
    reason = reason_for(owed)
    if there is not None and (there.due, there.shows_from, there.why) == (due, shows_from, reason):
        return
    ask(
        "owed", cause=cause, reason=reason, client=owed.client_id, due=due, shows_from=shows_from, hours=0.25,
        owed=owed.pk,
    )  # fmt: skip


def reason_for(owed: Owed) -> Reason:
    """What is owed by whom, and what waits for it; days late are counted where it is shown."""
    who = owed.contact.name if owed.contact else None
    values = {"what": owed.what, "day": owed.due, "who": who, "waits": owed.waits}
    if owed.state == Owed.State.GIVEN:
        if who:
            return because("{who} says it is given: {what}. See whether it is what we need.", **values)
        return because("They say it is given: {what}. See whether it is what we need.", **values)
    if owed.waits:
        if who:
            return because("{who} owes us by {day}: {what}. For it waits: {waits}", **values)
        return because("They owe us by {day}: {what}. For it waits: {waits}", **values)
    if who:
        return because("{who} owes us by {day}: {what}", **values)
    return because("They owe us by {day}: {what}", **values)


def _when(owed: Owed, ours: Calendar) -> tuple[datetime, datetime]:
    """When it is due in our day, and from when it shows. After a reminder they have two working days' peace."""
    if owed.state == Owed.State.GIVEN and owed.given_at:
        day = ours.next_working_day(calendars.day_in(ours, owed.given_at) + timedelta(days=1))
        return ours.end_of_day(day), owed.given_at
    day = ours.next_working_day(owed.due + timedelta(days=1))
    due = ours.end_of_day(day)
    if owed.reminded_at:
        quiet = calendars.day_in(ours, owed.reminded_at)
        for _n in range(PATIENCE):
            quiet = ours.next_working_day(quiet + timedelta(days=1))
        day = max(day, quiet)
    return due, _start(ours, day)


def _cause(owed: Owed) -> str:
    """The day is part of it: what was put aside by hand comes back when the date is moved."""
    return f"owed:{owed.pk}:{'given' if owed.state == Owed.State.GIVEN else owed.due}"


def _start(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(calendar.zone))
