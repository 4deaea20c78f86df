"""Ends a task that comes again: what lies ahead and nobody has touched is dropped, all else stays."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks.drop import drop
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client

UNTOUCHED = 2  # the version of a task that was written down and handed over, and nothing since


def end_recurrence(recurrence: Recurrence, *, by: Member) -> bool:
    """End it today; False when it has ended before. `recurrence` came through its door (access_recurrence)."""
    with transaction.atomic():
        if not Recurrence.objects.filter(pk=recurrence.pk, ended_at=None).update(ended_at=clock.now()):
            return False
        for task in untouched(recurrence):
            let_go(task, recurrence.client, by=by)
        record("recurrence.ended", by=by, about=recurrence, client=recurrence.client_id, title=str(recurrence))
    recurrence.refresh_from_db(fields=["ended_at"])
    return True


def untouched(recurrence: Recurrence) -> list[Task]:
    """Its tasks that lie ahead, that nobody has said yes to and nobody has changed."""
    rows = Task.objects.open().filter(
        recurrence=recurrence, state__in=(Task.State.OPEN, Task.State.HANDED), due_at__gt=clock.now(),
        version__lte=UNTOUCHED, steps__done_at=None, times=None, comments=None,
    )  # fmt: skip
    return list(rows.select_related("keeper", "member").distinct().order_by("due_at", "pk"))


def let_go(task: Task, client: Client | None, *, by: Member) -> None:
    """Drop one that is not to come any more."""
    if client is not None:
        task.client = client
    else:
        task.standing = frozenset({"keeper"})
    drop(task, by=by, reason=_("It does not come again on this day."))
