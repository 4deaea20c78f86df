"""Brings handovers to whoever asks: to who wrote them, to the keeper they name, and to their heads."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.onboarding.handovers.models import Handover


def visible_to(member: Member) -> QuerySet[Handover]:
    if not member.is_active:
        return Handover.objects.none()
    ways = Q(made_by=member) if may(member, "handover.write") else Q(pk__in=[])
    if may(member, "handover.accept"):
        ways |= Q(keeper=member)
    if member.is_(Role.HEAD):
        led = Q(keeper__team=member.team_id) | Q(made_by__team=member.team_id)
        ways |= led if member.team_id else Q(pk__gt=0)
    return Handover.objects.filter(ways)


def handover_for(member: Member, pk: int) -> Handover:
    """The handover, when the member may see it; hidden and missing are the same 404."""
    rows = visible_to(member).select_related("keeper", "made_by", "accepted_by", "client")
    handover = rows.filter(pk=pk).first()
    if handover is None:
        raise Http404(_("There is no such handover."))
    return handover


def may_write(member: Member, handover: Handover) -> bool:
    """Whoever began it and their heads; the keeper too, who may complete what is missing."""
    if handover.state in (Handover.State.ACCEPTED, Handover.State.DROPPED):
        return False
    if handover.made_by_id == member.pk or member.is_(Role.HEAD):
        return may(member, "handover.write")
    return handover.state == Handover.State.SENT and may_accept(member, handover)


def may_accept(member: Member, handover: Handover) -> bool:
    """The keeper it names, or a head who sees it."""
    return may(member, "handover.accept") and (handover.keeper_id == member.pk or member.is_(Role.HEAD))


def refuse_unless(allowed: bool) -> None:
    """Seen, but not theirs to do: refused before any write."""
    if not allowed:
        raise PermissionDenied(_("This is for whoever wrote the handover, its keeper, or the head."))
