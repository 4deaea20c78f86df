"""Brings a questionnaire to whoever asks, through its client's door: for every view and deed that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.access import client_for


def questionnaire_for(member: Member, pk: int, deed: str = "start.see") -> Questionnaire:
    """The questionnaire with its client, when the member may do the deed with that client; else the same 404."""
    rows = Questionnaire.objects.select_related("edition__service", "contact", "start", "closed_by")
    questionnaire = rows.filter(pk=pk).first()
    if questionnaire is None:
        raise Http404(_("There is no such questionnaire."))
    questionnaire.client = client_for(member, questionnaire.client_id, deed)
    return questionnaire
