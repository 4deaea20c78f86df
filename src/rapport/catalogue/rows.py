"""Rows of an edition's content: where one stands, whether it is still as it was seen, putting, moving, taking out.

Rows with keys are named by their key; folders, checklist lines and words have none and are named by their place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from zlib import crc32

from django.utils.text import slugify

from rapport.reckon.playbook import MOST_ROWS

Content = dict[str, Any]

MOST = MOST_ROWS

KEYED = ("questionnaire", "brief", "tasks", "documents", "accesses", "metrics")
LISTED = ("folders", "checklist", "glossary")
PARTS = ("questionnaire", "brief", "tasks", "accesses", "folders", "documents", "checklist", "metrics", "glossary")
_TITLES = {
    "questionnaire": "ask",
    "brief": "ask",
    "tasks": "title",
    "documents": "title",
    "accesses": "system",
    "metrics": "name",
    "glossary": "term",
}


class RowChanged(Exception):
    """Somebody else changed the row meanwhile; `row` is what stands there now, none when it was taken out."""

    def __init__(self, row: Any | None) -> None:
        super().__init__("the row has changed")
        self.row = row


def rows_of(content: Mapping[str, Any], part: str) -> list[Any]:
    return list(content.get(part) or ())


def mark(row: Any) -> int:
    """A number that stands for exactly this row."""
    return crc32(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())


def row_named(content: Mapping[str, Any], part: str, name: str) -> Any | None:
    """The row as it stands, none when it is not there."""
    place = _place(rows_of(content, part), part, name)
    return None if place is None else rows_of(content, part)[place]


def title_of(part: str, row: Mapping[str, Any]) -> Mapping[str, str]:
    """What a row is called: its title, question, system, name or word; a folder and a checklist line is its own."""
    field = _TITLES.get(part)
    found: Mapping[str, str] = (row.get(field) or {}) if field else row
    return found


def put(content: Content, part: str, name: str, row: Any, seen: int) -> Content:
    """With the row instead of the one that was seen under this name; raises RowChanged."""
    rows = rows_of(content, part)
    place = _seen(rows, part, name, seen)
    return {**content, part: [*rows[:place], row, *rows[place + 1 :]]}


def added(content: Content, part: str, row: Any) -> Content:
    """With the row at the end of its part."""
    return {**content, part: [*rows_of(content, part), row]}


def taken_out(content: Content, part: str, name: str, seen: int) -> Content:
    """Without the row. What was in a folder that goes lies in none; raises RowChanged."""
    rows = rows_of(content, part)
    place = _seen(rows, part, name, seen)
    without = {**content, part: [*rows[:place], *rows[place + 1 :]]}
    if part == "folders":
        return _refoldered(without, {n: None if n == place else n - (n > place) for n in range(len(rows))})
    return without


def moved(content: Content, part: str, name: str, by: int, seen: int) -> Content:
    """With the row one place up (-1) or down (1); at an end it stays. Raises RowChanged."""
    rows = rows_of(content, part)
    place = _seen(rows, part, name, seen)
    other = place + by
    if not 0 <= other < len(rows):
        return content
    rows[place], rows[other] = rows[other], rows[place]
    after = {**content, part: rows}
    if part == "folders":
        return _refoldered(after, {**{n: n for n in range(len(rows))}, place: other, other: place})
    return after


def free_key(content: Mapping[str, Any], part: str, words: str) -> str:
    """A key that no row of the part has, from English words."""
    return free(words, {str(row.get("key")) for row in rows_of(content, part)}, part.rstrip("s"))


def free(words: str, taken: set[str], otherwise: str = "row") -> str:
    """A short key that is not taken."""
    stem = slugify(words)[:40].strip("-_") or otherwise
    number = 1
    key = stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _seen(rows: list[Any], part: str, name: str, seen: int) -> int:
    """The place of the row that was seen; a list may have moved under it."""
    place = _place(rows, part, name)
    if place is not None and mark(rows[place]) == seen:
        return place
    if part in LISTED:
        same = [number for number, row in enumerate(rows) if mark(row) == seen]
        if same:
            return same[0]
    raise RowChanged(None if place is None else rows[place])


def _place(rows: list[Any], part: str, name: str) -> int | None:
    if part in LISTED:
        return int(name) if name.isascii() and name.isdecimal() and len(name) < 5 and int(name) < len(rows) else None
    return next((number for number, row in enumerate(rows) if row.get("key") == name), None)


def _refoldered(content: Content, places: Mapping[int, int | None]) -> Content:
    """With documents in the folders' new places."""
    documents = deepcopy(rows_of(content, "documents"))
    for document in documents:
        if document.get("folder") is not None:
            document["folder"] = places.get(document["folder"])
    return {**content, "documents": documents}
