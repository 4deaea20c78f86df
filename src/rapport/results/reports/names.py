"""What the parts of a report are called on our own screens, in the reader's language."""

from __future__ import annotations

from rapport.results.reports.models import Kind, Part


def name_of(part: Part) -> str:
    if part.title and part.kind != Kind.SUMMARY:
        return part.title
    label = str(Kind(part.kind).label)
    return f"{label}: {part.service.name}" if part.service else label
