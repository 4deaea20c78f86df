"""Deeds on one promise, each a POST: confirmed, not a promise, kept, broken, released, moved, and each taken back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.conversations.promises.access import promise_for
from rapport.conversations.promises.confirm import confirm, unconfirm
from rapport.conversations.promises.keep import keep
from rapport.conversations.promises.lock import Stale
from rapport.conversations.promises.mark_broken import mark_broken
from rapport.conversations.promises.models import Promise
from rapport.conversations.promises.move import move, put_back
from rapport.conversations.promises.refuse import refuse, take_back
from rapport.conversations.promises.release import release
from rapport.conversations.promises.reopen import reopen
from rapport.desk.onward import asked, go
from rapport.desk.promises.forms import BreakForm, KeepForm, MoveForm, PromiseForm, ReleaseForm
from rapport.desk.promises.views import draw
from rapport.desk.today.answer import answer
from rapport.ui.formats import day


@require_POST
def promise_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One click, or with what the form mends."""
    member = acting(request)
    promise = promise_for(member, pk)
    if "what" in request.POST:
        form = PromiseForm.of(promise, member, request.POST)
        if not form.is_valid():
            return draw(request, promise, confirming=form, status=422)
        try:
            confirm(promise, by=member, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
            return draw(request, promise, confirming=form, status=422)
    else:
        confirm(promise, by=member)
    return _on(request, promise, _("Confirmed."), "promise_unconfirm")


@require_POST
def promise_unconfirm(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    return _taken_back(request, promise, unconfirm(promise, by=acting(request)))


@require_POST
def promise_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    if not refuse(promise, by=acting(request)):
        messages.error(request, _("It is closed already. Open it again first."))
        return go(_there(request, promise))
    return _on(request, promise, _("Noted: not a promise."), "promise_take_back")


@require_POST
def promise_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    return _taken_back(request, promise, take_back(promise, by=acting(request)))


@require_POST
def promise_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """From its page, from the client's, or in place from a row of Today."""
    member = acting(request)
    promise = promise_for(member, pk)
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            done = keep(promise, by=member, on=form.cleaned_data["on"], note=form.cleaned_data["note"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            words = {"kept": _("Kept: %(what)s."), "late": _("Kept late: %(what)s.")}.get(done.state, "")
            words = words % {"what": done.what.rstrip(".")} if words else _("It was closed already.")
            if "row" in request.GET:
                undo = f"{reverse('promise_reopen', args=[pk])}?{urlencode({'next': reverse('today')})}"
                return answer(request, _row(request), words, undo=undo)
            return _on(request, promise, words, "promise_reopen")
    return draw(request, promise, keep_form=form, status=422)


@require_POST
def promise_break(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    form = BreakForm(request.POST)
    if not form.is_valid():
        return draw(request, promise, break_form=form, status=422)
    mark_broken(promise, by=acting(request), note=form.cleaned_data["note"])
    return _on(request, promise, _("Noted as not kept."), "promise_reopen")


@require_POST
def promise_release(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            release(promise, by=acting(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return _on(request, promise, _("Released; it counts for nobody."), "promise_reopen")
    return draw(request, promise, release_form=form, status=422)


@require_POST
def promise_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    return _taken_back(request, promise, reopen(promise, by=acting(request)))


@require_POST
def promise_move(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            moved = move(promise, by=acting(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            stale.theirs.client = promise.client
            promise = stale.theirs
            form.add_error("due", _("Somebody changed it meanwhile; look at how it stands now and choose again."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(promise.version)  # type: ignore[index]
        else:
            return _on(request, promise, _("Moved to %(day)s.") % {"day": day(moved.due)}, "promise_put_back")
    return draw(request, promise, move_form=form, status=422)


@require_POST
def promise_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    promise = promise_for(acting(request), pk)
    return _taken_back(request, promise, put_back(promise, by=acting(request)))


def _on(request: HttpRequest, promise: Promise, words: str, undo: str) -> HttpResponse:
    there = _there(request, promise)
    back = f"{reverse(undo, args=[promise.pk])}?{urlencode({'next': there})}"
    messages.success(request, words, extra_tags=back)
    return go(there)


def _taken_back(request: HttpRequest, promise: Promise, done: bool) -> HttpResponse:
    messages.success(request, _("Taken back.") if done else _("There was nothing left to take back."))
    return go(_there(request, promise))


def _there(request: HttpRequest, promise: Promise) -> str:
    return asked(request, reverse("client_promises", args=[promise.client_id]))


def _row(request: HttpRequest) -> str:
    """The row that was acted on: "client-7" or "item-9"; nothing else is put into a page."""
    kind, _sep, number = request.GET.get("row", "").partition("-")
    return f"{kind}-{number}" if kind in ("client", "item") and number.isdecimal() else ""
