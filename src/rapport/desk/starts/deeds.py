"""Deeds on starts: begun, done, work begun by a signed exception, dropped."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.onward import go
from rapport.desk.starts.forms import DropForm, ExceptionForm, StartForm
from rapport.desk.starts.views import draw
from rapport.desk.whereto import about
from rapport.onboarding.starts.access import start_for
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.drop import drop
from rapport.onboarding.starts.finish import finish
from rapport.onboarding.starts.sign_exception import sign_exception
from rapport.portfolio.access import client_for


def start_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "start.keep")
    form = StartForm(request.POST if request.method == "POST" else None, client=client)
    if form.is_valid():
        words = form.cleaned_data
        try:
            made = begin(
                client, by=member, engagement=words["engagement"], began_on=words["began_on"],
                specialist=words["specialist"], once=f"form:{words['once']}" if words["once"] else None,
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(service)s is laid out.") % {"service": made.edition.service.name})
            return go("start", made.pk)
    context = about(client, form=form, nothing=not form.fields["engagement"].queryset.exists())  # type: ignore[attr-defined]
    return render(request, "desk/starts/start_new.html", context, status=422 if form.errors else 200)


@require_POST
def start_finish(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    start = start_for(member, pk, "start.keep")
    try:
        finish(start, by=member)
    except ValidationError as refusal:
        return draw(request, start, status=422, refused=refusal.messages)
    messages.success(request, _("Onboarding is done."))
    return go("start", pk)


@require_POST
def start_except(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    start = start_for(member, pk, "start.except")
    form = ExceptionForm(request.POST)
    if form.is_valid():
        try:
            sign_exception(start, by=member, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Signed: work may begin. What is open stays in sight."))
            return go("start", pk)
    return draw(request, start, status=422, except_form=form)


@require_POST
def start_drop(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    start = start_for(member, pk, "start.keep")
    form = DropForm(request.POST)
    if form.is_valid():
        try:
            drop(start, by=member, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Dropped."))
            return go("start", pk)
    return draw(request, start, status=422, drop_form=form)
