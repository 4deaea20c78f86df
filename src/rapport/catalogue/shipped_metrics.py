"""The figures an agency begins with, named in four languages; how each adds up stands in reckon/figures/metrics.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rapport.reckon.figures.metrics import METRICS

FILE = Path(__file__).parent / "shipped_metrics.json"


def shipped_metrics() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def lay_out(metric: Any, service: Any) -> int:
    """Make what is not there by its key; what an agency changed stays so. The models are those a migration has."""
    there = set(metric.objects.values_list("key", flat=True))
    services = dict(service.objects.values_list("key", "pk"))
    lacking = [(position, row) for position, row in enumerate(shipped_metrics(), start=1) if row["key"] not in there]
    metric.objects.bulk_create(
        metric(
            key=row["key"],
            names=row["names"],
            service_id=services.get(row["service"]),
            for_client=row["for_client"],
            position=position,
            shipped=True,
            **_counted(row["key"]),
        )
        for position, row in lacking
    )
    return len(lacking)


def _counted(key: str) -> dict[str, Any]:
    known = METRICS[key]
    return {
        "unit": known.unit,
        "better": known.better,
        "adds": known.adds,
        "numerator": known.numerator,
        "denominator": known.denominator,
        "factor": known.factor,
        "one_world": known.one_world,
    }
