"""What is done with a conflict: its account changed, decided, settled, opened again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.agency.models import Agency
from rapport.delivery.conflicts.access import conflict_for
from rapport.delivery.conflicts.change import change
from rapport.delivery.conflicts.decide import decide
from rapport.delivery.conflicts.lock import ConflictChanged
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.settle import reopen, settle
from rapport.desk import two_editors
from rapport.desk.conflicts.forms import ConflictForm, DecideForm, SettleForm, written
from rapport.desk.conflicts.views import draw
from rapport.desk.onward import go
from rapport.journal.models import Entry


def conflict_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    one = conflict_for(member, pk)
    form = ConflictForm.of(one, member, request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = two_editors.chosen(form.values(), written(one), request.POST)
        try:
            change(one, values, by=member, version=form.cleaned_data["version"] or 0)
        except ConflictChanged as changed:
            return _both(request, changed.theirs, form)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return go(reverse("conflict", args=[pk]))
    context = {"form": form, "client": one.client, "conflict": one, "back": reverse("conflict", args=[pk])}
    return render(request, "desk/conflicts/conflict_form.html", context, status=422 if form.errors else 200)


@require_POST
def conflict_decide(request: HttpRequest, pk: int) -> HttpResponse:
    one = conflict_for(acting(request), pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            decide(one, by=acting(request), **form.cleaned_data)
        except ConflictChanged:
            form.add_error(None, _changed_meanwhile())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The decision is written down."))
            return go(reverse("conflict", args=[pk]))
    return _refused(request, one, decide_form=form)


@require_POST
def conflict_settle(request: HttpRequest, pk: int) -> HttpResponse:
    one = conflict_for(acting(request), pk)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            settle(one, by=acting(request), **form.values(Agency.ours().currency))
        except ConflictChanged:
            form.add_error(None, _changed_meanwhile())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Settled."), extra_tags=reverse("conflict_reopen", args=[pk]))
            return go(reverse("conflict", args=[pk]))
    return _refused(request, one, settle_form=form)


@require_POST
def conflict_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    one = conflict_for(acting(request), pk)
    reopen(one, by=acting(request))
    return go(reverse("conflict", args=[pk]))


def _refused(request: HttpRequest, conflict: Conflict, **forms: DecideForm | SettleForm) -> HttpResponse:
    """As it stands now, with what was typed; what is sent next is about what is seen now."""
    conflict.refresh_from_db()
    for form in forms.values():
        form.data = {**form.data.dict(), "version": str(conflict.version)}  # type: ignore[attr-defined]
    return draw(request, conflict_for(acting(request), conflict.pk), status=422, **forms)


def _both(request: HttpRequest, theirs: Conflict, form: ConflictForm) -> HttpResponse:
    seen = form.cleaned_data["version"] or 0
    rows = Entry.objects.filter(name="conflict.changed", about_id=theirs.pk).select_related("by").order_by("id")
    entries = [entry for entry in rows if entry.data.get("version", 0) > seen]
    both = two_editors.conflict(form, form.values(), written(theirs), entries=entries, version=theirs.version)
    context = {**both, "back": reverse("conflict", args=[theirs.pk])}
    return render(request, "desk/two_editors.html", context, status=409)


def _changed_meanwhile() -> str:
    return _("Somebody changed it meanwhile; what they wrote is above. Look at it and save again.")
