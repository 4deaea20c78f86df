"""Deeds on extra work, each a POST: other words, told by link, a gift, a no, a test's result, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.delivery.extra.access import extra_for
from rapport.delivery.extra.change import change
from rapport.delivery.extra.end_test import end_test
from rapport.delivery.extra.give import give
from rapport.delivery.extra.lock import Stale
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.extra.refuse import refuse
from rapport.delivery.extra.reopen import reopen
from rapport.delivery.extra.tell import tell
from rapport.desk.extra.forms import EndForm, GiftForm, RefuseForm, TellForm, WordsForm
from rapport.desk.extra.views import draw
from rapport.desk.fields import PlainForm
from rapport.desk.onward import asked, go


@require_POST
def extra_change(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk)
    form = WordsForm.of(
        extra, sees_money=may(acting(request), "client.money", extra.client.standing), data=request.POST
    )
    version = {"version": form.cleaned_data["version"]} if form.is_valid() else {}

    def deed() -> ExtraWork:
        return change(extra, by=acting(request), **version, **form.values())

    return _done(request, extra, "words_form", form, deed, _("Changed."))


@require_POST
def extra_tell(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk, "extra.keep")
    form = TellForm(request.POST, client=extra.client)

    def deed() -> ExtraWork:
        return tell(extra, by=acting(request), **form.cleaned_data)

    return _done(request, extra, "tell_form", form, deed, _("Told. They say yes or no by the link in their mail."))


@require_POST
def extra_gift(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk, "extra.keep")
    form = GiftForm(request.POST, client=extra.client)

    def deed() -> ExtraWork:
        return give(extra, by=acting(request), **form.values())

    return _done(request, extra, "gift_form", form, deed, _("A gift, with its price."))


@require_POST
def extra_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk, "extra.keep")
    form = RefuseForm(request.POST, client=extra.client)

    def deed() -> ExtraWork:
        return refuse(extra, by=acting(request), **form.values())

    return _done(request, extra, "refuse_form", form, deed, _("A clear no, with its reason."))


@require_POST
def extra_end(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk, "extra.keep")
    form = EndForm(request.POST, client=extra.client)

    def deed() -> ExtraWork:
        return end_test(extra, by=acting(request), **form.cleaned_data)

    return _done(request, extra, "end_form", form, deed, _("The test has ended and its result is told."))


@require_POST
def extra_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    extra = extra_for(acting(request), pk, "extra.keep")
    done = reopen(extra, by=acting(request))
    messages.success(request, _("Taken back: it waits to be told.") if done else _("There was nothing to take back."))
    return go(_there(request, extra))


def _done(
    request: HttpRequest, extra: ExtraWork, name: str, form: PlainForm, deed: Callable[[], Any], words: str
) -> HttpResponse:
    """Do it when the form is right; else the page again, with that form as it was typed."""
    if form.is_valid():
        try:
            deed()
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            form.add_error(None, _("Somebody changed it meanwhile; look at how it stands now and choose again."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(stale.theirs.version)  # type: ignore[index]
            extra = stale.theirs
        else:
            messages.success(request, words)
            return go(_there(request, extra))
    return draw(request, extra, status=422, **{name: form})


def _there(request: HttpRequest, extra: ExtraWork) -> str:
    return asked(request, reverse("extra", args=[extra.pk]))
