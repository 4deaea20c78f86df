"""A line as the clients page shows it: days, words and tones, ready for the template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.portfolio.models import Status
from rapport.ui import formats
from rapport.ui.lines import Rhythm, rhythm

ENOUGH = 10  # contacts before a share is said


@dataclass(frozen=True, slots=True)
class Row:
    """`days` since the last word and `who` began it, in words; its `tone`: "", "warn" (they first), "bad" (late)."""

    pk: int
    url: str
    name: str
    place: str
    keeper: str
    status: str
    line: Rhythm
    days: str
    who: str
    tone: str
    word_due: str
    late: bool
    money: bool
    fee: Decimal
    currency: str
    services: str
    open_items: int
    began: str


@dataclass(frozen=True, slots=True)
class Words:
    """What every row says, in the reader's language; looked up once for a page."""

    today: date
    zone: tzinfo
    services: Mapping[str, str]
    address: str
    statuses: Mapping[str, str]
    just: str
    days: str
    days_late: str
    they_first: str
    no_word: str
    no_rhythm: str
    we: str
    they: str
    of: str


def rows_of(lines: Iterable[Mapping[str, Any]], today: date, services: Mapping[str, str], address: str) -> list[Row]:
    """`services` are names by key, `address` the client page's address with 0 for the client."""
    words = Words(
        today=today,
        zone=timezone.get_current_timezone(),
        services=services,
        address=address,
        statuses={value: str(label) for value, label in Status.choices},
        just=_("today"),
        days=_("%(days)s d"),
        days_late=_("%(days)s d late"),
        they_first=_("they first"),
        no_word=_("no word yet"),
        no_rhythm=_("no rhythm"),
        we=_("we"),
        they=_("they"),
        of=_("%(ours)s of %(all)s"),
    )
    return [_row(line, words) for line in lines]


def _row(line: Mapping[str, Any], words: Words) -> Row:
    due, contacts = line["word_due"], line["ours_90"] + line["theirs_90"]
    late = max((words.today - due).days, 0) if due else 0
    who, tone = _who(line, late, words)
    return Row(
        pk=line["client_id"],
        url=words.address.replace("/0/", f"/{line['client_id']}/"),
        name=line["name"],
        place=" · ".join(filter(None, (line["tier"], line["city"]))),
        keeper=line["keeper_name"],
        status=words.statuses.get(line["status"], line["status"]),
        line=_drawn(line["strokes_text"], words.today, late),
        days=_days(line["last_at"], words),
        who=who,
        tone=tone,
        word_due=formats.day(due) if due else words.no_rhythm,
        late=late > 0,
        money=line["money"],
        fee=line["fee"],
        currency=line["currency"],
        services=", ".join(words.services.get(key, key) for key in line["services"].split("|") if key),
        open_items=line["open_items"],
        began=_began(line["ours_90"], contacts, words),
    )


def _who(line: Mapping[str, Any], late: int, words: Words) -> tuple[str, str]:
    if line["last_amber"]:
        return words.they_first, "warn"
    if late:
        return words.days_late % {"days": late}, "bad"
    if line["last_at"] is None:
        return words.no_word, ""
    return words.we if line["last_began"] == "ours" else words.they, ""


def _days(last: Any, words: Words) -> str:
    if last is None:
        return "–"
    days = (words.today - last.astimezone(words.zone).date()).days
    return words.days % {"days": days} if days > 0 else words.just


def _began(ours: int, contacts: int, words: Words) -> str:
    """The share begun by us; of few contacts the contacts."""
    if contacts >= ENOUGH:
        return formats.share(ours / contacts)
    return words.of % {"ours": ours, "all": contacts} if contacts else "–"


@lru_cache(maxsize=8192)
def _drawn(strokes: str, today: date, late: int) -> Rhythm:
    """The rhythm line of eight weeks; the same strokes on the same day are the same line."""
    ordinal = today.toordinal()
    told = ((ordinal - _ordinal(day), whose, weight) for day, whose, weight in json.loads(strokes or "[]"))
    return rhythm(told, "cell", late or None)


@lru_cache(maxsize=1024)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
