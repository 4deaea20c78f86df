"""Gives a program a token with which it may send a client's figures of one source, and takes it back."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.links.hand_out import end, hand_out, living
from rapport.links.models import Link
from rapport.portfolio.models import Client
from rapport.reckon.figures.recognise import SOURCES

PURPOSE = "figures-push"
ADDRESS = "api/v1/figures/"  # where programs send to
LASTS = timedelta(days=730)


def give_token(client: Client, source: str, *, by: Member) -> str:
    """The token, told once; the one before it of the same source opens nothing any more."""
    require(by, "figures.keep", client.standing)
    if source not in SOURCES:
        raise ValidationError({"source": _("There is no such source.")})
    with transaction.atomic():
        end(_of(client, source))
        _link, token = hand_out(PURPOSE, lasts=LASTS, by=by, subject=client, client=client.pk, source=source)
        record("figures.token_given", by=by, about=client, client=client.pk, in_story=False, source=source)
    return token


def take_token_back(client: Client, source: str, *, by: Member) -> None:
    """What the program sends from now on is refused; what came stays."""
    require(by, "figures.keep", client.standing)
    with transaction.atomic():
        if end(_of(client, source)):
            record("figures.token_taken_back", by=by, about=client, client=client.pk, in_story=False, source=source)


def tokens_of(client: Client) -> list[Link]:
    """Those that open something now; `data["source"]` is whose figures may be sent with it."""
    return list(living(client, purpose=PURPOSE).order_by("pk"))


def _of(client: Client, source: str) -> QuerySet[Link]:
    return living(client, purpose=PURPOSE, data__source=source)
