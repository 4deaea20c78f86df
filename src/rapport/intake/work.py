"""Does what is next for an import: at once, in a worker, or again after a worker died. Each step is safe to repeat."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from rapport.intake.dry_run import dry_run
from rapport.intake.keep import keep
from rapport.intake.look import look
from rapport.intake.models import Import
from rapport.intake.undo import undo
from rapport.journal import clock

AT_ONCE_BYTES = 1_000_000  # a smaller file is done within the request
_SILENT_FOR = timedelta(seconds=60)
_JOBS = {Import.Job.LOOK: look, Import.Job.TRY: dry_run, Import.Job.KEEP: keep, Import.Job.UNDO: undo}


def set_going(of: Import, *, at_once: bool = False) -> Import:
    """Do it now when it is small or asked for, else wake a worker after commit."""
    if at_once or of.size <= AT_ONCE_BYTES:
        return work(of.pk) or of
    transaction.on_commit(partial(import_string(settings.INTAKE_WAKE), of.pk))
    return of


def ask_to_try(of: Import) -> Import:
    """The next thing to do is a trial; not while something else is being done."""
    tryable = (Import.State.ASKED, Import.State.READ, Import.State.TRIED)
    waiting = Import.objects.filter(pk=of.pk, job="", state__in=tryable)
    waiting.update(job=Import.Job.TRY, done=0)
    of.refresh_from_db()
    return of


def work(import_id: int) -> Import | None:
    """Do the jobs of one import until none is left; None when somebody else is at it."""
    done = None
    while (of := _claim(import_id)) is not None:
        done = _JOBS[Import.Job(of.job)](of)
        Import.objects.filter(pk=import_id).update(beat_at=None)
    return done


def take_up() -> int:
    """Go on with imports whose worker gave no sign of life for a minute; the number of those looked at."""
    silent = Q(beat_at=None) | Q(beat_at__lt=clock.now() - _SILENT_FOR)
    left = list(Import.objects.filter(silent).exclude(job="").values_list("pk", flat=True)[:10])
    for import_id in left:
        work(import_id)
    return len(left)


def leave(import_id: int) -> None:
    """Wake nobody: the next sweep takes it up."""


def _claim(import_id: int) -> Import | None:
    """One statement decides who does it, so that two workers never walk one file."""
    free = Q(beat_at=None) | Q(beat_at__lt=clock.now() - _SILENT_FOR)
    claimed = Import.objects.filter(free, pk=import_id).exclude(job="").update(beat_at=clock.now())
    return Import.objects.select_related("by").get(pk=import_id) if claimed else None
