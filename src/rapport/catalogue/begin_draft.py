"""Begins the next edition of a service as a draft, from the newest one; one draft per service, whoever opens it."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.editions import newest
from rapport.catalogue.models import Draft, Service
from rapport.journal.record import record


def begin_draft(service: Service, *, by: Member) -> Draft:
    """The draft that is there, or a new one that says what the newest edition says."""
    require(by, "catalogue.change")
    with transaction.atomic():
        Service.objects.select_for_update().get(pk=service.pk)
        if there := Draft.objects.filter(service=service).first():
            return there
        last = newest(service)
        draft = Draft.objects.create(
            service=service,
            content=last.content if last else {"description": dict(service.descriptions)},
            based_on=last.number if last else 0,
            made_by=by,
            changed_by=by,
        )
        record("service.drafted", by=by, about=service, in_story=False, key=service.key, based_on=draft.based_on)
    return draft
