"""Puts a client's question to a specialist, with a date before ours. For the keeper and the head."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import may, require
from rapport.agency.models import Member
from rapport.conversations.mail.models import Message
from rapport.conversations.questions import remind
from rapport.conversations.questions.dates import doubts, due_for, ours_for
from rapport.conversations.questions.models import Question
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client

FURTHEST = timedelta(days=366)
LONGEST = 5000


class Doubtful(Exception):
    """The specialist is away or does not work then; `doubts` say so. Ask once more knowingly."""

    def __init__(self, doubts: list[str]) -> None:
        super().__init__(" ".join(doubts))
        self.doubts = doubts


def ask(
    client: Client,
    *,
    by: Member,
    of: Member,
    text: str,
    words: str = "",
    due: datetime | None = None,
    ours_due: datetime | None = None,
    message: Message | None = None,
    once: UUID | None = None,
    knowing: bool = False,
) -> Question:
    """Ask one member. Without dates: ours at the end of the client's next working day, theirs before it.

    `words` are the client's own. The specialist sees the text and the words, and of the client only what they could
    see before. Raises Doubtful unless `knowing`, ValidationError by field.
    """
    require(by, "question.ask", client.standing)
    if once and (there := Question.objects.filter(once=once, asked_by=by, client=client).first()):
        return there
    ours_due = ours_due or ours_for(client)
    question = Question(
        client=client, message=message, asked_by=by, asked_of=of, text=text.strip(), words=words.strip(),
        due=due or due_for(of, client, ours_due), ours_due=ours_due, asked_at=clock.now(), once=once,
    )  # fmt: skip
    check(question)
    if not knowing and (against := doubts(of, question.due)):
        raise Doubtful(against)
    try:
        with transaction.atomic():
            question.save()
            remind.look_again(question)
            record(
                "question.asked", by=by, about=question, client=client.pk, of=of.pk, of_name=of.name,
                due=question.due.isoformat(),
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Question.objects.filter(once=once, asked_by=by, client=client).first()):
            return there  # the same form, sent twice in the same moment
        raise ValidationError(_("This was sent already. Load the page again.")) from None
    return question


def check(question: Question) -> None:
    """Refuse, with a sentence at the field, what cannot be asked."""
    wrong: dict[str, str] = {}
    now = clock.now()
    if not question.text:
        wrong["text"] = _("Say what you want to know.")
    for field in ("text", "words"):
        if len(getattr(question, field)) > LONGEST:
            wrong[field] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    if question.asked_of_id == question.asked_by_id:
        wrong["of"] = _("Ask somebody else.")
    elif not (question.asked_of.is_active and may(question.asked_of, "question.answer")):
        wrong["of"] = _("%(name)s cannot answer questions here.") % {"name": question.asked_of.name}
    if question.due <= now:
        wrong["due"] = _("That moment is over.")
    elif question.due > now + FURTHEST:
        wrong["due"] = _("That is more than a year ahead.")
    if question.ours_due and question.due >= question.ours_due:
        wrong["due"] = _("Their answer must come before ours is due.")
    if question.message and question.message.client_id != question.client_id:
        wrong["message"] = _("That message is another client's.")
    if wrong:
        raise ValidationError(wrong)
