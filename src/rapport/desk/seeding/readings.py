"""Very many figures to measure with: campaigns of the past years for many clients, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.figures.strips import pack

METRICS = ("spend", "impressions", "clicks", "leads", "orders", "revenue", "calls", "visits", "goals", "bounces")
LOADED = ("spend", "impressions", "clicks", "leads", "revenue", "cpc", "ctr", "cpl", "roas", "conversion")
_MEAN = {"spend": 120.0, "impressions": 9_000.0, "clicks": 240.0, "revenue": 700.0, "visits": 500.0}


def strips(clients: int, many: int, years: int) -> Iterator[dict[str, Any]]:
    """So many strips for each client and year: ten metrics of as many campaigns as that makes."""
    rng = np.random.default_rng(5)
    today = clock.today()
    this_year, day_of_year = today.year, today.timetuple().tm_yday
    week = 1 + 0.2 * np.sin(np.arange(366) * 2 * np.pi / 7)
    for client in Client.objects.order_by("pk").values_list("pk", flat=True)[:clients]:
        for year in range(this_year - years + 1, this_year + 1):
            known = day_of_year - 1 if year == this_year else 366 if year % 4 == 0 else 365
            noise = rng.gamma(8.0, 0.125, (many, 366)) * week
            noise[:, known:] = np.nan
            for number in range(many):
                metric = METRICS[number % len(METRICS)]
                yield {
                    "client_id": client, "metric": metric, "source": "google_ads", "channel": "google_ads",
                    "campaign": f"Campaign {number // len(METRICS) + 1}", "grain": "day", "year": year,
                    "currency": "EUR" if metric in ("spend", "revenue") else "",
                    "values": pack(np.round(noise[number] * _MEAN.get(metric, 8.0), 2)),
                }  # fmt: skip


def feeds(clients: int) -> Iterator[dict[str, Any]]:
    """Where these figures come from: yesterday's are there."""
    yesterday = clock.today() - timedelta(days=1)
    for client in Client.objects.order_by("pk").values_list("pk", flat=True)[:clients]:
        yield {"client_id": client, "source": "google_ads", "every": 1, "last_day": yesterday, "came_at": clock.now()}
