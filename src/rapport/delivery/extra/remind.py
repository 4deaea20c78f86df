"""Reminds of extra work: untold for two working days, and of a test whose last day is over without a result told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because

CHUNK = 200
PATIENCE = 2  # working days that extra work may stay untold
State, Kind = ExtraWork.State, ExtraWork.Kind
WANTED = Q(state=State.CAPTURED) | Q(state=State.QUOTE, kind=Kind.TEST, result="", until__isnull=False)


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these clients; what closes is done by `by`, or simply gone."""
    every = sorted(set(client_ids))
    for start in range(0, len(every), CHUNK):
        _look(every[start : start + CHUNK], by)


def look_over() -> None:
    """All clients with extra work that waits, or that is asked about."""
    waiting = ExtraWork.objects.filter(WANTED).values_list("client", flat=True)
    asked = open_items(kind="extra", client__isnull=False).values_list("client", flat=True)
    look_again({*waiting, *asked})


def _look(ids: list[int], by: Member | None) -> None:
    held = Client.objects.here().filter(pk__in=ids, status__in=HELD).values_list("pk", flat=True)
    rows = ExtraWork.objects.filter(WANTED, client__in=list(held)).select_related("contact").order_by("pk")
    wanted = {_cause(one): one for one in rows}
    standing = {item.cause: item for item in open_items(client__in=ids, kind="extra")}
    close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
    fresh = [cause for cause in wanted if cause not in standing]
    aside = put_aside(fresh) if fresh else set()
    known: dict[int, Calendar] = {}
    for cause, one in wanted.items():
        if cause not in aside:
            if one.client_id not in known:
                known[one.client_id] = calendars.of_us(one.client_id)
            _ask(one, cause, known[one.client_id], standing.get(cause))


def _ask(extra: ExtraWork, cause: str, ours: Calendar, there: Item | None) -> None:
    day, reason = _day(extra, ours), reason_for(extra)
    due, shows_from = ours.end_of_day(day), datetime.combine(day, time.min, clock.zone_of(ours.zone))
    if there is not None and (there.due, there.shows_from, there.why) == (due, shows_from, reason):
        return
    ask(
        "extra", cause=cause, reason=reason, client=extra.client_id, due=due, shows_from=shows_from, hours=0.25,
        extra=extra.pk,
    )  # fmt: skip


def reason_for(extra: ExtraWork) -> Reason:
    """What waits to be told, and to whom."""
    values = {"what": extra.what, "who": extra.contact.name if extra.contact else None}
    if extra.state == State.QUOTE:
        return because("The test is over and its result is not told: {what}", **values)
    if values["who"]:
        return because("{who} asked for it outside the contract and has not been told: {what}", **values)
    return because("Outside the contract, and not told yet: {what}", **values)


def _day(extra: ExtraWork, ours: Calendar) -> date:
    if extra.state == State.QUOTE and extra.until:
        return ours.next_working_day(extra.until + timedelta(days=1))
    day = calendars.day_in(ours, extra.made_at)
    for _n in range(PATIENCE):
        day = ours.next_working_day(day + timedelta(days=1))
    return day


def _cause(extra: ExtraWork) -> str:
    return f"extra:{extra.pk}:{'result' if extra.state == State.QUOTE else 'untold'}"
