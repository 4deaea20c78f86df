"""What upper contexts may know of questionnaires: the points of the first meeting, and what waits for a contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapport.catalogue.content import said
from rapport.onboarding.questionnaires.models import Answer, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of, files_of, given, judged
from rapport.reckon.agenda import AgendaPoint
from rapport.reckon.questionnaire import doubts, gaps, point

MISSING, UNSURE = 78, 82


def points(client_id: int) -> list[AgendaPoint]:
    """Gaps and doubts of the client's questionnaires, as points of an agenda; three statements.

    Of one that they are still filling in only what they do not know: what is merely not written yet may still come.
    """
    rows = list(
        Questionnaire.objects.filter(client=client_id, state__in=(Questionnaire.State.OPEN, Questionnaire.State.SENT))
        .exclude(start__state__in=("done", "dropped"))
        .select_related("edition")
        .order_by("pk")
    )
    files = files_of([row.pk for row in rows])
    answers: dict[int, list[Answer]] = {row.pk: [] for row in rows}
    for answer in Answer.objects.filter(questionnaire__in=answers):
        answers[answer.questionnaire_id].append(answer)
    return [one for row in rows for one in _points(row, answers[row.pk], files[row.pk])]


def _points(row: Questionnaire, answers: Iterable[Answer], files: dict[str, int]) -> Iterator[AgendaPoint]:
    asks = asks_of(row)
    place = {ask.key: number for number, ask in enumerate(asks)}
    words = {ask.key: said(ask.ask, row.language) for ask in asks}
    questions, known = judged(asks), given(answers, files)
    sent = row.state == Questionnaire.State.SENT
    for gap in (*gaps(questions, known), *doubts(questions, known)):
        if sent or gap.kind == "unknown":
            weight = MISSING if gap.kind == "missing" else UNSURE
            yield AgendaPoint(f"gap:{row.pk}:{place[gap.key]}", point(words[gap.key], gap), weight)


def waiting(contact_ids: Iterable[int]) -> list[Questionnaire]:
    """Questionnaires that wait for these contacts, the one wanted first in front; one statement."""
    rows = Questionnaire.objects.filter(
        contact__in=list(contact_ids), state=Questionnaire.State.OPEN, asked_at__isnull=False
    )
    return list(rows.select_related("edition__service").order_by("due", "pk"))
