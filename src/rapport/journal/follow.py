"""Tells followers what happened, each exactly once in effect; what failed is tried again, alone, later and later."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from rapport.journal import clock
from rapport.journal.models import Entry, Failure, Following

Follower = Callable[[Entry], None]
log = structlog.get_logger(__name__)

PARKED_AFTER = 8


def leave(entry_id: int) -> None:
    """Wake nobody: the entry waits for the next sweep."""


def follow(entry_id: int) -> bool:
    """Tell every follower of one entry that has not followed yet; True when all have.

    A follower and the row that says it has followed are one transaction: killed in the middle, neither is there,
    and the sweep comes back. Two workers at once meet at the unique constraint and one of them gives way.
    """
    entry = Entry.objects.filter(pk=entry_id, told_at=None).first()
    if entry is None:
        return True
    done = set(entry.followings.values_list("follower", flat=True))
    outcomes = [_follow_one(entry, follower) for follower in followers_of(entry.name) if name_of(follower) not in done]
    if all(outcomes):
        Entry.objects.filter(pk=entry_id).update(told_at=clock.now())
        return True
    attempts = entry.attempts + 1
    Entry.objects.filter(pk=entry_id).update(
        attempts=attempts, try_at=clock.now() + timedelta(seconds=30 * 2**attempts)
    )
    return False


def catch_up(limit: int = 1000) -> int:
    """Follow what nobody has followed yet and is due to be tried; the number of entries looked at."""
    due = Q(try_at=None) | Q(try_at__lte=clock.now())
    seen = 0
    while seen < limit:
        waiting = list(
            Entry.objects.filter(due, told_at=None, attempts__lt=PARKED_AFTER)
            .order_by("id")
            .values_list("id", flat=True)[:100]
        )
        if not waiting:
            break
        for entry_id in waiting:
            follow(entry_id)
        seen += len(waiting)
    return seen


def followers_of(name: str) -> Iterable[Follower]:
    book: dict[str, tuple[Follower, ...]] = import_string(settings.JOURNAL_BOOK)
    return book.get(name, ())


def name_of(follower: Follower) -> str:
    return f"{follower.__module__.removeprefix('rapport.stories.')}.{follower.__qualname__}"


def _follow_one(entry: Entry, follower: Follower) -> bool:
    try:
        with transaction.atomic():
            Following.objects.create(entry=entry, follower=name_of(follower), at=clock.now())
            follower(entry)
    except IntegrityError:
        if Following.objects.filter(entry=entry, follower=name_of(follower)).exists():
            return True
        return _note_failure(entry, follower)
    except Exception:
        return _note_failure(entry, follower)
    return True


def _note_failure(entry: Entry, follower: Follower) -> bool:
    error = traceback.format_exc(limit=8)
    log.warning("follower failed", entry=entry.pk, happened=entry.name, follower=name_of(follower))
    Failure.objects.create(entry=entry, follower=name_of(follower), at=clock.now(), error=error)
    return False
