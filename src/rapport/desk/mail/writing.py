"""Answering and writing in place: saved as it is typed, sent with ten seconds to think again, taken back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.conversations.mail import fields, waiting
from rapport.conversations.mail.access import message_for
from rapport.conversations.mail.addressing import contact_of, read_line
from rapport.conversations.mail.hours import AT_ONCE, NOW, THEIR_HOURS
from rapport.conversations.mail.keep_template import templates_of
from rapport.conversations.mail.models import Draft, Message, Template
from rapport.conversations.mail.save_draft import Newer, Typed, discard, save_draft, standing
from rapport.conversations.mail.send import NoAccount, send
from rapport.conversations.mail.take_back import TooLate, take_back
from rapport.desk.mail.composing import Composer, compose, handed_along, place_of
from rapport.desk.mail.drawing import goes_words
from rapport.desk.mail.views import draw_thread
from rapport.desk.onward import asked, go
from rapport.desk.today.answer import answer as answer_today
from rapport.desk.touchpoints.forms import MomentField
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.post.again import once_again

WHENS = {"now": NOW, "at-once": AT_ONCE, "their-hours": THEIR_HOURS}


@dataclass(slots=True)
class Desk:
    """One composer on its desk: who writes, to which client, answering what."""

    request: HttpRequest
    client: Client
    message: Message | None = None
    contact: Contact | None = None

    def composer(self, **more: Any) -> Composer:
        everyone = "all" in self.request.GET and self.request.method == "GET"
        return compose(
            acting(self.request), self.client, answers=self.message, contact=self.contact, everyone=everyone,
            place=place_of(self.request), query=handed_along(self.request), **more,
        )  # fmt: skip

    def shown(self, composer: Composer, status: int = 200) -> HttpResponse:
        """The composer as a piece, or on its page where there is no JavaScript."""
        if self.request.htmx:  # type: ignore[attr-defined]
            return render(self.request, "desk/mail/composer.html", {"composer": composer}, status=status)
        if self.message is not None:
            thread = self.message.thread
            thread.client = self.client
            return draw_thread(self.request, thread, composer=composer, status=status)
        context = about(self.client, composer=composer)
        return render(self.request, "desk/mail/new.html", context, status=status)


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer this message: the composer, and everything that is done in it."""
    message = message_for(acting(request), pk, "mail.write")
    if message.client is None or message.state != Message.State.KEPT:
        return go(reverse("tray"))
    desk = Desk(request, message.client, message)
    return _done(desk) if request.method == "POST" else desk.shown(desk.composer())


def mail_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to this client first."""
    client = client_for(acting(request), pk, "mail.write")
    desk = Desk(request, client, contact=_contact(request, client))
    return _done(desk) if request.method == "POST" else desk.shown(desk.composer())


@require_POST
def mail_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what has not gone: it is a draft again."""
    message = message_for(acting(request), pk, "mail.write")
    client = message.client
    assert client is not None
    try:
        draft = take_back(message, by=acting(request))
    except TooLate:
        messages.error(request, _("It has gone out already."))
        return go(reverse("thread", args=[message.thread_id]))
    messages.success(request, _("Taken back. Your words are here as you left them."))
    return go(reverse("reply", args=[draft.answers_id]) if draft.answers_id else reverse("mail_new", args=[client.pk]))


@require_POST
def mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more to send what was refused."""
    message = message_for(acting(request), pk, "mail.write")
    if message.outgoing and once_again(message.outgoing, by=acting(request)):
        messages.success(request, _("It is tried again now."))
    else:
        messages.error(request, _("There is nothing to try again."))
    return go(f"{reverse('thread', args=[message.thread_id])}#message-{pk}")


@require_POST
def answered(request: HttpRequest, pk: int) -> HttpResponse:
    """It needs no answer by mail: it waits no longer."""
    message = message_for(acting(request), pk, "mail.write")
    waiting.answer_all([message], clock.now())
    waiting.look_again(message.thread_id)
    messages.success(request, _("It waits no longer."))
    return go(asked(request, reverse("thread", args=[message.thread_id])))


def _done(desk: Desk) -> HttpResponse:
    """Whatever button was pressed, what was typed is saved first."""
    request, member = desk.request, acting(desk.request)
    do = request.POST.get("do", "save")
    if do == "discard":
        return _discarded(desk)
    try:
        draft = save_draft(
            desk.client, by=member, typed=_typed(desk, do), answers=desk.message, version=_number(request, "version"),
            files=_files(request), without=int(do[5:]) if do.startswith("drop-") and do[5:].isdecimal() else None,
        )  # fmt: skip
    except Newer as newer:
        return _two_windows(desk, newer.theirs)
    except ValidationError as refusal:
        return _refused(desk, refusal)
    draft.client = desk.client
    if do == "send":
        return _send(desk, draft)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Saved. It waits here until you send it."))
        return go(request.get_full_path())
    composer = desk.composer(draft=draft, unticked=_unticked(request))
    if (request.htmx.trigger or "").startswith("text-"):  # type: ignore[attr-defined]
        return render(request, "desk/mail/saved.html", {"composer": composer})  # while they type, nothing else moves
    return desk.shown(composer)


def _send(desk: Desk, draft: Draft) -> HttpResponse:
    request = desk.request
    try:
        sent = send(draft, by=acting(request), when=_when(request), keep=request.POST.getlist("keep"))
    except NoAccount:
        return _refused(desk, ValidationError(_("You have no mail account here yet. Your words are saved.")), draft)
    except ValidationError as refusal:
        return _refused(desk, refusal, draft)
    assert sent.outgoing is not None
    assert sent.outgoing.not_before is not None
    words, undo = _said(sent.outgoing.not_before, desk.client), reverse("mail_return", args=[sent.pk])
    if desk.request.htmx and place_of(request) == "today":  # type: ignore[attr-defined]
        row = request.GET.get("row", "")
        response = answer_today(request, row, words, undo=undo, stays_open=True)
        response["HX-Retarget"], response["HX-Reswap"] = f"#{row}", "outerHTML"
        return response
    if desk.request.htmx and place_of(request) == "line":  # type: ignore[attr-defined]
        return render(request, "desk/mail/sent.html", {"words": words, "undo": undo, "thread": sent.thread_id})
    messages.success(request, words, extra_tags=undo)
    there = f"{reverse('thread', args=[sent.thread_id])}#message-{sent.pk}"
    if desk.request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    return go(there)


def _said(at: datetime, client: Client) -> str:
    if (at - clock.now()).total_seconds() < 60:
        return _("Sent to %(client)s. It goes in ten seconds.") % {"client": client.name}
    return _("Written to %(client)s. %(goes)s.") % {"client": client.name, "goes": goes_words(at, client)}


def _refused(desk: Desk, refusal: ValidationError, draft: Draft | None = None) -> HttpResponse:
    """The composer again with everything that was typed, and why."""
    if hasattr(refusal, "error_dict"):
        wrong: Mapping[str, str] = {name: str(words[0]) for name, words in refusal.message_dict.items()}
    else:
        wrong = {"all": str(refusal.messages[0])}
    composer = desk.composer(draft=draft, wrong=wrong, unticked=_unticked(desk.request))
    if draft is None:  # not even saved: what was typed stands in the page alone
        typed = desk.request.POST
        composer.text, composer.subject = typed.get("text", ""), typed.get("subject", "")
        composer.to, composer.cc = typed.get("to", ""), typed.get("cc", "")
        composer.version = _number(desk.request, "version")
    response = desk.shown(composer, status=422)
    response["HX-Retarget"], response["HX-Reswap"] = f"#composer-{composer.key}", "outerHTML"
    return response


def _two_windows(desk: Desk, theirs: Draft) -> HttpResponse:
    """Both texts side by side; whichever is sent on now, the other has been seen. Also in answer to what is typed."""
    composer = desk.composer(draft=theirs)
    typed = desk.request.POST
    composer.text, composer.subject = typed.get("text", ""), typed.get("subject", "")
    composer.to, composer.cc = typed.get("to", ""), typed.get("cc", "")
    composer.theirs = theirs
    response = desk.shown(composer, status=409)
    response["HX-Retarget"], response["HX-Reswap"] = f"#composer-{composer.key}", "outerHTML"
    return response


def _discarded(desk: Desk) -> HttpResponse:
    draft = standing(acting(desk.request), desk.client, desk.message)
    if draft is not None:
        discard(draft)
    messages.success(desk.request, _("The draft is gone."))
    message = desk.message
    there = reverse("thread", args=[message.thread_id]) if message else reverse("client", args=[desk.client.pk])
    if desk.request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return go(there)


def _typed(desk: Desk, do: str) -> Typed:
    typed = desk.request.POST
    to, cc = read_line(typed.get("to", "")), read_line(typed.get("cc", ""))
    text, subject = (typed.get(name, "").replace("\r\n", "\n").replace("\0", "") for name in ("text", "subject"))
    if template := _template(desk, do):
        contact = desk.contact or contact_of(desk.client, to)
        filled = fields.fill(template.text, client=desk.client, contact=contact, member=acting(desk.request))
        text = "\n\n".join(filter(None, [text.rstrip(), filled]))
        if template.subject and not subject.strip():
            subject = fields.fill(template.subject, client=desk.client, contact=contact, member=acting(desk.request))
    return Typed(to, cc, subject, text)


def _template(desk: Desk, do: str) -> Template | None:
    number = do.removeprefix("template-") if do.startswith("template-") else ""
    return templates_of(acting(desk.request)).filter(pk=int(number)).first() if _is_number(number) else None


def _when(request: HttpRequest) -> str | datetime:
    """The button that was pressed, or the moment that was set beside it."""
    chosen = request.POST.get("when", "now")
    if chosen != "set":
        return WHENS.get(chosen, NOW)
    try:
        at: datetime = MomentField(required=True).clean(request.POST.get("send_at", ""))
    except ValidationError as refusal:
        raise ValidationError({"send_at": refusal.messages[0]}) from None
    return at


def _unticked(request: HttpRequest) -> frozenset[str]:
    """Promises that were offered and whose box was taken off."""
    return frozenset(request.POST.getlist("offered")) - frozenset(request.POST.getlist("keep"))


def _files(request: HttpRequest) -> list[UploadedFile]:
    return list(request.FILES.getlist("files"))


def _contact(request: HttpRequest, client: Client) -> Contact | None:
    number = request.GET.get("to", "")
    return client.contacts.filter(deleted_at=None, pk=int(number)).first() if _is_number(number) else None


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if _is_number(text) else 0


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10
