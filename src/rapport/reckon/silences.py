"""Where figures fell silent: gaps and sudden zeros in the tracking, and money spent without a conversion."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date, timedelta

import numpy as np

from rapport.reckon.finding import LOOK_BACK, TOLD_FROM, Finding, Kind, rounded, runs
from rapport.reckon.series import WEEK, Flags, Floats
from rapport.reckon.usual import Usual, days_among
from rapport.reckon.verdict import Reason, because, counted

SILENT_DAYS = 2
SURE_OF_ZEROS, SURE_OF_NO_COUNT, SURE_OF_DRYNESS = 0.97, 0.999, 0.9
NEVER_CONVERTED_DAYS = 14


def without_conversions(
    conversions: Floats, spend: Floats, first_day: date, *, holidays: Set[date] = frozenset()
) -> tuple[Finding, ...]:
    """Runs of days on which money was spent and nothing converted, longer than chance makes them.

    Both are daily and equally long, NaN for absent (an absent day is no zero);
    `holidays` say nothing either way. With k conversions for a spend of T so
    far, spending s more brings none with probability (T/(T+s))^k (Poisson counts, Gamma belief); sureness is the rest.

    >>> spend = np.full(40, 50.0)
    >>> conversions = np.array([4.0, 6, 5, 3] * 9 + [0, 0, 0, 0])
    >>> [(one.since.day, round(one.sureness, 3)) for one in without_conversions(conversions, spend, date(2026, 3, 1))]
    [(6, 1.0)]
    """
    if len(conversions) != len(spend):
        raise ValueError("Conversions and spend are told for the same days.")
    known = np.isfinite(conversions) & np.isfinite(spend) & ~days_among(holidays, first_day, len(spend))
    paid = known & (np.nan_to_num(spend) > 0)
    dry = paid & (np.nan_to_num(conversions) == 0)
    return tuple(_dryruns(conversions, spend, paid, dry, first_day))


def gaps(course: Usual, first_day: date) -> Iterator[Finding]:
    """Days without a figure, where there used to be one on such a weekday."""
    present = np.isfinite(course.values)
    known = np.flatnonzero(present)
    if not len(known):
        return
    for since, end in runs(~present):
        if since < known[0]:
            continue
        past = present[max(since - LOOK_BACK, 0) : since]
        same = [past[::-1][6 - n % 7 :: 7] for n in range(min(end - since, 7))]
        missed = sum(1 for n in range(end - since) if same[n % 7].size and same[n % 7].mean() > 0.5)
        if missed < SILENT_DAYS:
            continue
        usually = float(np.median(course.values[max(since - LOOK_BACK, 0) : since][past]))
        silent = counted("{n} day", "{n} days", end - since)
        why = because(
            "No figures for {days}, since {day}: the tracking, or what brings it here.",
            days=silent,
            day=first_day + timedelta(days=since),
        )
        yield _silence(
            "gap", since, end, since + SILENT_DAYS - 1, course, first_day, usually, _unlikely(past, missed), why
        )


def zeros(course: Usual, first_day: date, counts: bool) -> Iterator[Finding]:
    """Zeros where a day was hardly ever without something."""
    zero = (course.values == 0) & course.open_days
    for since, end in runs(zero):
        past = course.values[max(since - LOOK_BACK, 0) : since][course.open_days[max(since - LOOK_BACK, 0) : since]]
        past = past[np.isfinite(past)]
        if len(past) < WEEK or not past.any():
            continue
        usually = float(np.median(past))
        sureness = _unlikely(past != 0, end - since)
        by_chance = np.exp(-max(np.nansum(course.expected[since:end]), 0.0)) if counts else 0.0
        if sureness < SURE_OF_ZEROS or by_chance > 1 - SURE_OF_NO_COUNT:
            continue
        why = because(
            "Zero for {days}, where {usual} is usual and {zeros} of {all} days before had none.",
            days=counted("{n} day", "{n} days", end - since),
            usual=rounded(usually),
            zeros=int((past == 0).sum()),
            all=len(past),
        )
        yield _silence("zeros", since, end, since, course, first_day, usually, sureness, why)


def _dryruns(conversions: Floats, spend: Floats, paid: Flags, dry: Flags, first_day: date) -> Iterator[Finding]:
    places = np.flatnonzero(paid)
    for start, stop in runs(dry[places]):
        since, last = int(places[start]), int(places[stop - 1])
        earlier = places[max(start - LOOK_BACK, 0) : start]
        converted, spent = float(conversions[earlier].sum()), float(spend[earlier].sum())
        now, days = float(spend[places[start:stop]].sum()), stop - start
        shown = counted("{n} day", "{n} days", days)
        if converted > 0:
            sureness = 1 - (spent / (spent + now)) ** converted
            usually = converted / spent * now
            why = because(
                "{spend} spent in {days} without a conversion; at the rate before it would have been {usual}.",
                spend=rounded(now),
                days=shown,
                usual=rounded(usually),
            )
        elif start == 0 and days >= NEVER_CONVERTED_DAYS:
            sureness, usually = 1 - 0.4 * NEVER_CONVERTED_DAYS / days, 0.0
            why = because(
                "{spend} spent in {days}, and not one conversion since the beginning.", spend=rounded(now), days=shown
            )
        else:
            continue
        if sureness >= (SURE_OF_DRYNESS if converted else TOLD_FROM):
            so_far = np.cumsum(spend[places[start:stop]])
            sure_on = 1 - (spent / (spent + so_far)) ** converted >= SURE_OF_DRYNESS
            seen = int(np.argmax(sure_on)) if converted else NEVER_CONVERTED_DAYS - 1
            yield Finding(
                "no_conversions",
                first_day + timedelta(days=since),
                first_day + timedelta(days=last),
                first_day + timedelta(days=int(places[start + seen])),
                bool(stop < len(places)),
                usually / days,
                0.0,
                -1.0,
                -usually,
                float(sureness),
                (why,),
            )


def _silence(
    kind: Kind,
    since: int,
    end: int,
    seen: int,
    course: Usual,
    first_day: date,
    usually: float,
    sureness: float,
    why: Reason,
) -> Finding:
    return Finding(
        kind,
        first_day + timedelta(days=since),
        first_day + timedelta(days=end - 1),
        first_day + timedelta(days=min(seen, end - 1)),
        end < len(course.values),
        usually,
        0.0,
        -1.0,
        -usually * (end - since),
        sureness,
        (why,),
    )


def _unlikely(happened: Flags, days: int) -> float:
    """One less the chance of so many misses in a row, where `happened` says how it used to be (Laplace's rule)."""
    miss = (1 + float((~happened).sum())) / (2 + len(happened))
    return float(1 - miss**days)
