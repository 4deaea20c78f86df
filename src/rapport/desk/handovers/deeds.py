"""Deeds on one handover, each a POST: sent, accepted, sent back, dropped, brought back, its sealed notes opened."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.catalogue.models import Service
from rapport.desk.handovers.views import ReturnForm, SpecialistsForm, draw
from rapport.desk.onward import go
from rapport.desk.signing import SigningForm
from rapport.onboarding.handovers.accept import accept
from rapport.onboarding.handovers.access import handover_for, may_accept, refuse_unless
from rapport.onboarding.handovers.reveal_notes import reveal_notes
from rapport.onboarding.handovers.send import bring_back, drop, send, send_back
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.models import Client


@require_POST
def handover_send(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    handover = handover_for(member, pk)
    try:
        sent = send(handover, by=member)
    except ValidationError as refusal:
        return draw(request, handover, status=422, refused=refusal.messages)
    messages.success(request, _("%(name)s is asked to accept it.") % {"name": sent.keeper.name if sent.keeper else ""})
    return go("handover", pk)


@require_POST
def handover_accept(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    handover = handover_for(member, pk)
    refuse_unless(may_accept(member, handover))
    services = Service.objects.filter(key__in=[row["service"] for row in handover.services])
    form, signing = SpecialistsForm(request.POST, list(services)), SigningForm.read(request)
    if not (form.is_valid() and signing.is_valid()):
        return draw(request, handover, status=422, specialists_form=form, signing=signing)
    try:
        client = accept(handover, by=member, specialists=form.values(), exception=signing.signature(request))
    except Collides as collides:
        return draw(request, handover, status=422, taken=collides, specialists_form=form, signing=signing)
    except Client.DoesNotExist:
        words = _("The prospect it names is not among the clients you see any more.")
        return draw(request, handover, status=422, refused=[words], specialists_form=form)
    except ValidationError as refusal:
        return draw(request, handover, status=422, refused=refusal.messages, specialists_form=form)
    messages.success(request, _("%(client)s is taken on, and everything is laid out.") % {"client": client.name})
    return go("client_beginning", client.pk)


@require_POST
def handover_return(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    handover = handover_for(member, pk)
    refuse_unless(may_accept(member, handover))
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            send_back(handover, by=member, words=form.cleaned_data["words"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Sent back to %(name)s.") % {"name": handover.made_by.name})
            return go("handover", pk)
    return draw(request, handover, status=422, return_form=form)


@require_POST
def handover_drop(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    handover = handover_for(member, pk)
    try:
        drop(handover, by=member)
    except ValidationError as refusal:
        return draw(request, handover, status=422, refused=refusal.messages)
    messages.success(request, _("Dropped."), extra_tags=reverse("handover_back", args=[pk]))
    return go("handover", pk)


@require_POST
def handover_back(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    done = bring_back(handover_for(member, pk), by=member)
    messages.success(request, _("It is a draft again.") if done else _("There was nothing to bring back."))
    return go("handover", pk)


@require_POST
def handover_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The words stand on this answer alone; a page that is loaded again does not carry them."""
    member = acting(request)
    handover = handover_for(member, pk)
    words = reveal_notes(handover, by=member)
    answer = draw(request, handover, notes=words)
    answer["Cache-Control"] = "no-store"
    return answer
