"""Files that they give with an answer: looked at, kept with the client's documents, and taken away again."""

from __future__ import annotations

from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.documents.checked import checked
from rapport.documents.keep import keep
from rapport.journal import clock
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import AnswerFile, Questionnaire
from rapport.onboarding.questionnaires.save import Ended, Writer, ask_of, touch

MOST = 10  # at one question
MOST_OF_ALL = 60


def bring_file(questionnaire: Questionnaire, key: str, file: IO[bytes], *, name: str, writer: Writer) -> AnswerFile:
    """Keep one file at a question that takes files. The very same file twice is one.

    Raises Ended, or ValidationError with a sentence.
    """
    seen = checked(file, name)
    kept = keep(file, name=seen.name, kind=seen.kind, by=writer.member, client=questionnaire.client_id)
    with transaction.atomic():
        row = held(questionnaire)
        _check(row, key, writer)
        there = AnswerFile.objects.filter(questionnaire=row, removed_at=None)
        if same := there.filter(key=key, document__digest=kept.digest).first():
            return same
        if there.filter(key=key).count() >= MOST or there.count() >= MOST_OF_ALL:
            raise ValidationError({"file": _("At most %(most)s files fit here.") % {"most": MOST}})
        mine = AnswerFile.objects.create(questionnaire=row, key=key, document=kept, name=writer.name[:120])
        touch(row, writer)
    return mine


def remove_file(questionnaire: Questionnaire, pk: int, *, keys: list[str] | None, writer: Writer) -> bool:
    """Take it away from the answer; False when it is not there, or not at a question of theirs. Raises Ended."""
    with transaction.atomic():
        row = held(questionnaire)
        rows = AnswerFile.objects.filter(pk=pk, questionnaire=row, removed_at=None)
        mine = (rows if keys is None else rows.filter(key__in=keys)).first()
        if mine is None:
            return False
        _check(row, mine.key, writer)
        mine.removed_at = clock.now()
        mine.save(update_fields=["removed_at"])
        touch(row, writer)
    return True


def _check(row: Questionnaire, key: str, writer: Writer) -> None:
    if row.state == Questionnaire.State.CLOSED or (row.state == Questionnaire.State.SENT and writer.member is None):
        raise Ended
    ask = ask_of(row, key)
    if ask is None or ask.kind != "file":
        raise ValidationError({"file": _("This question takes no file.")})
