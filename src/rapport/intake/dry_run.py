"""Tries an import without keeping anything: counts, rejects, collisions and the first rows as they would be stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from rapport.intake.models import Import, Row
from rapport.intake.target import NAMED_AT_MOST, Candidate, Run
from rapport.intake.walk import Walk, first_rows, outcome_of
from rapport.journal import clock
from rapport.reckon.tables.fields import STORED
from rapport.reckon.verdict import as_data

_SHOWN = 10


def dry_run(of: Import) -> Import:
    """Walk the whole file; nothing is written but the counts, the report and the rejected rows to look at."""
    counts = empty_counts()
    shown: list[dict[str, Any]] = []
    rejects: list[Row] = []
    Row.objects.filter(of=of).delete()
    with Walk(of, dry=True) as walk:
        for records in walk.records():
            rows = walk.judge(records)
            count(counts, rows)
            shown += first_rows([r for r in rows if r[0].outcome != Row.Outcome.REJECTED][: _SHOWN - len(shown)])
            rejects += [_rejected_row(of, row[0]) for row in rows if row[0].outcome == Row.Outcome.REJECTED]
            if len(rejects) >= NAMED_AT_MOST:
                Row.objects.bulk_create(rejects)
                rejects = []
            Import.objects.filter(pk=of.pk).update(done=counts["read"], beat_at=clock.now())
        Row.objects.bulk_create(rejects)
        for target in walk.targets.values():
            for _step in target.finish():
                Import.objects.filter(pk=of.pk).update(beat_at=clock.now())
        of.report = {**report_of(walk.run), "first_rows": shown}
    of.counts, of.done, of.job, of.cursor = counts, counts["read"], Import.Job.NONE, 0
    of.state = Import.State.ASKED if of.open_questions else Import.State.TRIED
    with transaction.atomic():
        of.save(update_fields=["report", "counts", "done", "job", "cursor", "state"])
    return of


def empty_counts() -> dict[str, int]:
    return {"read": 0, "new": 0, "changed": 0, "same": 0, "rejected": 0, "raw": 0}


def count(counts: dict[str, int], rows: Sequence[Sequence[Candidate]]) -> None:
    """Each row of the file counts once; `raw` says how many of them hold a thing that is kept raw."""
    tally = Counter(outcome_of(row) for row in rows)
    counts["read"] += len(rows)
    for outcome, times in tally.items():
        counts[outcome] += times
    counts["raw"] += sum(any(c.kind not in STORED and c.outcome != Row.Outcome.REJECTED for c in row) for row in rows)


def ledger_row(candidate: Candidate) -> dict[str, Any]:
    """What the ledger keeps of one thing; a rejected row keeps its cells, so that nothing is lost."""
    raw: Any = None
    if candidate.outcome == Row.Outcome.REJECTED:
        raw = {"cells": [cell[:100_000] for cell in candidate.cells[:1_000]], "column": candidate.column}
        raw["value"] = candidate.value
    return {
        "before": candidate.before,
        "after": candidate.after,
        "reason": as_data(candidate.reason) if candidate.reason else None,
        "raw": raw,
    }


def _rejected_row(of: Import, candidate: Candidate) -> Row:
    return Row(
        of=of, line=candidate.line, kind=candidate.kind, key=candidate.key, outcome=candidate.outcome,
        **ledger_row(candidate),
    )  # fmt: skip


def report_of(run: Run) -> dict[str, Any]:
    """What a walk has to tell beside its counts; long lists are cut, `numbers` holds their true lengths."""
    return {
        "collisions": run.collisions,
        "odd": run.odd,
        "skipped": run.skipped,
        "changes": run.changes,
        "links": run.links,
        "notes": list(run.notes.values()),
        "possible_duplicates": run.duplicates,
        "numbers": run.numbers,
    }
