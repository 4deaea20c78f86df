"""What else moves when a milestone moves, how much each can slip, and what it waits for: for whoever keeps a plan.

A stage begins on a day after the last day of everything it comes after (finish to start), and keeps its length in the
working days of whoever does it. What is done or has begun does not move by itself, and nothing comes earlier by itself.

>>> from datetime import date
>>> words = Stage(1, "Words", date(2026, 3, 2), date(2026, 3, 6))
>>> pages = Stage(2, "Pages", date(2026, 3, 9), date(2026, 3, 13), after=frozenset({1}))
>>> found = move([words, pages], 1, date(2026, 3, 4), today=date(2026, 3, 1))
>>> [(shift.title, f"{shift.first:%a %d}", f"{shift.last:%a %d}") for shift in found.shifts]
[('Words', 'Wed 04', 'Tue 10'), ('Pages', 'Wed 11', 'Tue 17')]
>>> found.shifts[1].reason.plain()
'It comes after “Words”, which now ends on 2026-03-10.'
>>> slack([words, Stage(3, "Photos", date(2026, 3, 2), date(2026, 3, 3)), pages])  # working days to spare
{3: 8, 1: 0, 2: 0}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, because, counted

LONGEST = 1500  # working days of one stage that are counted; a longer one keeps its calendar days
OFFICE = Calendar()


@dataclass(frozen=True, slots=True)
class Stage:
    """One milestone: first and last day included, `after` the keys of what it comes after, `done` on which day."""

    key: int
    title: str
    first: date
    last: date
    after: frozenset[int] = frozenset()
    calendar: Calendar = OFFICE
    begun: bool = False
    done: date | None = None

    @property
    def end(self) -> date:
        """The day after which what follows may begin."""
        return self.done or self.last

    @property
    def rests(self) -> bool:
        """Whether it stays where it is, whatever moves before it."""
        return self.begun or self.done is not None


class Refused(ValueError):
    """What cannot be planned so, in a sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.plain())
        self.reason = reason


class Shift(NamedTuple):
    """A stage has other days than it had; the reason is that of the plan, not of whoever moved it."""

    key: int
    title: str
    was_first: date
    was_last: date
    first: date
    last: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class Moved:
    """All that moves, what was asked for first, then by day; when the plan ended, and when it ends now."""

    shifts: tuple[Shift, ...]
    end_was: date
    end: date

    @property
    def others(self) -> tuple[Shift, ...]:
        return self.shifts[1:]

    @property
    def later(self) -> int:
        """Calendar days by which the end of the plan moves; below zero it comes earlier."""
        return (self.end - self.end_was).days


def in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Each after everything it comes after, else by day, title and key; Refused when they wait in a circle.

    Keys in `after` that are not among the stages are passed over.
    """
    left = sorted(stages, key=_place)
    known = {stage.key for stage in left}
    placed: set[int] = set()
    ordered: list[Stage] = []
    while left:
        free = [stage for stage in left if (stage.after & known) <= placed]
        if not free:
            raise Refused(_circle(left))
        ordered += free
        placed |= {stage.key for stage in free}
        left = [stage for stage in left if stage.key not in placed]
    return tuple(ordered)


def earliest(stage: Stage, stages: Iterable[Stage], *, today: date | None = None) -> date | None:
    """The first working day on which it may begin; None when it comes after nothing and no day is given."""
    ends = [before.end for before in stages if before.key in stage.after]
    days = [_next(max(ends))] if ends else []
    if today is not None:
        days.append(today)
    return stage.calendar.next_working_day(max(days)) if days else None


def check(stage: Stage, stages: Sequence[Stage]) -> None:
    """Refuse a stage that ends before it begins, waits in a circle, or begins before what it comes after ends.

    `stages` are all of the plan, this one as it is to be.
    """
    if stage.last < stage.first:
        raise Refused(because("It would end on {last}, before it begins on {first}.", last=stage.last,
                              first=stage.first))  # fmt: skip
    in_order(stages)
    if not stage.rests:
        _not_before(stage, stages)


def move(stages: Sequence[Stage], key: int, first: date, last: date | None = None, *, today: date) -> Moved:
    """Give one stage other days, and say what else moves. Without `last` it keeps its working days.

    Refused, with the reason, for what is done, has begun, would begin before what it comes after, or lies in the past.
    KeyError for a key that is not there.
    """
    ordered = in_order(stages)
    before = {stage.key: stage for stage in ordered}
    asked = before[key]
    wished = replace(asked, first=first, last=last or _last(asked, first))
    _may_move(asked, wished, ordered, today)
    after = _settled([wished if stage.key == key else stage for stage in ordered], today, keep=key)
    shifts = [
        Shift(stage.key, stage.title, before[stage.key].first, before[stage.key].last, stage.first, stage.last,
              because("It was asked for.") if stage.key == key else _pushed(stage, after))
        for stage in after.values()
        if stage.key == key or (stage.first, stage.last) != (before[stage.key].first, before[stage.key].last)
    ]  # fmt: skip
    shifts.sort(key=lambda shift: (shift.key != key, shift.first, shift.title, shift.key))
    return Moved(tuple(shifts), end_of(ordered), end_of(after.values()))


def expected(stages: Sequence[Stage], today: date) -> tuple[Stage, ...]:
    """The stages as they come if everything goes on from today: what is late ends today at the earliest."""
    reached = []
    for stage in stages:
        if stage.done is None and stage.begun and stage.last < today:
            stage = replace(stage, last=stage.calendar.next_working_day(today))
        elif stage.done is None and not stage.begun and stage.first < today:
            first = stage.calendar.next_working_day(today)
            stage = replace(stage, first=first, last=max(_last(stage, first), stage.last))
        reached.append(stage)
    return tuple(_settled(in_order(reached), today).values())


def slack(stages: Sequence[Stage]) -> dict[int, int]:
    """By how many of its working days each stage that is not done can slip until the plan ends later.

    Below zero: what comes after it begins too early already. In the order of `in_order`.
    """
    ordered = in_order(stages)
    if not ordered:
        return {}
    end = end_of(ordered)
    latest: dict[int, date] = {}  # the day by which each must have ended
    begin: dict[int, date] = {}  # the day on which each must have begun
    for stage in reversed(ordered):
        followers = [begin[one.key] for one in ordered if stage.key in one.after and not one.rests]
        latest[stage.key] = min((date.fromordinal(day.toordinal() - 1) for day in followers), default=end)
        begin[stage.key] = _first(stage, latest[stage.key])
    return {stage.key: _between(stage, latest[stage.key]) for stage in ordered if stage.done is None}


def critical(stages: Sequence[Stage]) -> tuple[int, ...]:
    """The keys of the stages on which the end of the plan hangs, in their order."""
    return tuple(key for key, days in slack(stages).items() if days <= 0)


def end_of(stages: Iterable[Stage]) -> date:
    """The last day of the plan. ValueError for one without stages."""
    return max(stage.end for stage in stages)


def working_days(stage: Stage) -> int:
    """How many of its days are worked, at least one."""
    return max(_count(stage.calendar, stage.first, stage.last), 1)


def laid_anew(stages: Sequence[Stage], first: date) -> tuple[Stage, ...]:
    """The same way from another day on: distances and lengths in working days, nothing begun or done."""
    if not stages:
        return ()
    begin = min(stage.first for stage in stages)
    anew = []
    for stage in stages:
        distance = _count(stage.calendar, begin, stage.first) - int(stage.calendar.is_working_day(stage.first))
        day = _plus(stage.calendar, first, max(distance, 0) + 1)
        anew.append(replace(stage, first=day, last=_last(stage, day), begun=False, done=None))
    return tuple(_settled(in_order(anew), None).values())


# ---- what a stage waits for

Yes = Literal["none", "asked", "yes", "no"]  # nobody asked yet, asked and waiting, given, refused or corrected
Side = Literal["ours", "theirs", ""]


class Before(NamedTuple):
    """What a stage comes after: whether it is done, and whether the client's yes to it is needed and given.

    `who` is who is at it, when somebody is.
    """

    title: str
    done: bool
    needs_yes: bool = False
    yes: Yes = "none"
    who: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whether a stage may begin; else whose move it is: the client's only when nothing waits for us."""

    may: bool
    whose: Side
    reasons: tuple[Reason, ...]


def may_begin(befores: Iterable[Before]) -> Beginning:
    """Judge whether a stage may begin.

    >>> may_begin([Before("Layout", done=True, needs_yes=True, yes="asked")]).whose
    'theirs'
    """
    blocks = [found for before in befores if (found := _blocked(before)) is not None]
    if not blocks:
        return Beginning(True, "", ())
    theirs = all(side == "theirs" for side, _reason in blocks)
    return Beginning(False, "theirs" if theirs else "ours", tuple(reason for _side, reason in blocks))


def _blocked(before: Before) -> tuple[Side, Reason] | None:
    if not before.done:
        if before.who:
            return "ours", because("“{title}” is not done yet; {who} is at it.", title=before.title, who=before.who)
        return "ours", because("“{title}” is not done yet.", title=before.title)
    if not before.needs_yes or before.yes == "yes":
        return None
    if before.yes == "asked":
        return "theirs", because("“{title}” waits for the client’s yes.", title=before.title)
    if before.yes == "no":
        return "ours", because("The client did not agree to “{title}”: mend it and ask again.", title=before.title)
    return "ours", because("The client has not been asked about “{title}” yet.", title=before.title)


State = Literal["done", "unasked", "asked", "refused", "late", "going", "blocked", "ready", "ahead"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one stage stands today, and whose move it is."""

    state: State
    whose: Side
    reasons: tuple[Reason, ...]


def standing(stage: Stage, befores: Sequence[Before], today: date, *, needs_yes: bool = False, yes: Yes = "none",
             who: str = "") -> Standing:  # fmt: skip
    """Say where a stage stands, in words.

    >>> one = Stage(1, "Words", date(2026, 3, 2), date(2026, 3, 6), begun=True)
    >>> standing(one, [], date(2026, 3, 9)).reasons[0].plain()
    'It should have ended on 2026-03-06, 3 days ago.'
    """
    if stage.done is not None:
        return _after_done(stage, needs_yes, yes)
    if stage.last < today:
        late = counted("{n} day ago", "{n} days ago", (today - stage.last).days)
        words = because("It should have ended on {day}, {ago}.", day=stage.last, ago=late)
        begin = may_begin(befores)
        return Standing("late", begin.whose or "ours", (words, *(() if stage.begun else begin.reasons)))
    if stage.begun:
        return Standing("going", "ours", (because("Under way until {day}.", day=stage.last),))
    begin = may_begin(befores)
    if stage.first > today:  # what is not done by then is told at its own stage; a yes that lacks is told early
        begin = may_begin([before for before in befores if before.done])
    if not begin.may:
        return Standing("blocked", begin.whose, begin.reasons)
    if stage.first > today:
        return Standing("ahead", "", (because("It begins on {day}.", day=stage.first),))
    if who:
        return Standing("ready", "ours", (because("It may begin: {who} is next.", who=who),))
    return Standing("ready", "ours", (because("It may begin; nobody is named for it."),))


def _after_done(stage: Stage, needs_yes: bool, yes: Yes) -> Standing:
    done = because("Done on {day}.", day=stage.done)
    if not needs_yes:
        return Standing("done", "", (done,))
    match yes:
        case "yes":
            return Standing("done", "", (done, because("The client said yes.")))
        case "asked":
            return Standing("asked", "theirs", (done, because("It waits for the client’s yes.")))
        case "no":
            return Standing("refused", "ours", (done, because("The client did not agree: mend it and ask again.")))
        case _:
            return Standing("unasked", "ours", (done, because("The client is still to be asked for their yes.")))


# ---- in calling order

_Days = Mapping[int, Stage]


def _settled(ordered: Sequence[Stage], today: date | None, keep: int | None = None) -> dict[int, Stage]:
    """Push what begins too early; `ordered` as `in_order` gives it, `keep` stays where it was put."""
    found: dict[int, Stage] = {}
    for stage in ordered:
        ends = [found[key].end for key in stage.after if key in found]
        if ends and stage.first <= max(ends) and not stage.rests and stage.key != keep:
            days = [_next(max(ends))] if today is None else [_next(max(ends)), today]
            first = stage.calendar.next_working_day(max(days))
            stage = replace(stage, first=first, last=max(_last(stage, first), stage.last))
        found[stage.key] = stage
    return found


def _may_move(asked: Stage, wished: Stage, ordered: Sequence[Stage], today: date) -> None:
    if asked.done is not None:
        raise Refused(because("“{title}” is done, and what is done does not move.", title=asked.title))
    if asked.begun and wished.first != asked.first:
        raise Refused(because("It began on {day}: only its last day can move.", day=asked.first))
    if wished.last < wished.first:
        raise Refused(because("It would end on {last}, before it begins on {first}.", last=wished.last,
                              first=wished.first))  # fmt: skip
    if wished.first != asked.first and wished.first < today:
        raise Refused(because("{day} is past: it cannot begin then.", day=wished.first))
    if wished.last != asked.last and wished.last < today:
        raise Refused(because("{day} is past, and it is not done.", day=wished.last))
    if not asked.begun:
        _not_before(wished, ordered)


def _not_before(stage: Stage, stages: Iterable[Stage]) -> None:
    befores = [before for before in stages if before.key in stage.after and before.end >= stage.first]
    if befores:
        last = max(befores, key=lambda before: (before.end, before.title, before.key))
        raise Refused(
            because("It comes after “{title}”, which ends on {day}: it can begin on {first} at the earliest.",
                    title=last.title, day=last.end, first=stage.calendar.next_working_day(_next(last.end)))
        )  # fmt: skip


def _pushed(stage: Stage, after: _Days) -> Reason:
    """Why it moved: the one it comes after that ends last."""
    befores = [after[key] for key in stage.after if key in after]
    last = max(befores, key=lambda before: (before.end, before.title, before.key))
    return because("It comes after “{title}”, which now ends on {day}.", title=last.title, day=last.end)


def _circle(waiting: Sequence[Stage]) -> Reason:
    """Those that wait for each other, from one of them round to itself."""
    by_key = {stage.key: stage for stage in waiting}
    at, way = waiting[0], list[Stage]()
    while at not in way:
        way.append(at)
        at = by_key[min(key for key in at.after if key in by_key)]
    round_ = [*way[way.index(at) :], at]
    if len(round_) == 2:
        return because("“{title}” cannot come after itself.", title=at.title)
    titles = " → ".join(stage.title for stage in reversed(round_))
    return because("These would wait for each other in a circle: {titles}.", titles=titles)


def _place(stage: Stage) -> tuple[date, date, str, int]:
    return stage.first, stage.last, stage.title, stage.key


def _last(stage: Stage, first: date) -> date:
    """The last day when it begins on `first` and keeps its length."""
    if (stage.last - stage.first).days > LONGEST:
        return date.fromordinal(min(first.toordinal() + (stage.last - stage.first).days, date.max.toordinal()))
    return max(_plus(stage.calendar, first, working_days(stage)), first)


def _first(stage: Stage, last: date) -> date:
    """The first day when it must end by `last` and keeps its length."""
    if (stage.last - stage.first).days > LONGEST:
        return date.fromordinal(max(last.toordinal() - (stage.last - stage.first).days, 1))
    day = stage.calendar.previous_working_day(last)
    for _n in range(working_days(stage) - 1):
        day = stage.calendar.previous_working_day(date.fromordinal(max(day.toordinal() - 1, 1)))
    return max(day, stage.first) if last >= stage.last else day


def _plus(calendar: Calendar, first: date, days: int) -> date:
    """The last of so many working days, counted from the first one on or after `first`."""
    day = calendar.next_working_day(first)
    for _n in range(days - 1):
        day = calendar.next_working_day(_next(day))
    return day


def _between(stage: Stage, latest: date) -> int:
    """Working days from its last day to `latest`, below zero when that is earlier."""
    if latest >= stage.last:
        return _count(stage.calendar, _next(stage.last), latest)
    return -max(_count(stage.calendar, _next(latest), stage.last), 1)


def _count(calendar: Calendar, first: date, last: date) -> int:
    """Working days from `first` to `last`, both included."""
    return sum(calendar.is_working_day(date.fromordinal(n)) for n in range(first.toordinal(), last.toordinal() + 1))


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
