"""What the library begins with: objections and answers, clear no's and phrases, in four languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rapport.reckon.folding import fold

FILE = Path(__file__).parent / "shipped_sayings.json"


def shipped_sayings() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def lay_out(saying: Any, service: Any) -> int:
    """Make what is not there by its key; what an agency changed or took out stays so. The models as a migration has."""
    there = set(saying.objects.exclude(shipped=None).values_list("shipped", flat=True))
    services = dict(service.objects.values_list("key", "pk"))
    lacking = [row for row in shipped_sayings() if row["key"] not in there]
    saying.objects.bulk_create(
        saying(
            shipped=row["key"],
            kind=row["kind"],
            titles=row["title"],
            texts=row["text"],
            folded=fold(" ".join([*row["title"].values(), *row["text"].values()])),
            service_id=services.get(row["service"]),
        )
        for row in lacking
    )
    return len(lacking)
