"""What is different between two editions of a service, in words: for whoever publishes, and whoever reads the next.

Rows with keys are compared by key; folders and checklist lines by their English, words of the glossary by their term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rapport.reckon.verdict import Reason, because

PARTS = ("questionnaire", "brief", "tasks", "accesses", "folders", "documents", "checklist", "metrics", "glossary")

Kind = Literal["new", "gone", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not as it was; `name` is {language: text}, `details` say what of it changed."""

    part: str
    kind: Kind
    name: Mapping[str, str]
    details: tuple[Reason, ...] = ()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What the later content says differently, part by part; none when both say the same.

    >>> was = {"tasks": [{"key": "audit", "title": {"en": "Audit"}, "days": 3}]}
    >>> now = {"tasks": [{"key": "audit", "title": {"en": "Audit"}, "days": 5}, {"key": "b", "title": {"en": "Begin"}}]}
    >>> for one in differences(was, now):
    ...     print(one.kind, one.name["en"], [detail.plain() for detail in one.details])
    changed Audit ['working days: 5 instead of 3']
    new Begin []
    """
    return tuple(_all(before, after))


def _all(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    was, now = before.get("description") or {}, after.get("description") or {}
    if was != now:
        yield Difference("description", "changed", {}, tuple(_text(because("the words"), was, now)))
    for part in PARTS:
        yield from _part(part, before.get(part) or [], after.get(part) or [])


def _part(part: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    was, now = _named(part, before), _named(part, after)
    stayed = [name for name in now if name in was]
    order = {name: place for place, name in enumerate(name for name in was if name in now)}
    for name, row in now.items():
        if name not in was:
            yield Difference(part, "new", _title(part, row))
        elif was[name] != row:
            yield Difference(part, "changed", _title(part, row), tuple(_details(part, was[name], row)))
    for name, row in was.items():
        if name not in now:
            yield Difference(part, "gone", _title(part, row))
    for name in _out_of_order([(order[name], name) for name in stayed]):
        yield Difference(part, "moved", _title(part, now[name]))


def _out_of_order(rows: list[tuple[int, str]]) -> list[str]:
    """The fewest rows that must have been moved: all but the longest run that kept its order."""
    best: list[list[tuple[int, str]]] = []
    for row in rows:
        before = max((run for run in best if run[-1][0] < row[0]), key=len, default=[])
        best.append([*before, row])
    kept = {name for _place, name in max(best, key=len, default=[])}
    return [name for _place, name in rows if name not in kept]


def _named(part: str, rows: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        name = str(row.get("key") or "") if "key" in row else str(_title(part, row).get("en"))
        while name in found:
            name += "'"
        found[name] = row
    return found


def _title(part: str, row: Mapping[str, Any]) -> Mapping[str, str]:
    if part in ("folders", "checklist"):
        return row
    for field in ("title", "ask", "system", "name", "term"):
        if isinstance(row.get(field), Mapping):
            found: Mapping[str, str] = row[field]
            return found
    return {"en": str(row.get("key") or "")}


def _details(part: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Reason]:
    if part in ("folders", "checklist"):
        yield from _text(because("the words"), was, now)
        return
    for field, name in _TEXTS.items():
        yield from _text(name, was.get(field) or {}, now.get(field) or {})
    for field, (name, usual) in _PLAIN.items():
        old, new = was.get(field, usual), now.get(field, usual)
        if old != new and field in {**was, **now}:
            yield because("{what}: {now} instead of {was}", what=name, now=_plain(new), was=_plain(old))
    for field, name in _LISTS.items():
        if (was.get(field) or None) != (now.get(field) or None):
            yield because("{what} changed", what=name)


def _text(name: Reason, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Reason]:
    if was == now:
        return
    other = [
        language for language in dict.fromkeys([*_LANGUAGES, *was, *now]) if was.get(language) != now.get(language)
    ]
    named: Any = _LANGUAGES.get(other[0], other[0])
    for language in other[1:]:
        named = because("{first}, {then}", first=named, then=_LANGUAGES.get(language, language))
    yield because("{what} changed ({languages})", what=name, languages=named)


def _plain(value: Any) -> Any:
    if value in _NAMES:
        return _NAMES[value]
    if isinstance(value, bool):
        return because("yes") if value else because("no")
    return because("none") if value is None else value


_LANGUAGES = {
    "en": because("English"),
    "hr": because("Croatian"),
    "sk": because("Slovak"),
    "ru": because("Russian"),
}
_TEXTS = {
    "title": because("the title"),
    "ask": because("the question"),
    "help": because("the help"),
    "what": because("what is to be done"),
    "criteria": because("how one sees that it is done"),
    "body": because("the text"),
    "system": because("the system"),
    "level": because("the level"),
    "why": because("the reason"),
    "name": because("the name"),
    "term": because("the word"),
    "plain": because("the explanation"),
}
_PLAIN: dict[str, tuple[Reason, Any]] = {
    "kind": (because("kind of answer"), "line"),
    "required": (because("must be answered"), False),
    "part": (because("whose task it is"), "specialist"),
    "offset": (because("first working day"), 0),
    "days": (because("working days"), 1),
    "hours": (because("hours"), 0),
    "onboarding": (because("onboarding waits for it"), True),
    "unit": (because("unit"), ""),
    "better": (because("better is"), "up"),
}
_LISTS = {
    "options": because("the options"),
    "when": because("when it is asked"),
    "after": because("what it waits for"),
    "checklist": because("its checklist"),
    "folder": because("its folder"),
}
_NAMES = {
    "keeper": because("keeper"),
    "specialist": because("specialist"),
    "client": because("client"),
    "up": because("more"),
    "down": because("less"),
    "line": because("a line"),
    "text": because("a text"),
    "choice": because("one of several"),
    "choices": because("several of several"),
    "yes_no": because("yes or no"),
    "number": because("a number"),
    "money": because("an amount"),
    "date": because("a day"),
    "address": because("a web address"),
    "file": because("a file"),
}
