"""Whether we end well with a client: what is done, what remains, each with its reason; and first orders that last.

Source: product.md C6.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from rapport.reckon.shares import Share, wilson
from rapport.reckon.verdict import Counted, Reason, because, counted

Key = Literal["accesses", "work", "doors", "files", "cause", "hello"]
ENOUGH = 5  # first orders before a share is said


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands open with a client whom we leave. Counts are of what is still open."""

    accesses: int = 0
    tasks: int = 0
    promises: int = 0
    approvals: int = 0
    questionnaires: int = 0
    links: int = 0
    files_given: bool = False
    evidence: bool = False
    hello_on: date | None = None
    idea: bool = False


class Step(NamedTuple):
    """One part of the ending: whether it is done, and why it is or is not."""

    key: Key
    done: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    steps: tuple[Step, ...]

    @property
    def remaining(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.done)

    @property
    def complete(self) -> bool:
        return not self.remaining


def judge(facts: Facts) -> Ending:
    """The six steps in their order.

    >>> spoken = {"files_given": True, "evidence": True, "hello_on": date(2026, 9, 1), "idea": True}
    >>> ending = judge(Facts(accesses=2, promises=1, **spoken))
    >>> [step.key for step in ending.remaining], ending.complete
    (['accesses', 'work'], False)
    >>> [reason.plain() for step in ending.remaining for reason in step.reasons]
    ['2 accesses are not revoked.', '1 promise of ours is open.']
    """
    return Ending((_accesses(facts), _work(facts), _doors(facts), _files(facts), _cause(facts), _hello(facts)))


def _accesses(facts: Facts) -> Step:
    left = counted("{n} access is not revoked", "{n} accesses are not revoked", facts.accesses)
    return _step("accesses", [(facts.accesses, left)], because("We can get in nowhere any more."))


def _work(facts: Facts) -> Step:
    tasks = counted("{n} task is open", "{n} tasks are open", facts.tasks)
    promises = counted("{n} promise of ours is open", "{n} promises of ours are open", facts.promises)
    open_ones = [(facts.tasks, tasks), (facts.promises, promises)]
    return _step("work", open_ones, because("No task and no promise of ours is open."))


def _doors(facts: Facts) -> Step:
    approvals = counted("{n} question waits for their word", "{n} questions wait for their word", facts.approvals)
    asked = counted("{n} questionnaire is with them", "{n} questionnaires are with them", facts.questionnaires)
    links = counted("{n} link still opens something", "{n} links still open something", facts.links)
    open_ones = [(facts.approvals, approvals), (facts.questionnaires, asked), (facts.links, links)]
    return _step("doors", open_ones, because("Nothing is asked of them, and no link opens anything."))


def _files(facts: Facts) -> Step:
    if facts.files_given:
        return Step("files", True, (because("It is noted what was handed over, and to whom."),))
    return Step("files", False, (because("It is not noted what was handed over, and to whom."),))


def _cause(facts: Facts) -> Step:
    if facts.evidence:
        return Step("cause", True, (because("The cause is noted with what shows it."),))
    return Step("cause", False, (because("What shows the cause is not written down."),))


def _hello(facts: Facts) -> Step:
    if facts.hello_on is None:
        return Step("hello", False, (because("There is no day to say hello again."),))
    if not facts.idea:
        return Step("hello", False, (because("With what to say hello on {day} is not said.", day=facts.hello_on),))
    return Step("hello", True, (because("We say hello again on {day}, with an idea.", day=facts.hello_on),))


def _step(key: Key, open_ones: Sequence[tuple[int, Counted]], done: Reason) -> Step:
    left = tuple(because("{what}.", what=words) for number, words in open_ones if number)
    return Step(key, not left, left or (done,))


class Order(NamedTuple):
    """What a client bought: from when until when (None: it goes on)."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Lasting:
    """Of clients that began with one order that ended, how many stayed or came back; a share from five on."""

    began: int
    lasted: int
    share: Share | None
    reasons: tuple[Reason, ...]


def lasts(orders: Sequence[Order]) -> bool | None:
    """Whether a first order that ended (or has its end) became a lasting client; None where it never had an end.

    It did when something else was bought after it began, which goes on or ends later than it.

    >>> site = Order(date(2025, 1, 7), date(2025, 4, 30))
    >>> lasts([site]), lasts([site, Order(date(2025, 9, 1), None)]), lasts([Order(date(2025, 1, 7), None)])
    (False, True, None)
    """
    if not orders:
        return None
    first, *others = sorted(orders, key=lambda order: (order.since, order.until or date.max))
    if first.until is None:
        return None
    return any(order.since > first.since and (order.until is None or order.until > first.until) for order in others)


def first_orders(clients: Iterable[Sequence[Order]]) -> Lasting:
    """How many first orders of many clients became lasting ones; the interval is Wilson's, 95 %."""
    judged = [stayed for orders in clients if (stayed := lasts(orders)) is not None]
    began, lasted = len(judged), sum(judged)
    if not began:
        return Lasting(0, 0, None, (because("No client began with a single order yet."),))
    share = wilson(lasted, began) if began >= ENOUGH else None
    return Lasting(began, lasted, share, (because("{lasted} of {began} stayed.", lasted=lasted, began=began),))
