"""What an edition of a service holds, as values: questions, playbook, accesses, brief, checklist, metrics, words.

Laid out as JSON like this, every text as {language: text} with English always there, every key unique in its list:

    {"description": text,
     "questionnaire": [question, …], "brief": [question, …],
     "folders": [text, …],
     "documents": [{"key", "title": text, "body": text, "folder": number of the folder or null}, …],
     "tasks": [{"key", "title": text, "what": text, "criteria": text, "part": "keeper" | "specialist" | "client",
                "offset": working days after the start, "days": working days it may take, "hours": number,
                "after": [keys], "checklist": [text, …], "onboarding": whether onboarding waits for it}, …],
     "accesses": [{"key", "system": text, "level": text, "why": text}, …],
     "checklist": [text, …],
     "metrics": [{"key", "name": text, "unit", "better": "up" | "down"}, …],
     "glossary": [{"term": text, "plain": text}, …]}

A question is {"key", "ask": text, "help": text, "kind": one of KINDS, "options": [{"key", "label": text}, …],
"required": bool, "when": null or {"key", "is": [option keys or true]}}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

Text = Mapping[str, str]

KINDS = ("line", "text", "choice", "choices", "yes_no", "number", "money", "date", "address", "file")


def said(text: Text, language: str = "") -> str:
    """A text in a language (the reader's when none is named), else in English."""
    return text.get(language or get_language() or "en") or text.get("en") or ""


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. It is asked only when the answer to `when_key` is one of `when_is` (empty key: always)."""

    key: str
    ask: Text
    help: Text
    kind: str
    options: tuple[Option, ...]
    required: bool
    when_key: str
    when_is: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of the playbook; `offset` and `days` are working days, `hours` working hours."""

    key: str
    title: Text
    what: Text
    criteria: Text
    part: str
    offset: int
    days: int
    hours: float
    after: tuple[str, ...]
    checklist: tuple[Text, ...]
    onboarding: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document laid out at the start; `folder` is its place in `folders`, or none."""

    key: str
    title: Text
    body: Text
    folder: int | None


@dataclass(frozen=True, slots=True)
class Door:
    """An access that the work needs."""

    key: str
    system: Text
    level: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric the service is judged by; `better` is "up" or "down"."""

    key: str
    name: Text
    unit: str
    better: str


@dataclass(frozen=True, slots=True)
class Content:
    description: Text
    questionnaire: tuple[Ask, ...]
    brief: tuple[Ask, ...]
    folders: tuple[Text, ...]
    documents: tuple[Sheet, ...]
    tasks: tuple[TaskLine, ...]
    accesses: tuple[Door, ...]
    checklist: tuple[Text, ...]
    metrics: tuple[Figure, ...]
    glossary: tuple[tuple[Text, Text], ...]


def read(content: Mapping[str, Any]) -> Content:
    """The stored JSON as values; what is missing is empty."""
    return Content(
        description=content.get("description") or {},
        questionnaire=_questions(content.get("questionnaire")),
        brief=_questions(content.get("brief")),
        folders=tuple(content.get("folders") or ()),
        documents=tuple(
            Sheet(row["key"], row.get("title") or {}, row.get("body") or {}, row.get("folder"))
            for row in content.get("documents") or ()
        ),
        tasks=tuple(_task(row) for row in content.get("tasks") or ()),
        accesses=tuple(
            Door(row["key"], row.get("system") or {}, row.get("level") or {}, row.get("why") or {})
            for row in content.get("accesses") or ()
        ),
        checklist=tuple(content.get("checklist") or ()),
        metrics=tuple(
            Figure(row["key"], row.get("name") or {}, row.get("unit") or "", row.get("better") or "up")
            for row in content.get("metrics") or ()
        ),
        glossary=tuple((row.get("term") or {}, row.get("plain") or {}) for row in content.get("glossary") or ()),
    )


def _questions(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Ask, ...]:
    return tuple(_question(row) for row in rows or ())


def _question(row: Mapping[str, Any]) -> Ask:
    when = row.get("when") or {}
    return Ask(
        key=row["key"],
        ask=row.get("ask") or {},
        help=row.get("help") or {},
        kind=row.get("kind") or "line",
        options=tuple(Option(option["key"], option.get("label") or {}) for option in row.get("options") or ()),
        required=bool(row.get("required")),
        when_key=when.get("key") or "",
        when_is=tuple(when.get("is") or ()),
    )


def _task(row: Mapping[str, Any]) -> TaskLine:
    return TaskLine(
        key=row["key"],
        title=row.get("title") or {},
        what=row.get("what") or {},
        criteria=row.get("criteria") or {},
        part=row.get("part") or "specialist",
        offset=int(row.get("offset") or 0),
        days=int(row.get("days") or 1),
        hours=float(row.get("hours") or 0),
        after=tuple(row.get("after") or ()),
        checklist=tuple(row.get("checklist") or ()),
        onboarding=bool(row.get("onboarding", True)),
    )
