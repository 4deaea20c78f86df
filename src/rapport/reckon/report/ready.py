"""What is missing before a report is signed off, part by part, with reasons: for whoever signs it.

>>> from datetime import UTC
>>> summary = Judged(1, "In short", text="A good month.", needs_text=True)
>>> ads = Judged(2, "Figures: Search ads", writer="Tin Babić", due=datetime(2026, 11, 3, 16, tzinfo=UTC))
>>> for lack in lacks([summary, ads], recipients=1): print(lack.kind, lack.must, lack.reason.plain())
awaited True Tin Babić has not written “Figures: Search ads” yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rapport.reckon.verdict import Reason, because, counted

SHOWN = 3
What = Literal["nothing", "empty", "awaited", "unreasoned", "stale", "misspelt", "nobody"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One part. `shows`: it has figures, goals or rows of its own; `needs_text`: it is words or nothing; `bad`: it
    tells of something gone wrong; `stale`: its figures have changed since its words were written. `due` is the
    writer's, `until` the day on which its figures end too early."""

    key: int
    name: str
    text: str = ""
    shows: bool = False
    needs_text: bool = False
    writer: str = ""
    written: bool = False
    due: datetime | None = None
    left_out: bool = False
    why: str = ""
    bad: bool = False
    stale: bool = False
    until: date | None = None
    misspelt: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        return not self.left_out and (self.shows or bool(self.text.strip()))


@dataclass(frozen=True, slots=True)
class Lack:
    """`must`: it is not signed off before; the others are for the eye of whoever signs. `part` is a key, None: all."""

    kind: What
    reason: Reason
    part: int | None = None
    must: bool = False


def lacks(parts: Sequence[Judged], *, recipients: int) -> tuple[Lack, ...]:
    """What must be mended first, then what should be looked at; each in the order of the parts."""
    found = [lack for part in parts for lack in _of(part)]
    if not any(part.says_something for part in parts):
        found.append(Lack("nothing", because("Nothing is in it yet."), must=True))
    if not recipients:
        found.append(Lack("nobody", because("Nobody is chosen to receive it.")))
    return tuple(sorted(found, key=lambda lack: not lack.must))


def _of(part: Judged) -> Iterator[Lack]:
    named = {"part": part.name}
    if part.left_out:
        if part.bad and not part.why.strip():
            reason = because("“{part}” tells of something that went badly, and is left out without a reason.", **named)
            yield Lack("unreasoned", reason, part.key, must=True)
        return
    if part.writer and not part.written:
        reason = because("{name} has not written “{part}” yet.", name=part.writer, **named)
        yield Lack("awaited", reason, part.key, must=True)
    elif part.needs_text and not part.text.strip():
        yield Lack("empty", because("“{part}” has no words yet.", **named), part.key, must=True)
    elif not part.says_something:
        reason = because("“{part}” is empty for this period, so it does not go along.", **named)
        yield Lack("empty", reason, part.key)
    if part.stale:
        yield Lack("stale", because("Figures have changed since “{part}” was written.", **named), part.key)
    if part.until is not None:
        reason = because("The figures of “{part}” reach only to {day}.", day=part.until, **named)
        yield Lack("stale", reason, part.key)
    if part.misspelt:
        number = counted("{n} word", "{n} words", len(part.misspelt))
        words = ", ".join(part.misspelt[:SHOWN])
        reason = because("{number} in “{part}” may be misspelt: {words}.", number=number, words=words, **named)
        yield Lack("misspelt", reason, part.key)
