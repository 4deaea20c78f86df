"""Pauses a client, takes the work up again, and parts ways."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.desk.fields import PlainForm
from rapport.desk.keeping.forms import PartForm, PauseForm
from rapport.desk.signing import SigningForm, collision
from rapport.desk.whereto import about, client_page
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.exclusivity import Collides
from rapport.portfolio.part_ways import part_ways
from rapport.portfolio.pause import pause, resume


def client_pause(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pause(client, by=member, reason=form.cleaned_data["reason"], back_on=form.cleaned_data["back_on"])
        except Collides as collides:
            for rival in collides.rivals:
                form.add_error(None, _("%(rival)s holds this industry.") % {"rival": rival.name})
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The work for %(client)s rests.") % {"client": client.name})
            return redirect(client_page(client))
    return render(
        request, "desk/keeping/client_pause.html", about(client, form=form), status=422 if form.errors else 200
    )


def client_resume(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    form, signing, taken = (
        PlainForm(request.POST if request.method == "POST" else None),
        SigningForm.read(request),
        None,
    )
    if form.is_valid() and signing.is_valid():
        try:
            resume(client, by=member, exception=signing.signature(request))
        except Collides as collides:
            taken = collides
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The work for %(client)s goes on.") % {"client": client.name})
            return redirect(client_page(client))
    context = about(
        client, form=form, pause=client.pauses.filter(ended_on=None).first(), **collision(request, taken, signing)
    )
    return render(request, "desk/keeping/client_resume.html", context, status=422 if form.errors or taken else 200)


def client_part(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.part_ways")
    form = PartForm(request.POST if request.method == "POST" else None, initial={"last_day": clock.today()})
    if form.is_valid():
        try:
            part_ways(client, by=member, **{name: form.cleaned_data[name] for name in PartForm.base_fields})
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The parting with %(client)s is noted.") % {"client": client.name})
            return redirect("client_ending", client.pk)
    return render(
        request, "desk/keeping/client_part.html", about(client, form=form), status=422 if form.errors else 200
    )
