"""By whose clock a promise is due: the working calendar of whoever owes it, and the instant its day ends there."""

from __future__ import annotations

from datetime import date, datetime

from rapport.agency.models import Agency, Member
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import Client
from rapport.reckon.timing import Calendar, Week


def of_owner(promise: Promise) -> Calendar:
    """Ours: of the one of us who owes it, or of the keeper. Theirs: of the client."""
    return of_us(promise.client_id, promise.member) if promise.by_us else of_client(promise.client)


def of_us(client_id: int, member: Member | None = None) -> Calendar:
    """The member's calendar; without one, that of the client's keeper, or the agency's."""
    agency = Agency.ours()
    one = member or keeper_of(client_id)
    if one is None:
        return Calendar(_zone(agency.zone), _week(agency.week), agency.country)
    away = tuple(one.absences.values_list("first", "last"))
    return Calendar(_zone(one.zone), _week(one.week), one.country or agency.country, away)


def of_client(client: Client) -> Calendar:
    return Calendar(_zone(client.zone), _week(client.week), client.country)


def day_in(calendar: Calendar, instant: datetime) -> date:
    return instant.astimezone(clock.zone_of(calendar.zone)).date()


def _zone(name: str) -> str:
    return name if name in clock.ZONES else "UTC"


def _week(text: str) -> Week:
    """A stored week that cannot be read is the usual one: a promise must not be lost for it."""
    try:
        return Week.parse(text)
    except ValueError:
        return Week.usual()
