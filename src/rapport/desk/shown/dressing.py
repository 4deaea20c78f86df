"""The colour and logo that a client's people see: the client's own, and the agency's for those without."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.agency.dress import dress_agency
from rapport.agency.models import Agency
from rapport.desk.onward import go
from rapport.desk.shown.forms import DressForm
from rapport.desk.whereto import about
from rapport.portfolio.access import client_for
from rapport.portfolio.dress import dress
from rapport.reckon.colours import brand


def client_brand(request: HttpRequest, pk: int) -> HttpResponse:
    client = client_for(acting(request), pk, "client.change")
    form = _form(request, client.brand)
    if form.is_valid():
        try:
            dressed = dress(client, by=acting(request), **_values(form))
        except ValidationError as refusal:
            form.say(refusal)
        else:
            _tell(request, dressed.brand)
            return go("client_portal", pk)
    context = about(
        client, form=form, title=_("Colour and logo of %(client)s") % {"client": client.name},
        words=_("Its people see them on top of the portal and on reports. Without them stand those of the agency."),
        back=reverse("client_portal", args=[pk]), shade=brand(client.brand), logo=client.logo,
    )  # fmt: skip
    return render(request, "desk/shown/dress.html", context, status=422 if form.errors else 200)


def agency_brand(request: HttpRequest) -> HttpResponse:
    ours = Agency.ours()
    form = _form(request, ours.brand)
    if form.is_valid():
        try:
            ours = dress_agency(by=acting(request), **_values(form))
        except ValidationError as refusal:
            form.say(refusal)
        else:
            _tell(request, ours.brand)
            return go("agency")
    context = {
        "form": form, "title": _("Colour and logo of the agency"), "client": None,
        "words": _("They stand on top of the portal and on reports of clients that have none of their own."),
        "back": reverse("agency"), "shade": brand(ours.brand), "logo": ours.logo,
    }  # fmt: skip
    return render(request, "desk/shown/dress.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, now: str) -> DressForm:
    if request.method == "POST":
        return DressForm(request.POST, request.FILES)
    return DressForm(initial={"brand": now})


def _values(form: DressForm) -> dict[str, Any]:
    data = form.cleaned_data
    file = data["logo"]
    return {
        "brand": data["brand"],
        "logo": file.file if file else None,
        "name": file.name if file else "",
        "without_logo": data["without_logo"],
    }


def _tell(request: HttpRequest, chosen: str) -> None:
    found = brand(chosen)
    if found is not None and found.darkened:
        words = _("Saved. White cannot be read on %(was)s, so pages show it as %(fill)s.")
        messages.success(request, words % {"was": found.was, "fill": found.fill})
    else:
        messages.success(request, _("Saved."))
