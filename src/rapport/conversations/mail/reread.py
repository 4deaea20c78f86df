"""Reads a mailbox once more, from a day on: what was skipped is judged anew, what is kept stays as it is."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.mail.models import Arrival, Mailbox
from rapport.journal import clock
from rapport.journal.record import record

STANDS = (Arrival.Outcome.KEPT, Arrival.Outcome.TRAY)
EARLIEST = date(1990, 1, 1)


def reread(mailbox: Mailbox, *, by: Member, since: date) -> None:
    """Have every folder read from that day on at the next turn. Raises ValidationError for a day that cannot be."""
    if not EARLIEST <= since <= clock.today():
        raise ValidationError({"since": _("Choose a day that is past, after 1990.")})
    with transaction.atomic():
        mailbox.arrivals.exclude(outcome__in=STANDS).delete()
        mailbox.folders.update(uidvalidity=0, last_uid=0)
        Mailbox.objects.filter(pk=mailbox.pk).update(reads_since=since, try_at=None)
        record("mailbox.reread", by=by, about=mailbox, in_story=False, since=since.isoformat())


def retry(mailbox: Mailbox, *, by: Member) -> None:
    """Try now what was to be tried later."""
    with transaction.atomic():
        Mailbox.objects.filter(pk=mailbox.pk).update(try_at=None, active=True)
        record("mailbox.retried", by=by, about=mailbox, in_story=False)
