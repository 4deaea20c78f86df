"""Writes a service of the catalogue: a new one, or new words for one that is there, for whoever keeps what we offer."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.journal.record import record


def write_service(
    service: Service, *, names: Mapping[str, str], descriptions: Mapping[str, str], active: bool, by: Member
) -> Service:
    """Save the words of a service. English must stand; a service that is put aside keeps its engagements."""
    require(by, "catalogue.change")
    if not names.get("en", "").strip():
        raise ValidationError({"name_en": _("Write the English name: it stands where a language has none.")})
    is_new = service.pk is None
    with transaction.atomic():
        if is_new:
            service.key = _free_key(names["en"])
            service.position = Service.objects.count() + 1
        service.names = {language: words.strip() for language, words in names.items() if words.strip()}
        service.descriptions = {language: words.strip() for language, words in descriptions.items() if words.strip()}
        service.active = active
        service.save()
        record("service.added" if is_new else "service.changed", by=by, about=service, in_story=False, key=service.key)
    return service


def _free_key(name: str) -> str:
    stem = slugify(name)[:36] or "service"
    taken = set(Service.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
