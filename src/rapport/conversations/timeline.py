"""The story of a client, newest first: touchpoints merged with what the journal tells of it, paged by cursor."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from rapport.conversations.first_calls import MARK
from rapport.conversations.mail.models import Message
from rapport.conversations.models import Evidence, Touchpoint
from rapport.journal.models import Entry
from rapport.journal.worded import ask
from rapport.reckon.folding import fold

PAGE = 20
_WORD, _ENTRY = 1, 0  # at the same instant a word stands above an entry


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the story: everything after it is older."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.pk}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor of an address; None for text that is none."""
        try:
            at, rank, pk = text.split("~")
            moment = datetime.fromisoformat(at.replace(" ", "+"))
            return cls(moment, int(rank), int(pk)) if moment.tzinfo and abs(int(pk)) < 2**63 else None
        except (ValueError, OverflowError):
            return None


class Named(NamedTuple):
    """A contact or a file as the story shows it."""

    pk: int
    name: str


class Mailed(NamedTuple):
    """The mail a touchpoint is: its subject, whose it is, how many questions it asks, whether it was answered."""

    pk: int
    subject: str
    theirs: bool
    questions: int
    quoted: bool
    answered: bool


@dataclass(slots=True)
class Line:
    """One thing of the story: a touchpoint with its people, evidence and mail, or an entry of the journal."""

    at: datetime
    touchpoint: Touchpoint | None = None
    entry: Entry | None = None
    people: list[Named] = field(default_factory=list)
    evidence: list[Named] = field(default_factory=list)
    mail: Mailed | None = None

    @property
    def place(self) -> Cursor:
        if self.touchpoint:
            return Cursor(self.at, _WORD, self.touchpoint.pk)
        assert self.entry is not None
        return Cursor(self.at, _ENTRY, self.entry.pk)


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    after: Cursor | None  # where the next page begins; None at the end of the story


def story(
    client_id: int,
    *,
    names: Collection[str] = (),
    words: bool = True,
    first_only: bool = False,
    query: str = "",
    after: Cursor | None = None,
    size: int = PAGE,
) -> Page:
    """One page. `names` are the events shown, `words` the touchpoints; with a query only words are searched.

    At most three statements, whatever the story holds.
    """
    lines: list[Line] = []
    if words or query or first_only:
        if query or after:
            found = list(_words(client_id, first_only, query, after)[: size + 1])
        else:
            found = ask(_newest_words, client_id, kind=(first_only, size))
        lines += [Line(t.at, touchpoint=t) for t in found]
    if names and not query and not first_only:
        if after:
            told = list(_entries(client_id, names, after)[: size + 1])
        else:
            told = ask(_newest_entries, client_id, kind=(tuple(sorted(names)), size))
        lines += [Line(e.at, entry=e) for e in told]
    lines.sort(key=lambda line: (line.at, line.place.rank, line.place.pk), reverse=True)
    shown = lines[:size]
    _bring_people_and_evidence(shown)
    return Page(shown, shown[-1].place if len(lines) > size else None)


def _words(client_id: int, first_only: bool, query: str, after: Cursor | None) -> QuerySet[Touchpoint]:
    rows = Touchpoint.objects.filter(client=client_id, deleted_at=None).select_related("member")
    if first_only:
        rows = rows.filter(MARK)
    for word in fold(query).split():
        named = Touchpoint.people.through.objects.filter(touchpoint=OuterRef("pk"), contact__folded__contains=word)
        rows = rows.filter(Q(folded__contains=word) | Exists(named))
    if after:
        rows = rows.filter(at__lte=after.at)
        rows = rows.exclude(at=after.at, pk__gte=after.pk) if after.rank == _WORD else rows.exclude(at=after.at)
    return rows.order_by("-at", "-id")


def _entries(client_id: int, names: Collection[str], after: Cursor | None) -> QuerySet[Entry]:
    rows = Entry.objects.filter(client_id=client_id, in_story=True, name__in=names).select_related("by")
    if after:
        rows = rows.filter(at__lte=after.at)
        if after.rank == _ENTRY:
            rows = rows.exclude(at=after.at, pk__gte=after.pk)
    return rows.order_by("-at", "-id")


def _newest_words(first_only: bool, size: int, client_id: int) -> QuerySet[Touchpoint]:
    return _words(client_id, first_only, "", None)[: size + 1]


def _newest_entries(names: Collection[str], size: int, client_id: int) -> QuerySet[Entry]:
    return _entries(client_id, names, None)[: size + 1]


def _bring_people_and_evidence(lines: Sequence[Line]) -> None:
    """All in one statement: whom it was said with, the files that belong to it, the mail it is."""
    by_pk = {line.touchpoint.pk: line for line in lines if line.touchpoint}
    if not by_pk:
        return
    for touchpoint, kind, pk, first, last in sorted(ask(_beside, list(by_pk))):
        line = by_pk[touchpoint]
        if kind == "mail":
            line.mail = _mailed(pk, first, last)
        else:
            (line.people if kind == "person" else line.evidence).append(Named(pk, f"{first} {last}".strip()))


def _beside(touchpoints: Collection[int]) -> QuerySet[Any, tuple[int, str, int, str, str]]:
    people = Touchpoint.people.through.objects.filter(touchpoint__in=touchpoints).values_list(
        "touchpoint", Value("person"), "contact", "contact__first_name", "contact__last_name"
    )
    evidence = Evidence.objects.filter(touchpoint__in=touchpoints).values_list(
        "touchpoint", Value("file"), "document", "document__name", Value("")
    )
    mails = Message.objects.filter(touchpoint__in=touchpoints).values_list(
        "touchpoint", Value("mail"), "pk", "subject", _TOLD
    )
    return people.union(evidence, mails, all=True)


# The way, whether something is quoted, whether it is answered, and what was judged, in one text: a union has so many
# columns and no more.
_TOLD = Concat(
    F("way"),
    Case(When(quoted="", then=Value(" ")), default=Value("q")),
    Case(When(answered_at=None, then=Value(" ")), default=Value("a")),
    Cast("triage", TextField()),
    output_field=TextField(),
)


def _mailed(pk: int, subject: str, told: str) -> Mailed:
    theirs = told.startswith(Message.Way.IN)
    flags, judged = told.removeprefix(Message.Way.IN).removeprefix(Message.Way.OUT), {}
    with suppress(ValueError):
        judged = json.loads(flags[2:])
    questions = len(judged.get("questions") or []) if theirs else 0
    return Mailed(pk, subject, theirs, questions, flags[:1] == "q", flags[1:2] == "a")
