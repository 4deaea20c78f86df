"""Brings starts to whoever asks, through their clients' doors: for every view and deed that names one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.onboarding.starts.models import Start
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


def start_for(member: Member, pk: int, deed: str = "start.see") -> Start:
    """The start with its client, when the member may do the deed with that client; else the same 404."""
    rows = Start.objects.select_related("engagement", "edition__service", "meeting", "made_by", "done_by", "handover")
    start = rows.filter(pk=pk).first()
    if start is None:
        raise Http404(_("There is no such start."))
    start.client = client_for(member, start.client_id, deed)
    return start


def visible_to(member: Member) -> QuerySet[Start]:
    """Starts with the clients that the member keeps, leads or works for."""
    if not may(member, "start.see"):
        return Start.objects.none()
    return Start.objects.filter(client__in=Client.objects.here().worked_for_by(member).values("pk"))
