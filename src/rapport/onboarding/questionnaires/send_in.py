"""The contact sends the questionnaire: what is required and missing is named first, and may stay a gap."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.progress import answers_of
from rapport.onboarding.questionnaires.questions import asks_of, judged
from rapport.onboarding.questionnaires.save import Ended
from rapport.reckon.questionnaire import Gap, gaps


class HasGaps(Exception):
    """Something required is missing; sent once more knowingly, the gaps go to the agenda of the first meeting."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(", ".join(gap.key for gap in gaps))
        self.gaps = gaps


def send_in(
    questionnaire: Questionnaire, *, name: str, with_gaps: bool = False, by: Member | None = None
) -> Questionnaire:
    """Sent, with the name of whoever did. `by` is one of us who sends it on their behalf. Sent twice it is sent once.

    Raises Ended, HasGaps, or ValidationError with a sentence at the field.
    """
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise ValidationError({"name": _("Write your name, so that we know who answered.")})
    if len(name) > 120:
        raise ValidationError({"name": _("At most 120 characters fit here.")})
    with transaction.atomic():
        row = held(questionnaire)
        if row.state == Questionnaire.State.SENT:
            return row
        if row.state != Questionnaire.State.OPEN:
            raise Ended
        left = gaps(judged(asks_of(row)), answers_of(row))
        missing = tuple(gap for gap in left if gap.kind == "missing")
        if missing and not with_gaps:
            raise HasGaps(missing)
        row.state, row.sent_at, row.sent_name = Questionnaire.State.SENT, clock.now(), name
        row.remind_at, row.quiet_at = None, None
        row.save(update_fields=["state", "sent_at", "sent_name", "remind_at", "quiet_at"])
        settle(cause=f"questionnaire:{row.pk}", by=by)
        record(
            "questionnaire.sent", by=by, about=row, client=row.client_id, service_name=row.edition.service.name,
            name=name, gaps=len(left),
        )  # fmt: skip
    return row
