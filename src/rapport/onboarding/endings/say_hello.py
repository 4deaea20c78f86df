"""Sets the day on which we say hello again, and with which idea: it comes back to the keeper on that day."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.endings import remind
from rapport.onboarding.endings.hand_files import LONGEST, plain
from rapport.onboarding.endings.lock import held
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client

FURTHEST = timedelta(days=5 * 366)


def say_hello(client: Client, *, by: Member, on: date, idea: str) -> Ending:
    """The parting keeps the day, the ending the idea. ValidationError by field."""
    idea = plain(idea)
    wrong: dict[str, str] = {}
    if not idea:
        wrong["idea"] = _("Say with what: a hello without an idea is none.")
    elif len(idea) > LONGEST:
        wrong["idea"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    if on > clock.today() + FURTHEST:
        wrong["on"] = _("That is more than five years ahead. Check the year.")
    with transaction.atomic():
        parting, ending = held(client, by=by)
        if on <= max(parting.last_day, clock.today()):
            wrong["on"] = _("Say hello again after the last day, not before.")
        if wrong:
            raise ValidationError(wrong)
        parting.hello_on, ending.idea = on, idea
        parting.save(update_fields=["hello_on"])
        ending.save(update_fields=["idea"])
        remind.look_again([client.pk])
        record(
            "ending.hello_set", by=by, about=ending, client=client.pk, in_story=False, hello_on=on.isoformat()
        )  # fmt: skip
    return ending
