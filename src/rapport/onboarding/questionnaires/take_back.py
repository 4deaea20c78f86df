"""Takes the links of a questionnaire back: they open nothing any more, the colleagues' neither."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.links.hand_out import end, living
from rapport.onboarding.questionnaires.letter import PART, PURPOSE
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Part, Questionnaire


def take_back(questionnaire: Questionnaire, *, by: Member) -> int:
    """The number of links taken back. No reminder goes out before it is sent again."""
    require(by, "start.keep", questionnaire.client.standing)
    with transaction.atomic():
        row = held(questionnaire)
        ended = take_back_links(row)
        row.remind_at = None
        row.save(update_fields=["remind_at"])
        if ended:
            record(
                "questionnaire.taken_back", by=by, about=row, client=row.client_id, in_story=False,
                service_name=row.edition.service.name, links=ended,
            )  # fmt: skip
    return ended


def take_back_links(questionnaire: Questionnaire) -> int:
    parts = Part.objects.filter(questionnaire=questionnaire).values_list("pk", flat=True)
    return end(living(questionnaire, purpose=PURPOSE)) + end(
        living(purpose=PART).filter(subject=Part._meta.label_lower, subject_id__in=list(parts))
    )
