"""Revoking at once what we have at a client, or what a leaving colleague has anywhere: first the list, then a press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.access import acting
from rapport.agency.models import Member, Role
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.onboarding.accesses import facts
from rapport.onboarding.accesses.revoke_of_client import revoke_of_client
from rapport.onboarding.accesses.revoke_of_member import accesses_of, revoke_of_member
from rapport.portfolio.access import client_for

LONGEST = 500


def accesses_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that we have at the client."""
    member = acting(request)
    client = client_for(member, pk, "access.keep")
    if request.method == "POST":
        done = revoke_of_client(client, by=member, only=_picked(request), note=_note(request))
        messages.success(request, _said(done))
        return go("client_accesses", pk)
    return render(request, "desk/accesses/accesses_revoke.html", about(client, rows=facts.register(pk)["held"]))


def accesses_of_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a colleague has, at the clients that whoever asks may see; an administrator sees all."""
    member = acting(request)
    someone = Member.objects.filter(pk=pk).first()
    if someone is None or not _leads(member, someone):
        raise Http404(_("There is no such member."))
    if request.method == "POST":
        done = revoke_of_member(someone, by=member, only=_picked(request), note=_note(request))
        messages.success(request, _said(done))
        return go("accesses_of_member", pk)
    rows = accesses_of(someone, seen_by=member).select_related("client")
    context = {"someone": someone, "rows": rows}
    return render(request, "desk/accesses/accesses_of_member.html", context)


def _leads(member: Member, someone: Member) -> bool:
    return member.is_(Role.ADMIN) or member.team_id is None or member.team_id == someone.team_id


def _picked(request: HttpRequest) -> list[int]:
    """Those that stood in the list and kept their tick."""
    return [int(number) for number in request.POST.getlist("access") if number.isdecimal() and len(number) < 10]


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "")[:LONGEST]


def _said(done: int) -> str:
    if not done:
        return _("Nothing was revoked.")
    return ngettext("%(num)s access is revoked.", "%(num)s accesses are revoked.", done) % {"num": done}
