"""A member's own checklists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.attention import checklists as deeds
from rapport.attention.models import Checklist, Step
from rapport.desk.onward import go

NEEDED = {"required": gettext_lazy("This is needed; it cannot stay empty.")}


class ChecklistForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Name of the list"), max_length=120, error_messages=NEEDED)
    repeats = forms.BooleanField(label=gettext_lazy("Begins anew each day"), required=False)


class StepForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Step"), max_length=250, error_messages=NEEDED)


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    form = ChecklistForm(request.POST)
    if form.is_valid():
        try:
            deeds.make(acting(request), **form.cleaned_data)
            return go("checklists")
        except deeds.TooMany as refused:
            form.add_error("title", str(refused))
    return _page(request, form=form, status=422)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    mine = get_object_or_404(Checklist, pk=pk, member=acting(request))
    deeds.delete(mine)
    messages.success(request, _("The list “%(title)s” is deleted.") % {"title": mine.title})
    return go("checklists")


@require_POST
def new_step(request: HttpRequest, pk: int) -> HttpResponse:
    mine = get_object_or_404(Checklist, pk=pk, member=acting(request))
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            deeds.add_step(mine, form.cleaned_data["text"])
        except deeds.TooMany as refused:
            form.add_error("text", str(refused))
    return _answer(request, mine, form)


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    step = get_object_or_404(Step.objects.select_related("checklist"), pk=pk, checklist__member=acting(request))
    deeds.tick(step, done=request.POST.get("done") == "yes")
    return _answer(request, step.checklist)


def _answer(request: HttpRequest, checklist: Checklist, form: StepForm | None = None) -> HttpResponse:
    wrong = form.errors.get("text", [""])[0] if form and form.errors else ""
    if not request.htmx:  # type: ignore[attr-defined]
        if wrong:
            messages.error(request, str(wrong))
        return go("checklists")
    one = _drawn(acting(request), [checklist])[0]
    return render(request, "desk/checklists/checklist.html", {"one": one, "wrong": wrong}, status=422 if wrong else 200)


def _page(request: HttpRequest, form: ChecklistForm | None = None, status: int = 200) -> HttpResponse:
    member = acting(request)
    mine = list(Checklist.objects.filter(member=member).order_by("pk").prefetch_related("steps"))
    context = {"lists": _drawn(member, mine), "form": form or ChecklistForm(), "wrong": ""}
    return render(request, "desk/checklists/checklists.html", context, status=status)


def _drawn(member: Member, lists: list[Checklist]) -> list[dict[str, Any]]:
    midnight = deeds.midnight_of(member)
    return [
        {"list": one, "steps": [(step, deeds.is_done(step, one, midnight)) for step in one.steps.all()]}
        for one in lists
    ]
