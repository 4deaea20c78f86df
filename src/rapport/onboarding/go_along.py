"""Moves what begins or ends with a client to another one: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from rapport.onboarding.accesses.models import Access
from rapport.onboarding.endings.models import Ending
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts.models import Start

GOES_ALONG: Mapping[str, type[Model]] = {  # by the name under which a merge remembers them
    "handovers": Handover,
    "starts": Start,
    "questionnaires": Questionnaire,
    "accesses": Access,
    "endings": Ending,
}


def rows_of(client_id: int) -> dict[str, list[int]]:
    return {
        name: list(_rows(model).filter(client=client_id).order_by("pk").values_list("pk", flat=True))
        for name, model in GOES_ALONG.items()
    }


def move(rows: Mapping[str, Sequence[int]], *, to: int) -> None:
    for name, model in GOES_ALONG.items():
        _rows(model).filter(pk__in=rows.get(name, ())).update(client=to)


def _rows(model: type[Model]) -> Any:
    return model._default_manager
