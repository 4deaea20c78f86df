"""What a client buys, who of us works for it, who talks to it directly: one page, and the forms it leads to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Agency
from rapport.desk.client.head import head_of
from rapport.desk.engagements.forms import CrewForm, DirectLineForm, EngagementForm
from rapport.desk.signing import SigningForm, collision
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.crew import add_to_crew, remove_from_crew
from rapport.portfolio.direct_line import agree_direct_line, end_direct_line
from rapport.portfolio.engage import FIELDS, change_engagement, engage
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.models import Client, Crew, DirectLine, Engagement


def client_services(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, client_for(acting(request), pk))


def engagement_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, client_for(acting(request), pk, "client.change"), None)


def engagement_change(request: HttpRequest, pk: int, engagement: int) -> HttpResponse:
    client = client_for(acting(request), pk, "client.change")
    row = client.engagements.filter(pk=engagement).select_related("service").first()
    if row is None:
        raise Http404(_("There is no such engagement."))
    return _write(request, client, row)


@require_POST
def crew_add(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    form = CrewForm(request.POST, client=client)
    if form.is_valid():
        try:
            place = add_to_crew(client, form.cleaned_data["member"], by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s works for this client now.") % {"name": place.member.name})
            return redirect("client_services", pk=client.pk)
    return _page(request, client, crew_form=form)


@require_POST
def crew_remove(request: HttpRequest, pk: int, crew: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    place = Crew.objects.filter(client=client, pk=crew).select_related("client", "member").first()
    if place is None:
        raise Http404(_("There is nobody like that in the crew."))
    remove_from_crew(place, by=member)
    messages.success(request, _("%(name)s works for this client no more.") % {"name": place.member.name})
    return redirect("client_services", pk=client.pk)


@require_POST
def direct_line_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    form = DirectLineForm(request.POST, client=client)
    if form.is_valid():
        words = form.cleaned_data
        try:
            line = agree_direct_line(
                client, by=member, member=words["line_member"], contact=words["contact"], about=words["about"]
            )
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s has a direct line.") % {"name": line.member.name})
            return redirect("client_services", pk=client.pk)
    return _page(request, client, line_form=form)


@require_POST
def direct_line_end(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    row = DirectLine.objects.filter(client=client, pk=line).select_related("member").first()
    if row is None:
        raise Http404(_("There is no such direct line."))
    end_direct_line(row, by=member)
    messages.success(request, _("The direct line of %(name)s is over.") % {"name": row.member.name})
    return redirect("client_services", pk=client.pk)


def _page(
    request: HttpRequest, client: Client, *, crew_form: CrewForm | None = None, line_form: DirectLineForm | None = None
) -> HttpResponse:
    member, today = acting(request), clock.today()
    rows = list(client.engagements.select_related("service"))
    context = {
        **head_of(client, member, "services"),
        "running": [e for e in rows if e.until is None or e.until >= today],
        "over": [e for e in rows if e.until is not None and e.until < today],
        "may_money": may(member, "client.money", client.standing),
        "crew": Crew.objects.current().filter(client=client).select_related("member"),
        "lines": DirectLine.objects.current().filter(client=client, until=None).select_related("member", "contact"),
        "crew_form": crew_form or CrewForm(None, client=client),
        "line_form": line_form or DirectLineForm(None, client=client),
        "day": today,
    }
    return render(
        request, "desk/engagements/client_services.html", context, status=422 if crew_form or line_form else 200
    )


def _write(request: HttpRequest, client: Client, engagement: Engagement | None) -> HttpResponse:
    member = acting(request)
    form = EngagementForm(
        request.POST if request.method == "POST" else None, agency=Agency.ours(), engagement=engagement
    )
    signing, taken = SigningForm.read(request), None
    if form.is_valid() and signing.is_valid():
        words: dict[str, Any] = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
        try:
            if engagement is None:
                done = engage(
                    client, words, by=member, once=form.cleaned_data["once"], exception=signing.signature(request)
                )
            else:
                done = change_engagement(engagement, words, by=member, exception=signing.signature(request))
        except Collides as collides:
            taken = collides
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(service)s is saved.") % {"service": done.service.name})
            return redirect("client_services", pk=client.pk)
    context = about(client, form=form, engagement=engagement, **collision(request, taken, signing))
    return render(request, "desk/engagements/engagement.html", context, status=422 if form.errors or taken else 200)
