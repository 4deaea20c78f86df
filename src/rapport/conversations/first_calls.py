"""Who called first: opens an item for each client-begun contact that waits for its reason or for our word after it.

A mark needs its reason in one click. A mark that tells against us (amber), or in which only they spoke, also needs a
word of ours afterwards; then it closes by itself. What is older than a month stays in the ledger and asks nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from rapport.agency.models import Agency, Member
from rapport.attention.ask import ask, settle
from rapport.attention.models import open_items
from rapport.conversations.mail.models import Message
from rapport.conversations.models import Touchpoint
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.reckon.first_calls import AMBER_REASONS, Contact_, Ledger, ledger
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import Reason, because, counted

ASKED_FOR = timedelta(days=30)
DAYS = 90
QUOTE = 600

MARK = Q(began=Touchpoint.Began.THEIRS, agreed=False, counts=True, deleted_at=None)
AMBER = MARK & (Q(word_overdue=True) | Q(why_first__in=sorted(AMBER_REASONS)))


def is_mark(touchpoint: Touchpoint) -> bool:
    return touchpoint.counts and touchpoint.began == Touchpoint.Began.THEIRS and not touchpoint.agreed


def is_amber(touchpoint: Touchpoint) -> bool:
    return is_mark(touchpoint) and (touchpoint.word_overdue or touchpoint.why_first in AMBER_REASONS)


def look_again(client_id: int, *, ours: Calendar | None = None, by: Member | None = None) -> None:
    """Open, bring up to date or close the items of a client's recent marks. `ours` is the keeper's calendar."""
    recent = Touchpoint.objects.filter(MARK, client=client_id, at__gte=clock.now() - ASKED_FOR)
    marks = {f"first_call:{mark.pk}": mark for mark in recent.order_by("at")}
    standing = {item.cause: item for item in open_items(client=client_id, kind="first_call")}
    if not marks and not standing:
        return
    spoke = Touchpoint.objects.filter(client=client_id, direction__in=("out", "both"), deleted_at=None)
    last_word = spoke.aggregate(last=Max("at"))["last"]
    waiting = {cause: mark for cause, mark in marks.items() if not is_settled(mark, last_word)}
    close_as_spoken([item for cause, item in standing.items() if cause not in waiting], by=by)
    aside = put_aside([cause for cause in waiting if cause not in standing])
    mails = _mails_of(waiting.values())
    for cause, mark in waiting.items():
        if cause not in aside:
            ask(
                "first_call", cause=cause, reason=reason_for(mark), client=client_id, due=_due(mark.at, ours),
                shows_from=mark.at, hours=0.5, **facts_of(mark), **mails.get(mark.pk, {}),
            )  # fmt: skip


def is_settled(mark: Touchpoint, last_word: datetime | None) -> bool:
    """Its reason is known, and we have spoken: in it, or after it where it tells against us."""
    spoke_in_it = mark.direction == Touchpoint.Direction.BOTH and not is_amber(mark)
    return bool(mark.why_first) and (spoke_in_it or (last_word is not None and last_word > mark.at))


def reason_for(mark: Touchpoint) -> Reason:
    """In words, who came first and how."""
    late = mark.word_overdue
    match mark.channel:
        case Touchpoint.Channel.CALL if late:
            return because("The client called first on {day}, and our word was late.", day=mark.at)
        case Touchpoint.Channel.CALL:
            return because("The client called first on {day}.", day=mark.at)
        case Touchpoint.Channel.MAIL | Touchpoint.Channel.CHAT if late:
            return because("The client wrote first on {day}, and our word was late.", day=mark.at)
        case Touchpoint.Channel.MAIL | Touchpoint.Channel.CHAT:
            return because("The client wrote first on {day}.", day=mark.at)
        case _ if late:
            return because("The client came to us first on {day}, and our word was late.", day=mark.at)
        case _:
            return because("The client came to us first on {day}.", day=mark.at)


def facts_of(mark: Touchpoint) -> dict[str, Any]:
    """What the action in place needs: which touchpoint, in whose words, and what is still missing."""
    return {
        "touchpoint": mark.pk,
        "channel": mark.channel,
        "at": mark.at.isoformat(),
        "quote": mark.summary[:QUOTE],
        "why_first": mark.why_first,
        "amber": is_amber(mark),
    }


def contacts(client_ids: Iterable[int], now: datetime, days: int = 2 * DAYS) -> dict[int, list[Contact_]]:
    """What the ledger is made of, for many clients at once (one statement)."""
    rows = Touchpoint.objects.filter(
        client__in=list(client_ids), deleted_at=None, counts=True, at__gt=now - timedelta(days=days), at__lte=now
    ).values_list("client", "at", "began", "agreed", "why_first", "word_overdue")
    found: dict[int, list[Contact_]] = defaultdict(list)
    for client, at, began, agreed, why, overdue in rows:
        found[client].append(Contact_(at, began == Touchpoint.Began.OURS, agreed, why or None, overdue))
    return found


def pooled(client_ids: Iterable[int], now: datetime | None = None) -> Ledger:
    """The ledger of many clients together: for a manager, or for the head."""
    moment = now or clock.now()
    return ledger([c for each in contacts(client_ids, moment).values() for c in each], moment, DAYS)


def review_shares(client_ids: Iterable[int]) -> None:
    """Ask about clients whose share begun by us is falling, and settle where it no longer is."""
    now, ids = clock.now(), sorted(set(client_ids))
    standing = set(open_items(kind="first_call_share", client__in=ids).values_list("client", flat=True))
    for client_id, theirs in contacts(ids, now).items():
        book = ledger(theirs, now, DAYS)
        if book.falling and book.share and book.before:
            reason = because(
                "They call first more often: we began {ours} of {total} in {days}, {before} of {of} before that.",
                ours=book.ours, total=book.total, days=counted("{n} day", "{n} days", DAYS), before=book.before.k,
                of=book.before.n,
            )  # fmt: skip
            cause = f"first_call_share:{client_id}"
            if client_id in standing or not put_aside([cause], since=now - ASKED_FOR):
                ask("first_call_share", cause=cause, reason=reason, client=client_id)
            standing.discard(client_id)
    for client_id in standing:
        settle(client=client_id, kind="first_call_share")


def _mails_of(marks: Iterable[Touchpoint]) -> dict[int, dict[str, Any]]:
    """The mail and thread of each mark that was one, so that it can be answered where it is shown."""
    written = [mark.pk for mark in marks if mark.thread_id]
    rows = Message.objects.filter(touchpoint__in=written).values_list("touchpoint", "pk", "thread") if written else ()
    return {touchpoint: {"message": pk, "thread": thread} for touchpoint, pk, thread in rows if touchpoint}


def _due(at: datetime, ours: Calendar | None) -> datetime:
    """The end of our working day on which it came, or of the next one when that has gone by."""
    calendar = ours or _agency_calendar()
    local = at.astimezone(clock.zone_of(calendar.zone))
    due = calendar.end_of_day(calendar.next_working_day(local.date()))
    return due if due > at else calendar.end_of_day(calendar.next_working_day(local.date() + timedelta(days=1)))


def _agency_calendar() -> Calendar:
    agency = Agency.ours()
    return Calendar(zone=agency.zone, week=Week.parse(agency.week), holidays=agency.country)
