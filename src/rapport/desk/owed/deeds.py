"""Deeds on something owed, each a POST: other words, another day, given, received, not enough, released, reminded."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.delivery.owed.access import owed_for
from rapport.delivery.owed.change import change
from rapport.delivery.owed.give import give
from rapport.delivery.owed.lock import Stale
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.move import move
from rapport.delivery.owed.receive import receive
from rapport.delivery.owed.release import release
from rapport.delivery.owed.remind_them import remind_them
from rapport.delivery.owed.reopen import not_enough, reopen
from rapport.desk.fields import PlainForm
from rapport.desk.onward import asked, go
from rapport.desk.owed.forms import DoneForm, GivenForm, MissingForm, MoveForm, ReleaseForm, WordsForm
from rapport.desk.owed.views import draw
from rapport.ui.formats import day


@require_POST
def owed_change(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    form = WordsForm.of(owed, request.POST)
    if form.is_valid():
        try:
            change(owed, by=acting(request), **{name: form.cleaned_data[name] for name in WordsForm.base_fields})
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            owed = _stale(form, stale, "what")
        else:
            messages.success(request, _("Changed."))
            return go("owed", pk)
    return draw(request, owed, words_form=form, status=422)


@require_POST
def owed_move(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            moved = move(owed, by=acting(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            owed = _stale(form, stale, "due")
        else:
            messages.success(request, _("Moved to %(day)s.") % {"day": day(moved.due)})
            return go(_there(request, owed))
    return draw(request, owed, move_form=form, status=422)


@require_POST
def owed_given(request: HttpRequest, pk: int) -> HttpResponse:
    """We heard that they gave it; nobody of us has looked yet."""
    owed = _kept(request, pk)
    form = GivenForm(request.POST)
    if not form.is_valid():
        return draw(request, owed, given_form=form, status=422)
    if give(owed, by=acting(request), contact=owed.contact, note=form.cleaned_data["note"]):
        return _on(request, owed, _("Noted as given. See whether it is what we need."))
    messages.error(request, _("It is given or closed already."))
    return go(_there(request, owed))


@require_POST
def owed_done(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    form = DoneForm(request.POST)
    if form.is_valid():
        try:
            done = receive(owed, by=acting(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return _on(request, owed, _("Received: %(what)s.") % {"what": done.what.rstrip(".")})
    return draw(request, owed, done_form=form, status=422)


@require_POST
def owed_missing(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    form = MissingForm(request.POST)
    if form.is_valid():
        try:
            done = not_enough(owed, by=acting(request), why=form.cleaned_data["why"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            said = _("It is owed again; they read why in the portal.") if done else _("Nothing was given yet.")
            messages.success(request, said)
            return go(_there(request, owed))
    return draw(request, owed, missing_form=form, status=422)


@require_POST
def owed_release(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            release(owed, by=acting(request), why=form.cleaned_data["why"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return _on(request, owed, _("Released; it counts for nobody."))
    return draw(request, owed, release_form=form, status=422)


@require_POST
def owed_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    owed = _kept(request, pk)
    done = reopen(owed, by=acting(request))
    messages.success(request, _("Taken back.") if done else _("There was nothing left to take back."))
    return go(_there(request, owed))


@require_POST
def owed_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: the letter goes out in their language."""
    owed = _kept(request, pk)
    try:
        contact = remind_them(owed, by=acting(request))
    except ValidationError as refusal:
        return draw(request, owed, refusal=" ".join(refusal.messages), status=422)
    messages.success(request, _("A kind reminder is on its way to %(name)s.") % {"name": contact.name})
    return go(_there(request, owed))


def _kept(request: HttpRequest, pk: int) -> Owed:
    return owed_for(acting(request), pk, "owed.keep")


def _stale(form: PlainForm, stale: Stale, name: str) -> Owed:
    """What stands now, with what was typed beside it."""
    form.add_error(name, _("Somebody changed it meanwhile; look at how it stands now and choose again."))
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(stale.theirs.version)  # type: ignore[index]
    return stale.theirs


def _on(request: HttpRequest, owed: Owed, words: str) -> HttpResponse:
    there = _there(request, owed)
    back = f"{reverse('owed_reopen', args=[owed.pk])}?{urlencode({'next': there})}"
    messages.success(request, words, extra_tags=back)
    return go(there)


def _there(request: HttpRequest, owed: Owed) -> str:
    return asked(request, reverse("client_owed", args=[owed.client_id]))
