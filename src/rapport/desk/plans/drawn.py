"""A plan as its pages draw it: the bars over their days, and what stands beside each stage in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapport.delivery.plans.models import Milestone
from rapport.delivery.plans.stages import Way
from rapport.journal import clock
from rapport.reckon import plan as judged
from rapport.reckon.plan import Shift, Standing
from rapport.reckon.verdict import Reason, because, counted
from rapport.ui.timeline import Bar, Timeline, timeline


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of a plan's table."""

    row: Milestone
    standing: Standing
    after: tuple[str, ...]
    room: Reason | None  # how much it can slip, or that the end hangs on it
    slipped: int  # calendar days later than first agreed
    tone: str  # of the words

    @property
    def deed(self) -> str:
        """What is to be done about it next: begin, done, ask, look, or nothing."""
        match self.standing.state:
            case "ready":
                return "begin"
            case "going":
                return "done"
            case "late":
                return "done" if self.row.begun_at else "" if self.standing.whose == "theirs" else "look"
            case "unasked" | "refused":
                return "ask"
            case "asked":
                return "look"
            case _:
                return ""


TONES = {"late": "bad", "refused": "bad", "asked": "warn", "unasked": "warn", "done": "quiet"}


def stages(way: Way) -> list[Stage]:
    room = judged.slack(way.stages)
    found = []
    for row in way.milestones:
        after = way.stage_of[row.pk].after
        standing = way.standing(row)
        found.append(
            Stage(
                row, standing, tuple(one.title for one in way.milestones if one.pk in after),
                _room(room.get(row.pk)), (row.last - row.baseline_last).days if row.baseline_last else 0,
                TONES.get(standing.state, ""),
            )
        )  # fmt: skip
    return found


def drawn(way: Way) -> Timeline | None:
    """The plan as it stands, with the days first agreed where they were others."""
    return timeline([_bar(row, way) for row in way.milestones], clock.today())


def drawn_moved(way: Way, shifts: Mapping[int, Shift]) -> Timeline | None:
    """The plan as it would be, with the days it has now beneath what moves."""
    bars = []
    for row in way.milestones:
        shift = shifts.get(row.pk)
        first, last, was = (row.first, row.last, None)
        if shift is not None:
            first, last, was = shift.first, shift.last, (shift.was_first, shift.was_last)
        bars.append(_bar(row, way, first, last, was))
    bars.sort(key=lambda bar: (bar.first, bar.key))
    return timeline(bars, clock.today())


def in_words(way: Way) -> list[Reason]:
    """How the plan stands: how much is done, when it ends against what was agreed, and when as things stand."""
    if not way.stages:
        return []
    done = sum(stage.done is not None for stage in way.stages)
    total = counted("{n} milestone", "{n} milestones", len(way.stages))
    end = judged.end_of(way.stages)
    agreed = max((row.baseline_last for row in way.milestones if row.baseline_last), default=None)
    said = [because("{done} of {milestones} done.", done=done, milestones=total), *_ending(end, agreed)]
    if done < len(way.stages):
        expected = judged.end_of(judged.expected(way.stages, clock.today()))
        if expected > end:
            days = counted("{n} day", "{n} days", (expected - end).days)
            said.append(because("As things stand it would end on {day}, {days} later than planned.", day=expected,
                                days=days))  # fmt: skip
    return said


def _ending(end: date, agreed: date | None) -> list[Reason]:
    if agreed is None or agreed == end:
        return [because("It ends on {day}.", day=end)]
    days = counted("{n} day", "{n} days", abs((end - agreed).days))
    if end > agreed:
        return [because("It ends on {day}, {days} later than was agreed.", day=end, days=days)]
    return [because("It ends on {day}, {days} earlier than was agreed.", day=end, days=days)]


def _bar(
    row: Milestone, way: Way, first: date | None = None, last: date | None = None, was: tuple[date, date] | None = None
) -> Bar:
    agreed = (row.baseline_first, row.baseline_last) if row.baseline_first and row.baseline_last else None
    if first is not None:
        agreed = was
    days = (first or row.first, last or row.last)
    return Bar(
        row.pk, row.title, *days, after=sorted(way.stage_of[row.pk].after), tone=way.standing(row).state,
        agreed=agreed if agreed != days else None, critical=row.critical,
    )  # fmt: skip


def _room(days: int | None) -> Reason | None:
    if days is None:
        return None
    if days < 0:
        return because("What comes after it begins too early.")
    if days == 0:
        return because("The end of the plan hangs on it.")
    return because("It can slip by {days}.", days=counted("{n} working day", "{n} working days", days))
