"""Where a start with a client is stuck, whose move it is and why; and on which days the tasks of a playbook fall.

For the keeper, the head, and the board of all starts. A start stands still when nothing has moved for five working
days, or when a step that could be done is late.

>>> office, monday = Calendar(), date(2026, 3, 2)
>>> ask = Step("questionnaire", "questionnaire", "Questionnaire", "client", "Ivana", since=monday, due=date(2026, 3, 9))
>>> audit = Step("audit", "task", "First audit", "specialist", "Tin", since=monday, after=("questionnaire",))
>>> now = standing([ask, audit], moved=monday, calendar=office, today=date(2026, 3, 12))
>>> now.blocking.name, now.move, now.stuck
('Questionnaire', 'client', True)
>>> for reason in now.reasons:
...     print(reason.plain())
Waits for Ivana for 8 working days: Questionnaire.
It was due on 2026-03-09.
Nothing has moved for 8 working days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rapport.reckon.playbook import Span
from rapport.reckon.timing import Calendar, both
from rapport.reckon.verdict import Reason, because, counted

QUIET = 5  # working days without any movement
COUNTED = 400  # days looked at when working days are counted

Whose = Literal["client", "keeper", "specialist"]
Kind = Literal["task", "owed", "access", "questionnaire", "meeting"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a start. `whose` move it is now, by the name `who`; `since` it is theirs to do; `after` are the keys
    of steps it waits for. Only `onboarding` steps are waited for; `done_on` is None while it is open."""

    key: str
    kind: Kind
    name: str
    whose: Whose
    who: str = ""
    since: date | None = None
    due: date | None = None
    done_on: date | None = None
    after: tuple[str, ...] = ()
    onboarding: bool = True
    group: str = ""  # several steps that others wait for together, by one key
    place: str = ""  # what leads to it, for the page: handed through untouched

    @property
    def done(self) -> bool:
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a start stands. `blocking` is what holds it up now; `quiet` working days nothing has moved; `waits` how long
    the blocking step has been somebody's to do."""

    done: int
    total: int
    ready: tuple[Step, ...]  # open, and nothing stands before them; the longest waiting first
    waiting: tuple[Step, ...]  # open, behind another step or a day that has not come
    finished: tuple[Step, ...]
    blocking: Step | None
    move: Whose | None
    quiet: int
    waits: int
    late: int
    stuck: bool
    reasons: tuple[Reason, ...]

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0

    @property
    def complete(self) -> bool:
        """Every step that onboarding waits for is done."""
        return self.done == self.total


def standing(steps: Sequence[Step], *, moved: date, calendar: Calendar, today: date) -> Standing:
    """Judge a start. `moved` is the day on which anything of it last moved; days are those of `calendar`."""
    open_ = {key for step in steps if not step.done for key in (step.key, step.group)}
    ready: list[Step] = []
    waiting: list[Step] = []
    for step in steps:
        if not step.done:
            behind = any(key in open_ for key in step.after) or (step.since is not None and step.since > today)
            (waiting if behind else ready).append(step)
    ready.sort(key=lambda step: (not step.onboarding, step.since or moved, step.due or date.max, step.key))
    needed = [step for step in steps if step.onboarding]
    blocking = ready[0] if ready and ready[0].onboarding else None
    late = [step for step in ready if step.onboarding and step.due is not None and step.due < today]
    quiet = working_days(calendar, moved, today)
    finished = all(step.done for step in needed)
    stuck = not finished and (quiet >= QUIET or bool(late)) and blocking is not None
    waits = working_days(calendar, blocking.since or moved, today) if blocking else 0
    return Standing(
        done=sum(step.done for step in needed),
        total=len(needed),
        ready=tuple(ready),
        waiting=tuple(sorted(waiting, key=lambda step: (step.since or date.max, step.due or date.max, step.key))),
        finished=tuple(sorted((step for step in steps if step.done), key=lambda step: (step.done_on, step.key))),
        blocking=blocking,
        move=blocking.whose if blocking else None,
        quiet=quiet,
        waits=waits,
        late=len(late),
        stuck=stuck,
        reasons=tuple(_reasons(finished, blocking, late, waiting, waits, quiet)),
    )


def working_days(calendar: Calendar, since: date, today: date) -> int:
    """Working days that have passed after `since` up to `today`; at most some hundred are counted.

    >>> working_days(Calendar(), date(2026, 3, 6), date(2026, 3, 9))  # Friday to Monday
    1
    """
    first = max(since, today - timedelta(days=COUNTED))
    days = (date.fromordinal(n) for n in range(first.toordinal() + 1, today.toordinal() + 1))
    return sum(calendar.is_working_day(day) for day in days)


def laid(spans: Mapping[str, Span], begins: date, ours: Calendar, theirs: Calendar) -> dict[str, tuple[date, date]]:
    """The first and the last day of each task, counted in days on which both sides work; day 0 is the first such day.

    >>> laid({"a": Span(0, 1), "b": Span(2, 2)}, date(2026, 3, 6), Calendar(), Calendar())["b"]
    (datetime.date(2026, 3, 10), datetime.date(2026, 3, 10))
    """
    days = _both_work(begins, ours, theirs)
    known: list[date] = []
    furthest = max((span.last for span in spans.values()), default=0)
    while len(known) <= furthest:
        known.append(next(days))
    return {key: (known[span.first], known[span.last]) for key, span in spans.items()}


def _both_work(begins: date, ours: Calendar, theirs: Calendar) -> Iterator[date]:
    day = both(ours, theirs, begins)
    while True:
        yield day
        day = both(ours, theirs, day + timedelta(days=1))


def _reasons(
    finished: bool, held: Step | None, late: Sequence[Step], waiting: Sequence[Step], waits: int, quiet: int
) -> Iterator[Reason]:
    if finished:
        yield because("All that beginning waits for is done.")
        return
    if held is None:
        behind = {step.key for step in waiting}
        coming = [step for step in waiting if step.onboarding and step.since and not behind.intersection(step.after)]
        ahead = min(coming, key=lambda step: step.since or date.max, default=None)
        if ahead is not None:
            yield because("Nothing to do before {day}: {step}.", day=ahead.since, step=ahead.name)
        else:
            yield because("What is left waits for each other.")
        return
    yield _waits(held, waits)
    if held.due is not None and held in late:
        yield because("It was due on {day}.", day=held.due)
    if others := [step for step in late if step is not held]:
        yield because(
            "{steps} late, first of all {step}.",
            steps=counted("{n} more step is", "{n} more steps are", len(others)), step=others[0].name,
        )  # fmt: skip
    if quiet >= QUIET:
        yield because("Nothing has moved for {days}.", days=counted("{n} working day", "{n} working days", quiet))


def _waits(step: Step, waits: int) -> Reason:
    days = counted("{n} working day", "{n} working days", waits)
    if step.who:
        if waits < 1:
            return because("Now it is the turn of {who}: {step}.", who=step.who, step=step.name)
        return because("Waits for {who} for {days}: {step}.", who=step.who, days=days, step=step.name)
    if step.whose == "client":
        if waits < 1:
            return because("Now it is the client's turn: {step}.", step=step.name)
        return because("Waits for the client for {days}: {step}.", days=days, step=step.name)
    if waits < 1:
        return because("Now it is our turn: {step}.", step=step.name)
    return because("Waits for us for {days}: {step}.", days=days, step=step.name)
