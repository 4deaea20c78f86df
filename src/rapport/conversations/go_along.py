"""Moves words, and what they ask for, from one client to another: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from rapport.approvals.models import Approval
from rapport.attention.models import Item, open_items
from rapport.conversations.mail.models import Message
from rapport.conversations.meetings.models import Meeting, Offer, Series
from rapport.conversations.models import Promise, Question, Thread, Touchpoint
from rapport.conversations.understandings.models import Understanding

CHUNK = 500
GOES_ALONG: Mapping[str, type[Model]] = {  # by the name under which a merge remembers them
    "touchpoints": Touchpoint,
    "promises": Promise,
    "questions": Question,
    "meetings": Meeting,
    "rhythms": Series,
    "offers": Offer,
    "threads": Thread,
    "mails": Message,
    "agreed_words": Understanding,
    "approvals": Approval,
}


def words_of(client_id: int) -> dict[str, list[int]]:
    """Everything of the client that goes along, by its name in GOES_ALONG."""
    return {name: _of(model, client_id) for name, model in GOES_ALONG.items()}


def items_of(client_id: int) -> list[int]:
    """Open items that go along. The word due does not: each client has its own."""
    return list(open_items(client=client_id).exclude(kind="word").order_by("pk").values_list("pk", flat=True))


def move(words: Mapping[str, Sequence[int]], items: Sequence[int], *, to: int) -> None:
    for name, model in GOES_ALONG.items():
        ids = words.get(name, ())
        for start in range(0, len(ids), CHUNK):
            _rows(model).filter(pk__in=ids[start : start + CHUNK]).update(client=to)
    Item.objects.filter(pk__in=items).update(client=to)


def _of(model: type[Model], client_id: int) -> list[int]:
    return list(_rows(model).filter(client=client_id).order_by("pk").values_list("pk", flat=True))


def _rows(model: type[Model]) -> Any:
    return model._default_manager
