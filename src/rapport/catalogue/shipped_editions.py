"""The first edition of each shipped service, from the files in shipped_content, in four languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rapport.catalogue.shipped import SHIPPED

FOLDER = Path(__file__).parent / "shipped_content"


def shipped_content(key: str) -> dict[str, Any] | None:
    """What came with the product for a service; none for one that an agency made itself."""
    file = FOLDER / f"{key}.json"
    if key not in SHIPPED or not file.exists():
        return None
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def lay_out(service: Any, edition: Any) -> int:
    """Give edition 1 to each shipped service that has none; the models are as a migration has them."""
    there = set(edition.objects.values_list("service_id", flat=True))
    lacking = [one for one in service.objects.filter(key__in=list(SHIPPED)) if one.pk not in there]
    made = [(one, content) for one in lacking if (content := shipped_content(one.key))]
    edition.objects.bulk_create(edition(service=one, number=1, content=content) for one, content in made)
    return len(made)
