"""How far a questionnaire is, and what of it is a gap or a doubt: for its pages, letters and lists."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.onboarding.questionnaires.models import Answer, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of, files_of, given, judged
from rapport.reckon.questionnaire import Given, Progress, progress


def answers_of(questionnaire: Questionnaire) -> dict[str, Given]:
    """Two statements."""
    files = files_of([questionnaire.pk])[questionnaire.pk]
    return given(Answer.objects.filter(questionnaire=questionnaire), files)


def progress_of(questionnaire: Questionnaire) -> Progress:
    return progress(judged(asks_of(questionnaire)), answers_of(questionnaire))


def progress_of_all(questionnaires: Iterable[Questionnaire]) -> dict[int, Progress]:
    """By id; two statements for any number. Their editions must have been fetched along."""
    rows = list(questionnaires)
    files = files_of([row.pk for row in rows])
    by_pk: dict[int, list[Answer]] = {row.pk: [] for row in rows}
    for answer in Answer.objects.filter(questionnaire__in=by_pk):
        by_pk[answer.questionnaire_id].append(answer)
    return {row.pk: progress(judged(asks_of(row)), given(by_pk[row.pk], files[row.pk])) for row in rows}
