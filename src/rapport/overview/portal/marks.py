"""What is marked for a client's eyes, and what could be: for the keeper's page, and for the presses on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from rapport.delivery.briefs.models import Brief
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Plan
from rapport.documents.models import Paper
from rapport.portfolio.models import Shown
from rapport.results.reports.models import Report

# kind → what it is, and what of a client may be marked: nothing that is still being drawn up, or gone
KINDS: Mapping[str, tuple[type[models.Model], dict[str, Any]]] = {
    "plan": (Plan, {"state__in": (Plan.State.GOING, Plan.State.DONE), "settled_at__isnull": False}),
    "goal": (Goal, {"state__in": (Goal.State.OPEN, Goal.State.REACHED, Goal.State.MISSED)}),
    "brief": (Brief, {"state": Brief.State.READY}),
    "paper": (Paper, {"deleted_at": None}),
    "report": (Report, {"sent_at__isnull": False}),
}
MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing that is marked; `seen` is False for one the portal does not show all the same: ended, or gone."""

    kind: str
    pk: int
    title: str
    by: str
    at: datetime
    seen: bool


def marks(client_id: int) -> list[Mark]:
    """All marks of a client, the latest first; one statement and one a kind."""
    names = {model._meta.label_lower: kind for kind, (model, _may) in KINDS.items()}
    rows = Shown.objects.filter(client_id=client_id, subject__in=names, hidden_at=None).select_related("by")
    found = list(rows.order_by("-at", "-pk"))
    titles: dict[str, dict[int, str]] = {}
    seen: dict[str, set[int]] = {}
    for kind, (model, may) in KINDS.items():
        ids = [row.subject_id for row in found if names[row.subject] == kind]
        things = model._default_manager.filter(pk__in=ids, client_id=client_id) if ids else ()
        titles[kind] = {thing.pk: str(thing) for thing in things}
        seen[kind] = set(things.filter(**may).values_list("pk", flat=True)) if ids else set()  # type: ignore[union-attr]
    return [
        Mark(kind, row.subject_id, titles[kind][row.subject_id], row.by.name if row.by else "", row.at,
             row.subject_id in seen[kind])
        for row in found
        if row.subject_id in titles[kind := names[row.subject]]
    ]  # fmt: skip


def offered(client_id: int) -> list[tuple[str, int, str]]:
    """What could be marked and is not: kind, id and title, a few of each kind; one statement a kind."""
    found = []
    for kind, (model, may) in KINDS.items():
        marked = Shown.objects.filter(subject=model._meta.label_lower, client_id=client_id, hidden_at=None)
        rows = model._default_manager.filter(client_id=client_id, **may).exclude(pk__in=marked.values("subject_id"))
        found += [(kind, thing.pk, str(thing)) for thing in rows.order_by("-pk")[:MOST_OFFERED]]
    return found


def thing_of(client_id: int, kind: str, pk: int) -> models.Model | None:
    """The thing of this client that a press names; None for what is another's, or cannot be marked."""
    if kind not in KINDS:
        return None
    model, may = KINDS[kind]
    return model._default_manager.filter(pk=pk, client_id=client_id, **may).first()


def marked_thing(client_id: int, kind: str, pk: int) -> models.Model | None:
    """The same, for taking out of sight: also what could not be marked any more."""
    return KINDS[kind][0]._default_manager.filter(pk=pk, client_id=client_id).first() if kind in KINDS else None
