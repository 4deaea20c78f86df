"""The rejected rows of an import as a CSV file: with line and reason, ready to be mended and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from rapport.intake.models import Import, Row
from rapport.reckon.tables.neutral import neutralised
from rapport.reckon.verdict import Reason, from_data


def rejects(of: Import) -> Iterator[dict[str, Any]]:
    """Line, column, value and reason of each, in the file's order."""
    rows = Row.objects.filter(of=of, outcome=Row.Outcome.REJECTED).order_by("line", "id")
    for row in rows.iterator(chunk_size=1_000):
        raw = row.raw or {}
        yield {
            "line": row.line,
            "column": raw.get("column", ""),
            "value": raw.get("value", ""),
            "reason": from_data(row.reason) if row.reason else None,
            "cells": raw.get("cells", []),
        }


def as_csv(of: Import, say: Callable[[Reason], str], line: str, why: str) -> Iterator[str]:
    """Pieces of the file; two columns come before the header, named by the caller in the reader's language."""
    out = io.StringIO()
    writer = csv.writer(out)
    yield "\ufeff"
    writer.writerow([line, why, *map(neutralised, of.headers)])
    for reject in rejects(of):
        reason = say(reject["reason"]) if reject["reason"] else ""
        writer.writerow([reject["line"], neutralised(reason), *map(neutralised, reject["cells"])])
        if out.tell() > 60_000:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
