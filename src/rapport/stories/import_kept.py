"""Rows that an import could not keep wait for whoever brought the file."""

from __future__ import annotations

from rapport.attention.ask import ask_once, settle
from rapport.journal.models import Entry
from rapport.reckon.verdict import because, counted


def rejects(entry: Entry) -> None:
    """Ask whoever imported to look at the rejected rows, once."""
    number = (entry.data.get("counts") or {}).get("rejected", 0)
    if entry.by_id and number:
        ask_once(
            "rejects",
            cause=f"rejects:{entry.about_id}",
            member=entry.by_id,
            reason=because(
                "{rows} of {file} were rejected and can be mended.",
                rows=counted("{n} row", "{n} rows", number), file=entry.data.get("name", ""),
            ),
            **{"import": entry.about_id},
        )  # fmt: skip


def taken_back(entry: Entry) -> None:
    """The import was taken back: nothing is left to mend."""
    settle(cause=f"rejects:{entry.about_id}")
