"""Words with clients: logged from anywhere, corrected with history, taken out and put back; their files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.conversations.access import touchpoint_for
from rapport.conversations.correct import Stale, correct
from rapport.conversations.give_reason import give_reason
from rapport.conversations.log import log
from rapport.conversations.models import Evidence, Touchpoint
from rapport.conversations.remove import remove, restore
from rapport.desk.client.page import draw
from rapport.desk.onward import asked, go
from rapport.desk.touchpoints.drawing import chosen, history_of, own_clients, versions_of
from rapport.desk.touchpoints.forms import ICONS, CorrectForm, LogForm, ReasonForm
from rapport.documents.keep import path_of
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client


def touchpoint_new(request: HttpRequest) -> HttpResponse:
    """Log a word from anywhere: a page, or the quick-log dialog."""
    member = acting(request)
    if request.method == "GET" and request.GET.get("suggest") is not None:
        return render(request, "desk/touchpoints/clients.html", {"clients": own_clients(member, _asked(request))})
    preset = _preset(request)
    form = LogForm(request.POST or None, request.FILES or None, member=member, client=preset)
    if request.method == "POST" and (done := _log(request, form)):
        messages.success(request, _said(done), extra_tags=reverse("touchpoint_delete", args=[done.pk]))
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return go(asked(request, reverse("client", args=[done.client_id])))
    context = {
        "form": form,
        "client": preset,
        "clients": own_clients(member) if preset is None else [],
        "icons": ICONS,
        "action": reverse("touchpoint_new"),
    }
    template = "desk/touchpoints/dialog.html" if request.htmx else "desk/touchpoints/new.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if form.errors else 200)


def touchpoints(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a word with this client, from its page."""
    client = client_for(acting(request), pk, "touchpoint.log")
    if request.method != "POST":
        return go(f"{reverse('touchpoint_new')}?client={pk}")
    form = LogForm(request.POST, request.FILES, member=acting(request), client=client)
    if done := _log(request, form):
        messages.success(request, _said(done), extra_tags=reverse("touchpoint_delete", args=[done.pk]))
        return go(asked(request, reverse("client", args=[pk])))
    return draw(request, client, form=form, status=422)


def touchpoint_correct(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    touchpoint = touchpoint_for(member, pk, "touchpoint.correct")
    form = CorrectForm.of(touchpoint, chosen(request.POST, touchpoint) if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "touchpoint": touchpoint, "client": touchpoint.client}
    if request.method == "POST" and form.is_valid():
        try:
            changed = correct(touchpoint, by=member, version=form.cleaned_data["version"], **form.changes())
        except Stale as stale:
            stale.theirs.client = touchpoint.client
            both = {**context, **versions_of(form, stale.theirs)}
            return render(request, "desk/touchpoints/versions.html", both, status=409)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Corrected. What it said before is kept."))
            return go(f"{reverse('client', args=[changed.client_id])}#touchpoint-{pk}")
    return render(request, "desk/touchpoints/correct.html", context, status=422 if form.errors else 200)


def touchpoint_history(request: HttpRequest, pk: int) -> HttpResponse:
    touchpoint = touchpoint_for(acting(request), pk, removed=True)
    context = {"touchpoint": touchpoint, "client": touchpoint.client, "versions": history_of(touchpoint)}
    return render(request, "desk/touchpoints/history.html", context)


@require_POST
def touchpoint_reason(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    touchpoint = touchpoint_for(member, pk, "touchpoint.correct")
    form = ReasonForm(request.POST)
    if form.is_valid():
        give_reason(touchpoint, by=member, why_first=form.cleaned_data["why_first"])
    else:
        messages.error(request, _("Choose one of the reasons."))
    return go(asked(request, reverse("client", args=[touchpoint.client_id])))


@require_POST
def touchpoint_delete(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    touchpoint = touchpoint_for(member, pk, "touchpoint.correct", removed=True)
    if remove(touchpoint, by=member):
        messages.success(request, _("Taken out of the story."), extra_tags=reverse("touchpoint_restore", args=[pk]))
    return go(asked(request, reverse("client", args=[touchpoint.client_id])))


@require_POST
def touchpoint_restore(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    touchpoint = touchpoint_for(member, pk, "touchpoint.correct", removed=True)
    if restore(touchpoint, by=member):
        messages.success(request, _("It is back in the story."))
    return go(asked(request, reverse("client", args=[touchpoint.client_id])))


def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that belongs to a word, only for whoever may read that word; always as a download, never shown."""
    evidence = Evidence.objects.select_related("document").filter(document=pk, touchpoint__deleted_at=None).first()
    if evidence is None:
        raise Http404(_("There is no such file."))
    touchpoint_for(acting(request), evidence.touchpoint_id)
    try:
        file = path_of(evidence.document.digest).open("rb")
    except OSError:
        raise Http404(_("The file is not in the data folder any more.")) from None
    return FileResponse(
        file, as_attachment=True, filename=evidence.document.name, content_type="application/octet-stream"
    )


def _log(request: HttpRequest, form: LogForm) -> Touchpoint | None:
    if not form.is_valid():
        return None
    values = form.values()
    try:
        return log(values.pop("client"), by=acting(request), **values)
    except ValidationError as refusal:
        form.say(refusal)
        return None


def _said(touchpoint: Touchpoint) -> str:
    return _("Logged with %(client)s.") % {"client": touchpoint.client.name}


def _preset(request: HttpRequest) -> Client | None:
    """The client of the page one comes from, when the member may log for it."""
    number = request.POST.get("for") or request.GET.get("client") or ""
    return (
        client_for(acting(request), int(number), "touchpoint.log") if number.isdecimal() and len(number) < 19 else None
    )


def _asked(request: HttpRequest) -> str:
    return str(request.GET.get("client") or "")
