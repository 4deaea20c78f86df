"""Turns a report's content into plain JSON values that reckon.report.from_data reads again, and into its digest."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rapport.reckon.report.content import Report
from rapport.reckon.report.from_data import BLOCKS, report_from

_NAMES = {kind: name for name, kind in BLOCKS.items()}


def frozen(report: Report) -> dict[str, Any]:
    data = _plain(report)
    assert isinstance(data, dict)
    return data


def thawed(data: Mapping[str, Any]) -> Report:
    return report_from(dict(data))


def digest_of(data: Mapping[str, Any]) -> str:
    """64 hexadecimal signs over the content, written in one way only, so that equal means equal."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case Decimal():  # a number, since a cell's words are told from its figures by their kind
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case tuple():
            return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) is not None or one.name in ("value",)
        }
        return {"block": _NAMES[type(value)], **found} if type(value) in _NAMES else found
    return value
