"""Puts a letter into the outbox, once per cause; a worker sends it after the commit of whatever caused it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record
from rapport.post.models import Account, Outgoing

SOON = timedelta(minutes=2)  # what is due later is found by the minute's sweep
MOST_ADDRESSES = 100
HEADERS = frozenset({"In-Reply-To", "References", "Auto-Submitted", "Reply-To"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")

People = Iterable[Sequence[str]]  # [name, address]


def put(
    *,
    key: str,
    to: str = "",
    subject: str,
    text: str,
    html: str = "",
    language: str = "en",
    not_before: datetime | None = None,
    sender: Account | None = None,
    by: models.Model | None = None,
    client_id: int | None = None,
    to_all: People = (),
    cc: People = (),
    headers: Mapping[str, str] | None = None,
    files: Iterable[Document] = (),
    calendar: str = "",
    method: str = "",
) -> Outgoing:
    """The letter for this key: the one that is there already, or a new one.

    Without a `sender` the house writes to `to` alone. With one the letter goes from that address to all of `to_all`
    and `cc`, carries `headers` (In-Reply-To, References, Auto-Submitted, Reply-To) and its own Message-ID, and a worker
    is woken for it. Nothing that is handed in can add a header. ValidationError for an address that is none.
    What a member with a mentor writes to a client is held until somebody signs it off (`release`).
    """
    if there := Outgoing.objects.filter(key=key).first():
        return there
    addressed, copied = people(to_all or ([["", to]] if to else ())), people(cc)
    if not addressed:
        raise ValidationError({"to": _("Say to whom it goes.")})
    if len(addressed) + len(copied) > MOST_ADDRESSES:
        raise ValidationError({"to": _("At most %(limit)s people in one mail.") % {"limit": MOST_ADDRESSES}})
    fields = {
        "to": addressed[0][1],
        "to_all": addressed,
        "cc": copied,
        "subject": one_line(subject)[:250],
        "text": text,
        "html": html,
        "language": language,
        "not_before": not_before,
        "sender": sender,
        "by_id": by.pk if by else None,
        "client_id": client_id,
        "headers": _headers(headers or {}, sender),
        "calendar": calendar,
        "method": one_line(method)[:10],
        "held_at": clock.now() if client_id is not None and getattr(by, "mentor_id", None) else None,
    }
    with transaction.atomic():
        letter, made = Outgoing.objects.get_or_create(key=key, defaults=fields)
        if made:
            letter.files.set(files)
            if letter.held_at:
                record("post.held", by=by, about=letter, client=client_id, in_story=False, outgoing=letter.pk)
            else:
                wake(letter)
    return letter


def people(given: People) -> list[list[str]]:
    """Names and addresses, each address once, nothing in them that could end a line. Refuses what is no address."""
    found: dict[str, list[str]] = {}
    for name, address in given:
        bare = one_line(address)
        try:
            validate_email(bare)
        except ValidationError:
            raise ValidationError(
                {"to": _("“%(value)s” is no mail address.") % {"value": bare or one_line(name)}}
            ) from None
        found.setdefault(bare.lower(), [one_line(name)[:200], bare])
    return list(found.values())


def one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def wake(letter: Outgoing) -> None:
    """After commit, ask a worker to send a letter that is due within minutes, at its hour."""
    wait = (letter.not_before - clock.now()).total_seconds() if letter.not_before else 0.0
    if wait <= SOON.total_seconds():
        transaction.on_commit(partial(import_string(settings.POST_WAKE), letter.pk, max(wait, 0.0)))


def leave(letter_id: int, seconds: float) -> None:
    """Wake nobody: the letter waits for the next sweep."""


def _headers(given: Mapping[str, str], sender: Account | None) -> dict[str, str]:
    if unknown := set(given) - HEADERS:
        raise TypeError(f"a letter takes no {', '.join(sorted(unknown))}")
    headers = {name: one_line(value) for name, value in given.items() if value}
    if sender is not None:
        headers["Message-ID"] = f"<{uuid4().hex}@{sender.address.rsplit('@', 1)[-1]}>"
    return headers
