"""Brings meetings and rhythms to whoever asks: a client's through its door, a team's to its members and who takes part.

Whoever may not see one gets the same 404 as for one that is not there.
"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may, require
from rapport.agency.models import Member, Role
from rapport.conversations.meetings.models import Meeting, Participant, Series
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Crew, Keeper

Held = TypeVar("Held", Meeting, Series)


def meeting_for(member: Member, pk: int, *, lock: bool = False) -> Meeting:
    """The meeting with its client, when the member may keep it. `lock` keeps the row for the open transaction."""
    rows = Meeting.objects.select_for_update(of=("self",)) if lock else Meeting.objects.all()
    meeting = rows.select_related("host", "team", "series").filter(pk=pk).first()
    if meeting is None:
        raise Http404(_("There is no such meeting."))
    if meeting.client_id is not None:
        meeting.client = client_for(member, meeting.client_id, "meeting.keep")
    elif not _of_ours(member, meeting):
        raise Http404(_("There is no such meeting."))
    return meeting


def series_for(member: Member, pk: int) -> Series:
    """The rhythm with its client, when the member may keep it."""
    series = Series.objects.select_related("host", "team").filter(pk=pk).first()
    if series is None:
        raise Http404(_("There is no such rhythm."))
    if series.client_id is not None:
        series.client = client_for(member, series.client_id, "meeting.keep")
    elif not _of_ours(member, series):
        raise Http404(_("There is no such rhythm."))
    return series


def requires(by: Member | None, client: Client | None) -> None:
    """Refuse, before any write, whoever may not keep meetings here; nobody at all is the house itself."""
    if by is None:
        return
    if client is None:
        require(by, "meeting.team")
    else:
        require(by, "meeting.keep", client.standing)


def visible_to(member: Member) -> Q:
    """For filtering meetings and rhythms: those that `meeting_for` and `series_for` would bring."""
    here = Q(client__deleted_at=None, client__merged_into=None)
    return (_of_clients(member) & here) | (Q(client=None) & _of_teams(member))


def takes_part(member: Member) -> Q:
    """Meetings the member hosts or comes to."""
    return Q(host=member) | Q(Exists(Participant.objects.filter(meeting=OuterRef("pk"), member=member)))


def _of_clients(member: Member) -> Q:
    if not may(member, "meeting.keep"):
        return Q(pk__in=[])
    if member.is_(Role.HEAD) and not member.team_id:
        return Q(client__isnull=False)
    ways = Q(client__team=member.team_id) if member.is_(Role.HEAD) else Q(pk__in=[])
    if member.is_(Role.MANAGER, Role.HEAD):
        ways |= Q(client__in=Keeper.objects.current().filter(member=member).values("client"))
    if member.is_(Role.SPECIALIST):
        ways |= Q(client__in=Crew.objects.current().filter(member=member).values("client"))
    return ways


def _of_teams(member: Member) -> Q:
    if not may(member, "meeting.team"):
        return Q(pk__in=[])
    ways = Q(host=member)
    ways |= Q(pk__in=Participant.objects.filter(member=member).values("meeting"))
    if member.team_id:
        ways |= Q(team=member.team_id)
    elif member.is_(Role.HEAD):
        ways |= Q(team__isnull=False)
    return ways


def series_of(member: Member) -> Q:
    """The same for rhythms, whose people are kept otherwise."""
    teams = Q(host=member) | Q(pk__in=Series.members.through.objects.filter(member=member).values("series"))
    if member.team_id:
        teams |= Q(team=member.team_id)
    elif member.is_(Role.HEAD):
        teams |= Q(team__isnull=False)
    here = Q(client__deleted_at=None, client__merged_into=None)
    return (_of_clients(member) & here) | (Q(client=None) & teams)


def _of_ours(member: Member, held: Held) -> bool:
    if not may(member, "meeting.team"):
        return False
    leads = member.is_(Role.HEAD) and not member.team_id and held.team_id is not None
    if held.host_id == member.pk or leads or (held.team_id is not None and held.team_id == member.team_id):
        return True
    if isinstance(held, Meeting):
        return held.participants.filter(member=member).exists()
    return held.members.filter(pk=member.pk).exists()
