"""Puts an item off until a date or an hour, and wakes it again: for whoever may act on it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.models import Item, Snooze, open_items
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.timing import Week

FURTHEST = timedelta(days=366)


class CannotSnooze(ValueError):
    """The date is behind us or too far ahead; the words say which."""


def snooze(item: Item, *, by: Member, until: datetime, note: str = "") -> Snooze | None:
    """Put an open item off. The same date asked twice is one snooze; None when the item is closed already."""
    now = clock.now()
    if until <= now:
        raise CannotSnooze(_("Choose a time that is still ahead."))
    if until > now + FURTHEST:
        raise CannotSnooze(_("A year ahead is the furthest. Dismiss it if it never matters."))
    with transaction.atomic():
        held = Item.objects.select_for_update().filter(pk=item.pk, closed_at=None).first()
        if held is None:
            return None
        if held.snoozed_until == until and (same := held.snoozes.filter(until=until, woken_at=None).last()):
            return same
        made = Snooze.objects.create(item=held, until=until, by=by, note=note.strip()[:300])
        open_items(pk=item.pk).update(snoozed_until=until)
        record(
            "item.snoozed", by=by, about=item, client=item.client_id, in_story=False,
            kind=item.kind, until=until.isoformat(), note=made.note,
        )  # fmt: skip
    return made


def wake(item: Item, *, by: Member, snoozed: Snooze | None = None) -> bool:
    """Bring a snoozed item back now. With `snoozed`, take back that one: an earlier one that still runs holds again."""
    with transaction.atomic():
        held = Item.objects.select_for_update().filter(pk=item.pk, closed_at=None).first()
        if held is None or held.snoozed_until is None or (snoozed and held.snoozed_until != snoozed.until):
            return False
        sleeping = held.snoozes.filter(woken_at=None)
        (sleeping.filter(pk=snoozed.pk) if snoozed else sleeping).update(woken_at=clock.now())
        earlier = held.snoozes.filter(woken_at=None, until__gt=clock.now()).last() if snoozed else None
        open_items(pk=item.pk).update(snoozed_until=earlier.until if earlier else None)
        record("item.woken", by=by, about=item, client=item.client_id, in_story=False, kind=item.kind)
    return True


def opening(member: Member, day: date) -> datetime:
    """When the member's work begins on that day: a snooze until a date ends then."""
    span = Week.parse(member.week).days[day.weekday()]
    return datetime.combine(day, span[0] if span else time(8), clock.zone_of(member.zone))


def presets(today: date) -> list[tuple[str, date]]:
    """The usual dates with their words: tomorrow, in three days, next Monday; each date once, in their order."""
    offered = [
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("In 3 days"), today + timedelta(days=3)),
        (_("Next Monday"), today + timedelta(days=7 - today.weekday())),
    ]
    seen: dict[date, str] = {}
    for words, day in sorted(offered, key=lambda pair: pair[1]):
        seen.setdefault(day, words)
    return [(words, day) for day, words in seen.items()]
