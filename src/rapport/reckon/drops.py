"""What left its usual course in a daily figure: since when, by how much, how surely and why we think so.

One incident is one finding. Four things are looked for, each from the days before alone: a level that is left, a slide
over weeks, tracking that fell silent (gaps, sudden zeros), and money spent without a conversion. Which of these is bad
news, and which a manager hears about, is judged elsewhere (`reckon.alarms`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from rapport.reckon.finding import LOOK_BACK, TOLD_FROM, Finding, rounded
from rapport.reckon.series import WEEK, Flags, Floats, judged
from rapport.reckon.silences import gaps, without_conversions, zeros
from rapport.reckon.usual import NEAR_A_YEAR, Usual, before, mean, median, usual
from rapport.reckon.verdict import Reason, because, counted

__all__ = ["Finding", "findings", "without_conversions"]

RESEMBLE, HALF_SURE = 2.0, 12.0  # days that say what one says; squared distance at which we are sure by half
LEAST_SIZE = 0.15  # of what lasts less than a week
LONGEST = 35  # days after which a new level is the usual
AWAY = 2.5  # times the median distance: less is a return to the usual, or nothing
STILL = 1 / 3  # of the size at its height
SUREST_SLIDE = 0.9
SLIDE_WEEKS, SLIDE_PAIRS, SLIDE_OVER, SLIDE_SIZE = 8, 24, 14, 0.15  # 24 of 28 pairs of weeks point one way
FEW = 10.0  # a day
SURE_OF_WEEKS = 12.0  # squared distance in units of a count's own variance
SURE_OF_TWO_WEEKS = HALF_SURE * TOLD_FROM / (1 - TOLD_FROM)
NOISE = 6.0  # squared distance in units of a count's own variance
TAUGHT_LESS_BY_SEASON = 0.8


def findings(
    values: Floats, first_day: date, *, holidays: Set[date] = frozenset(), counts: bool = False
) -> tuple[Finding, ...]:
    """What left its usual course, the earliest first.

    `values` are daily, float64, NaN for absent; the first belongs to `first_day`. `holidays` are the days off in the
    client's country: they are not judged. `counts` says the values count things that happen, so that few of them vary
    by chance; leave it out for money and ratios. Series that are too short, empty or still have no findings. Source:
    formulas.md "Findings in figures"; the rest is our decision.

    >>> calm = np.array(([120.0, 118, 121, 119, 122, 60, 58] * 12) + [119, 121, 70, 68, 72, 34, 35])
    >>> found = findings(calm, date(2026, 3, 2))
    >>> [(one.kind, one.since.isoformat(), round(one.size, 2), one.is_over) for one in found]
    [('level', '2026-05-27', -0.42, False)]
    >>> found[0].reasons[0].plain()
    'Usually 96 a day, since 2026-05-27 55.8: 42 % less.'
    """
    if not len(values):
        return ()
    course = usual(values, first_day, holidays)
    silent = [*gaps(course, first_day), *zeros(course, first_day, counts)]
    levels = [one for one in _levels(course, first_day, counts) if not _told_among(one, silent)]
    slides = [one for one in _slides(course, first_day) if not _told_among(one, [*silent, *levels])]
    told = [_with_season(one, course, first_day) for one in levels + slides]
    told = [one for one in told if one.sureness >= TOLD_FROM]
    return tuple(sorted([*silent, *told], key=lambda one: (one.since, one.kind)))


def _levels(course: Usual, first_day: date, counts: bool) -> Iterator[Finding]:
    """A level that was left, from its first day to the day it came back or became the usual."""
    departure = _of_few(course) if counts else course.departure
    told, end = judged(departure, WEEK), -1
    varies = np.nan_to_num(median(np.abs(before(departure, LOOK_BACK))))
    clear = np.abs(departure) >= AWAY * varies
    opens = told.opens & clear
    if counts:
        for place in np.flatnonzero(opens):
            opens[place] = _beyond_chance(course, int(place))
        opens |= _fewer_for_weeks(course)
    opens |= _away_for_weeks(departure, varies)
    for place in np.flatnonzero(opens):
        day = int(place)
        if day < end or not departure[day]:
            continue
        sign = np.sign(departure[day])
        since = _begin_of(sign * np.nan_to_num(departure), day, max(end, day - 2 * WEEK + 1, 0))
        end = _end_of(course, since, day, sign, few=counts and bool(course.level[day] < FEW))
        expected = course.expected_from(since, end)
        known = np.isfinite(expected) & np.isfinite(course.values[since:end]) & course.open_days[since:end]
        if not known.any():
            continue
        figures, usually = course.values[since:end], expected
        days, share = _so_far(figures, usually, known)
        sure = np.maximum(np.maximum.accumulate(told.sureness[since:end]), _lasting(days, share, varies[day]))
        worth = (sure >= TOLD_FROM) & ((share >= LEAST_SIZE) | (days >= WEEK))
        worth[: day - since] = False
        if worth.any():
            seen, last = since + int(np.argmax(worth)), float(sure[day - since :].max())
            yield _level(since, end, seen, course, first_day, figures[known], usually[known], last)


def _so_far(figures: Floats, usually: Floats, known: Flags) -> tuple[Floats, Floats]:
    """For each day since the first: how many days are known, and the distance so far as a share of the usual so far."""
    distance = np.abs(np.cumsum(np.where(known, figures - usually, 0.0)))
    whole = np.cumsum(np.where(known, np.abs(usually), 0.0))
    days: Floats = np.cumsum(known).astype(float)
    return days, distance / np.maximum(whole, 1e-12)


def _lasting(days: Floats, share: Floats, varies: float) -> Floats:
    """How sure each further day makes us that a level is left: many small distances of one sign are one large one."""
    squared = np.minimum(share / max(1.4826 * varies, 1e-6), 1e6) ** 2 * days / RESEMBLE
    sure: Floats = squared / (squared + HALF_SURE)
    return sure


def _of_few(course: Usual) -> Floats:
    """Departures of a count; where days bring few, of the mean of the last seven."""
    lasting = mean(before(np.append(course.even, np.nan), WEEK)[1:], 4)
    level = np.concatenate((np.full(WEEK, np.nan), course.level))[: len(lasting)]
    slow = np.full(len(lasting), np.nan)
    np.divide(lasting - level, level, out=slow, where=level > 0)
    slow[~np.isfinite(course.departure)] = np.nan
    return np.where(course.level < FEW, slow, course.departure)


def _beyond_chance(course: Usual, day: int) -> bool:
    """Whether the last day, three or seven differ from the expected by more than counts vary."""
    for days in (1, 3, WEEK):
        recent = slice(max(day - days + 1, 0), day + 1)
        expected = np.nansum(course.expected[recent])
        if (np.nansum((course.values - course.expected)[recent])) ** 2 > NOISE * max(expected, 1.0):
            return True
    return False


def _fewer_for_weeks(course: Usual) -> Flags:
    """Where the sum of one, two or four weeks is further from the weeks before than a count varies."""
    days, opens = len(course.values), np.zeros(len(course.values), dtype=bool)
    values = np.where(np.isfinite(course.even), course.values, 0.0)
    shapes = np.where(np.isfinite(course.even), course.shape, 0.0)
    for length in (WEEK, 2 * WEEK, 4 * WEEK):
        if days <= length + LOOK_BACK:
            break
        sums, shares = (sliding_window_view(part, length).sum(axis=1)[1:] for part in (values, shapes))
        level = mean(before(course.even, LOOK_BACK), WEEK)[1 : days - length + 1]
        expected = level * shares * np.ones(days - length)
        spread = expected * (1 + shares / LOOK_BACK)
        away = np.divide((sums - expected) ** 2, spread, out=np.zeros(days - length), where=spread > 0)
        opens[length:] |= away >= SURE_OF_WEEKS
    return opens & (course.level < FEW) & np.isfinite(course.departure)


def _away_for_weeks(departure: Floats, varies: Floats) -> Flags:
    """Where the last one or two weeks together are far enough from the usual, though no day of them may be."""
    opens = np.zeros(len(departure), dtype=bool)
    for length in (WEEK, 2 * WEEK):
        if len(departure) <= length:
            break
        lately = mean(before(np.append(departure, np.nan), length)[1:], length // 2)
        then = np.concatenate((np.zeros(length), varies))[: len(departure)]
        away = np.divide(np.abs(lately), 1.4826 * then, out=np.zeros(len(departure)), where=then > 0)
        opens |= (np.nan_to_num(away) ** 2 * length / RESEMBLE >= SURE_OF_TWO_WEEKS) & (lately * departure > 0)
    return opens


def _begin_of(away: Floats, day: int, earliest: int) -> int:
    """The first day of the stretch up to this one that stands out most for its length."""
    sums = np.cumsum(away[earliest : day + 1][::-1]) / np.sqrt(np.arange(1, day - earliest + 2))
    return day - int(np.argmax(sums))


def _end_of(course: Usual, since: int, seen: int, sign: float, few: bool) -> int:
    """The day after the last on which the level is still left, as seen from before it was left."""
    last = min(max(since + LONGEST, seen + 1), len(course.values))
    expected = course.expected_from(since, last)
    away = np.where(course.open_days[since:last], sign * (course.values[since:last] - expected), np.nan)
    told = away[: seen - since + 1][np.isfinite(away[: seen - since + 1])]
    if not len(told):
        return seen + 1
    height = told.mean()
    for end in range(seen + 1, last):
        recent = away[max(end - since - (WEEK if few else 3) + 1, 0) : end - since + 1]
        recent = recent[np.isfinite(recent)]
        if len(recent) and (few or recent[-1] < STILL * height) and recent.mean() < STILL * height:
            while not few and end > seen + 1 and not away[end - since - 1] >= STILL * height:
                end -= 1
            return end
    return last


def _slides(course: Usual, first_day: date) -> Iterator[Finding]:
    """Eight weeks that point one way almost without exception, by Kendall's count of pairs."""
    days = len(course.values)
    weeks = median(before(np.append(course.even, 0.0), WEEK)[1:], 4)
    padded = np.concatenate((np.full(WEEK * SLIDE_WEEKS, np.nan), weeks))
    table = np.stack([padded[WEEK * (n + 1) :][:days] for n in range(SLIDE_WEEKS)], axis=1)
    pairs = sum(np.sign(table[:, late] - table[:, early]) for late in range(SLIDE_WEEKS) for early in range(late))
    first, last = table[:, 0], table[:, -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(first != 0, (last - first) / np.abs(first), np.nan)
    earlier = np.concatenate((np.zeros(WEEK * SLIDE_WEEKS), np.nan_to_num(change)))[:days]
    beyond = np.abs(change) - np.maximum(np.sign(change) * earlier, 0.0)  # a steady course is no finding
    told: list[tuple[int, int, float]] = []  # seen on, end, sign
    for place in np.flatnonzero((np.abs(pairs) >= SLIDE_PAIRS) & (beyond >= SLIDE_SIZE)):
        day, sign = int(place), float(np.sign(pairs[place]))
        if told and day < told[-1][1]:
            continue
        over = np.flatnonzero(~(sign * pairs[day:] > SLIDE_OVER))
        end = day + int(over[0]) if len(over) else days
        if told and sign == told[-1][2] and day - WEEK * SLIDE_WEEKS < told[-1][1]:
            told[-1] = (told[-1][0], end, sign)
        else:
            told.append((day, end, sign))
    for day, end, _ in told:
        since, was, now = day - WEEK * SLIDE_WEEKS + 1, float(first[day]), float(last[end - 1])
        yield Finding(
            kind="slide",
            since=first_day + timedelta(days=since),
            until=first_day + timedelta(days=end - 1),
            seen_on=first_day + timedelta(days=day),
            is_over=end < days,
            usual=was,
            now=now,
            size=(now - was) / abs(was),
            in_all=float(np.nansum(course.even[since:end] - was)),
            sureness=float(np.nanmax(np.abs(pairs[day:end])) - SLIDE_OVER) / SLIDE_OVER * SUREST_SLIDE,
            reasons=(_slid(was, now, counted("{n} week", "{n} weeks", (end - since) // WEEK)),),
        )


def _with_season(finding: Finding, course: Usual, first_day: date) -> Finding:
    """Less sure where the same time a year ago moved alike."""
    middle = (finding.seen_on - first_day).days - NEAR_A_YEAR
    if middle < 3:
        return finding
    then = course.departure[middle - 3 : middle + 4]
    then = then[np.isfinite(then)]
    if len(then) < 4 or finding.size == 0:
        return finding
    alike = float(np.clip(np.median(then) / finding.size, 0.0, 1.0))
    if alike < 0.5:
        return finding
    told = because("A year ago the same time moved by {change} %.", change=round(100 * float(np.median(then))))
    return replace(
        finding, sureness=finding.sureness * (1 - TAUGHT_LESS_BY_SEASON * alike), reasons=(*finding.reasons, told)
    )


def _level(
    since: int,
    end: int,
    seen: int,
    course: Usual,
    first_day: date,
    figures: Floats,
    usually: Floats,
    sureness: float,
) -> Finding:
    was, now = float(usually.mean()), float(figures.mean())
    size = (now - was) / abs(was) if was else float(np.sign(now - was))
    start = first_day + timedelta(days=since)
    change = round(100 * abs(size))
    if now < was:
        why = because(
            "Usually {usual} a day, since {day} {now}: {change} % less.",
            usual=rounded(was),
            day=start,
            now=rounded(now),
            change=change,
        )
    else:
        why = because(
            "Usually {usual} a day, since {day} {now}: {change} % more.",
            usual=rounded(was),
            day=start,
            now=rounded(now),
            change=change,
        )
    reasons = [why]
    resting = int((~course.open_days[since:end]).sum())
    if resting:
        reasons.append(
            because(
                "Holidays and closed days in between are not counted: {days}.",
                days=counted("{n} day", "{n} days", resting),
            )
        )
    return Finding(
        "level",
        start,
        first_day + timedelta(days=end - 1),
        first_day + timedelta(days=seen),
        end < len(course.values),
        was,
        now,
        size,
        float((figures - usually).sum()),
        sureness,
        tuple(reasons),
    )


def _slid(was: float, now: float, weeks: object) -> Reason:
    change = round(100 * abs(now - was) / abs(was))
    if now < was:
        return because(
            "Week after week less for {weeks}: from {usual} a day to {now}, {change} % less.",
            weeks=weeks,
            usual=rounded(was),
            now=rounded(now),
            change=change,
        )
    return because(
        "Week after week more for {weeks}: from {usual} a day to {now}, {change} % more.",
        weeks=weeks,
        usual=rounded(was),
        now=rounded(now),
        change=change,
    )


def _told_among(one: Finding, others: Sequence[Finding]) -> bool:
    """Whether the same incident is told already: what begins in or just after a silence, or a slide that is no more
    than twice the level it ends in."""
    return any(
        other.since - timedelta(days=1) <= one.since <= other.until + timedelta(days=WEEK)
        if other.kind in ("gap", "zeros")
        else one.since <= other.until and other.since <= one.until and 0 < one.size / (other.size or 1) <= 2
        for other in others
    )
