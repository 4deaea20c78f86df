"""Editions of a service: which is the newest, and publishing the next one, which then never changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.content import said
from rapport.catalogue.models import Edition, Service
from rapport.catalogue.rows import row_named, title_of
from rapport.journal.record import record
from rapport.reckon.playbook import Problem, problems
from rapport.ui.formats import say

NOTE = 300


class Unfit(ValidationError):
    """Content that cannot be published; `problems` says what is wrong, place by place."""

    def __init__(self, found: Iterable[Problem], content: Mapping[str, Any]) -> None:
        self.problems = tuple(found)
        super().__init__([f"{place(one, content)}: {say(one.why)}" for one in self.problems])


def newest(service: Service) -> Edition | None:
    """What a new start, questionnaire or brief is made from; none when nothing was ever published."""
    return Edition.objects.filter(service=service).order_by("-number").first()


def newest_of(services: Iterable[Service]) -> dict[int, Edition]:
    """The newest edition of each service that has one, by the service's id; one statement."""
    later = Edition.objects.filter(service=OuterRef("service"), number__gt=OuterRef("number"))
    rows = Edition.objects.filter(~Exists(later), service__in=list(services)).select_related("service")
    return {edition.service_id: edition for edition in rows}


def numbers() -> dict[int, int]:
    """The number of the newest edition by the service's id."""
    return dict(Edition.objects.order_by().values_list("service").annotate(number=Max("number")))


def publish(service: Service, content: Mapping[str, Any], note: str, by: Member) -> Edition:
    """Make the next edition of a service. Raises Unfit, with each problem in words, before anything is written."""
    require(by, "catalogue.change")
    if found := problems(content):
        raise Unfit(found, content)
    note = " ".join(note.split())
    if len(note) > NOTE:
        raise ValidationError({"note": _("At most %(limit)s characters fit here.") % {"limit": NOTE}})
    with transaction.atomic():
        Service.objects.select_for_update().get(pk=service.pk)
        before = newest(service)
        if before is not None and before.content == content:
            raise ValidationError(_("Nothing is different from edition %(number)s.") % {"number": before.number})
        edition = Edition.objects.create(
            service=service,
            number=before.number + 1 if before else 1,
            content=dict(content),
            note=note,
            made_by=by,
        )
        record(
            "service.published", by=by, about=service, in_story=False,
            key=service.key, edition=edition.pk, number=edition.number, note=note,
        )  # fmt: skip
    return edition


def place(problem: Problem, content: Mapping[str, Any]) -> str:
    """Where a problem lies, in words."""
    name = part_name(problem.part)
    if not problem.row:
        return name
    row = row_named(content, problem.part, problem.row)
    words = said(title_of(problem.part, row)) if isinstance(row, Mapping) else ""
    return _("%(part)s, “%(row)s”") % {"part": name, "row": words or problem.row}


def part_name(part: str) -> str:
    """A part of an edition, as its page calls it."""
    names = {
        "description": _("Description"),
        "questionnaire": _("Questionnaire"),
        "brief": _("Brief"),
        "folders": _("Folders"),
        "documents": _("Documents"),
        "tasks": _("Playbook"),
        "accesses": _("Accesses"),
        "checklist": _("Checklist"),
        "metrics": _("How it is judged"),
        "glossary": _("Words"),
    }
    return names.get(part, part)
