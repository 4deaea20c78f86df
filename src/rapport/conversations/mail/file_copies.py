"""Lays a copy of what was sent into the mailbox's Sent folder, once, however often the server was away."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db.models import F, Q, QuerySet

from rapport.conversations.mail.collect import door_of
from rapport.conversations.mail.models import Folder, SentCopy
from rapport.gateways import imap
from rapport.gateways.door import Trouble
from rapport.journal import clock
from rapport.journal.sealed import Unsealable
from rapport.post.mime import bytes_of

GIVE_UP_AFTER = 12
LONGEST_PAUSE = timedelta(hours=12)
log = structlog.get_logger(__name__)


def file_copies(limit: int = 100) -> int:
    """File what is due, outside any transaction; the number filed. A copy that lies there already is left alone."""
    due = _due().order_by("pk").values_list("pk", "attempts")[:limit]
    return sum(_file(pk, attempts) for pk, attempts in list(due))


def _due() -> QuerySet[SentCopy]:
    ripe = Q(try_at=None) | Q(try_at__lte=clock.now())
    return SentCopy.objects.filter(ripe, filed_at=None, attempts__lt=GIVE_UP_AFTER, mailbox__active=True)


def _file(pk: int, attempts: int) -> int:
    """Take it in one conditional update, so that two workers never lay two copies; then carry it there."""
    pause = min(timedelta(minutes=2 ** (attempts + 1)), LONGEST_PAUSE)
    taken = _due().filter(pk=pk, attempts=attempts)
    if not taken.update(attempts=F("attempts") + 1, try_at=clock.now() + pause):
        return 0
    copy = SentCopy.objects.select_related("mailbox", "outgoing__sender").get(pk=pk)
    folder = Folder.objects.filter(mailbox=copy.mailbox, special="sent").values_list("name", flat=True).first() or ""
    try:
        with imap.open(door_of(copy.mailbox)) as session:
            session.append_to_sent(bytes_of(copy.outgoing), folder)
    except (Trouble, Unsealable, OSError) as trouble:
        log.warning("copy not filed", copy=pk, trouble=str(trouble))
        SentCopy.objects.filter(pk=pk).update(error=str(trouble)[:2000])
        return 0
    SentCopy.objects.filter(pk=pk).update(filed_at=clock.now(), error="")
    return 1
