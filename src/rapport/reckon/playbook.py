"""Whether the content of a service can be begun with: what is wrong in it, place by place, and its tasks in order.

For whoever publishes an edition, and for starts, which lay the tasks out in working days. The content is the plain
JSON of an edition (the layout stands in catalogue/content.py): every text is {language: text}, English always there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.reckon.verdict import Reason, because, counted

KINDS = ("line", "text", "choice", "choices", "yes_no", "number", "money", "date", "address", "file")
CHOOSING = ("choice", "choices")
PARTS = ("keeper", "specialist", "client")

# part of the content → its texts with the most letters each may have, and the most rows of the part
TEXTS: dict[str, dict[str, int]] = {
    "questionnaire": {"ask": 300, "help": 600},
    "brief": {"ask": 300, "help": 600},
    "documents": {"title": 200, "body": 20_000},
    "tasks": {"title": 200, "what": 4_000, "criteria": 2_000},
    "accesses": {"system": 120, "level": 120, "why": 300},
    "metrics": {"name": 80},
    "glossary": {"term": 80, "plain": 600},
}
NEEDED = {"ask", "title", "system", "name", "term", "plain"}  # English of these cannot be missing
PLAIN_TEXTS = {"folders": 120, "checklist": 300}  # lists of texts without keys
MOST_ROWS = 80
DESCRIPTION, LABEL, STEP = 2_000, 120, 300
LONGEST_DAYS, MOST_HOURS, KEY = 250, 400, 60
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: `row` is the key in the part (its place where rows have none), "" for the whole."""

    part: str
    row: str
    why: Reason


@dataclass(frozen=True, slots=True)
class Span:
    """The working days a task takes, counted from the day of the start, which is 0; `last` is its last day."""

    first: int
    last: int


def problems(content: Mapping[str, Any]) -> tuple[Problem, ...]:
    """All that keeps this content from being published, in the order of the page; none: it is fit.

    >>> task = {"key": "audit", "title": {"en": "Audit"}, "after": ["access"], "hours": -1}
    >>> for one in problems({"description": {"en": "Being found."}, "tasks": [task]}):
    ...     print(one.part, one.row, one.why.plain())
    tasks audit It waits for “access”, which is no task of this playbook.
    tasks audit Hours are between 0 and 400.
    """
    return tuple(_problems(content))


def spans(tasks: Iterable[Mapping[str, Any]]) -> dict[str, Span]:
    """When each task begins and ends, in working days after the start: its offset, or after what it waits for.

    Tasks that wait in a circle, or for what is not there, count as not waiting. In the order in which they begin.

    >>> spans([{"key": "b", "days": 2, "after": ["a"]}, {"key": "a", "offset": 1, "days": 3}])
    {'a': Span(first=1, last=3), 'b': Span(first=4, last=5)}
    """
    rows = {str(task["key"]): task for task in tasks}
    found: dict[str, Span] = {}
    for key in _waiting_order(rows):
        row = rows[key]
        ends = [found[other].last + 1 for other in row.get("after") or () if other in found]
        first = max([int(row.get("offset") or 0), *ends])
        found[key] = Span(first, first + max(int(row.get("days") or 1), 1) - 1)
    place = {key: number for number, key in enumerate(rows)}
    return dict(sorted(found.items(), key=lambda pair: (pair[1].first, pair[1].last, place[pair[0]])))


def circles(tasks: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """Tasks that wait for one another, so that none of them could ever begin.

    >>> circles([{"key": "a", "after": ["b"]}, {"key": "b", "after": ["a"]}, {"key": "c", "after": ["b"]}])
    (('a', 'b'),)
    """
    rows = {str(task["key"]): [str(key) for key in task.get("after") or ()] for task in tasks}
    found: list[tuple[str, ...]] = []
    for key in rows:
        if not any(key in circle for circle in found) and (ahead := _reach(key, rows)) and key in ahead:
            found.append(tuple(other for other in rows if other in ahead and key in _reach(other, rows)))
    return tuple(found)


def _problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _text(content.get("description"), "description", "", DESCRIPTION, needed=True)
    for part in ("questionnaire", "brief"):
        yield from _questions(part, content.get(part))
    for part, most in PLAIN_TEXTS.items():
        yield from _plain(part, content.get(part), most)
    yield from _documents(content)
    yield from _tasks(content.get("tasks"))
    for part in ("accesses", "metrics", "glossary"):
        yield from _rows(part, content.get(part))
    for row in _of(content.get("metrics")):
        if row.get("better") not in ("up", "down"):
            yield Problem("metrics", _name(row), because("Say whether more of it is better or less."))


def _rows(part: str, rows: Any) -> Iterator[Problem]:
    """What every list of rows with texts is asked: its size, its keys, its texts."""
    if len(_of(rows)) > MOST_ROWS:
        yield Problem(part, "", because("At most {n} rows fit here.", n=MOST_ROWS))
    seen: set[str] = set()
    for number, row in enumerate(_of(rows)):
        name = str(number) if part == "glossary" else _name(row)
        if part != "glossary":
            if not _KEY.fullmatch(name) or len(name) > KEY:
                yield Problem(part, name, because("Its key has small letters, figures and hyphens only."))
            elif name in seen:
                yield Problem(part, name, because("Its key “{key}” stands twice in this list.", key=name))
            seen.add(name)
        for field, most in TEXTS[part].items():
            yield from _text(row.get(field), part, name, most, needed=field in NEEDED)


def _plain(part: str, rows: Any, most: int) -> Iterator[Problem]:
    texts = rows if isinstance(rows, Sequence) and not isinstance(rows, str) else ()
    if len(texts) > MOST_ROWS:
        yield Problem(part, "", because("At most {n} rows fit here.", n=MOST_ROWS))
    for number, text in enumerate(texts):
        yield from _text(text, part, str(number), most, needed=True)


def _text(text: Any, part: str, row: str, most: int, *, needed: bool) -> Iterator[Problem]:
    if text is not None and not isinstance(text, Mapping):
        yield Problem(part, row, because("This text has no languages."))
        return
    words = {language: said for language, said in (text or {}).items() if isinstance(said, str) and said.strip()}
    if (needed or words) and "en" not in words:
        yield Problem(part, row, because("English is missing: it stands where a language has none."))
    for language, said in words.items():
        if len(said) > most:
            yield Problem(
                part,
                row,
                because(
                    "The text in {language} is too long: {letters}, and {most} fit.",
                    language=language, letters=counted("{n} character", "{n} characters", len(said)), most=most,
                ),
            )  # fmt: skip


def _questions(part: str, rows: Any) -> Iterator[Problem]:
    yield from _rows(part, rows)
    before: dict[str, Mapping[str, Any]] = {}
    keys = {_name(row) for row in _of(rows)}
    for row in _of(rows):
        name, options = _name(row), _of(row.get("options"))
        if row.get("kind") not in KINDS:
            yield Problem(part, name, because("Say of which kind the answer is."))
        elif row["kind"] in CHOOSING and len(options) < 2:
            yield Problem(part, name, because("A choice needs two options at least."))
        if len({_name(option) for option in options}) < len(options):
            yield Problem(part, name, because("Two of its options have the same key."))
        for option in options:
            yield from _text(option.get("label"), part, name, LABEL, needed=True)
        if row.get("when"):
            yield from _when(part, name, row["when"], before, keys)
        before[name] = row


def _when(
    part: str, name: str, when: Mapping[str, Any], before: Mapping[str, Mapping[str, Any]], keys: set[str]
) -> Iterator[Problem]:
    key, wanted = str(when.get("key") or ""), list(when.get("is") or ())
    asked = before.get(key)
    if asked is None:
        yield Problem(
            part,
            name,
            because("It depends on “{key}”, which is asked later.", key=key)
            if key in keys
            else because("It depends on “{key}”, which is no question here.", key=key),
        )
        return
    possible: set[Any]
    if asked.get("kind") == "yes_no":
        possible = {True, False}
    elif asked.get("kind") in CHOOSING:
        possible = {_name(option) for option in _of(asked.get("options"))}
    else:
        yield Problem(
            part, name, because("It can depend only on a choice or on yes and no; “{key}” is neither.", key=key)
        )
        return
    if not wanted:
        yield Problem(part, name, because("Say at which answer to “{key}” it is asked.", key=key))
    for value in wanted:
        if value not in possible:
            yield Problem(part, name, because("“{key}” has no option “{option}”.", key=key, option=str(value)))


def _documents(content: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _rows("documents", content.get("documents"))
    folders = len(content.get("folders") or ())
    for row in _of(content.get("documents")):
        place = row.get("folder")
        if place is not None and (not isinstance(place, int) or not 0 <= place < folders):
            yield Problem("documents", _name(row), because("Its folder is not there."))


def _tasks(rows: Any) -> Iterator[Problem]:
    yield from _rows("tasks", rows)
    tasks = [row for row in _of(rows) if row.get("key")]
    keys = {_name(row) for row in tasks}
    for row in tasks:
        name = _name(row)
        for other in row.get("after") or ():
            if other not in keys:
                yield Problem(
                    "tasks", name, because("It waits for “{key}”, which is no task of this playbook.", key=str(other))
                )
        yield from _numbers(row, name)
        if row.get("part", "specialist") not in PARTS:
            yield Problem("tasks", name, because("Say whose task it is: the keeper's, a specialist's or the client's."))
        for step in row.get("checklist") or ():
            yield from _text(step, "tasks", name, STEP, needed=True)
    titles = {_name(row): row.get("title") or {} for row in tasks}
    for circle in circles(tasks):
        named = " → ".join(str(titles[key].get("en") or key) for key in (*circle, circle[0]))
        yield Problem("tasks", circle[0], because("These tasks wait for one another: {circle}.", circle=named))


def _numbers(row: Mapping[str, Any], name: str) -> Iterator[Problem]:
    begins = because("It begins between 0 and {n} days after the start.", n=LONGEST_DAYS)
    takes = because("It may take between 1 and {n} days.", n=LONGEST_DAYS)
    hours = because("Hours are between 0 and {n}.", n=MOST_HOURS)
    for value, least, most, why in (
        (row.get("offset", 0), 0, LONGEST_DAYS, begins),
        (row.get("days", 1), 1, LONGEST_DAYS, takes),
        (row.get("hours", 0), 0, MOST_HOURS, hours),
    ):
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            yield Problem("tasks", name, why)


def _waiting_order(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Each after what it waits for; what cannot be ordered comes as it stands."""
    order: list[str] = []
    left = list(rows)
    while left:
        free = [key for key in left if not any(other in left for other in rows[key].get("after") or ())]
        taken = free or left[:1]
        order += taken
        left = [key for key in left if key not in taken]
    return order


def _reach(key: str, rows: Mapping[str, Sequence[str]]) -> set[str]:
    """All that a task waits for, straight or through others."""
    found: set[str] = set()
    ahead = list(rows.get(key, ()))
    while ahead:
        one = ahead.pop()
        if one in rows and one not in found:
            found.add(one)
            ahead += rows[one]
    return found


def _of(rows: Any) -> list[Mapping[str, Any]]:
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("key") or "")
