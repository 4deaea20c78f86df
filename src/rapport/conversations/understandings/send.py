"""Sends our reading to the client's contact for confirmation, by mail with a link."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.snapshot import Shown
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.attention.ask import settle
from rapport.conversations.understandings.models import Understanding
from rapport.ui.formats import day

PURPOSE = "understanding"
SENDABLE = (Understanding.State.DRAFT, Understanding.State.CORRECTED, Understanding.State.DECLINED)


def send(understanding: Understanding, *, by: Member, due: datetime | None = None) -> tuple[Understanding, str]:
    """Ask the contact about this version; the understanding and the address of their page.

    ValidationError when it waits already (asking again is `approvals.remind.send_again`) or nobody can be asked.
    """
    with transaction.atomic():
        row = Understanding.objects.select_for_update(of=("self",)).select_related("contact").get(pk=understanding.pk)
        row.client = understanding.client
        if row.dropped_at or row.state not in SENDABLE:
            raise ValidationError(_("This was sent, confirmed or set aside meanwhile. Look at it again first."))
        title, intro = _words_of(row)
        settle(cause=cause_of(row), by=by)
        row.approval, address = ask(
            row, purpose=PURPOSE, client=row.client, contact=row.contact, by=by, title=title, intro=intro,
            shown=shown_of(row), due=due,
        )  # fmt: skip
        row.state = Understanding.State.SENT
        row.version += 1
        row.save()
    return row, address


def shown_of(row: Understanding) -> Shown:
    """What the contact is shown, and what the version is made of."""
    return (("words", row.words), ("reading", row.reading))


def cause_of(row: Understanding) -> str:
    """Why the keeper is asked to read a correction: the sending that was corrected."""
    return f"corrected:{row.approval_id}"


def _words_of(row: Understanding) -> tuple[str, str]:
    """Title and first sentence, as the contact reads them."""
    with spoken(language_of(row.contact, row.client), zone_of(row.contact, row.client)):
        on = {"day": day(row.said_at)}
        intro = {
            "touchpoint": _("We spoke on %(day)s and wrote down what you said and how we understood it."),
            "message": _("You wrote to us on %(day)s. We wrote down how we understood your words."),
            "meeting": _("We met on %(day)s and wrote down what was said and how we understood it."),
        }[row.source]
        return _("Did we understand you right?"), intro % on
