"""Reminds of promises: ours a working day before they are due, theirs a day late, and those read from words.

Items show and grow late by the clock alone; what else changes them (an absence, another week) is looked at nightly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.promises.models import Promise
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client, Keeper
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because, counted

KINDS = ("promise", "promise_theirs")
PATIENCE = {True: timedelta(days=7), False: timedelta(days=14)}  # how long one without a date may rest: ours, theirs
CHUNK = 200


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these clients; what closes is done by `by`, or simply gone."""
    for ids in _chunks(client_ids):
        _look(ids, by)


def look_over() -> None:
    """All clients with something promised or asked about a promise."""
    promised = Promise.objects.filter(state__in=(Promise.State.OPEN, Promise.State.PROPOSED))
    asked = open_items(kind__in=(*KINDS, "proposed"), client__isnull=False)
    look_again({*promised.values_list("client", flat=True), *asked.values_list("client", flat=True)})


def _look(ids: list[int], by: Member | None) -> None:
    held = set(Client.objects.here().filter(pk__in=ids, status__in=HELD).values_list("pk", flat=True))
    promises = list(
        Promise.objects.filter(client__in=ids, state__in=(Promise.State.OPEN, Promise.State.PROPOSED))
        .select_related("client", "member", "contact")
        .order_by("pk")
    )
    _remind([one for one in promises if one.state == Promise.State.OPEN and one.client_id in held], ids, by)
    waiting: dict[int, list[Promise]] = defaultdict(list)
    for one in promises:
        if one.state == Promise.State.PROPOSED and one.client_id in held:
            waiting[one.client_id].append(one)
    _ask_to_confirm(waiting, ids)


def _remind(promises: list[Promise], ids: list[int], by: Member | None) -> None:
    standing = {item.cause: item for item in open_items(client__in=ids, kind__in=KINDS)}
    wanted = {_cause(one): one for one in promises}
    close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
    aside = put_aside([cause for cause in wanted if cause not in standing]) if wanted.keys() - standing.keys() else ()
    known: dict[tuple[int, int], Calendar] = {}
    for cause, one in wanted.items():
        if cause not in aside:
            key = (one.client_id, one.member_id or 0)
            if key not in known:
                known[key] = calendars.of_us(one.client_id, one.member)
            _ask(one, cause, known[key], standing.get(cause))


def _ask(promise: Promise, cause: str, ours: Calendar, there: Item | None) -> None:
    due, shows_from = _when(promise, ours)
    reason = reason_for(promise)
    if there is not None and (there.due, there.shows_from, there.why) == (due, shows_from, reason):
        return
    ask(
        "promise" if promise.by_us else "promise_theirs", cause=cause, reason=reason, client=promise.client_id,
        member=_whose(promise), due=due, shows_from=shows_from, hours=1.0 if promise.by_us else 0.25,
        promise=promise.pk,
    )  # fmt: skip


def reason_for(promise: Promise) -> Reason:
    """Who promised what to whom, and by when; days late are counted where it is shown."""
    who = promise.contact.name if promise.contact else None
    values = {"what": promise.what, "who": who, "day": promise.due}
    if promise.by_us:
        if promise.due is None:
            return because("We promised, without a day: {what}.", **values)
        if who:
            return because("We promised {who} by {day}: {what}.", **values)
        return because("We promised by {day}: {what}.", **values)
    if promise.due is None:
        return because("They promised, without a day: {what}.", **values)
    if who:
        return because("{who} promised by {day}: {what}.", **values)
    return because("They promised by {day}: {what}.", **values)


def _when(promise: Promise, ours: Calendar) -> tuple[datetime | None, datetime]:
    """When it is due in our day, and from when it shows: by the owner's calendar for ours, by ours for theirs."""
    if promise.due is None or promise.due_at is None:
        day = calendars.day_in(ours, promise.made_at) + PATIENCE[promise.by_us]
        return None, _start(ours, day)
    if promise.by_us:
        return promise.due_at, _start(ours, ours.previous_working_day(promise.due - timedelta(days=1)))
    day = ours.next_working_day(promise.due + timedelta(days=1))
    return ours.end_of_day(day), _start(ours, day)


def _whose(promise: Promise) -> Member | None:
    """Somebody other than the keeper who owes it and sees the client; else it is the keeper's, whoever that is."""
    member = promise.member
    if not promise.by_us or member is None or not member.is_active:
        return None
    if Keeper.objects.current().filter(client=promise.client_id, member=member, part=Keeper.Part.KEEPER).exists():
        return None
    return member if Client.objects.here().visible_to(member).filter(pk=promise.client_id).exists() else None


def _ask_to_confirm(waiting: Mapping[int, list[Promise]], ids: list[int]) -> None:
    """One item a client, however many wait. Put aside by hand, it comes back with the next promise that is read."""
    for client_id in set(open_items(kind="proposed", client__in=ids).values_list("client", flat=True)) - set(waiting):
        settle(client=client_id, kind="proposed")
    causes = {client_id: f"proposed:{client_id}:{max(one.pk for one in rows)}" for client_id, rows in waiting.items()}
    aside = put_aside(list(causes.values())) if causes else set()
    standing = {item.client_id: item for item in open_items(kind="proposed", client__in=ids)}
    for client_id, rows in waiting.items():
        reason = because("{promises}: {what}", promises=_number(len(rows)), what=rows[-1].what)
        there = standing.get(client_id)
        if there is not None and there.cause != causes[client_id]:
            settle(cause=there.cause)
        if causes[client_id] not in aside:
            ask("proposed", cause=causes[client_id], reason=reason, client=client_id, promises=len(rows))


def _number(count: int) -> Reason:
    return because("{promises} read from words", promises=counted("{n} promise", "{n} promises", count))


def _cause(promise: Promise) -> str:
    """The day is part of it: what was put aside by hand comes back when the date is moved."""
    return f"promise:{promise.pk}:{promise.due or '-'}"


def _start(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone_of(calendar.zone))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(ids))
    return (every[n : n + CHUNK] for n in range(0, len(every), CHUNK))
