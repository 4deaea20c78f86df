"""The administrator's pages: members, invitations, teams and the rules of the agency."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.agency.access import acting
from rapport.agency.change_member import LastAdministrator, change_member
from rapport.agency.change_rules import change_rules
from rapport.agency.drop_second_step import drop_second_step, has_second_step
from rapport.agency.invite import AlreadyHere, invite, waits, withdraw
from rapport.agency.make_team import make_team
from rapport.agency.models import Agency, Member, Team
from rapport.desk.members.forms import AgencyForm, InviteForm, MemberForm, TeamForm
from rapport.desk.onward import go
from rapport.journal.clock import ZONES

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    return _members(request, TeamForm())


@page
def invite_member(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    form = InviteForm(request.POST or None, initial={"language": member.language, "roles": ["manager"]})
    if form.is_valid():
        try:
            newcomer, address = invite(by=member, **form.cleaned_data)
        except AlreadyHere as refusal:
            form.add_error("email", str(refusal))
        else:
            return _invited(request, newcomer, address)
    return render(request, "desk/members/invite.html", {"form": form}, status=422 if form.errors else 200)


@page
def member(request: HttpRequest, pk: int) -> HttpResponse:
    someone = get_object_or_404(Member, pk=pk)
    form = MemberForm.of(someone, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            change_member(someone, by=acting(request), **{"is_active": someone.is_active, **form.cleaned_data})
        except LastAdministrator as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": someone.name})
            return go("members")
    context = {"form": form, "someone": someone, "waits": waits(someone), "second_step": has_second_step(someone)}
    return render(request, "desk/members/member.html", context, status=422 if form.errors else 200)


@require_POST
def renew_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """A new letter and link; the earlier one ends."""
    someone = get_object_or_404(Member, pk=pk)
    try:
        someone, address = invite(
            someone.email, name=someone.name, roles=someone.roles, team=someone.team, by=acting(request),
            language=someone.language,
        )  # fmt: skip
    except AlreadyHere as refusal:
        messages.error(request, str(refusal))
        return go("member_change", pk)
    return _invited(request, someone, address)


@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    someone = get_object_or_404(Member, pk=pk)
    try:
        withdraw(someone, by=acting(request))
    except AlreadyHere as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation of %(name)s is taken back.") % {"name": someone.name})
    return go("members")


@require_POST
def end_second_step(request: HttpRequest, pk: int) -> HttpResponse:
    someone = get_object_or_404(Member, pk=pk)
    if drop_second_step(someone, by=acting(request)):
        messages.success(request, _("%(name)s signs in with the password alone now.") % {"name": someone.name})
    return go("member_change", pk)


@require_POST
def new_team(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            team = make_team(form.cleaned_data["name"], by=acting(request))
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The team %(name)s is there.") % {"name": team.name})
            return go("members")
    return _members(request, form, status=422)


@page
def agency(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None, instance=Agency.ours())
    if form.is_valid():
        change_rules(by=acting(request), **form.cleaned_data)
        messages.success(request, _("The rules are saved."))
        return go("agency")
    context = {"form": form, "zones": sorted(ZONES)}
    return render(request, "desk/members/agency.html", context, status=422 if form.errors else 200)


def _members(request: HttpRequest, team_form: TeamForm, status: int = 200) -> HttpResponse:
    people = Member.objects.select_related("team", "mentor").order_by("-is_active", "name")
    rows = [{"member": one, "waits": waits(one)} for one in people]
    context = {"rows": rows, "team_form": team_form, "teams": list(Team.objects.all())}
    return render(request, "desk/members/members.html", context, status=status)


def _invited(request: HttpRequest, newcomer: Member, address: str) -> HttpResponse:
    context = {"invited": newcomer, "address": address, "mail_goes_out": settings.MAIL_GOES_OUT}
    return render(request, "desk/members/invited.html", context)
