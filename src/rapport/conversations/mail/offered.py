"""Promises in what one is about to send, offered as ticked boxes; kept when it has gone. For whoever writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from rapport.agency.models import Member
from rapport.conversations.mail.models import Message
from rapport.conversations.promises.make import make
from rapport.conversations.promises.propose import cause_of
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.triage import PromiseSeen, Triage, judge

MOST = 5
SHOWN = 90


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence of ours that promises something. `key` names it, so that a box unticked stays so while one types."""

    key: str
    words: str
    due: date | None

    @property
    def short(self) -> str:
        return self.words if len(self.words) <= SHOWN else f"{self.words[:SHOWN].rsplit(None, 1)[0]} …"


def offered(text: str, *, language: str = "") -> list[Offer]:
    """What our words promise, the first few."""
    return [_offer(one) for one in ours_in(judge(text, language=language, written_on=clock.today(), from_us=True))]


def ours_in(triage: Triage) -> list[PromiseSeen]:
    return [one for one in triage.promises if one.by_us and not one.is_reminder][:MOST]


def chosen(triage: Triage, keys: Iterable[str]) -> list[dict[str, Any]]:
    """Those that were ticked, as plain values to lie beside the message until it has gone."""
    wanted = set(keys)
    return [
        {"once": one.key, "words": one.words, "due": one.due.isoformat() if one.due else None}
        for one in map(_offer, ours_in(triage))
        if one.key in wanted
    ]


def keep_chosen(message: Message, kept: Sequence[Mapping[str, Any]], *, client: Client, by: Member) -> None:
    """Make the promises that were ticked when the message was written. Safe to repeat."""
    for one in kept:
        due = date.fromisoformat(one["due"]) if one["due"] else None
        values: dict[str, Any] = {
            "by_us": True, "what": one["words"][:300], "member": by, "contact": message.contact, "words": one["words"],
            "source": "message", "source_id": message.pk, "once": f"message:{message.pk}:{one['once']}",
        }  # fmt: skip
        try:
            make(client, by=by, due=due, **values)
        except ValidationError:  # a day that cannot be promised: the words stand, the day is set by hand
            make(client, by=by, **values)


def _offer(seen: PromiseSeen) -> Offer:
    today = clock.today()
    due = seen.due if seen.due and today <= seen.due <= today + timedelta(days=5 * 366) else None
    return Offer(cause_of("", 0, seen).rsplit(":", 1)[-1], seen.quote.text, due)
