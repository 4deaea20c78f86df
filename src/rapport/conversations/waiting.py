"""Says why a word is due, on the day it is read: for Today, the client page, the digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rapport.attention.models import Item
from rapport.reckon.cadence import why
from rapport.reckon.verdict import Reason, because, counted, from_data


def reason_of(item: Item, today: date) -> Reason:
    """Why this item is there. A word's reason counts days, so it is made anew from its facts."""
    return word_reason(item.facts, today) if item.kind == "word" else item.why


def word_reason(facts: Mapping[str, Any], today: date) -> Reason:
    """The sentence of a word, from the facts that `rhythm.review` keeps with its item.

    >>> facts = {"last": "2020-10-30", "since": "2019-01-01", "every": 14, "due": "2020-11-13", "moved": None}
    >>> word_reason(facts, date(2020, 11, 17)).plain()
    'Last word 18 days ago, due every 14.'
    """
    last = _day(facts.get("last"))
    days_since = max((today - last).days, 0) if last else None
    sentence = why(days_since, _day(facts.get("since")) or today, facts["every"])
    if facts.get("aside"):
        sentence = because("{word} Set aside on {day}.", word=sentence, day=_day(facts["aside"]))
    if facts.get("moved"):
        sentence = because("{word} {moved}", word=sentence, moved=from_data(facts["moved"]))
    return sentence


def word_late(facts: Mapping[str, Any], today: date) -> int:
    """Calendar days by which the word is late; 0 on the day itself and before."""
    due = _day(facts.get("due"))
    return max((today - due).days, 0) if due else 0


def lateness(facts: Mapping[str, Any], today: date) -> Reason | None:
    """By when, in three words, for the narrow column; None while the day is ahead."""
    due = _day(facts.get("due"))
    if due is None or due > today:
        return None
    if due == today:
        return because("word due today")
    return because("word {days} late", days=counted("{n} day", "{n} days", (today - due).days))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
