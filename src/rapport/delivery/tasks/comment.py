"""Says something on a task, with a file perhaps; one's own words may be taken out of sight again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks.lock import DO, held
from rapport.delivery.tasks.models import Comment, Task
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 10_000


def comment(task: Task, *, by: Member, words: str, file: Document | None = None, once: str | None = None) -> Comment:
    """Words, a file, or both. The same `once` is the same comment."""
    words = words.strip()
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        if once and (there := Comment.objects.filter(once=once, task=standing).first()):
            return there
        if not words and file is None:
            raise ValidationError({"words": _("Write something, or choose a file.")})
        if len(words) > LONGEST:
            raise ValidationError({"words": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        row = Comment.objects.create(task=standing, words=words, by=by, at=clock.now(), file=file, once=once)
        record(
            "task.commented", by=by, about=standing, client=standing.client_id, in_story=False, comment=row.pk,
            file=file.name if file else "",
        )  # fmt: skip
    return row


def hide(row: Comment, *, by: Member) -> bool:
    """One's own comment goes out of sight; False when it is another's or gone. `row.task` came through its door."""
    with transaction.atomic():
        standing = held(row.task, by=by, deed=DO)
        changed = Comment.objects.filter(pk=row.pk, by=by, deleted_at=None).update(deleted_at=clock.now())
        if changed:
            record(
                "task.comment_hidden", by=by, about=standing, client=standing.client_id, in_story=False, comment=row.pk
            )
    return bool(changed)


def show(row: Comment, *, by: Member) -> bool:
    """Back in sight."""
    with transaction.atomic():
        standing = held(row.task, by=by, deed=DO)
        changed = Comment.objects.filter(pk=row.pk, by=by).exclude(deleted_at=None).update(deleted_at=None)
        if changed:
            record(
                "task.comment_shown", by=by, about=standing, client=standing.client_id, in_story=False, comment=row.pk
            )
    return bool(changed)
