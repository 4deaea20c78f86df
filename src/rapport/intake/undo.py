"""Takes a whole import back: what it made goes out of sight, what it changed becomes what it was.

What people have changed since is left as it is, and said.
"""

from __future__ import annotations

import itertools
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.intake.models import Import, Row, SourceId
from rapport.intake.target import NAMED_AT_MOST, Run, target_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.tables.fields import STORED
from rapport.reckon.verdict import as_data

_CHUNK = 250


def ask_to_undo(of: Import, *, by: models.Model | None) -> Import:
    """Say that it shall be taken back; a second time changes nothing."""
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=of.pk)
        if row.state in (Import.State.UNDOING, Import.State.UNDONE):
            return row
        if row.state != Import.State.KEPT:
            raise ValidationError(_("Only an import that was kept can be taken back."))
        row.state, row.job, row.done = Import.State.UNDOING, Import.Job.UNDO, 0
        row.report = {**row.report, "left": [], "undone": 0}
        row.save()
        record("import.undo_begun", by=by, about=row, in_story=False, name=row.name)
    return row


def undo(of: Import, *, by: models.Model | None = None) -> Import:
    """Chunk by chunk; contacts before clients, the last line first. Safe to call again after an interruption."""
    run = Run(of, by or of.by, of.source, dry=False)
    report: dict[str, Any] = {"left": list(of.report.get("left", [])), "undone": of.report.get("undone", 0)}
    for kind in (*(k for k in _raw_kinds(of)), *reversed(STORED)):
        waiting = Row.objects.filter(of=of, kind=kind, undone=False).exclude(outcome=Row.Outcome.REJECTED)
        while chunk := list(itertools.islice(waiting.order_by("-line", "-id"), _CHUNK)):
            with transaction.atomic():
                touched = _undo_chunk(run, kind, chunk, report)
                Row.objects.filter(pk__in=[row.pk for row in chunk]).update(undone=True)
                of.done += len(chunk)
                of.report = {**of.report, **report}
                Import.objects.filter(pk=of.pk).update(done=of.done, report=of.report, beat_at=clock.now())
                if touched:
                    record("import.unstored", by=run.by, about=of, in_story=False, clients=touched)
    with transaction.atomic():
        of.state, of.job, of.finished_at = Import.State.UNDONE, Import.Job.NONE, clock.now()
        of.save(update_fields=["state", "job", "finished_at", "report"])
        record("import.undone", by=run.by, about=of, in_story=False, name=of.name, left=len(report["left"]))
    return of


def _undo_chunk(run: Run, kind: str, chunk: list[Row], report: dict[str, Any]) -> list[int]:
    rows = [row for row in chunk if row.outcome in (Row.Outcome.NEW, Row.Outcome.CHANGED)]
    if kind not in STORED:
        SourceId.objects.filter(row__in=[row.pk for row in rows]).delete()
        report["undone"] += len(rows)
        return []
    raw = [row.pk for row in rows if row.target_id is None and row.raw is not None]  # of before there was a place
    SourceId.objects.filter(row__in=raw).delete()
    report["undone"] += len(raw)
    rows = [row for row in rows if row.pk not in raw]
    target = target_of(kind, run)
    for row, left in target.undo(rows):
        if left is None:
            report["undone"] += 1
        elif len(report["left"]) < NAMED_AT_MOST:
            report["left"].append({"line": row.line, "kind": kind, "reason": as_data(left)})
    _forget_digests(kind, [row.target_id for row in rows if row.target_id])
    return sorted(set(target.touched()))


def _forget_digests(kind: str, targets: list[int]) -> None:
    """The source ids stay, so that the next import finds the same things; their digests no longer hold."""
    SourceId.objects.filter(kind=kind, target_id__in=targets).update(digest="")


def _raw_kinds(of: Import) -> list[str]:
    return sorted(set(of.rows.values_list("kind", flat=True).distinct()) - set(STORED))
