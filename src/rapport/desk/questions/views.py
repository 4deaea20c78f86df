"""Questions put to specialists: asked of me, asked by me, one with its answer, and a new one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.conversations.mail.models import Message
from rapport.conversations.questions import access
from rapport.conversations.questions.access import question_for
from rapport.conversations.questions.answer import answer, use
from rapport.conversations.questions.ask import Doubtful, ask
from rapport.conversations.questions.models import Question
from rapport.conversations.questions.withdraw import ask_again, withdraw
from rapport.desk.onward import asked, go
from rapport.desk.questions.forms import AnswerForm, AskForm
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client

SHOWN = 100


def questions(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    context = {
        "of_me": access.asked_of(member)[:SHOWN],
        "by_me": access.asked_by(member)[:SHOWN],
        "answered": access.answered_by(member)[:20],
        "at": clock.now(),
    }
    return render(request, "desk/questions/questions.html", context)


def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "question.ask")
    message = _message(client, request.POST.get("message") or request.GET.get("message") or "")
    first = {"message": message.pk, "words": message.new_words[:5000]} if message else {}
    form = AskForm(request.POST if request.method == "POST" else None, client=client, by=member, initial=first)
    doubts: list[str] = []
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("of", "text", "words", "due", "ours_due", "once")}
        try:
            made = ask(client, by=member, message=message, knowing=form.cleaned_data["knowing"], **words)
        except Doubtful as doubtful:
            doubts = doubtful.doubts
        except ValidationError as refusal:
            form.say(refusal)
        else:
            words = {"name": made.asked_of.name}
            undo = reverse("question_withdraw", args=[made.pk])
            messages.success(request, _("%(name)s is asked.") % words, extra_tags=undo)
            return go(asked(request, reverse("question", args=[made.pk])))
    context = about(client, form=form, doubts=doubts, message=message)
    return render(request, "desk/questions/question_new.html", context, status=422 if form.errors or doubts else 200)


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question; sending it with words answers it."""
    member = acting(request)
    found = question_for(member, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"answer": found.answer})
    if form.is_valid():
        try:
            answer(found, by=member, text=form.cleaned_data["answer"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Answered. %(name)s has it now.") % {"name": found.asked_by.first_name})
            return go(reverse("question", args=[pk]))
    return render(
        request, "desk/questions/question.html", _context(found, member, form), status=422 if form.errors else 200
    )


@require_POST
def question_use(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer went on to the client, or not after all."""
    member = acting(request)
    found = question_for(member, pk, asking=True)
    used = request.POST.get("used", "yes") != "no"
    use(found, by=member, used=used)
    messages.success(request, _("The client has the answer.") if used else _("It is still to go on to the client."))
    return go(reverse("question", args=[pk]))


@require_POST
def question_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    found = question_for(member, pk, asking=True)
    if withdraw(found, by=member):
        back = f"{reverse('question_again', args=[pk])}?{urlencode({'next': reverse('question', args=[pk])})}"
        messages.success(request, _("The question is withdrawn."), extra_tags=back)
    return go(asked(request, reverse("questions")))


@require_POST
def question_again(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    found = question_for(member, pk, asking=True)
    done = ask_again(found, by=member)
    messages.success(request, _("Asked again.") if done else _("There was nothing left to take back."))
    return go(asked(request, reverse("question", args=[pk])))


def _context(found: Question, member: Member, form: AnswerForm) -> dict[str, Any]:
    """What the page shows; of the client only what the member may see anyway."""
    standing = found.client.standing
    asks = may(member, "question.ask", standing)
    return {
        "question": found,
        "client": found.client if standing else None,
        "form": form,
        "asks": asks,
        "mine": found.asked_of_id == member.pk,
        "late": found.answered_at is None and found.due < clock.now(),
        "reply": address("message", found.message_id) if asks and found.message_id else "",
    }


def _message(client: Client, number: str) -> Message | None:
    """The message it is asked about, when it is this client's."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    message = Message.objects.filter(pk=int(number), client=client, state=Message.State.KEPT).first()
    if message is None:
        raise Http404(_("There is no such message."))
    return message
