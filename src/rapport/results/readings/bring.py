"""Brings a file of figures in: read under what was said of such files before, tried or kept, and remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from rapport.agency.models import Member
from rapport.catalogue.metrics import own_metrics
from rapport.intake.models import RememberedMapping
from rapport.portfolio.models import Client, Engagement
from rapport.reckon.figures.metrics import METRICS
from rapport.reckon.figures.reading import Figures, read_figures
from rapport.reckon.tables.layout import signature
from rapport.reckon.tables.opening import open_table
from rapport.results.readings.models import Arrival
from rapport.results.readings.take_in import take_in

KIND = "figures"
_SOURCE = "source"  # the names of our sources are longer than the column for those of clients


@dataclass(slots=True)
class Brought:
    """What the file says and, when nothing is asked, what became of it; `arrival` without a number was only tried."""

    figures: Figures
    arrival: Arrival | None


def bring(
    file: BinaryIO,
    name: str,
    client: Client,
    *,
    by: Member | None,
    way: str = Arrival.Way.FILE,
    source: str = "",
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    dry: bool = False,
) -> Brought:
    """Read it; keep it unless something is asked or `dry`. Raises Refused with a sentence where it cannot be taken.

    `mapping` and `answers` add to what was said of files with the same header; both are remembered once kept.
    """
    table = open_table(file, name)
    known = RememberedMapping.objects.filter(signature=_sign(table.headers), kind=KIND).first()
    told = {**(known.answers if known else {}), **(answers or {})}
    of = source or told.pop(_SOURCE, "")
    changed = {**(known.mapping if known else {}), **(mapping or {})}
    figures = read_figures(table, name, source=of, also=changed, answers=told, own=own_metrics())
    if figures.questions:
        return Brought(figures, None)
    arrival = take_in(
        figures, client, by=by, way=way, name=name, digest="" if dry else _digest(file),
        currency=currency_of(client, figures), dry=dry,
    )  # fmt: skip
    if not dry:
        _remember(table.headers, figures, changed, told, by)
    return Brought(figures, arrival)


def currency_of(client: Client, figures: Figures) -> str:
    """The currency of a file that names none: what the client pays us in, which the page says."""
    if figures.currencies or not any(METRICS[key].unit == "money" for key in figures.values if key in METRICS):
        return ""
    paid = Engagement.objects.filter(client=client).order_by("-since").values_list("currency", flat=True).first()
    return paid or "EUR"


def _sign(headers: tuple[str, ...]) -> str:
    return signature((KIND, *headers))


def _remember(
    headers: tuple[str, ...],
    figures: Figures,
    mapping: Mapping[str, str],
    answers: Mapping[str, str],
    by: Member | None,
) -> None:
    """Answers about one file alone (its period, a day that stood twice) are not for the next."""
    lasting = {key: answer for key, answer in answers.items() if key not in ("period", "twice")}
    RememberedMapping.objects.update_or_create(
        signature=_sign(headers),
        defaults={
            "source": KIND, "kind": KIND, "mapping": dict(mapping), "by": by,
            "answers": {**lasting, _SOURCE: figures.recognised.source},
        },
    )  # fmt: skip


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    told = hashlib.sha256()
    while block := file.read(1 << 20):
        told.update(block)
    return told.hexdigest()
