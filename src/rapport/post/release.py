"""Lets a held letter go: somebody has signed it off."""

from __future__ import annotations

from django.db import models

from rapport.journal import clock
from rapport.post.models import Outgoing
from rapport.post.put import wake


def release(letter_id: int, *, by: models.Model) -> bool:
    """It goes at its hour, or at once. False: it was not held any more."""
    held = Outgoing.objects.filter(pk=letter_id, withdrawn_at=None).exclude(held_at=None)
    if not held.update(held_at=None, signed_at=clock.now(), signed_by=by):
        return False
    wake(Outgoing.objects.get(pk=letter_id))
    return True
