"""Takes a letter back before it is handed over, for whoever wrote it and thought again."""

from __future__ import annotations

from rapport.journal import clock
from rapport.post.models import Outgoing


def withdraw(letter_id: int) -> bool:
    """True: it never goes out. False: it is on its way, has gone, or was taken back before.

    This update and the one that takes a letter for sending exclude each other, so it is one or the other.
    """
    standing = Outgoing.objects.filter(pk=letter_id, taken_at=None, sent_at=None, withdrawn_at=None)
    return bool(standing.update(withdrawn_at=clock.now()))
