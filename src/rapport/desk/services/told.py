"""An edition as its pages draw it: the playbook in order with its days, questions with what they depend on, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rapport.catalogue.content import Ask, Content, TaskLine, Text, read, said
from rapport.catalogue.kinds import KINDS, PARTS_OF_TASKS
from rapport.reckon.playbook import Span, spans

BAR = 132  # pixels of the drawn line of days


@dataclass(frozen=True, slots=True)
class Drawn:
    """One task in its place; `left` and `width` are pixels of the line of days."""

    number: int
    task: TaskLine
    span: Span
    after: list[str]
    part: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and after which answer it is asked."""

    number: int
    question: Ask
    kind: str
    options: list[str]
    when: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that the page of an edition shows."""

    content: Content
    playbook: list[Drawn]
    days: int
    hours: float
    questionnaire: list[Asked]
    brief: list[Asked]
    lacking: int  # texts that the reader's language has not


def told(content: Mapping[str, Any]) -> Told:
    values = read(content)
    playbook = _playbook(values, content)
    return Told(
        content=values,
        playbook=playbook,
        days=max((drawn.span.last for drawn in playbook), default=-1) + 1,
        hours=sum(task.hours for task in values.tasks),
        questionnaire=_questions(values.questionnaire),
        brief=_questions(values.brief),
        lacking=lacking(content),
    )


def lacking(content: Mapping[str, Any], language: str = "") -> int:
    """How many texts are there in English and not in this language (the reader's)."""
    language = language or get_language() or "en"
    return sum(bool(text.get("en")) and not text.get(language) for text in _texts(content))


def days_in_words(span: Span) -> str:
    """Working days as people count them: the day of the start is day 1."""
    if span.first == span.last:
        return _("day %(day)s") % {"day": span.first + 1}
    return _("days %(first)s to %(last)s") % {"first": span.first + 1, "last": span.last + 1}


def kind_words(kind: str) -> str:
    return str(dict(KINDS).get(kind, kind))


def part_words(part: str) -> str:
    return str(dict(PARTS_OF_TASKS).get(part, part))


def _playbook(values: Content, content: Mapping[str, Any]) -> list[Drawn]:
    days = spans(task for task in content.get("tasks") or () if task.get("key"))
    tasks = {task.key: task for task in values.tasks}
    whole = max((span.last for span in days.values()), default=0) + 1
    return [
        Drawn(
            number=number,
            task=tasks[key],
            span=span,
            after=[said(tasks[other].title) for other in tasks[key].after if other in tasks],
            part=part_words(tasks[key].part),
            left=round(BAR * span.first / whole, 1),
            width=round(max(BAR * (span.last - span.first + 1) / whole, 3), 1),
        )
        for number, (key, span) in enumerate(days.items(), 1)
    ]


def _questions(questions: tuple[Ask, ...]) -> list[Asked]:
    known = {question.key: question for question in questions}
    return [
        Asked(
            number=number,
            question=question,
            kind=kind_words(question.kind),
            options=[said(option.label) for option in question.options],
            when=_when(question, known),
        )
        for number, question in enumerate(questions, 1)
    ]


def _when(question: Ask, known: Mapping[str, Ask]) -> str:
    other = known.get(question.when_key)
    if other is None:
        return ""
    labels = {option.key: said(option.label) for option in other.options}
    answers = [
        (_("yes") if value else _("no")) if isinstance(value, bool) else labels.get(str(value), str(value))
        for value in question.when_is
    ]
    return _("only after “%(question)s” – %(answers)s") % {"question": said(other.ask), "answers": ", ".join(answers)}


def lacking_words(count: int, language: str) -> str:
    return ngettext(
        "%(num)s text is not there in %(language)s yet and is shown in English.",
        "%(num)s texts are not there in %(language)s yet and are shown in English.",
        count,
    ) % {"num": count, "language": language}


def _texts(thing: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(thing, Mapping):
        if "en" in thing and all(isinstance(value, str) for value in thing.values()):
            yield _as_text(thing)
            return
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _texts(value)


def _as_text(thing: Mapping[str, Any]) -> Text:
    return thing
