"""When a handed task is looked at on the way, and what speaks against its dates: for the keeper, before handing over.

Check date = the instant at which a share of the working time between handing over and the doer's date is left: 35 %
usually, 30 to 40 % is wise (product.md D4, formulas.md "Time and work"). That leaves time to clarify, to pass it on or
to move the date. Working time is the doer's own: their week, public holidays and absences.

>>> from datetime import UTC
>>> office = Calendar("Europe/Zagreb", holidays="HR")
>>> monday, friday = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 3, 6, 16, tzinfo=UTC)
>>> found = check_date(monday, friday, 0.35, office)  # 40 working hours, 14 of them left: Thursday at 11 in Zagreb
>>> found.at.isoformat(), found.total, found.left
('2026-03-05T10:00:00+00:00', 40.0, 14.0)
>>> found.reason.plain()
'Then 14 of the 40 working hours are left.'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rapport.reckon.timing import Calendar, zone_named
from rapport.reckon.verdict import Counted, Reason, because, counted

USUAL_SHARE = 0.35
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class CheckDate:
    """`at` in UTC, at a whole minute; `total` working hours from handing over to the date, `left` of them at `at`."""

    at: datetime
    total: float
    left: float
    reason: Reason


def check_date(handed: datetime, due: datetime, share: float, doer: Calendar) -> CheckDate:
    """The earliest instant at which no more than `share` (0 to 1) of the working time before `due` is left.

    Where no working time lies between the two, clock time is shared instead; where `due` is not after `handed`, it is
    `due` itself. ValueError for a share outside 0 to 1 and for a naive instant. A larger share is never a later check.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"A share of {share} is not between 0 and 1.")
    start, end = handed.astimezone(UTC), due.astimezone(UTC)
    if handed.tzinfo is None or due.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    if end <= start:
        return CheckDate(end, 0.0, 0.0, because("The date is not after the handing over."))
    done = doer.hours_from(start)
    total = done(end)
    if total <= 0:
        at = _whole_minute(end - (end - start) * share, start)
        return CheckDate(at, 0.0, 0.0, because("No working time lies before the date, so clock time was shared."))
    wanted = total * (1 - share) - 1e-9
    low, high = 0, -((start - end) // _SECOND)  # the answer is among the seconds from `low` to `high`
    while low < high:
        middle = (low + high) // 2
        if done(start + middle * _SECOND) >= wanted:
            high = middle
        else:
            low = middle + 1
    at = _whole_minute(min(start + low * _SECOND, end), start)
    left = round(total - done(at), 2)
    return CheckDate(
        at, round(total, 2), left,
        because("Then {left} of the {total} are left.", left=_number(left), total=_hours(total)),
    )  # fmt: skip


def doubts(
    *,
    name: str,
    now: datetime,
    due: datetime,
    doer: Calendar,
    client_due: date | None = None,
    check: datetime | None = None,
) -> tuple[Reason, ...]:
    """What speaks against these dates; it may be handed over all the same. `name` is the doer's, for the sentences."""
    found: list[Reason] = []
    day = due.astimezone(zone_named(doer.zone)).date()
    today = now.astimezone(zone_named(doer.zone)).date()
    if due <= now:
        found.append(because("The date, {day}, is past.", day=day))
    else:
        found += _working(name, now, due, day, doer)
    if check is not None and check > due:
        found.append(because("The check comes after the date."))
    if client_due is not None:
        if client_due < today:
            found.append(because("The client’s date, {day}, is past.", day=client_due))
        elif client_due < day:
            found.append(because("The client’s date, {client}, comes before {name}’s, {day}.",
                                 client=client_due, name=name, day=day))  # fmt: skip
        elif client_due == day:
            found.append(because("The client’s date is the same day: no time is left to look at the work."))
    return tuple(found)


def what_to_ask(
    *,
    criteria: tuple[str, ...] = (),
    open_steps: tuple[str, ...] = (),
    steps: int = 0,
    minutes: int = 0,
    hours: float | None = None,
    words: int = 0,
    accepted: bool = True,
    hours_left: float | None = None,
) -> tuple[Reason, ...]:
    """What to ask the doer at the check, the most telling first, each from what is (not) there.

    `criteria` one by one, `open_steps` not ticked yet of `steps`, `minutes` noted against reckoned `hours`, `words`
    comments of the doer, `hours_left` working hours until the date.

    >>> for reason in what_to_ask(criteria=("The tag fires.",), open_steps=("Ask for access",), steps=2):
    ...     print(reason.plain())
    No time is noted: how much has it taken?
    Still open of 2 steps: Ask for access. What is in the way?
    How will this be met: “The tag fires.”?
    """
    asked: list[Reason] = []
    if not accepted:
        asked.append(because("Nobody has said yes: will it be done by the date?"))
    begun = minutes > 0 or words > 0 or len(open_steps) < steps
    if accepted and not begun:
        asked.append(because("No time is noted and nothing was said: has it begun?"))
    elif accepted and not minutes:
        asked.append(because("No time is noted: how much has it taken?"))
    if hours and hours_left is not None:
        rest = float(hours) - minutes / 60
        if rest < 0:
            asked.append(because("It took {done} of {hours} h: what does the rest take?",
                                 done=_number(minutes / 60), hours=_number(hours)))  # fmt: skip
        elif rest > hours_left + 1e-9:
            asked.append(because("{rest} h are still to do and {left} are left: does the date hold?",
                                 rest=_number(rest), left=_hours(hours_left)))  # fmt: skip
    if open_steps:
        asked.append(
            because("Still open of {steps}: {step}. What is in the way?",
                    steps=counted("{n} step", "{n} steps", steps), step=open_steps[0].rstrip(". "))
        )  # fmt: skip
    asked += [because("How will this be met: “{criterion}”?", criterion=one) for one in criteria[:3]]
    if not asked:
        asked.append(because("What is still to do, and does the date hold?"))
    return tuple(asked)


def _working(name: str, now: datetime, due: datetime, day: date, doer: Calendar) -> list[Reason]:
    if until := doer.away_until(day):
        return [because("{name} is away until {day}.", name=name, day=until)]
    if not doer.is_working_day(day):
        holiday = doer.week.days[day.weekday()] is not None
        if holiday:
            return [because("{day} is a public holiday for {name}.", day=day, name=name)]
        return [because("{name} does not work on {day}.", name=name, day=day)]
    if doer.working_hours_between(now, due) <= 0:
        return [because("{name} has no working time before the date.", name=name)]
    return []


def _whole_minute(at: datetime, start: datetime) -> datetime:
    return max(at.replace(second=0, microsecond=0), start)


def _hours(hours: float) -> Counted:
    """Whole hours for words: a working time is counted, not measured."""
    return counted("{n} working hour", "{n} working hours", round(hours))


def _number(hours: float) -> int | float:
    return int(hours) if float(hours).is_integer() else round(float(hours), 1)
