"""In which language and by which clock a contact is spoken to, and doing so: for letters and the portal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone, translation

from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.ui.formats import formats

_KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


def language_of(contact: Contact, client: Client) -> str:
    """The contact's own, else the client's, else English: the first one that we speak."""
    return next((code for code in (contact.language[:2], client.language[:2]) if code in _KNOWN), "en")


def zone_of(contact: Contact, client: Client) -> str:
    return next((zone for zone in (contact.zone, client.zone) if zone in clock.ZONES), "UTC")


@contextmanager
def spoken(language: str, zone: str) -> Iterator[None]:
    """Texts, dates and hours as this reader writes them, whoever is signed in."""
    with translation.override(language), timezone.override(clock.zone_of(zone)), formats(""):
        yield
