"""Keeps what only a client's keepers should read; the journal says that a note was written, never what."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact, PrivateNote


def write_note(
    client: Client, text: str, *, by: Member, contact: Contact | None = None, once: Any = None
) -> PrivateNote:
    """A note about the client, or about one of its people."""
    if not text.strip():
        raise ValidationError({"text": _("Write the note first.")})
    if contact is not None and contact.client_id != client.pk:
        raise ValidationError(_("That person is not at this client."))
    try:
        with transaction.atomic():
            note = PrivateNote.objects.create(client=client, contact=contact, text=text.strip(), by=by, once=once)
            record("note.written", by=by, about=note, client=client.pk, in_story=False)
    except IntegrityError:
        if once and (there := PrivateNote.objects.filter(once=once, client=client).first()):
            return there
        raise
    return note


def delete_note(note: PrivateNote, *, by: Member) -> None:
    """Out of sight; a second time changes nothing."""
    with transaction.atomic():
        if PrivateNote.objects.filter(pk=note.pk, deleted_at=None).update(deleted_at=clock.now()):
            record("note.deleted", by=by, about=note, client=note.client_id, in_story=False)


def restore_note(note: PrivateNote, *, by: Member) -> None:
    """Undo of a deletion."""
    with transaction.atomic():
        if PrivateNote.objects.filter(pk=note.pk).exclude(deleted_at=None).update(deleted_at=None):
            record("note.restored", by=by, about=note, client=note.client_id, in_story=False)
