"""Ending well with a client: what is to be handed over and closed before the last day, step by step, each in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.client.head import head_of
from rapport.desk.endings.forms import CauseForm, DoneForm, FilesForm, HelloForm
from rapport.desk.fields import PlainForm
from rapport.desk.onward import go
from rapport.journal import clock
from rapport.onboarding.endings import facts
from rapport.onboarding.endings.close_doors import close_doors
from rapport.onboarding.endings.finish import finish, reopen
from rapport.onboarding.endings.hand_files import hand_files
from rapport.onboarding.endings.say_hello import say_hello
from rapport.onboarding.endings.show_cause import show_cause
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client

TITLES: dict[str, str | Promise] = {
    "accesses": gettext_lazy("Accesses revoked"),
    "work": pgettext_lazy("ending", "Work brought to its end"),
    "doors": gettext_lazy("Questions and links closed"),
    "files": gettext_lazy("Files handed over"),
    "cause": gettext_lazy("The cause with what shows it"),
    "hello": gettext_lazy("A hello, with an idea"),
}
SHOWN = 12  # names in one step


def client_ending(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, client_for(acting(request), pk, "client.part_ways"))


@require_POST
def ending_files(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), FilesForm(request.POST)
    return _done(
        request, client, "files_form", form, _("Noted what was handed over."),
        lambda: hand_files(client, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def ending_cause(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), CauseForm(request.POST)
    return _done(
        request, client, "cause_form", form, _("Noted what shows the cause."),
        lambda: show_cause(client, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def ending_hello(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), HelloForm(request.POST)
    return _done(
        request, client, "hello_form", form, _("It comes back on that day, with the idea."),
        lambda: say_hello(client, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def ending_doors(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), PlainForm(request.POST)
    return _done(
        request, client, "doors_form", form, _("Nothing is asked of them any more, and no link opens anything."),
        lambda: close_doors(client, by=acting(request)),
    )  # fmt: skip


@require_POST
def ending_done(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), DoneForm(request.POST)
    return _done(
        request, client, "done_form", form, _("Ended well."),
        lambda: finish(client, by=acting(request), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def ending_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    client, form = _asked(request, pk), PlainForm(request.POST)
    return _done(
        request, client, "done_form", form, _("Taken back."), lambda: reopen(client, by=acting(request))
    )  # fmt: skip


def draw(request: HttpRequest, client: Client, *, status: int = 200, **forms: PlainForm) -> HttpResponse:
    """The checklist with a form in each step; also the answer to one that was refused."""
    member = acting(request)
    stands = facts.standing(client)
    context: dict[str, Any] = {
        **head_of(client, member, "facts"),
        "stands": stands,
        "titles": TITLES,
        "shown": SHOWN,
        "lasting": facts.lasting(member),
    }
    if stands is not None:
        parting, ending = stands.parting, stands.ending
        context |= {
            "days": (parting.last_day - clock.today()).days,
            "files_form": FilesForm(initial={"note": ending.files_note}),
            "cause_form": CauseForm(initial={"evidence": parting.evidence}),
            "hello_form": HelloForm(initial={"on": parting.hello_on, "idea": ending.idea}),
            "done_form": DoneForm(),
        }
    return render(request, "desk/endings/client_ending.html", context | forms, status=status)


def _asked(request: HttpRequest, pk: int) -> Client:
    return client_for(acting(request), pk, "client.part_ways")


def _done(
    request: HttpRequest, client: Client, name: str, form: PlainForm, words: str, deed: Callable[[], Any]
) -> HttpResponse:
    """Do it when the form is right; else the page again, with that form as it was typed."""
    if form.is_valid():
        try:
            deed()
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, words)
            return go("client_ending", client.pk)
    return draw(request, client, status=422, **{name: form})
