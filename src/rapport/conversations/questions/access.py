"""Brings a question to whoever it was put to, and to those who may ask for its client; to nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.questions.models import Question
from rapport.portfolio.models import Client


def question_for(member: Member, pk: int, *, asking: bool = False) -> Question:
    """The question. With `asking` only for those on the asking side. Hidden and missing are the same 404.

    `question.client` knows the member's standing; it is empty for a specialist who does not see the client.
    """
    rows = Question.objects.select_related("asked_of", "asked_by", "message")
    question = rows.filter(pk=pk).first()
    if question is None:
        raise _missing()
    client = Client.objects.here().visible_to(member).filter(pk=question.client_id).first()
    if client is not None:
        client.standing = client.standing_of(member)
        question.client = client
    asks = client is not None and may(member, "question.ask", client.standing)
    if not asks and (asking or question.asked_of_id != member.pk or not may(member, "question.answer")):
        raise _missing()
    return question


def asked_of(member: Member) -> QuerySet[Question]:
    """What waits for the member's answer, the nearest date first."""
    rows = Question.objects.filter(asked_of=member, answered_at=None, withdrawn_at=None)
    return rows.select_related("asked_by", "asked_of", "client").order_by("due", "pk")


def answered_by(member: Member) -> QuerySet[Question]:
    rows = Question.objects.filter(asked_of=member, withdrawn_at=None).exclude(answered_at=None)
    return rows.select_related("asked_by", "asked_of", "client").order_by("-answered_at", "-pk")


def asked_by(member: Member) -> QuerySet[Question]:
    """What the member asked about clients they still see, newest first."""
    seen = Client.objects.here().visible_to(member).values("pk")
    rows = Question.objects.filter(asked_by=member, withdrawn_at=None, client__in=seen)
    return rows.select_related("asked_of", "asked_by", "client").order_by("-asked_at", "-pk")


def _missing() -> Http404:
    return Http404(_("There is no such question."))
