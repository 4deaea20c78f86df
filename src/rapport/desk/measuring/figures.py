"""How quick figures are: a report of a million rows taken in, and a client's year of ten metrics loaded."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from django.db import connection

from rapport.agency.models import Agency, Member, Role
from rapport.desk.seeding.readings import LOADED
from rapport.journal import clock
from rapport.portfolio.models import Client, Keeper
from rapport.reckon.figures.strips import unpack
from rapport.results.readings.bring import bring
from rapport.results.readings.load import load
from rapport.results.readings.models import Strip

ROWS, DAYS, TIMES = 1_000_000, 730, 40


def measure(rows: int = ROWS) -> dict[str, Any]:
    """Take in so many rows of daily campaigns in an empty house: seconds, the memory of the process at its most."""
    Agency.ours()
    member = Member.objects.create_user("bench@house.example", "measured", name="Bench Marker", roles=[Role.MANAGER])
    client = Client.objects.create(name="Measured", folded="measured", since=clock.today())
    Keeper.objects.create(client=client, member=member, since=clock.today())
    client = Client.objects.fetch(member, client.pk)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "campaigns.csv"
        _write(path, rows)
        megabytes = round(path.stat().st_size / 1e6, 1)
        spent, memory = [], []
        for _twice in range(2):
            began = time.perf_counter()
            with path.open("rb") as file:
                brought = bring(file, path.name, client, by=member)
            spent.append(round(time.perf_counter() - began, 1))
            counts = brought.arrival.counts if brought.arrival else {}
            del brought
            memory.append(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000))
    return {
        "rows": rows, "megabytes": megabytes,
        "seconds": spent[0], "again_seconds": spent[1], "counts": counts,
        "strips": Strip.objects.count(),
        "memory_mb": memory[0], "again_memory_mb": memory[1],
    }  # fmt: skip


def measure_loading() -> dict[str, Any]:
    """A year of ten metrics, ratios among them, of clients one after the other in a house that was seeded large."""
    ids = list(Client.objects.order_by("pk").values_list("pk", flat=True))
    ids = random.Random(3).sample(ids, min(TIMES, len(ids)))
    last = Strip.objects.order_by("-year").values_list("year", flat=True).first() or clock.today().year
    first, until = date(last - 1, 7, 1), date(last, 6, 30)
    spent = []
    for client in ids:
        began = time.perf_counter()
        loaded = load(client, LOADED, first, until)
        spent.append((time.perf_counter() - began) * 1000)
        assert len(loaded.values) >= len(LOADED)
    return {
        "readings": _readings(), "strips": Strip.objects.count(), "metrics": len(LOADED), "clients": len(ids),
        "p50_ms": round(median(spent), 1), "p95_ms": round(sorted(spent)[int(len(spent) * 0.95)], 1),
        "first_ms": round(spent[0], 1), "database": connection.vendor,
    }  # fmt: skip


def _readings() -> int:
    """How many days are known: what is seeded is laid out alike, so some strips say it of all."""
    held = Strip.objects.order_by("pk").values_list("values", flat=True)[:1000]
    known = [int((~np.isnan(unpack(values))).sum()) for values in held]
    return round(sum(known) / len(known) * Strip.objects.count()) if known else 0


def _write(path: Path, rows: int) -> None:
    rng = random.Random(1)
    days = [(date(2024, 11, 1) + timedelta(days=n)).isoformat() for n in range(DAYS)]
    with path.open("w", encoding="utf-8") as out:
        out.write("Day,Campaign,Currency code,Cost,Impr.,Clicks,Conversions\n")
        for n in range(rows):
            out.write(
                f"{days[n % DAYS]},Campaign {n // DAYS},EUR,{rng.random() * 300:.2f},{rng.randrange(50_000)},"
                f"{rng.randrange(900)},{rng.random() * 20:.2f}\n"
            )
