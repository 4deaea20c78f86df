"""Begins a rhythm of meetings, with a client or of a team, and lays its next ones. For whoever agreed on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Team
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.lay_ahead import lay
from rapport.conversations.meetings.models import Kind, Series
from rapport.conversations.meetings.plan import LONGEST, SHORTEST
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.reckon.recurring import days

BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)


def begin_rhythm(
    *,
    by: Member,
    rule: str,
    first: date,
    at_time: time,
    zone: str,
    client: Client | None = None,
    team: Team | None = None,
    host: Member | None = None,
    kind: str = Kind.CLIENT,
    title: str = "",
    until: date | None = None,
    minutes: int = 60,
    place: str = "",
    members: Iterable[Member] = (),
    contacts: Iterable[Contact] = (),
) -> Series:
    """Begin it; the meetings of the coming eight weeks are planned at once. The same rhythm twice is one.

    Raises ValidationError by field.
    """
    requires(by, client)
    series = Series(
        client=client, team=team, host=host or by, kind=kind, title=" ".join(title.split()), rule=rule, first=first,
        until=until, at_time=at_time, zone=zone, minutes=minutes, place=place.strip(), made_by=by,
    )  # fmt: skip
    theirs = list(contacts)
    check_rhythm(series, theirs)
    with transaction.atomic():
        list(Member.objects.select_for_update().filter(pk=by.pk).values_list("pk"))  # a doubled click waits here
        same = Series.objects.filter(
            client=client, team=team, kind=kind, rule=rule, first=first, at_time=at_time, title=series.title,
            made_by=by, ended_at=None,
        ).first()  # fmt: skip
        if same is not None:
            return same
        series.save()
        series.members.set([series.host, *members])
        series.contacts.set(theirs)
        record(
            "rhythm.begun", by=by, about=series, client=client.pk if client else None, title=str(series), kind=kind,
            rule=rule, first=first.isoformat(),
        )  # fmt: skip
        lay(series)
    return series


def check_rhythm(series: Series, theirs: Iterable[Contact]) -> None:
    """Refuse, with a sentence at the field, what cannot be."""
    wrong: dict[str, Any] = {}
    today = clock.today()
    if series.kind not in Kind.values:
        wrong["kind"] = _("“%(value)s” is not one of the choices.") % {"value": series.kind}
    if series.zone not in clock.ZONES:
        wrong["zone"] = _("There is no time zone called “%(name)s”. Choose one from the list.") % {"name": series.zone}
    if not SHORTEST <= series.minutes <= LONGEST:
        wrong["minutes"] = _("A meeting takes between %(least)s minutes and %(most)s hours.") % {
            "least": SHORTEST, "most": LONGEST // 60,
        }  # fmt: skip
    if series.first < today - BACK or series.first > today + AHEAD:
        wrong["first"] = _("The first day lies too far away to be right. Check the year.")
    elif series.until and series.until < series.first:
        wrong["until"] = _("It would end before it begins.")
    else:
        wrong |= _empty(series)
    if series.client_id is None and series.team_id is None:
        wrong["team"] = _("Choose the team that meets.")
    if any(person.client_id != series.client_id for person in theirs):
        wrong["contacts"] = _("Choose people of this client.")
    if wrong:
        raise ValidationError(wrong)


def _empty(series: Series) -> dict[str, Any]:
    try:
        found = days(series.rule, series.first, until=min(series.until or date.max, series.first + AHEAD))
    except ValueError as trouble:
        return {"every": str(trouble)}
    return {} if found else {"every": _("No day of the calendar fits this rhythm.")}
