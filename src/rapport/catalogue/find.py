"""Finds pages and words of the library, in whatever language somebody searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.catalogue.content import Text, said
from rapport.catalogue.editions import newest_of
from rapport.catalogue.models import Saying, Service
from rapport.reckon.folding import fold

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a service's trade, as one says it to a client."""

    service: Service
    term: Text
    plain: Text


def find_sayings(words: str = "", *, kind: str = "", service: int | None = None) -> QuerySet[Saying]:
    """Pages that have every one of the words in some language; what helped most comes first."""
    rows = Saying.objects.filter(deleted_at=None)
    if kind:
        rows = rows.filter(kind=kind)
    if service is not None:
        rows = rows.filter(service=service)
    for word in fold(words).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows.order_by("-worked", "-changed_at", "pk")


def find_words(words: str = "", *, service: int | None = None) -> list[Word]:
    """Words of what we offer, from the newest editions; by how they read."""
    services: Mapping[int, Service] = {one.pk: one for one in Service.objects.filter(active=True)}
    wanted = fold(words).split()[:MOST_WORDS]
    found: list[Word] = []
    for edition in newest_of(one for one in services.values() if service in (None, one.pk)).values():
        for row in edition.content.get("glossary") or ():
            term, plain = row.get("term") or {}, row.get("plain") or {}
            folded = fold(" ".join([*term.values(), *plain.values()])) if wanted else ""
            if all(word in folded for word in wanted):
                found.append(Word(services[edition.service_id], term, plain))
    return sorted(found, key=lambda word: (fold(said(word.term)), word.service.position))
