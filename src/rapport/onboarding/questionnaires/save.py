"""Saves answers as they are typed; of two screens the later one is told what stands there, and nothing is overwritten.

Every answer has a number that goes up with each saving. Whoever saves names the number they saw. Where another one
stands, and they really typed something else, both are kept apart until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.catalogue.content import Ask
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Answer, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of, currency_of, judged
from rapport.onboarding.questionnaires.rhythm import next_reminder
from rapport.reckon.questionnaire import DOUBT, Question, read
from rapport.reckon.verdict import Reason, because

REMEMBERED = 10  # earlier states of an answer


@dataclass(frozen=True, slots=True)
class Typed:
    """What one screen holds of one question. `number` is that of the answer it was drawn from, 0 for none."""

    key: str
    words: Any = None  # text, or a list of texts for several choices
    unknown: bool = False
    doubt: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose words these are: a name of theirs, or one of us who writes on their behalf."""

    name: str = ""
    member: Member | None = None


@dataclass(slots=True)
class Saved:
    """What became of what was sent: `answers` as they stand now, `wrong` why, `theirs` what another screen wrote."""

    answers: dict[str, Answer] = field(default_factory=dict)
    wrong: dict[str, Reason] = field(default_factory=dict)
    theirs: dict[str, Answer] = field(default_factory=dict)
    changed: bool = False


class Ended(Exception):
    """Nothing can be written there any more."""


def save(
    questionnaire: Questionnaire,
    typed: Iterable[Typed],
    *,
    writer: Writer,
    keys: Collection[str] | None = None,
) -> Saved:
    """Save what has really changed; unknown keys, and those outside `keys`, are left alone. Raises Ended.

    One of us may still write down what was said after it was sent; a contact may not.
    """
    saved = Saved()
    with transaction.atomic():
        row = held(questionnaire)
        open_to = (Questionnaire.State.OPEN, Questionnaire.State.SENT) if writer.member else (Questionnaire.State.OPEN,)
        if row.state not in open_to:
            raise Ended
        asks = {ask.key: ask for ask in asks_of(row) if keys is None or ask.key in keys}
        questions = {question.key: question for question in judged(asks.values())}
        standing = {answer.key: answer for answer in Answer.objects.filter(questionnaire=row).select_related("member")}
        currency = currency_of(row)
        for one in typed:
            if one.key in asks:
                _save(row, questions[one.key], one, standing, currency, writer, saved)
        if saved.changed:
            touch(row, writer)
    return saved


def touch(row: Questionnaire, writer: Writer) -> None:
    """They have moved: no reminder for a while, and nobody needs to be told that they are quiet. The row is held."""
    now = clock.now()
    first = row.touched_at is None
    row.touched_at, row.quiet_at = now, None
    if row.remind_at is not None:
        row.remind_at = next_reminder(row.client, now, reminders=len(row.reminded))
    row.save(update_fields=["touched_at", "quiet_at", "remind_at"])
    settle(cause=f"questionnaire:{row.pk}")
    if first and writer.member is None:
        record(
            "questionnaire.begun", by=None, about=row, client=row.client_id, service_name=row.edition.service.name,
            name=writer.name,
        )  # fmt: skip


def _save(
    row: Questionnaire,
    question: Question,
    one: Typed,
    standing: Mapping[str, Answer],
    currency: str,
    writer: Writer,
    saved: Saved,
) -> None:
    found = read(question, _plain(one.words), currency)
    doubt = _plain(one.doubt).replace("\r\n", "\n").strip()
    if found.wrong is None and len(doubt) > DOUBT:
        found = read(question, "")
        saved.wrong[one.key] = because("At most {most} characters fit here.", most=DOUBT)
        return
    if found.wrong is not None:
        saved.wrong[one.key] = found.wrong
        return
    there = standing.get(one.key)
    state = (found.value, one.unknown, doubt)
    if there is None:
        if state == (None, False, ""):
            return
        there = Answer(questionnaire=row, key=one.key, number=0)
    elif state == (there.value, there.unknown, there.doubt):
        saved.answers[one.key] = there
        return
    elif one.number != there.number:
        if state == _as_seen(there, one.number):
            saved.answers[one.key] = there  # this screen is only older: nobody typed anything here
        else:
            saved.theirs[one.key] = there
        return
    _write(there, state, writer)
    saved.answers[one.key], saved.changed = there, True


def _write(answer: Answer, state: tuple[Any, bool, str], writer: Writer) -> None:
    if answer.number:
        before = {
            "value": answer.value,
            "unknown": answer.unknown,
            "doubt": answer.doubt,
            "name": answer.name or (answer.member.name if answer.member else ""),
            "at": answer.at.isoformat(),
            "number": answer.number,
        }
        answer.earlier = [*answer.earlier, before][-REMEMBERED:]
    answer.value, answer.unknown, answer.doubt = state
    answer.name, answer.member, answer.at = writer.name[:120], writer.member, clock.now()
    answer.number += 1
    answer.save()


def _as_seen(answer: Answer, number: int) -> tuple[Any, bool, str] | None:
    """What stood there under that number, as far as it is remembered; nothing stood there under 0."""
    if number == 0:
        return (None, False, "")
    for before in answer.earlier:
        if before["number"] == number:
            return (before["value"], before["unknown"], before["doubt"])
    return None


def _plain(words: Any) -> Any:
    """Without the sign that no database keeps."""
    if isinstance(words, str):
        return words.replace("\0", "")
    return [word.replace("\0", "") for word in words if isinstance(word, str)] if isinstance(words, list) else words


def ask_of(questionnaire: Questionnaire, key: str) -> Ask | None:
    return next((ask for ask in asks_of(questionnaire) if ask.key == key), None)
