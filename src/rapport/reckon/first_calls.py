"""Who called first: for a keeper and the head, whether we are ahead of our clients or behind them.

Rules: product.md B2. A thread counts once, for whoever began it. Every contact counts in the share, those inside an
agreed appointment too, since each has somebody who began it; but only a client-begun contact outside an agreed
appointment is *marked* (there the client had to come to us), with a reason, and amber if our word was overdue or the
reason is a complaint or lateness. Under 10 contacts there are the contacts and no share.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.reckon.shares import Share, wilson
from rapport.reckon.verdict import Reason, because, counted

REASONS = ("late", "question", "complaint", "praise", "request", "other")
AMBER_REASONS = frozenset({"complaint", "late"})
ENOUGH = 10  # contacts before a share is said


@dataclass(frozen=True, slots=True)
class Contact_:
    """One contact, `at` an aware instant. `ours`: we began it; `agreed`: inside an agreed appointment; `reason`: one of
    REASONS, or None while nobody chose; `word_overdue`: our word was overdue when it came. Contacts of one `thread`
    count once, as the earliest of them; without a thread each counts for itself.
    """

    at: datetime
    ours: bool
    agreed: bool = False
    reason: str | None = None
    word_overdue: bool = False
    thread: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The last `days`: contacts begun by us, by them, together; `share` begun by us (None under 10 contacts);
    `marks`, newest first, `amber` of them; `before`, the share of the same time before; whether it is `falling`.
    """

    ours: int
    theirs: int
    total: int
    share: Share | None
    amber: int
    marks: tuple[Contact_, ...]
    falling: bool
    before: Share | None
    reasons: tuple[Reason, ...]


def is_mark(contact: Contact_) -> bool:
    """The client began, outside an agreed appointment."""
    return not contact.ours and not contact.agreed


def is_amber(contact: Contact_) -> bool:
    """A mark that tells against us: our word was overdue, or they complained, or we were late.

    >>> from datetime import UTC
    >>> monday = datetime(2024, 11, 11, 16, 42, tzinfo=UTC)
    >>> is_amber(Contact_(monday, ours=False, reason="question", word_overdue=True))
    True
    >>> is_amber(Contact_(monday, ours=False, reason="praise")), is_amber(Contact_(monday, ours=True, reason="late"))
    (False, False)
    """
    return is_mark(contact) and (contact.word_overdue or contact.reason in AMBER_REASONS)


def ledger(contacts: Iterable[Contact_], now: datetime, days: int = 90) -> Ledger:
    """Count who began over the last `days` up to `now` (an aware instant); later contacts are left out.

    Hand in at least twice the days, in any order. The share is falling if both windows hold 10 contacts and even the
    upper end of the present interval lies under the share before. ValueError for a reason nobody knows, or no days.

    >>> from datetime import UTC
    >>> now = datetime(2024, 11, 17, 8, tzinfo=UTC)
    >>> calls = [Contact_(now - timedelta(days=n), ours=n % 4 > 0) for n in range(12)]
    >>> book = ledger(calls, now)
    >>> book.ours, book.theirs, book.reasons[0].plain()
    (9, 3, 'We began 9 of 12 in 90 days.')
    >>> ledger(calls[:9], now).share is None
    True
    """
    if days < 1:
        raise ValueError("A ledger is kept over at least one day.")
    span = timedelta(days=days)
    begun = _begun(contacts)
    recent = [c for c in begun if now - span < c.at <= now]
    earlier = [c for c in begun if now - 2 * span < c.at <= now - span]
    marks = tuple(sorted(filter(is_mark, recent), key=lambda c: c.at, reverse=True))
    ours = sum(c.ours for c in recent)
    share, before = _share(recent), _share(earlier)
    falling = share is not None and before is not None and share.high < before.share
    amber = sum(map(is_amber, marks))
    return Ledger(
        ours=ours,
        theirs=len(recent) - ours,
        total=len(recent),
        share=share,
        amber=amber,
        marks=marks,
        falling=falling,
        before=before,
        reasons=tuple(_reasons(ours, len(recent), days, amber, before if falling else None)),
    )


def _begun(contacts: Iterable[Contact_]) -> Sequence[Contact_]:
    """One contact for each thread: its earliest."""
    alone: list[Contact_] = []
    first: dict[Hashable, Contact_] = {}
    for contact in contacts:
        if contact.reason is not None and contact.reason not in REASONS:
            raise ValueError(f'"{contact.reason}" is no reason for a call; they are {", ".join(REASONS)}.')
        if contact.thread is None:
            alone.append(contact)
        elif contact.thread not in first or contact.at < first[contact.thread].at:
            first[contact.thread] = contact
    return [*alone, *first.values()]


def _share(contacts: Sequence[Contact_]) -> Share | None:
    return wilson(sum(c.ours for c in contacts), len(contacts)) if len(contacts) >= ENOUGH else None


def _reasons(ours: int, total: int, days: int, amber: int, before: Share | None) -> list[Reason]:
    window = counted("{n} day", "{n} days", days)
    if total == 0:
        return [because("No contact in {days}.", days=window)]
    reasons = [because("We began {ours} of {total} in {days}.", ours=ours, total=total, days=window)]
    if amber:
        times = counted("{n} time", "{n} times", amber)
        reasons.append(because("They came first while we were late or with a complaint: {times}.", times=times))
    if before:
        reasons.append(because("Before that we began {ours} of {total}.", ours=before.k, total=before.n))
    return reasons
