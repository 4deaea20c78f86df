"""By whose clock a task is due: the working calendars of those who do tasks, and the instants their days end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from rapport.agency.models import Absence, Agency, Member
from rapport.journal import clock
from rapport.reckon.handing import CheckDate, check_date
from rapport.reckon.timing import Calendar, Week


def of_members(members: Iterable[Member], agency: Agency | None = None) -> dict[int, Calendar]:
    """The calendar of each; one statement for their absences, and one for the agency where it is not handed in."""
    every = {member.pk: member for member in members}
    agency = agency or Agency.ours()
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for pk, first, last in Absence.objects.filter(member__in=list(every)).values_list("member", "first", "last"):
        away[pk].append((first, last))
    return {
        pk: Calendar(_zone(one.zone), _week(one.week), one.country or agency.country, tuple(sorted(away[pk])))
        for pk, one in every.items()
    }


def of_member(member: Member, agency: Agency | None = None) -> Calendar:
    return of_members([member], agency)[member.pk]


def reckoned_check(handed: datetime, due: datetime, doer: Calendar, agency: Agency | None = None) -> CheckDate:
    """When the keeper looks at it on the way, by the agency's rule."""
    share = (agency or Agency.ours()).check_share
    return check_date(handed, due, min(max(share, 0), 100) / 100, doer)


def instant_of(day: date, hour: time | None, doer: Calendar) -> datetime:
    """The end of the doer's day, or the hour that was named, by their clock."""
    if hour is None:
        return doer.end_of_day(day)
    return datetime.combine(day, hour, clock.zone_of(doer.zone))


def day_in(calendar: Calendar, instant: datetime) -> date:
    return instant.astimezone(clock.zone_of(calendar.zone)).date()


def _zone(name: str) -> str:
    return name if name in clock.ZONES else "UTC"


def _week(text: str) -> Week:
    """A stored week that cannot be read is the usual one: a task must not be lost for it."""
    try:
        return Week.parse(text)
    except ValueError:
        return Week.usual()
