"""Says whose export a table is and what each of its columns means.

>>> recognise(["Record ID", "Company name", "City", "Shoe size"]).mapping["City"]
'client.city'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.reckon.folding import fold
from rapport.reckon.tables.fields import FIELDS
from rapport.reckon.tables.lookalikes import looks_like, refuse_lookalike
from rapport.reckon.tables.sources import bitrix24, clickup, dynamics, hubspot, pipedrive, plain, salesforce
from rapport.reckon.tables.sources.layout import SourceLayout

SOURCES: dict[str, str] = {
    "hubspot": "HubSpot",
    "pipedrive": "Pipedrive",
    "bitrix24": "Bitrix24",
    "clickup": "ClickUp",
    "salesforce": "Salesforce",
    "dynamics": "Microsoft Dynamics",
    "plain": "CSV or XLSX",
}
_LAYOUTS: tuple[SourceLayout, ...] = (
    *dynamics.LAYOUTS,
    *clickup.LAYOUTS,
    *hubspot.LAYOUTS,
    *salesforce.LAYOUTS,
    *bitrix24.LAYOUTS,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """`kind` leads the row; `mapping` is header -> field; `unknown` headers are kept aside with their cells."""

    source: str
    kind: str
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]


def recognise(headers: Sequence[str], preamble: Sequence[str] = (), source: str = "") -> Recognised:
    """A `source` that is told narrows the choice. Refuses a table that looks like something else than clients."""
    if not source or source == "pipedrive":
        found = pipedrive.recognise(headers)
        if found is not None:
            kind, mapping = found
            return _recognised("pipedrive", kind, mapping, headers)
    folded = frozenset(fold(header) for header in headers)
    if source != "plain":
        best = _best_layout(headers, folded, source)
        if best is not None:
            layout, mapping = best
            return _recognised(layout.source, layout.kind, mapping, headers)
    refuse_lookalike(looks_like(headers, preamble))
    mapping = plain.guess(headers)
    kinds = {FIELDS[key].kind for key in mapping.values()}
    kind = "contact" if "contact" in kinds and "client.name" not in mapping.values() else "client"
    return _recognised(source or "plain", kind, mapping, headers)


def with_mapping(headers: Sequence[str], source: str, kind: str, mapping: Mapping[str, str]) -> Recognised:
    """What a person chose on the mapping screen; fields that do not exist are left out."""
    return _recognised(source, kind, {h: key for h, key in mapping.items() if h in headers and key in FIELDS}, headers)


def _best_layout(
    headers: Sequence[str], folded: frozenset[str], source: str
) -> tuple[SourceLayout, dict[str, str]] | None:
    fitting = [
        (layout, layout.mapping(headers))
        for layout in _LAYOUTS
        if (not source or layout.source == source) and (layout.fits(folded) or (source and _names(layout, folded)))
    ]
    return max(fitting, key=lambda pair: len(pair[1]), default=None)


def _names(layout: SourceLayout, folded: frozenset[str]) -> bool:
    """When a person told the source, a layout fits as soon as it knows the name or title column."""
    wanted = (f"{layout.kind}.name", f"{layout.kind}.title", f"{layout.kind}.last_name")
    return any(layout.by_header.get(header) in wanted for header in folded) and any(
        fold(spelling) in folded for spelling in layout.needs[0]
    )


def _recognised(source: str, kind: str, mapping: Mapping[str, str], headers: Sequence[str]) -> Recognised:
    return Recognised(source, kind, dict(mapping), tuple(h for h in headers if h not in mapping))
