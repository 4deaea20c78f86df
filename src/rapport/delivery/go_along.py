"""Moves the work from one client to another: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from rapport.delivery.models import Brief, Conflict, ExtraWork, Goal, Owed, Plan, Recurrence, Request, Task
from rapport.delivery.tasks import follow

CHUNK = 500
GOES_ALONG: Mapping[str, type[Model]] = {  # by the name under which a merge remembers them
    "goals": Goal,
    "briefs": Brief,
    "plans": Plan,
    "tasks": Task,
    "recurrences": Recurrence,
    "extra_work": ExtraWork,
    "owed": Owed,
    "conflicts": Conflict,
    "requests": Request,
}


def work_of(client_id: int) -> dict[str, list[int]]:
    """Everything of the client that goes along, by its name in GOES_ALONG."""
    return {
        name: list(_rows(model).filter(client=client_id).order_by("pk").values_list("pk", flat=True))
        for name, model in GOES_ALONG.items()
    }


def move(work: Mapping[str, Sequence[int]], *, to: int) -> None:
    """To this client, whose keeper checks the tasks from now on."""
    for name, model in GOES_ALONG.items():
        ids = work.get(name, ())
        for start in range(0, len(ids), CHUNK):
            _rows(model).filter(pk__in=ids[start : start + CHUNK]).update(client=to)
    if work.get("tasks"):
        follow.of_keeper(to)


def _rows(model: type[Model]) -> Any:
    return model._default_manager
