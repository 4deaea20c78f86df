"""An import as plain data, for --json and for the screens: the shape is promised in docs/api/import.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapport.intake.models import Import
from rapport.intake.rejects import rejects
from rapport.reckon.verdict import Reason, from_data

REJECTS_AT_MOST = 1_000


def as_json(of: Import) -> dict[str, Any]:
    """Reasons are English sentences with plain values; lists are cut, `numbers` holds their true lengths."""
    report = of.report
    return {
        "id": of.pk,
        "file": of.name,
        "state": of.state,
        "source": of.source,
        "kind": of.kind,
        "refused": of.reason.plain() if of.reason else None,
        "looks_like": of.looks_like or None,
        "counts": {name: of.counts.get(name, 0) for name in ("read", "new", "changed", "same", "rejected", "raw")},
        "mapping": {header: of.mapping[header] for header in of.headers if of.mapping.get(header)},
        "unknown": [header for header in of.headers if not of.mapping.get(header)],
        "facts": {
            **{
                name: of.facts.get(name)
                for name in ("format", "encoding", "separator", "header_line", "preamble", "sheet")
            },
            "totals": of.facts.get("totals", []),
            "settled": of.facts.get("settled", {}),
        },
        "warnings": [
            *(plain(warning) for warning in of.facts.get("warnings", [])),
            *(plain(note["reason"]) for note in report.get("notes", [])),
        ],
        "questions": [
            {
                "key": question["key"],
                "column": question["header"],
                "question": plain(question["reason"]),
                "among": question.get("among", ""),
                "options": {answer: plain(words) for answer, words in question["options"]},
            }
            for question in of.open_questions
        ],
        "rejects": [
            {**{name: reject[name] for name in ("line", "column", "value")}, "reason": _plain(reject["reason"])}
            for reject in _first(rejects(of), REJECTS_AT_MOST)
        ],
        "collisions": [_told(entry) for entry in report.get("collisions", [])],
        "possible_duplicates": report.get("possible_duplicates", []),
        "links": report.get("links", {}),
        "skipped": [_told(entry) for entry in report.get("skipped", [])],
        "remarks": [_told(entry) for entry in report.get("odd", [])],
        "changes": report.get("changes", []),
        "first_rows": report.get("first_rows", []),
        "left": [_told(entry) for entry in report.get("left", [])],
        "undone": report.get("undone", 0),
        "numbers": report.get("numbers", {}),
    }


def plain(stored: dict[str, Any]) -> str:
    return _plain(from_data(stored))


def _plain(reason: Reason | None) -> str:
    return reason.plain() if reason else ""


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "reason": plain(entry["reason"])}


def _first(things: Iterable[Any], many: int) -> list[Any]:
    return [thing for thing, _ in zip(things, range(many), strict=False)]
