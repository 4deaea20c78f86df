"""Takes one link of a client's contact back: for whoever looks after the client."""

from __future__ import annotations

from django.db import models, transaction

from rapport.journal.record import record
from rapport.links.hand_out import end, living
from rapport.links.models import Link


def take_back(link: Link, *, by: models.Model) -> bool:
    """False when it opened nothing any more. What it was about still waits, and can be sent again."""
    with transaction.atomic():
        done = bool(end(living(pk=link.pk)))
        if done:
            record("link.taken_back", by=by, about=link, client=link.client_id, in_story=False, purpose=link.purpose)
    return done
