"""Cuts a chat into conversations: what was said with less than six hours between; each call stands by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from rapport.reckon.chats.values import Said
from rapport.reckon.folding import fold

APART = timedelta(hours=6)  # a decision of ours
EXCERPT = 600


@dataclass(frozen=True, slots=True)
class Part:
    """One conversation. `outcome` is "said" when people spoke, "missed" for a call nobody took, "system" otherwise."""

    channel: str  # chat, call
    lines: tuple[Said, ...]
    outcome: str

    @property
    def first_at(self) -> datetime:
        return self.lines[0].at

    @property
    def last_at(self) -> datetime:
        return self.lines[-1].at

    @property
    def spoken(self) -> tuple[Said, ...]:
        """Its lines without what the program wrote."""
        return tuple(one for one in self.lines if one.who)

    @property
    def seconds(self) -> int:
        return sum(one.call.seconds for one in self.lines if one.call)


def cut(lines: Sequence[Said]) -> list[Part]:
    """The conversations of a chat, in time. `lines` stand in the order they were said.

    >>> from datetime import UTC
    >>> def line(hour, who="Ana"): return Said(datetime(2026, 4, 3, hour, tzinfo=UTC), who, "Hi")
    >>> [len(part.lines) for part in cut([line(8), line(13), line(19), line(20)])]
    [2, 2]
    """
    words = sorted((one for one in lines if not one.call), key=lambda line: line.at)
    starts = [n for n, one in enumerate(words) if n == 0 or one.at - words[n - 1].at >= APART]
    parts = [_part(words[start:end]) for start, end in zip(starts, [*starts[1:], len(words)], strict=False)]
    parts += [Part("call", (one,), "said" if one.call.answered else "missed") for one in lines if one.call]
    return sorted(parts, key=lambda part: part.first_at)


def began_by_us(part: Part, ours: Collection[str]) -> bool:
    """Whether the first who spoke is one of ours."""
    return part.spoken[0].who in ours


def direction(part: Part, ours: Collection[str]) -> str:
    """out, in, both: who spoke. In a call both do."""
    sides = {one.who in ours for one in part.spoken}
    if part.channel == "call" or len(sides) > 1:
        return "both"
    return "out" if True in sides else "in"


def key_of(kind: str, client: int, first: Said) -> str:
    """What makes a conversation the same one in whichever export: with whom, in which minute, which first words."""
    minute = int(first.at.timestamp()) // 60
    said = fold(first.text)[:200] if not first.call else f"call {first.who}"
    return sha256(f"{kind}\n{client}\n{minute}\n{said}\n{' '.join(first.attached)}".encode()).hexdigest()


def _part(lines: Sequence[Said]) -> Part:
    return Part("chat", tuple(lines), "said" if any(one.who for one in lines) else "system")
