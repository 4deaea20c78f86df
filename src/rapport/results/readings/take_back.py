"""Takes an arrival of figures back: what it brought goes, what it corrected becomes what it was, later figures stay."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.figures.strips import first_of, pack, unpack
from rapport.results.readings.models import Arrival, Correction, Feed, Strip

_AT_ONCE = 200


def take_back(arrival: Arrival, *, by: Member) -> Arrival:
    """What later arrivals have changed since stays as they said it. Taken back twice is taken back once."""
    require(by, "figures.keep", arrival.client.standing)
    with transaction.atomic():
        standing = Arrival.objects.select_for_update().get(pk=arrival.pk)
        if standing.undone_at:
            return arrival
        ids = list(standing.corrections.order_by("pk").values_list("pk", flat=True))
        left = 0
        for start in range(0, len(ids), _AT_ONCE):
            left += _take_back(ids[start : start + _AT_ONCE])
        standing.undone_at, standing.undone_by = clock.now(), by
        standing.counts = {**standing.counts, "left": left}
        standing.save(update_fields=["undone_at", "undone_by", "counts"])
        feed = Feed.objects.select_for_update().filter(client=standing.client_id, source=standing.source).first()
        if feed is not None:
            feed.last_day = _reaches(standing)
            feed.save(update_fields=["last_day"])
        record(
            "figures.taken_back", by=by, about=standing, client=standing.client_id, in_story=False,
            source=standing.source, left=left,
        )  # fmt: skip
    arrival.undone_at, arrival.undone_by, arrival.counts = standing.undone_at, standing.undone_by, standing.counts
    return arrival


def _take_back(ids: list[int]) -> int:
    """What was changed since stays; the next one to be taken back will then find what stood before this one."""
    notes = list(Correction.objects.filter(pk__in=ids).select_related("strip"))
    newest = {note.strip_id: note.pk for note in notes}
    later: dict[int, list[Correction]] = defaultdict(list)
    for since in Correction.objects.filter(strip__in=newest, arrival__undone_at=None, whole=False).order_by("pk"):
        if since.pk > newest[since.strip_id]:
            later[since.strip_id].append(since)
    changed: list[Strip] = []
    gone: list[int] = []
    left = 0
    for note in notes:
        values = unpack(note.strip.values).copy()
        mine = np.flatnonzero(~np.isnan(values)) if note.whole else note.where
        before = np.full(len(mine), np.nan) if note.whole else note.was
        free = np.ones(len(mine), bool)
        for since in later[note.strip_id]:
            both = np.isin(mine, since.where) & free
            if both.any():
                was = since.was.copy()
                was[np.searchsorted(since.where, mine[both])] = before[both]
                since.before = pack(was)
                free &= ~both
        left += int((~free).sum())
        values[mine[free]] = before[free]
        if np.isnan(values).all() and not later[note.strip_id]:
            gone.append(note.strip_id)
            continue
        note.strip.values = pack(values)
        changed.append(note.strip)
    Strip.objects.bulk_update(changed, ["values"], batch_size=50)
    Strip.objects.filter(pk__in=gone).delete()
    Correction.objects.bulk_update(
        [one for all_of_it in later.values() for one in all_of_it], ["before"], batch_size=50
    )
    return left


def _reaches(arrival: Arrival) -> date | None:
    """The last day the source still knows."""
    rows = Strip.objects.filter(client=arrival.client_id, source=arrival.source).order_by("-year")
    best: date | None = None
    for grain, year, values in rows.values_list("grain", "year", "values").iterator():
        if best is not None and year < best.year:
            break
        known = np.flatnonzero(~np.isnan(unpack(values)))
        if len(known) and (day := first_of(grain, year, int(known[-1]))) and (best is None or day > best):
            best = day
    return best
