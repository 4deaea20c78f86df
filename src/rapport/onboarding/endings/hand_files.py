"""Notes what was handed over at the end, to whom and how."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.endings.lock import held
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client

LONGEST = 5000


def hand_files(client: Client, *, by: Member, note: str) -> Ending:
    """Said anew it replaces what was said. ValidationError by field."""
    note = plain(note)
    if not note:
        raise ValidationError({"note": _("Say what was handed over, to whom and how.")})
    if len(note) > LONGEST:
        raise ValidationError({"note": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        _parting, ending = held(client, by=by)
        ending.files_note, ending.files_given_at, ending.files_given_by = note, clock.now(), by
        ending.save(update_fields=["files_note", "files_given_at", "files_given_by"])
        record("ending.files_given", by=by, about=ending, client=client.pk)
    return ending


def plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
