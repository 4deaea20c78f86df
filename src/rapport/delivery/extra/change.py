"""Mends what was captured before it is told: the words, the time, the price; a favour that has grown waits again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import check, one_line, plain, settle_as_favour, told
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal.record import record

OPEN = (ExtraWork.State.CAPTURED, ExtraWork.State.FAVOUR)


def change(extra: ExtraWork, *, by: Member, version: int | None = None, **values: Any) -> ExtraWork:
    """`values`: what, kind, words, inside, minutes, price, currency, contact, until; those named. Raises Stale."""
    deed = "extra.capture" if extra.made_by_id == by.pk else "extra.keep"
    with transaction.atomic():
        standing = held(extra, by=by, deed=deed, version=version)
        if standing.state not in OPEN:
            raise ValidationError(_("It is told or settled already. Take that back first."))
        for name, value in values.items():
            clean = one_line(value) if name == "what" else plain(value) if name in ("words", "inside") else value
            setattr(standing, name, clean)
        check(standing)
        settle_as_favour(standing, by=by)
        write(standing)
        remind.look_again([standing.client_id])
        record("extra.changed", by=by, about=standing, client=standing.client_id, in_story=False, **told(standing))
    return standing
