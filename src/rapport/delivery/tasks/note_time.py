"""Notes time spent on a task, and takes a note back; for whoever works on it."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks.lock import DO, held
from rapport.delivery.tasks.models import Task, TimeNote
from rapport.journal import clock
from rapport.journal.record import record

A_DAY = 24 * 60
EARLIEST = timedelta(days=366)


def note_time(
    task: Task, *, by: Member, minutes: int, on: date | None = None, note: str = "", once: str | None = None
) -> TimeNote:
    """So many minutes on a day (today by the member's clock), also after the task was closed. Twice is once."""
    today = clock.today(by.zone)
    on, note = on or today, " ".join(note.split())
    wrong: dict[str, str] = {}
    if not 0 < minutes <= A_DAY:
        wrong["minutes"] = _("A day has room for 1 to 1440 minutes.")
    if on > today:
        wrong["on"] = _("That day is still ahead.")
    elif on < today - EARLIEST:
        wrong["on"] = _("That is more than a year ago. Check the year.")
    if len(note) > 300:
        wrong["note"] = _("At most %(limit)s characters fit here.") % {"limit": 300}
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        if wrong:
            raise ValidationError(wrong)
        if once and (there := TimeNote.objects.filter(once=once, task=standing).first()):
            return there
        row = TimeNote.objects.create(
            task=standing, member=by, on=on, minutes=minutes, note=note, at=clock.now(), once=once
        )
        record(
            "task.time_noted", by=by, about=standing, client=standing.client_id, in_story=False, minutes=minutes,
            on=on.isoformat(), note=note,
        )  # fmt: skip
    return row


def take_back(row: TimeNote, *, by: Member) -> bool:
    """One's own note goes; False when it was gone or is another's. `row.task` must have come through its door."""
    with transaction.atomic():
        standing = held(row.task, by=by, deed=DO)
        gone = TimeNote.objects.filter(pk=row.pk, member=by).delete()[0]
        if gone:
            record(
                "task.time_taken_back", by=by, about=standing, client=standing.client_id, in_story=False,
                minutes=row.minutes, on=row.on.isoformat(),
            )  # fmt: skip
    return bool(gone)
