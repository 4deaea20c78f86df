"""Takes in a file: its bytes are stored once, what they are is found out, or they are refused in a sentence."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import models, transaction

from rapport.intake.models import Import, RememberedMapping
from rapport.journal.record import record
from rapport.reckon.tables.opening import Facts, Table, open_table
from rapport.reckon.tables.recognise import Recognised, recognise, with_mapping
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import Reason, as_data, because


def receive(
    chunks: Iterable[bytes],
    name: str,
    *,
    by: models.Model | None,
    source: str = "",
    answers: dict[str, str] | None = None,
) -> Import:
    """Store and recognise; `source` and `answers` ("encoding", "separator") are what a person says of the file.

    The answer is an import to be looked through next (`job` "look"), or a refused one with its reason.
    """
    digest, size, too_large = _store(chunks)
    taken = Import(name=os.path.basename(name)[:200] or "table", digest=digest, size=size, answers=answers or {})
    taken.by_id = by.pk if by is not None else None
    try:
        if too_large:
            raise Refused(too_large)
        with taken.path.open("rb") as file:
            table = open_table(file, name, **_overrides(taken.answers))
            found = _recognised(table, source, taken)
    except Refused as no:
        return _refuse(taken, no)
    _note(taken, table, found)
    with transaction.atomic():
        taken.save()
        record("import.received", by=by, about=taken, in_story=False, name=taken.name, source=taken.source)
    return taken


def _store(chunks: Iterable[bytes]) -> tuple[str, int, Reason | None]:
    """Written beside its place and moved there when whole: a killed upload leaves no half file under a digest."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    most = int(settings.IMPORT_MAX_BYTES)
    handle, path = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    return digest.hexdigest(), size, _too_large(most)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        place = folder / digest.hexdigest()[:2] / digest.hexdigest()
        place.parent.mkdir(exist_ok=True)
        os.replace(path, place)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)
    return digest.hexdigest(), size, None


def _too_large(most: int) -> Reason:
    return because(
        "The file is larger than {most} MB. Split it and import the parts one after another.", most=most // 1_000_000
    )


def _overrides(answers: dict[str, str]) -> dict[str, str]:
    return {key: answers[key] for key in ("encoding", "separator") if answers.get(key)}


def _recognised(table: Table, source: str, taken: Import) -> Recognised:
    """A remembered mapping of the same header wins, unless the person named a source."""
    remembered = RememberedMapping.objects.filter(signature=table.signature).first()
    if remembered and source in ("", remembered.source):
        taken.answers = {**remembered.answers, **taken.answers}
        taken.facts["remembered"] = True
        return with_mapping(table.headers, remembered.source, remembered.kind, remembered.mapping)
    return recognise(table.headers, table.preamble, source)


def _refuse(taken: Import, no: Refused) -> Import:
    taken.state, taken.job = Import.State.REFUSED, Import.Job.NONE
    taken.refusal, taken.looks_like = as_data(no.reason), no.looks_like[:40]
    with transaction.atomic():
        taken.save()
        record("import.refused", by=taken.by, about=taken, in_story=False, name=taken.name, looks_like=taken.looks_like)
    return taken


def _note(taken: Import, table: Table, found: Recognised) -> None:
    taken.source, taken.kind = found.source, found.kind
    taken.headers, taken.mapping = list(table.headers), dict(found.mapping)
    taken.signature = table.signature
    taken.facts = {**taken.facts, **facts_as_data(table.facts)}
    taken.state, taken.job = Import.State.READING, Import.Job.LOOK


def facts_as_data(facts: Facts) -> dict[str, object]:
    return {
        "format": facts.format,
        "encoding": facts.encoding,
        "separator": facts.separator,
        "header_line": facts.header_line,
        "preamble": list(facts.preamble)[:20],
        "repeated": list(facts.repeated),
        "sheet": facts.sheet,
        "other_sheets": list(facts.other_sheets)[:20],
        "warnings": [as_data(warning) for warning in facts.warnings],
    }
