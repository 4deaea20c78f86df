"""A visit of a client's contact: who came in, by which address and when; kept apart from any member's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from rapport.journal import clock
from rapport.portfolio.models import Contact
from rapport.portfolio.welcome import came_in

COOKIE = "portal"
PATH = "/portal/"
LASTS = timedelta(days=14)

Store = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass
class Visit:
    """`contact` is whom they are here as; `mail` what they have shown to be theirs."""

    contact: Contact
    mail: str
    since: datetime
    language: str = ""
    store: Any = field(default=None, repr=False)

    @property
    def several(self) -> bool:
        """Whether the same address is known to us at further clients."""
        return bool(getattr(self.contact, "several", False))


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that this browser holds, if it still stands: asked anew at each request, of the contact's row."""
    key = request.COOKIES.get(COOKIE, "")
    if not key:
        return None
    store = Store(session_key=key)
    try:
        since = datetime.fromisoformat(store["since"])
        kept = (int(store["contact"]), int(store["client"]), str(store["mail"]))
    except (KeyError, ValueError):
        return None
    if clock.now() - since > LASTS or (contact := came_in(*kept, since)) is None:
        return None
    return Visit(contact, kept[2], since, str(store.get("language", "")), store)


def begin(answer: HttpResponseBase, contact: Contact, mail: str, before: Visit | None = None) -> None:
    """Somebody came in: a new key, whatever the browser held before."""
    if before is not None:
        before.store.flush()
    store = Store()
    store.update(
        {"contact": contact.pk, "client": contact.client_id, "mail": mail.lower(), "since": clock.now().isoformat()}
    )
    store.set_expiry(int(LASTS.total_seconds()))
    store.create()
    _hand(answer, store.session_key)


def go_as(visit: Visit, contact: Contact) -> None:
    """The same person at another client of ours; `contact` must have the address of the visit."""
    visit.store.update({"contact": contact.pk, "client": contact.client_id})
    visit.store.save()


def speak(visit: Visit, language: str) -> None:
    visit.store["language"] = language
    visit.store.save()


def end(answer: HttpResponseBase, visit: Visit | None) -> None:
    if visit is not None:
        visit.store.flush()
    answer.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _hand(answer: HttpResponseBase, key: str) -> None:
    answer.set_cookie(
        COOKIE, key, max_age=int(LASTS.total_seconds()), path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
