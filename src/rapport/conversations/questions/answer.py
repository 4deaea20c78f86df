"""Answers a question; where it came from a mail, the answer lands in the keeper's draft of the reply."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.mail.models import Draft, Message
from rapport.conversations.questions import remind
from rapport.conversations.questions.models import Question
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 10_000


def answer(question: Question, *, by: Member, text: str) -> Question:
    """Keep the answer of whoever was asked, or as told to somebody on the asking side.

    Until it was used it may be said anew. The same words twice are one answer.
    """
    if question.asked_of_id != by.pk and not may(by, "question.ask", question.client.standing):
        raise PermissionDenied(_("This was put to somebody else."))
    said = text.strip()
    if not said:
        raise ValidationError({"answer": _("Write the answer.")})
    if len(said) > LONGEST:
        raise ValidationError({"answer": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        standing = _held(question)
        if standing.withdrawn_at:
            raise ValidationError(_("The question was withdrawn; nobody waits for it."))
        if standing.answer == said:
            return standing
        standing.answer, standing.answered_at, standing.used_at = said, clock.now(), None
        standing.save(update_fields=["answer", "answered_at", "used_at"])
        _into_the_draft(standing, by)
        remind.look_again(standing, by=by)
        record(
            "question.answered", by=by, about=standing, client=standing.client_id, of=standing.asked_of_id,
            of_name=standing.asked_of.name,
        )  # fmt: skip
    return standing


def use(question: Question, *, by: Member, used: bool = True) -> bool:
    """Its answer went on to the client, or (`used` False) has not yet. False when it was so already."""
    with transaction.atomic():
        standing = _held(question)
        if not standing.answered_at or bool(standing.used_at) is used:
            return False
        standing.used_at = clock.now() if used else None
        standing.save(update_fields=["used_at"])
        remind.look_again(standing, by=by)
    return True


def _held(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("asked_of", "asked_by", "message")
    return rows.get(pk=question.pk)


def _into_the_draft(question: Question, by: Member) -> None:
    """Beneath whatever stands in it; an open window is told that other words were saved meanwhile."""
    message = question.message
    if message is None or message.state != Message.State.KEPT or not question.asked_by.is_active:
        return
    draft, _made = Draft.objects.get_or_create(
        member=question.asked_by, answers=message, sent_at=None,
        defaults={"client_id": question.client_id, "to": _to(message), "subject": _subject(message)},
    )  # fmt: skip
    with translation.override(question.asked_by.language):  # whose draft it is reads it
        mark = _("Answer of %(name)s, to be put into your own words:") % {"name": question.asked_of.name}
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    held.text = "\n\n".join(filter(None, [held.text.rstrip(), f"[{mark}]\n{question.answer}"]))
    held.saved_at = clock.now()
    held.version += 1
    held.save(update_fields=["text", "saved_at", "version"])


def _to(message: Message) -> list[list[str]]:
    if message.way == Message.Way.OUT:
        return [list(one) for one in message.to]
    return [[message.sender_name, message.sender_mail]] if message.sender_mail else []


def _subject(message: Message) -> str:
    subject = message.subject or ""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"[:250]
