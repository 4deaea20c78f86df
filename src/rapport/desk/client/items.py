"""What comes next with a client: its open items as short lines, with their day and the address that settles them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.attention.models import Item
from rapport.conversations.waiting import reason_of, word_late
from rapport.desk.today.kinds import kind_of, page_of
from rapport.journal import clock
from rapport.reckon.verdict import Reason
from rapport.ui import formats

ELSEWHERE = ("promise", "promise_theirs", "proposed", "owed")


@dataclass(frozen=True, slots=True)
class Step:
    """One open item. `done` is the address that closes it by hand; `page` where it is dealt with instead."""

    item: Item
    icon: str
    words: Reason
    by: str
    late: bool
    done: str
    page: str = ""


def lines_of(items: Iterable[Item]) -> list[Step]:
    """The items in the order of their days, those without a day last. Promises and what they owe stand elsewhere."""
    today = clock.today()
    steps = [item for item in items if item.kind not in ELSEWHERE]
    ordered = sorted(steps, key=lambda item: (item.due is None, item.due or item.shows_from, item.pk))
    return [_step(item, today) for item in ordered]


def _step(item: Item, today: date) -> Step:
    late, kind = _late(item, today), kind_of(item.kind)
    page = page_of(kind, item.client_id, item.facts)
    return Step(
        item=item,
        icon=kind.icon,
        words=reason_of(item, today),
        by=_by(item, late, today),
        late=late > 0,
        done="" if page else _address("item_done", item.pk),
        page=page,
    )


def _late(item: Item, today: date) -> int:
    if item.kind == "word":
        return word_late(item.facts, today)
    return max((today - timezone.localtime(item.due).date()).days, 0) if item.due else 0


def _by(item: Item, late: int, today: date) -> str:
    if item.snoozed_until and item.snoozed_until > clock.now():
        return _("asleep until %(day)s") % {"day": formats.day(item.snoozed_until)}
    if late:
        return ngettext("%(num)s day late", "%(num)s days late", late) % {"num": late}
    if item.due is None:
        return ""
    if timezone.localtime(item.due).date() == today:
        return _("by %(time)s") % {"time": formats.clock_time(item.due)}
    return formats.day(item.due)


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
