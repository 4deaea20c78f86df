"""Ends well with a client: all is done, or it is said what remains and why; and takes that back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.endings import remind
from rapport.onboarding.endings.facts import standing
from rapport.onboarding.endings.hand_files import LONGEST, plain
from rapport.onboarding.endings.lock import held
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client


def finish(client: Client, *, by: Member, remains: str = "") -> Ending:
    """`remains` is needed where something is not done. ValidationError by field; done already, it stays as it is."""
    remains = plain(remains)
    if len(remains) > LONGEST:
        raise ValidationError({"remains": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        _parting, ending = held(client, by=by)
        if ending.done_at:
            return ending
        stands = standing(client)
        assert stands is not None
        left = [step.key for step in stands.judged.remaining]
        if left and not remains:
            raise ValidationError({"remains": _("Something is not done yet. Do it, or say what remains and why.")})
        ending.remains, ending.done_at, ending.done_by = remains if left else "", clock.now(), by
        ending.save(update_fields=["remains", "done_at", "done_by"])
        remind.look_again([client.pk], by=by)
        record("ending.done", by=by, about=ending, client=client.pk, remaining=left)
    return ending


def reopen(client: Client, *, by: Member) -> bool:
    """It is not over yet. False when nobody said that it was."""
    with transaction.atomic():
        _parting, ending = held(client, by=by)
        if ending.done_at is None:
            return False
        ending.done_at, ending.done_by, ending.remains = None, None, ""
        ending.save(update_fields=["remains", "done_at", "done_by"])
        remind.look_again([client.pk])
        record("ending.reopened", by=by, about=ending, client=client.pk, in_story=False)
    return True
