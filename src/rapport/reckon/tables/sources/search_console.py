"""Google Search Console: clicks, impressions, CTR and position by day, page or query; a day may be missing."""

from __future__ import annotations

from rapport.reckon.tables.sources import figure_words as words
from rapport.reckon.tables.sources.figures import FigureLayout

_POSITION = ("Position", "Average position", "Posición", "Pozicija", "Pozícia", "Pozice", "Позиция", "Средняя позиция")

LAYOUT = FigureLayout(
    "search_console",
    needs=(words.CLICKS, words.IMPRESSIONS, _POSITION),
    never=("Cost", "Kosten", "Расход", "Campaign", "Campaign name"),
    channel="organic",
    fields={
        "day": words.DAY,
        "segment": words.SEGMENTS,
        "search_clicks": words.CLICKS,
        "search_impressions": words.IMPRESSIONS,
        "search_ctr": ("CTR",),
        "position": _POSITION,
    },
)
