"""A file on its way in, through the same deeds as the door uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rapport.intake.keep import ask_to_keep
from rapport.intake.models import Import
from rapport.intake.receive import receive
from rapport.intake.undo import ask_to_undo
from rapport.intake.work import ask_to_try, work

CRM = Path("/work/shared/data/crm-exports")


def take(data: bytes | str | Path, *, by: Any, name: str = "clients.csv", source: str = "", **answers: str) -> Import:
    """Received and looked through."""
    if isinstance(data, Path):
        name, data = data.name, data.read_bytes()
    content = data.encode() if isinstance(data, str) else data
    taken = receive([content], name, by=by, source=source, answers=answers)
    return work(taken.pk) or taken


def tried(*args: Any, **kwargs: Any) -> Import:
    taken = take(*args, **kwargs)
    ask_to_try(taken)
    return work(taken.pk) or Import.objects.get(pk=taken.pk)


def kept(*args: Any, **kwargs: Any) -> Import:
    taken = take(*args, **kwargs)
    ask_to_keep(taken, by=taken.by)
    return work(taken.pk) or Import.objects.get(pk=taken.pk)


def undone(of: Import) -> Import:
    ask_to_undo(of, by=of.by)
    return work(of.pk) or Import.objects.get(pk=of.pk)


def counts(of: Import) -> tuple[int, int, int, int, int]:
    c = of.counts
    return c["read"], c["new"], c["changed"], c["same"], c["rejected"]
