"""The figures Rapport knows by itself: what each is counted in, how it adds up, and from which parts a ratio comes.

For whoever reads a file, adds readings up or lays the shipped metrics out. A ratio is never stored: its parts are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "money", "share", "seconds", "position", "times"]
Adds = Literal["sum", "ratio", "level", "unique"]
Better = Literal["up", "down", "neither"]


@dataclass(frozen=True, slots=True)
class Metric:
    """`adds`: "sum" over days and channels; "ratio" from its parts, `factor` times numerator over denominator;
    "level" is a state of its day (the last one stands); "unique" counts people and does not add up at all.

    `whole` can hold no fraction, so a mark inside groups thousands. `one_world`: every source measures the same
    visitors, so two sources are never added.
    """

    key: str
    unit: Unit
    adds: Adds = "sum"
    better: Better = "up"
    numerator: str = ""
    denominator: str = ""
    factor: float = 1.0
    whole: bool = False
    one_world: bool = False


_ALL = (
    Metric("spend", "money", better="neither"),
    Metric("impressions", "count", whole=True),
    Metric("clicks", "count", whole=True),
    Metric("reach", "count", "unique", whole=True),
    Metric("leads", "count"),
    Metric("orders", "count"),
    Metric("revenue", "money"),
    Metric("calls", "count", whole=True),
    Metric("answered_calls", "count", whole=True),
    Metric("call_time", "seconds"),
    Metric("visits", "count", whole=True, one_world=True),
    Metric("users", "count", "unique", whole=True, one_world=True),
    Metric("new_users", "count", "unique", whole=True, one_world=True),
    Metric("views", "count", whole=True, one_world=True),
    Metric("bounces", "count", better="down", one_world=True),
    Metric("site_time", "seconds", one_world=True),
    Metric("goals", "count", one_world=True),
    Metric("search_clicks", "count", whole=True, one_world=True),
    Metric("search_impressions", "count", whole=True, one_world=True),
    Metric("position_sum", "count", better="neither", one_world=True),
    Metric("visibility", "share", "level", one_world=True),
    Metric("impression_share", "share", "level"),
    Metric("cpc", "money", "ratio", "down", "spend", "clicks"),
    Metric("cpm", "money", "ratio", "down", "spend", "impressions", 1000.0),
    Metric("ctr", "share", "ratio", "up", "clicks", "impressions"),
    Metric("cpl", "money", "ratio", "down", "spend", "leads"),
    Metric("cpo", "money", "ratio", "down", "spend", "orders"),
    Metric("roas", "times", "ratio", "up", "revenue", "spend"),
    Metric("conversion", "share", "ratio", "up", "leads", "clicks"),
    Metric("site_conversion", "share", "ratio", "up", "goals", "visits", one_world=True),
    Metric("order_value", "money", "ratio", "up", "revenue", "orders"),
    Metric("answered", "share", "ratio", "up", "answered_calls", "calls"),
    Metric("bounce", "share", "ratio", "down", "bounces", "visits", one_world=True),
    Metric("time_on_site", "seconds", "ratio", "up", "site_time", "visits", one_world=True),
    Metric("depth", "times", "ratio", "up", "views", "visits", one_world=True),
    Metric("search_ctr", "share", "ratio", "up", "search_clicks", "search_impressions", one_world=True),
    Metric("position", "position", "ratio", "down", "position_sum", "search_impressions", one_world=True),
)
METRICS: dict[str, Metric] = {metric.key: metric for metric in _ALL}
# Figures that are only read to make ratios of them; a page shows the ratio.
PARTS_ONLY = frozenset({"bounces", "site_time", "position_sum", "call_time"})
