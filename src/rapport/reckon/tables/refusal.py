"""When a file as a whole cannot be taken, and why, in a sentence for the person who dropped it."""

from __future__ import annotations

from rapport.reckon.verdict import Reason

BYTES_AT_MOST = 300_000_000
COLUMNS_AT_MOST = 1_000
CELL_AT_MOST = 100_000
UNPACKED_AT_MOST = 600_000_000
CELLS_AT_MOST = 12_000_000


class Refused(Exception):
    """The file is not taken; `looks_like` names what it seems to be, when that is known."""

    def __init__(self, reason: Reason, looks_like: str = "") -> None:
        super().__init__(reason.plain())
        self.reason = reason
        self.looks_like = looks_like
