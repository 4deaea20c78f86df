"""Brings a task that comes again to whoever asks, or says that it is not there: a client's through its door."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.delivery.tasks.models import Recurrence
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


def recurrence_for(member: Member, pk: int, deed: str = "task.write") -> Recurrence:
    """With its client, when the member may do the deed with it; hidden and missing are the same 404."""
    found = visible_to(member).select_related("keeper").filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such task."))
    if found.client_id is not None:
        found.client = client_for(member, found.client_id, deed)
    elif not may(member, deed):
        raise PermissionDenied(_("This is for whoever keeps it."))
    return found


def visible_to(member: Member) -> QuerySet[Recurrence]:
    """Of clients they keep, lead or work for; of the house: one's own, and those of one's team for its head."""
    ours = Q(client=None) & Q(keeper=member)
    if member.is_(Role.HEAD):
        led = Member.objects.filter(team=member.team_id) if member.team_id else Member.objects.all()
        ours |= Q(client=None, keeper__in=led.values("pk"))
    if member.hired:
        return Recurrence.objects.none()
    return Recurrence.objects.filter(ours | Q(client__in=Client.objects.here().worked_for_by(member).values("pk")))
