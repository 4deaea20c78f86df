"""How a known system's export is told: the header words it must have, and what each of its columns means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapport.reckon.folding import fold


@dataclass(frozen=True)
class SourceLayout:
    """`needs`: of each group at least one spelling must be a header. `fields`: field -> its spellings, best first."""

    source: str
    kind: str
    needs: tuple[tuple[str, ...], ...]
    fields: Mapping[str, tuple[str, ...]]
    never: tuple[str, ...] = field(default=())

    @cached_property
    def by_header(self) -> dict[str, str]:
        return {fold(spelling): key for key, spellings in self.fields.items() for spelling in spellings}

    def fits(self, folded: frozenset[str]) -> bool:
        return not any(fold(n) in folded for n in self.never) and all(
            any(fold(spelling) in folded for spelling in group) for group in self.needs
        )

    def mapping(self, headers: Sequence[str]) -> dict[str, str]:
        """Header -> field, each field once unless it reads many (mails, phones, ids)."""
        found: dict[str, str] = {}
        best: dict[str, int] = {}
        for header in headers:
            key = self.by_header.get(fold(header))
            if key is None:
                continue
            rank = next(n for n, spelling in enumerate(self.fields[key]) if fold(spelling) == fold(header))
            if key in best and not key.endswith((".mail", ".phone", "_ids", "_names", ".tags")):
                if rank >= best[key]:
                    continue
                found = {h: k for h, k in found.items() if k != key}
            best[key] = rank
            found[header] = key
        return found
