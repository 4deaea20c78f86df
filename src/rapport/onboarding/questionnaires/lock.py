"""Holds a questionnaire for a deed: its row as it stands now, locked until the end of the open transaction."""

from __future__ import annotations

from rapport.onboarding.questionnaires.models import Questionnaire


def held(questionnaire: Questionnaire) -> Questionnaire:
    """With the client that came through its door, so that its standing is kept."""
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related("edition__service", "contact")
    row = rows.get(pk=questionnaire.pk)
    row.client = questionnaire.client
    return row
