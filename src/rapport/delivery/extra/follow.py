"""What a contact said to extra work: a yes asks for the quote or starts the test, a no ends it, a wish comes back."""

from __future__ import annotations

from django.db import transaction

from rapport.approvals.facts import newest
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import told
from rapport.delivery.extra.lock import write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal.record import record


def stand_as(extra_id: int) -> bool:
    """Bring it to where the newest question about it stands. Safe to repeat; False when nothing changed."""
    with transaction.atomic():
        extra = ExtraWork.objects.select_for_update().filter(pk=extra_id, state=ExtraWork.State.TOLD).first()
        asked = newest(ExtraWork, [extra_id]).get(extra_id)
        if extra is None or asked is None or asked.waits:
            return False
        if asked.yes:
            extra.state, extra.settled_at = ExtraWork.State.QUOTE, asked.decided_at
        elif asked.state == "declined":
            extra.state, extra.settled_at = ExtraWork.State.REFUSED, asked.decided_at
            extra.reason = " ".join(asked.words.split())[:500]
        else:  # taken back, or they want it otherwise: it is to be told anew
            extra.state, extra.told_at = ExtraWork.State.CAPTURED, None
        write(extra)
        remind.look_again([extra.client_id])
        record(
            "extra.answered", by=None, about=extra, client=extra.client_id, in_story=False, name=asked.who,
            **told(extra),
        )  # fmt: skip
    return True
