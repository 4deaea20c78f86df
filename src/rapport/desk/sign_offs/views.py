"""What trainees wrote to clients: read by the mentor, signed off or sent back with words."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.attention.ask import settle
from rapport.conversations.mail.models import Draft
from rapport.conversations.signing.held import for_reading, of_mentor
from rapport.conversations.signing.sign_off import LONGEST, send_back, sign_off
from rapport.desk.fields import PlainForm
from rapport.desk.onward import go
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing

SHOWN = 100


class BackForm(PlainForm):
    words = forms.CharField(
        max_length=LONGEST, label=gettext_lazy("What should be otherwise"), widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
def sign_offs(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I answered lately."""
    letters = of_mentor(acting(request))
    waiting = list(letters.filter(withdrawn_at=None).exclude(held_at=None).order_by("written_at")[:SHOWN])
    done = list(letters.exclude(signed_by=None).order_by("-pk")[:20])
    return render(
        request, "desk/sign_offs/list.html", {"waiting": waiting, "done": done, "names": _names(waiting + done)}
    )


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _letter(request, pk), BackForm())


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _mine(request, pk)
    if sign_off(letter, by=acting(request)):
        messages.success(request, _("Signed off: it goes out."))
    else:
        messages.info(request, _("It was answered already, or taken back."))
    return go("sign_offs")


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    letter, form = _mine(request, pk), BackForm(request.POST)
    if form.is_valid():
        try:
            if send_back(letter, form.cleaned_data["words"], by=acting(request)):
                messages.success(request, _("Sent back with your words."))
            else:
                messages.info(request, _("It was answered already, or taken back."))
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go("sign_offs")
    return _page(request, letter, form, status=422)


def _page(request: HttpRequest, letter: Outgoing, form: BackForm, status: int = 200) -> HttpResponse:
    member = acting(request)
    mine = letter.by_id == member.pk
    if mine and letter.said:
        settle(cause=f"sent_back:{letter.pk}", by=member)  # they have read it
    draft = Draft.objects.filter(pk=_draft(letter), member=member, sent_at=None).first() if mine else None
    waits = letter.held_at is not None and letter.withdrawn_at is None
    context = {
        "letter": letter, "form": form, "waits": waits, "mine": mine, "draft": draft,
        "may_answer": waits and not mine and may(member, "words.sign_off"),
        "client_name": _names([letter]).get(letter.client_id or 0, ""),
    }  # fmt: skip
    return render(request, "desk/sign_offs/one.html", context, status=status)


def _letter(request: HttpRequest, pk: int) -> Outgoing:
    letter = for_reading(acting(request)).filter(pk=pk).first()
    if letter is None or not (letter.held_at or letter.signed_by_id):
        raise Http404
    return letter


def _mine(request: HttpRequest, pk: int) -> Outgoing:
    letter = of_mentor(acting(request)).filter(pk=pk).first()
    if letter is None or not (letter.held_at or letter.signed_by_id):
        raise Http404
    return letter


def _draft(letter: Outgoing) -> int:
    """The draft a mail was ("mail:7:3"), or none."""
    kind, _colon, rest = letter.key.partition(":")
    number = rest.split(":")[0]
    return int(number) if kind == "mail" and number.isdigit() else 0


def _names(letters: list[Outgoing]) -> dict[int, str]:
    return dict(Client.objects.filter(pk__in={one.client_id for one in letters}).values_list("pk", "name"))
