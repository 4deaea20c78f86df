"""Ends what is asked of a client's people: questions withdrawn, questionnaires closed, every link opens nothing."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Member
from rapport.approvals.withdraw import waiting_approvals, withdraw
from rapport.journal.record import record
from rapport.links.hand_out import revoke_of_client
from rapport.onboarding.accesses.empty import empty_of_client
from rapport.onboarding.endings.lock import held
from rapport.onboarding.questionnaires.close import close
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.models import Client


def close_doors(client: Client, *, by: Member) -> int:
    """In one press; the number of links that opened something. What they answered stays."""
    with transaction.atomic():
        _parting, ending = held(client, by=by)
        for approval in waiting_approvals(client=client, root=None):
            withdraw(approval, by=by)
        for questionnaire in Questionnaire.objects.filter(client=client, state=Questionnaire.State.OPEN):
            questionnaire.client = client
            close(questionnaire, by=by)
        empty_of_client(client.pk)
        ended = revoke_of_client(client.pk)
        record("ending.doors_closed", by=by, about=ending, client=client.pk, links=ended)
    return ended
