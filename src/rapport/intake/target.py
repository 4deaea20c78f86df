"""What intake asks of whoever stores rows: a target judges a batch without writing, stores it, and takes it back.

Intake knows no client; the setting INTAKE_TARGETS names a target for each kind of row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from rapport.intake.models import Import, Row, SourceId
from rapport.reckon.tables.columns import Question
from rapport.reckon.verdict import Reason

NAMED_AT_MOST = 500


@dataclass(slots=True, eq=False)
class Candidate:
    """One thing of one row on its way in. Intake fills the upper half, the target the lower one."""

    line: int
    kind: str
    key: str
    fields: dict[str, Any]
    aside: dict[str, str]
    cells: list[str]
    digest: str = ""
    known: SourceId | None = None  # what this source id became earlier
    unchanged: bool = False  # the row is word for word what was last taken in
    host: Candidate | None = None  # the client of the same row

    outcome: str = ""
    reason: Reason | None = None
    column: str = ""
    value: str = ""
    target_id: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    plan: Any = None  # what the target has found out and will need when it stores

    @property
    def is_twin(self) -> bool:
        """It stands further up in the same file, word for word."""
        return isinstance(self.plan, tuple)

    def reject(self, reason: Reason, column: str = "", value: str = "") -> None:
        self.outcome, self.reason, self.column, self.value = Row.Outcome.REJECTED, reason, column, value


@dataclass(slots=True)
class Run:
    """One walk over one file: who walks, whether anything is written, and what is to be told at the end."""

    of: Import
    by: models.Model | None
    space: str
    dry: bool
    collisions: list[dict[str, Any]] = field(default_factory=list)
    odd: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    duplicates: list[list[str]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    told: Mapping[tuple[str, ...], Mapping[tuple[str, ...], int]] = field(default_factory=dict)  # of reckon's survey

    def name_one(self, where: str, entry: dict[str, Any]) -> None:
        """Keep the first few hundred of a kind of remark and count the others."""
        self.numbers[where] = self.numbers.get(where, 0) + 1
        kept: list[dict[str, Any]] = getattr(self, where)
        if len(kept) < NAMED_AT_MOST:
            kept.append(entry)

    def note(self, key: str, reason: dict[str, Any]) -> None:
        """A remark on the whole file, once for each key; `times` counts the rows it concerns."""
        if key in self.notes:
            self.notes[key]["times"] += 1
        elif len(self.notes) < NAMED_AT_MOST:
            self.notes[key] = {"reason": reason, "times": 1}


class Target(Protocol):
    """Stores one kind of thing. One is made for each run; `judge` and `store` see the batches in the file's order."""

    def __init__(self, run: Run) -> None: ...

    def questions(self) -> list[Question]:
        """What only a person can say before this kind can be stored well."""

    def judge(self, batch: Sequence[Candidate]) -> None:
        """Set the outcome of each that has none. Reads only."""

    def store(self, batch: Sequence[Candidate]) -> None:
        """Write what was judged new or changed; set target, before and after. Inside the chunk's transaction."""

    def touched(self) -> Sequence[int]:
        """Ids of the clients whose rows changed since it was asked last; asking empties it."""

    def finish(self) -> Iterator[None]:
        """Do what needs the whole file, once all of it was judged or stored: in short steps, safe to do again."""

    def undo(self, rows: Sequence[Row]) -> list[tuple[Row, Reason | None]]:
        """Take back what these rows wrote; a reason says what was left as it is and why."""


def target_of(kind: str, run: Run) -> Target:
    maker: type[Target] = import_string(settings.INTAKE_TARGETS[kind])
    return maker(run)


def stored_kinds() -> frozenset[str]:
    return frozenset(settings.INTAKE_TARGETS)
