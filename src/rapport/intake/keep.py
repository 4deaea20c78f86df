"""Keeps what a file says: chunk by chunk, each in one transaction with its ledger and the cursor.

Killed between two chunks, it goes on after the cursor; killed inside one, that chunk has not happened. So nothing
is lost and nothing comes twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from rapport.intake import bulk
from rapport.intake.dry_run import count, empty_counts, ledger_row, report_of
from rapport.intake.look import remember
from rapport.intake.models import Import, Row, SourceId
from rapport.intake.target import Candidate
from rapport.intake.walk import Walk
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.tables.fields import STORED
from rapport.reckon.tables.records import Record, as_text

_TRIES = 3
TOLD_AT_ONCE = 250
_LEDGER = ("id", "line", "kind", "key", "outcome", "target_id", "before", "after", "reason", "raw")


def ask_to_keep(of: Import, *, by: models.Model | None) -> Import:
    """Say that it shall be kept. A doubled click finds it running already and changes nothing."""
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=of.pk)
        if row.state in (Import.State.RUNNING, Import.State.KEPT):
            return row
        if by is None:
            raise ValidationError(_("Somebody must be here first whose clients they become."))
        if row.state not in (Import.State.READ, Import.State.TRIED) or row.job:
            raise ValidationError(_("Answer what is asked of the columns first; then the file can be kept."))
        Row.objects.filter(of=row).delete()  # the rejects of the trial
        row.state, row.job, row.cursor, row.done = Import.State.RUNNING, Import.Job.KEEP, 0, 0
        row.counts, row.report = empty_counts(), {}
        row.save()
        remember(row)
        record("import.begun", by=by, about=row, in_story=False, name=row.name)
    return row


def keep(of: Import) -> Import:
    """Keep the file from the cursor on; safe to call again after any interruption."""
    with Walk(of, dry=False) as walk:
        for records in walk.records(after=of.cursor):
            _keep_chunk(walk, records)
    for target in walk.targets.values():
        for _step in target.finish():
            Import.objects.filter(pk=of.pk).update(beat_at=clock.now())
    with transaction.atomic():
        of.report = report_of(walk.run)
        _lead_merged_ids(of, walk.run.space)
        of.state, of.job, of.finished_at = Import.State.KEPT, Import.Job.NONE, clock.now()
        of.save(update_fields=["state", "job", "finished_at", "report"])
        record(
            "import.kept", by=of.by, about=of, in_story=False, name=of.name, source=of.source, kind=of.kind,
            counts=of.counts, collisions=len(of.report["collisions"]),
        )  # fmt: skip
    return of


def _keep_chunk(walk: Walk, records: Sequence[Record]) -> None:
    """Another import may store the same source ids at this moment: then the chunk is judged anew."""
    of = walk.of
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                rows = walk.judge(records)
                flat = [candidate for row in rows for candidate in row]
                stored = _store(walk, flat)
                counts = dict(of.counts)
                count(counts, rows)
                done, cursor = of.done + len(records), records[-1].line
                Import.objects.filter(pk=of.pk).update(done=done, cursor=cursor, counts=counts, beat_at=clock.now())
                for start in range(0, len(stored), TOLD_AT_ONCE):  # each follower holds the database but briefly
                    few = stored[start : start + TOLD_AT_ONCE]
                    record("import.stored", by=of.by, about=of, in_story=False, clients=few)
            of.done, of.cursor, of.counts = done, cursor, counts
            return
        except IntegrityError:
            walk.forget(frozenset(one.line for one in records))
            if attempt == _TRIES:
                raise


def _store(walk: Walk, flat: Sequence[Candidate]) -> list[int]:
    """Write one chunk; the answer is the ids of the clients that somebody above may want to look at."""
    for kind, target in walk.targets.items():
        batch = [c for c in flat if c.kind == kind and c.outcome in (Row.Outcome.NEW, Row.Outcome.CHANGED)]
        if batch:
            target.store(batch)
    ids = bulk.reserve(Row, len(flat))
    bulk.insert(Row, _LEDGER, (_ledger_cells(pk, c) for pk, c in zip(ids, flat, strict=True)), of=walk.of)
    _note_source_ids(walk.run.space, flat, ids)
    touched: set[int] = set()
    for target in walk.targets.values():
        touched |= set(target.touched())
    return sorted(touched)


def _ledger_cells(pk: int, candidate: Candidate) -> tuple[Any, ...]:
    """One ledger row, in the order of _LEDGER."""
    row = ledger_row(candidate)
    if candidate.kind not in STORED and candidate.outcome in (Row.Outcome.NEW, Row.Outcome.CHANGED):
        row["raw"] = {
            "fields": {name: as_text(value) for name, value in candidate.fields.items()},
            "aside": candidate.aside,
            "of": candidate.host.target_id if candidate.host else None,
        }
    as_json = bulk.as_json
    return (
        pk, candidate.line, candidate.kind, candidate.key, candidate.outcome, candidate.target_id,
        as_json(row["before"]), as_json(row["after"]), as_json(row["reason"]), as_json(row["raw"]),
    )  # fmt: skip


def _note_source_ids(space: str, flat: Sequence[Candidate], ids: Sequence[int]) -> None:
    new: list[tuple[Any, ...]] = []
    changed: list[SourceId] = []
    for candidate, row in zip(flat, ids, strict=True):
        if candidate.outcome == Row.Outcome.REJECTED or candidate.plan == "gone" or candidate.is_twin:
            continue
        raw = row if candidate.kind not in STORED else None
        if candidate.known is None:
            new.append((candidate.kind, candidate.key, candidate.target_id, candidate.digest, raw))
        elif candidate.known.digest != candidate.digest or candidate.known.target_id != candidate.target_id:
            candidate.known.digest, candidate.known.target_id = candidate.digest, candidate.target_id
            candidate.known.row_id = raw
            changed.append(candidate.known)
    bulk.insert(SourceId, ("kind", "key", "target_id", "digest", "row_id"), new, space=space)
    SourceId.objects.bulk_update(changed, ["digest", "target_id", "row"], batch_size=200)


def _lead_merged_ids(of: Import, space: str) -> None:
    """Ids that were merged away in the source lead to what their master became, through any number of merges."""
    rows = Row.objects.filter(of=of, outcome=Row.Outcome.SAME, after__has_key="alias").values_list(
        "kind", "key", "after"
    )
    masters = {(kind, key): str((after or {})["alias"]) for kind, key, after in rows}
    for (kind, key), master in masters.items():
        seen = {key}
        while (kind, master) in masters and master not in seen:
            seen.add(master)
            master = masters[kind, master]
        target = SourceId.objects.filter(space=space, kind=kind, key=master).values_list("target_id", flat=True).first()
        if target:
            SourceId.objects.get_or_create(space=space, kind=kind, key=key, defaults={"target_id": target})
