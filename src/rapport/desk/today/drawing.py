"""Turns a day into what its page draws: rows with their reasons, dates in words, addresses and forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from babel import dates
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.snooze import presets
from rapport.conversations.models import Touchpoint
from rapport.desk.today.kinds import Kind, kind_of, page_of
from rapport.overview.by_when import by_when
from rapport.overview.today import Day, Row, Thing
from rapport.reckon.verdict import Reason
from rapport.ui import formats

BOXES = {"now": "now", "plan": "plan", "delegate": "delegate", "drop": "later"}
SHOWN = 25
RIBBON = (8, 18)
ANSWERED_BY_MAIL = ("mail_urgent", "unanswered", "first_call")
DEED_FIELDS = ("until", "reason", "why_first")
STAND_IN = 900000001
CHANNELS = (("call", "phone"), ("mail", "mail"), ("chat", "message-circle"), ("meeting", "users"), ("visit", "map-pin"))


@dataclass(slots=True)
class DrawnThing:
    """An item inside an opened row. `whys` are offered where the reason of their beginning is missing.

    `in_place`: its deed is done at once by `done_at`, though it has a page too.
    """

    pk: int
    kind: Kind
    reason: Reason
    meta: str
    quote: str
    whys: Sequence[tuple[str, Any]]
    page: str
    done_at: str
    why_at: str
    answers: int | None = None  # the mail that is answered from here
    in_place: bool = False


@dataclass(slots=True)
class DrawnRow:
    key: str
    name: str
    href: str
    place: str
    box: str
    say_box: bool
    reasons: list[Reason]
    strokes: list[tuple[int, str, int]]
    word_late: int | None
    by: str
    left: str
    late: bool
    lead: DrawnThing
    things: list[DrawnThing]
    opened: bool
    row_at: str
    log_at: str
    snooze_at: str
    dismiss_at: str
    delegate_at: str
    client_id: int | None
    once: str = field(default_factory=lambda: str(uuid4()))
    wrong: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    composer: Any = None  # desk.mail's, where an opened row has a mail that waits

    @property
    def by_word(self) -> bool:
        """Whether the row opens with the form to log a word: it is about a client."""
        return self.client_id is not None

    @property
    def word_wrong(self) -> str:
        """What was refused of the word that was typed."""
        return " ".join(said for name, said in self.wrong.items() if name not in DEED_FIELDS)

    @property
    def deed_wrong(self) -> str:
        """What was refused of another deed on the row."""
        return " ".join(said for name, said in self.wrong.items() if name in DEED_FIELDS)


def draw(day: Day, rows: Iterable[Row], horizon: str, opened: str = "") -> list[DrawnRow]:
    return [draw_row(day, row, horizon, row.key == opened) for row in rows]


def draw_row(day: Day, row: Row, horizon: str, opened: bool = False) -> DrawnRow:
    line = row.line
    query = urlencode({"row": row.key, "horizon": horizon})
    things = [_draw_thing(thing, query) for thing in row.things]
    lead, number = row.things[0].pk, line.client_id if line else 0
    also = [("also", thing.pk) for thing in row.things[1:]]
    whole = f"{query}&{urlencode(also)}" if also else query  # what is done to the row is done to all its items
    by, left, late = by_when(row, day)
    return DrawnRow(
        key=row.key,
        name=line.name if line else str(kind_of(row.things[0].kind).title),
        href=_at("client", line.client_id) if line else things[0].page,
        place=" · ".join(filter(None, [line.tier, line.city or line.country])) if line else "",
        box=BOXES[row.box],
        say_box=row.first_of_its_box,
        reasons=[thing.reason for thing in row.things[:2]],
        strokes=_strokes(line.strokes, day.today) if line else [],
        word_late=(day.today - line.word_due).days if line and line.word_due and line.word_due < day.today else None,
        by=by,
        left=left,
        late=late,
        lead=things[0],
        things=things,
        opened=opened,
        row_at=_at("today_row", row.key),
        log_at=f"{_at('today_log', number)}?{query}",
        snooze_at=f"{_at('item_snooze', lead)}?{whole}",
        dismiss_at=f"{_at('item_dismiss', lead)}?{whole}",
        delegate_at=f"{_at('item_delegate', lead)}?{whole}",
        client_id=line.client_id if line else None,
    )


def _draw_thing(thing: Thing, query: str) -> DrawnThing:
    kind, facts = kind_of(thing.kind), thing.facts
    marked = thing.kind == "first_call" and not facts.get("why_first")
    said = []
    if channel := facts.get("channel"):
        said.append(str(Touchpoint.Channel(channel).label))
    if at := facts.get("at"):
        said.append(formats.moment(datetime.fromisoformat(at)))
    if thing.kind != "word" and thing.due and not said:
        said.append(_("by %(day)s") % {"day": formats.day(thing.due)})
    return DrawnThing(
        pk=thing.pk,
        kind=kind,
        reason=thing.reason,
        meta=", ".join(said),
        quote=str(facts.get("quote", "")),
        whys=Touchpoint.WhyFirst.choices if marked else (),
        page=page_of(kind, thing.client_id, facts),
        done_at=f"{_does(kind, thing)}?{query}",
        why_at=f"{_at('item_why', thing.pk)}?{query}",
        answers=facts.get("message") if thing.kind in ANSWERED_BY_MAIL else None,
        in_place=bool(kind.posts_to),
    )


def _does(kind: Kind, thing: Thing) -> str:
    """The address that does it: the deed's own, or the one that closes the item."""
    number = thing.facts.get(kind.with_fact) if kind.posts_to else None
    return _at(kind.posts_to, number) if number else _at("item_done", thing.pk)


@lru_cache(maxsize=32)
def _pattern(name: str) -> str:
    """An address with its one part open: resolving each of a page's addresses anew would cost more than the rest."""
    return reverse(name, args=[STAND_IN if name != "today_row" else str(STAND_IN)])


def _at(name: str, part: int | str) -> str:
    return _pattern(name).replace(str(STAND_IN), str(part))


def _strokes(told: Iterable[Sequence[Any]], today: date) -> list[tuple[int, str, int]]:
    """Days ago, whose, weight."""
    return [((today - date.fromisoformat(day)).days, whose, rest[0] if rest else 2) for day, whose, *rest in told]


def greeting(member: Member, at: datetime) -> str:
    name = {"name": member.first_name}
    if 4 <= at.hour < 12:
        return _("Good morning, %(name)s.") % name
    return _("Good afternoon, %(name)s.") % name if 12 <= at.hour < 18 else _("Good evening, %(name)s.") % name


def city_of(member: Member) -> str:
    return str(dates.get_timezone_location(member.zone, locale=formats.locale(), return_city=True))


_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(number: int, first: bool = False) -> str:
    """A small number as English writes it in a sentence; a figure in other languages, where it would need its case."""
    if not (get_language() or "").startswith("en") or number >= len(_SPELLED):
        return formats.number(number)
    return _SPELLED[number].capitalize() if first else _SPELLED[number]


def flags(day: Day) -> list[tuple[float, str]]:
    """What is due within the day's hours, by hour as a decimal: the client's name, or how many."""
    due: dict[float, list[str]] = {}
    begins = {(hour, name) for hour, _until, name in blocks(day)}
    for row in day.now:
        at = row.next_due(day.at)
        if at and (local := at.astimezone(day.zone)).date() == day.today:
            hour = round(local.hour + local.minute / 60, 2)
            name = row.line.name if row.line else str(kind_of(row.things[0].kind).title)
            if (hour, name) not in begins:  # what is due when a meeting begins stands on the line as that meeting
                due.setdefault(hour, []).append(name)
    return [
        (
            hour,
            names[0] if len(names) == 1 else ngettext("%(num)s due", "%(num)s due", len(names)) % {"num": len(names)},
        )
        for hour, names in sorted(due.items())
        if RIBBON[0] <= hour <= RIBBON[1]
    ]


def blocks(day: Day) -> list[tuple[float, float, str]]:
    """The day's meetings on the line of hours: from, until, with whom."""
    drawn = []
    for one in day.meetings:
        begins, ends = one.meeting.at.astimezone(day.zone), one.until.astimezone(day.zone)
        until = _hour(ends) if ends.date() == begins.date() else 24.0
        drawn.append((_hour(begins), until, one.meeting.client.name if one.meeting.client else str(one.meeting)))
    return drawn


def _hour(local: datetime) -> float:
    return round(local.hour + local.minute / 60, 2)


def shape(day: Day) -> dict[str, Any]:
    """The day in a sentence and its three counts; drawn with the page and again after each deed."""
    return {
        "spelled": spelled,
        "waiting": day.waiting,
        "own": len(day.now) - day.waiting,
        "late_words": day.late_words,
        "first_calls": day.first_calls,
        "promises_due": day.promises_due,
        "meetings_ahead": len(day.meetings_ahead),
        "counts": (len(day.now), day.tomorrow_count, len(day.done)),
    }


def snooze_days(today: date) -> list[tuple[str, str, str]]:
    """Words, the date as a form sends it, and as it is read; made once for all rows."""
    return [(words, day.isoformat(), formats.day(day)) for words, day in presets(today)]


def undo_of(item_pk: int, deed: str, **query: str) -> str:
    where = reverse("item_undo", args=[item_pk, deed])
    return f"{where}?{urlencode(query)}" if query else where
