"""Whose report of figures a table is and what each of its columns means.

>>> recognise(["Date", "Clicks", "Impressions", "CTR", "Position"]).source
'search_console'
>>> recognise(["Datum", "Trošak (EUR)", "Klikovi", "Bilješka"]).mapping
{'Datum': 'day', 'Trošak (EUR)': 'spend', 'Klikovi': 'clicks'}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.reckon.figures.metrics import METRICS
from rapport.reckon.tables.sources import (
    call_tracking,
    google_ads,
    google_analytics,
    meta_ads,
    plain_figures,
    search_console,
    yandex_direct,
    yandex_metrica,
)
from rapport.reckon.tables.sources.figures import ROLES, FigureLayout, header_of

LAYOUTS: dict[str, FigureLayout] = {
    module.LAYOUT.source: module.LAYOUT
    for module in (
        google_ads,
        meta_ads,
        yandex_direct,
        yandex_metrica,
        google_analytics,
        search_console,
        call_tracking,
        plain_figures,
    )
}
SOURCES: dict[str, str] = {
    "google_ads": "Google Ads",
    "meta_ads": "Meta Ads",
    "yandex_direct": "Yandex Direct",
    "yandex_metrica": "Yandex Metrica",
    "google_analytics": "Google Analytics",
    "search_console": "Search Console",
    "call_tracking": "Call tracking",
    "plain": "CSV or XLSX",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """`mapping` is header -> metric or role; `unknown` headers mean nothing to us and are left aside."""

    source: str
    mapping: Mapping[str, str]
    unknown: tuple[str, ...]


def recognise(headers: Sequence[str], preamble: Sequence[str] = (), source: str = "") -> Recognised:
    """A `source` that is told is believed; else the layout that fits and knows most columns."""
    names = frozenset(header_of(header).name for header in headers)
    if source in LAYOUTS:
        return _told(LAYOUTS[source], headers)
    fitting = [
        (len(layout.mapping(headers)), -place, layout)
        for place, layout in enumerate(LAYOUTS.values())
        if layout.source != "plain" and layout.fits(names, preamble)
    ]
    return _told(max(fitting)[2] if fitting else LAYOUTS["plain"], headers)


def with_mapping(
    headers: Sequence[str], source: str, mapping: Mapping[str, str], own: Sequence[str] = ()
) -> Recognised:
    """What a person chose; meanings that do not exist are left out. `own` are the agency's own metrics."""
    known = {h: key for h, key in mapping.items() if h in headers and (key in METRICS or key in ROLES or key in own)}
    return Recognised(source, known, tuple(h for h in headers if h not in known))


def _told(layout: FigureLayout, headers: Sequence[str]) -> Recognised:
    mapping = layout.mapping(headers)
    more = LAYOUTS["plain"].mapping([header for header in headers if header not in mapping])
    taken = set(mapping.values())
    mapping |= {header: key for header, key in more.items() if key not in taken and not layout.events}
    return Recognised(layout.source, mapping, tuple(h for h in headers if h not in mapping))
