"""Reads a text over for misspelt words, with the names that a client's text may hold: for whoever sends it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rapport.agency.models import Agency, Member
from rapport.catalogue.models import Service
from rapport.delivery.checks.models import KnownWord
from rapport.gateways.dictionaries import words_of
from rapport.portfolio.models import Client, Contact
from rapport.reckon.spelling import LONGEST, Fault, faults

MOST = 200  # faults that are shown
SECONDS = 3.0  # that all suggestions together may take


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A fault, how often that word stands like this, and what may have been meant (empty where time ran out)."""

    fault: Fault
    times: int
    meant: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """`words` were looked at; `cut` says that the text was longer than is read."""

    found: tuple[Misspelt, ...]
    words: int
    cut: bool
    more: int


def spell(text: str, language: str, *, client: Client | None = None) -> Spelling:
    """Each misspelt word once, where it stands first. Raises gateways.dictionaries.Missing."""
    words = words_of(language)
    also = KnownWord.objects.filter(language=language).values_list("word", flat=True)
    standing = faults(text, language, words.know, names=_names(client), also=also)
    firsts: dict[tuple[str, str], list[Fault]] = {}
    for fault in standing:
        firsts.setdefault((fault.kind, fault.word), []).append(fault)
    until, found = time.monotonic() + SECONDS, []
    for (kind, word), places in list(firsts.items())[:MOST]:
        left = until - time.monotonic()
        meant = words.instead_of(word, seconds=min(left, 1.5)) if kind == "unknown" and left > 0 else []
        found.append(Misspelt(places[0], len(places), tuple(meant)))
    return Spelling(tuple(found), len(text[:LONGEST].split()), len(text) > LONGEST, max(len(firsts) - MOST, 0))


def _names(client: Client | None) -> list[str]:
    """Us, what we offer, and the client with its people."""
    found = [Agency.ours().name, *Member.objects.values_list("name", flat=True)]
    for names in Service.objects.values_list("names", flat=True):
        found += names.values()
    if client:
        found += [client.name, client.legal_name, client.city, client.web_site]
        people = Contact.objects.filter(client=client, deleted_at=None).values_list("first_name", "last_name")
        found += [name for pair in people for name in pair]
    return found
