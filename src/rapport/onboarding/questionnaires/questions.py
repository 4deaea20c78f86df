"""The questions of an edition and the answers of a questionnaire, as the values that are judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapport.agency.models import Agency
from rapport.catalogue.content import Ask, read
from rapport.onboarding.questionnaires.models import Answer, AnswerFile, Questionnaire
from rapport.reckon.questionnaire import Given, Question


def asks_of(questionnaire: Questionnaire) -> tuple[Ask, ...]:
    return read(questionnaire.edition.content).questionnaire


def judged(asks: Iterable[Ask]) -> tuple[Question, ...]:
    return tuple(
        Question(
            ask.key, ask.kind, ask.required, tuple(option.key for option in ask.options), ask.when_key, ask.when_is
        )
        for ask in asks
    )


def given(answers: Iterable[Answer], files: Mapping[str, int]) -> dict[str, Given]:
    """Answers by key; `files` is how many files stand at each."""
    found = {
        answer.key: Given(answer.value, answer.unknown, answer.doubt, files.get(answer.key, 0)) for answer in answers
    }
    return found | {key: Given(files=number) for key, number in files.items() if key not in found}


def files_of(questionnaire_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many files stand at each question of these questionnaires; one statement."""
    found: dict[int, dict[str, int]] = {pk: {} for pk in questionnaire_ids}
    rows = AnswerFile.objects.filter(questionnaire__in=questionnaire_ids, removed_at=None)
    for pk, key in rows.values_list("questionnaire", "key"):
        found[pk][key] = found[pk].get(key, 0) + 1
    return found


def currency_of(questionnaire: Questionnaire) -> str:
    """In which currency money is answered: that of what they buy, else ours."""
    start = questionnaire.start
    return start.engagement.currency if start is not None and start.engagement else Agency.ours().currency
