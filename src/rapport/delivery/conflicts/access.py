"""Brings a conflict to whoever asks: a client's to its keeper and head, a team's to its managers and heads.

Whoever may not see one gets the same 404 as for one that is not there; a specialist of the client gets 403.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may, require
from rapport.agency.models import Member, Role
from rapport.delivery.conflicts.models import Conflict
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


def conflict_for(member: Member, pk: int) -> Conflict:
    """The conflict with its client, or the team's own."""
    conflict = Conflict.objects.select_related("team", "made_by").filter(pk=pk).first()
    if conflict is None:
        raise Http404(_("There is no such conflict."))
    if conflict.client_id is not None:
        conflict.client = client_for(member, conflict.client_id, "conflict.keep")
    elif not of_team(member).filter(pk=pk).exists():
        raise Http404(_("There is no such conflict."))
    return conflict


def of_client(client: Client) -> QuerySet[Conflict]:
    """Those with a client that came through its door."""
    return Conflict.objects.filter(client=client)


def of_team(member: Member) -> QuerySet[Conflict]:
    """Those inside the teams that the member belongs to or leads."""
    if not may(member, "conflict.team"):
        return Conflict.objects.none()
    ways = Q(made_by=member)
    if member.team_id:
        ways |= Q(team=member.team_id)
    elif member.is_(Role.HEAD):
        ways |= Q(team__isnull=False)
    return Conflict.objects.filter(ways, client=None)


def requires(by: Member, conflict: Conflict) -> None:
    """Refuse, before any write, whoever may not keep it."""
    if conflict.client_id is None:
        require(by, "conflict.team")
    else:
        assert conflict.client is not None
        require(by, "conflict.keep", conflict.client.standing)
