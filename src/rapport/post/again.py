"""Tries once more to send what a mail server refused: all of it for the administrator, one letter for its writer."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import QuerySet

from rapport.journal.record import record
from rapport.post.models import Outgoing
from rapport.post.put import wake


def waiting() -> QuerySet[Outgoing]:
    """Letters that have not gone out, oldest first."""
    return Outgoing.objects.filter(sent_at=None, withdrawn_at=None).order_by("id")


def again(*, by: models.Model) -> int:
    """Letters that failed are ripe at once, those given up included; how many. One put off on purpose stays so."""
    with transaction.atomic():
        number = waiting().filter(attempts__gt=0).update(attempts=0, not_before=None, taken_at=None)
        if number:
            record("post.again", by=by, in_story=False, number=number)
    return number


def once_again(letter: Outgoing, *, by: models.Model) -> bool:
    """One letter that failed is ripe at once; False when it has not failed."""
    with transaction.atomic():
        failed = waiting().filter(pk=letter.pk, attempts__gt=0).exclude(error="")
        if not failed.update(attempts=0, not_before=None, taken_at=None, error="", trouble=None):
            return False
        letter.refresh_from_db()
        wake(letter)
        record("post.again", by=by, client=letter.client_id, in_story=False, number=1)
    return True
