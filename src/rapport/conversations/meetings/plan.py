"""Plans a meeting: with a client or among ourselves, at a wall time of a zone. For whoever agreed on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Team
from rapport.conversations.meetings import quarters
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Kind, Meeting, Participant, Series
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.reckon.wall import Placed, placed

SHORTEST, LONGEST = 5, 12 * 60  # minutes
BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)


def plan(
    *,
    by: Member | None,
    local: datetime,
    zone: str,
    client: Client | None = None,
    team: Team | None = None,
    host: Member | None = None,
    kind: str = Kind.CLIENT,
    title: str = "",
    minutes: int = 60,
    place: str = "",
    about: str = "",
    members: Iterable[Member] = (),
    contacts: Iterable[Contact] = (),
    began: str = "ours",
    series: Series | None = None,
    occurrence: date | None = None,
    once: UUID | None = None,
    uid: str = "",
    sequence: int = 0,
    from_outside: bool = False,
) -> Meeting:
    """Plan one meeting; the host comes too. The same `once` of the same member is the same meeting.

    `local` is the wall time in `zone`, without a zone of its own; one that the clocks leave out is moved, and
    `meeting.said` says so. Raises ValidationError, by field, for what cannot be.
    """
    requires(by, client)
    if once and (there := Meeting.objects.filter(once=once, made_by=by).first()):
        return there
    meeting = Meeting(
        client=client, team=team, host=host or by, kind=kind, title=" ".join(title.split()), zone=zone,
        minutes=minutes, place=place.strip(), about=about.strip(), began=began, series=series, occurrence=occurrence,
        made_by=by, once=once, uid=uid or f"{uuid4()}@rapport", sequence=sequence, from_outside=from_outside,
    )  # fmt: skip
    ours, theirs = _each_once([meeting.host, *members]), _each_once(contacts)
    check(meeting, local, ours, theirs)
    set_time(meeting, local)
    try:
        with transaction.atomic():
            meeting.save()
            invite(meeting, ours, theirs)
            quarters.hold(meeting, [member.pk for member in ours])
            record(
                "meeting.planned", by=by, about=meeting, client=client.pk if client else None,
                in_story=series is None, title=str(meeting), kind=kind, when=meeting.at.isoformat(),
                series=series.pk if series else None,
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Meeting.objects.filter(once=once, made_by=by).first()):
            return there  # the same form, sent twice in the same moment
        raise
    return meeting


def check(meeting: Meeting, local: datetime, ours: Sequence[Member], theirs: Sequence[Contact]) -> None:
    """Refuse, with a sentence at the field, what cannot be."""
    wrong: dict[str, Any] = {}
    if meeting.kind not in Kind.values:
        wrong["kind"] = _("“%(value)s” is not one of the choices.") % {"value": meeting.kind}
    if meeting.zone not in clock.ZONES:
        wrong["zone"] = _("There is no time zone called “%(name)s”. Choose one from the list.") % {"name": meeting.zone}
    if not SHORTEST <= meeting.minutes <= LONGEST:
        wrong["minutes"] = _("A meeting takes between %(least)s minutes and %(most)s hours.") % {
            "least": SHORTEST, "most": LONGEST // 60,
        }  # fmt: skip
    if day := absurd(local):
        wrong["day"] = day
    if any(person.client_id != meeting.client_id for person in theirs):
        wrong["contacts"] = _("Choose people of this client.")
    if gone := [member.name for member in ours if not member.is_active]:
        wrong["members"] = _("%(name)s is not with us any more.") % {"name": gone[0]}
    if meeting.client_id is None and meeting.team_id is None and len(ours) < 2:
        wrong["members"] = _("Choose a team, or somebody to meet with.")
    if wrong:
        raise ValidationError(wrong)


def absurd(local: datetime) -> str:
    """Why a meeting cannot be then, or nothing. A day off either side is no matter here."""
    now = clock.now().replace(tzinfo=None)
    if local < now - BACK:
        return _("That is more than a year ago. Check the year.")
    return _("That is more than three years ahead. Check the year.") if local > now + AHEAD else ""


def set_time(meeting: Meeting, local: datetime) -> Placed:
    """Keep the wall time and the instant that follows; what was odd about it is said in `meeting.said`."""
    found = placed(local.replace(second=0, microsecond=0), meeting.zone)
    meeting.local, meeting.at, meeting.said = found.local.replace(tzinfo=UTC), found.at, found.reason
    return found


def wall_in(at: datetime, zone: str) -> tuple[datetime, str]:
    """The wall time of an instant in that zone, or in UTC where its clocks show that time twice."""
    local = at.astimezone(clock.zone_of(zone)).replace(tzinfo=None)
    return (local, zone) if placed(local, zone).at == at else (at.astimezone(UTC).replace(tzinfo=None), "UTC")


def invite(meeting: Meeting, ours: Iterable[Member], theirs: Iterable[Contact]) -> None:
    rows = [Participant(meeting=meeting, member=member) for member in ours]
    rows += [Participant(meeting=meeting, contact=contact) for contact in theirs]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)


def _each_once(people: Iterable[Any]) -> list[Any]:
    return list({person.pk: person for person in people if person is not None}.values())
