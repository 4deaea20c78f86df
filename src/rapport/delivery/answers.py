"""Whether a client was asked about a milestone, a plan or a brief, and whether they said yes."""

from __future__ import annotations

from typing import Literal

from rapport.approvals.facts import Standing

Yes = Literal["none", "asked", "yes", "no"]


def yes_of(asked: Standing | None) -> Yes:
    """A question that was taken back counts as none."""
    if asked is None or asked.state in ("withdrawn", "replaced"):
        return "none"
    if asked.waits:
        return "asked"
    return "yes" if asked.yes else "no"
