"""Which questions of a questionnaire are asked, what an answer as typed means, and what is still a gap or a doubt.

For the contact who fills it in, for the keeper, and for the agenda of the first meeting. A question may hang on the
answer to another, which may itself hang on a third.

>>> site = Question("site", "yes_no", required=True)
>>> where = Question("where", "line", required=True, when_key="site", when_is=(True,))
>>> why = Question("why", "text", when_key="site", when_is=(False,))
>>> [one.key for one in asked([site, where, why], {"site": Given(True)})]
['site', 'where']
>>> [(gap.key, gap.kind) for gap in gaps([site, where, why], {"site": Given(True)})]
[('where', 'missing')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from rapport.reckon.verdict import Reason, because

LINE, TEXT, DOUBT = 300, 10_000, 2_000  # characters
CHOICES = 100
LARGEST = Decimal(10) ** 12
_SPACES = re.compile("[ \u00a0\u202f'\u2019]")
_GROUPED = re.compile(r"-?\d{1,3}([.,])\d{3}(\1\d{3})*")

GapKind = Literal["missing", "unknown"]


@dataclass(frozen=True, slots=True)
class Question:
    """`when_is` are the answers to `when_key` at which it is asked: keys of options, or true and false."""

    key: str
    kind: str
    required: bool = False
    options: tuple[str, ...] = ()
    when_key: str = ""
    when_is: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands; `unknown` is "I do not know, help me", and `doubt` their words about it."""

    value: Any = None
    unknown: bool = False
    doubt: str = ""
    files: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer we can work with: required and missing, or they do not know; `doubt` their words."""

    key: str
    kind: GapKind
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was typed, as it is kept; or why it cannot be."""

    value: Any
    wrong: Reason | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the questions that are asked, how many have an answer or an honest "I do not know"."""

    done: int
    total: int

    @property
    def share(self) -> float:
        return self.done / self.total if self.total else 1.0


def asked(questions: Sequence[Question], answers: Mapping[str, Given]) -> tuple[Question, ...]:
    """The questions that are asked as the answers stand, in their order.

    A question whose condition names no question here is always asked; one that hangs, through others, on itself never.
    """
    by_key = {question.key: question for question in questions}
    known: dict[str, bool] = {}

    def holds(question: Question, above: frozenset[str]) -> bool:
        if question.key in known:
            return known[question.key]
        if not question.when_key or question.when_key not in by_key:
            found = True
        elif question.when_key in above or question.when_key == question.key:
            return False
        else:
            parent = by_key[question.when_key]
            found = holds(parent, above | {question.key}) and _meets(answers.get(parent.key), question.when_is)
        known[question.key] = found
        return found

    return tuple(question for question in questions if holds(question, frozenset()))


def answered(given: Given | None) -> bool:
    """Whether something stands there; no and zero are answers.

    >>> answered(Given(False)), answered(Given("")), answered(Given(files=1))
    (True, False, True)
    """
    return given is not None and not given.unknown and (given.files > 0 or given.value not in (None, "", [], {}))


def gaps(questions: Sequence[Question], answers: Mapping[str, Given]) -> tuple[Gap, ...]:
    """What of the questions that are asked is required and missing, or not known to them (also where not required)."""
    found = []
    for question in asked(questions, answers):
        given = answers.get(question.key)
        if given is not None and given.unknown:
            found.append(Gap(question.key, "unknown", given.doubt))
        elif question.required and not answered(given):
            found.append(Gap(question.key, "missing"))
    return tuple(found)


def doubts(questions: Sequence[Question], answers: Mapping[str, Given]) -> tuple[Gap, ...]:
    """What they answered and wrote words of doubt beside."""
    return tuple(
        Gap(question.key, "unknown", given.doubt)
        for question in asked(questions, answers)
        if (given := answers.get(question.key)) and given.doubt and answered(given)
    )


def progress(questions: Sequence[Question], answers: Mapping[str, Given]) -> Progress:
    now = asked(questions, answers)
    done = sum(1 for question in now if (given := answers.get(question.key)) and (given.unknown or answered(given)))
    return Progress(done, len(now))


def point(ask: str, gap: Gap) -> Reason:
    """The point of an agenda that a gap or a doubt makes.

    >>> point("Who writes your texts?", Gap("texts", "unknown", "Perhaps the agency before you?")).plain()
    'Not sure: Who writes your texts? “Perhaps the agency before you?”'
    """
    if gap.kind == "missing":
        return because("Not answered yet: {question}", question=ask)
    if gap.doubt:
        return because("Not sure: {question} “{words}”", question=ask, words=gap.doubt)
    return because("Not known: {question}", question=ask)


def read(question: Question, typed: Any, currency: str = "") -> Read:
    """What was typed as it is kept: text trimmed, numbers and money as exact text, days as ISO, options by their keys.

    `typed` is text, or a list of texts for several choices. Nothing typed is None.

    >>> read(Question("n", "number"), "1 200,50").value, read(Question("n", "number"), "about ten").wrong.plain()
    ('1200.50', 'Write a number, like 1200 or 12.5.')
    >>> read(Question("m", "money"), "1.200", "EUR").value
    {'amount': '1200', 'currency': 'EUR'}
    """
    texts = [one for one in (typed if isinstance(typed, list | tuple) else [typed]) if isinstance(one, str)]
    if question.kind == "choices":
        return _choices(question, texts)
    text = texts[0].strip() if texts else ""
    if not text:
        return Read(None)
    match question.kind:
        case "text":
            return _text(text.replace("\r\n", "\n"), TEXT)
        case "choice":
            return Read(text) if text in question.options else Read(None, because("Choose one of the answers."))
        case "yes_no":
            known = {"yes": True, "no": False}
            return Read(known[text]) if text in known else Read(None, because("Answer yes or no."))
        case "number" | "money":
            return _number(question.kind, text, currency)
        case "date":
            return _day(text)
        case "file":
            return Read(None)
        case _:
            return _text(" ".join(text.split()), LINE)


def _meets(given: Given | None, wanted: Iterable[Any]) -> bool:
    if given is None or given.unknown:
        return False
    values = given.value if isinstance(given.value, list) else [given.value]
    return any(value == one and isinstance(value, bool) == isinstance(one, bool) for value in values for one in wanted)


def _choices(question: Question, texts: Sequence[str]) -> Read:
    chosen = list(dict.fromkeys(text.strip() for text in texts[:CHOICES] if text.strip()))
    if any(one not in question.options for one in chosen):
        return Read(None, because("Choose among the answers."))
    return Read([one for one in question.options if one in chosen] or None)


def _text(text: str, most: int) -> Read:
    if len(text) > most:
        return Read(None, because("At most {most} characters fit here; send the rest as a file or by mail.", most=most))
    return Read(text)


def _number(kind: str, text: str, currency: str) -> Read:
    wrong = (
        because("Write a number, like 1200 or 12.5.") if kind == "number" else because("Write an amount, like 1200.")
    )
    plain = _SPACES.sub("", text).removesuffix(currency).removesuffix("€")
    if "," in plain and "." in plain:
        thousands = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(thousands, "").replace(",", ".")
    elif _GROUPED.fullmatch(plain):
        plain = re.sub("[.,]", "", plain)
    else:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", plain, re.ASCII):
        return Read(None, wrong)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return Read(None, wrong)
    if abs(number) >= LARGEST or (kind == "money" and number < 0):
        return Read(None, wrong)
    return Read({"amount": plain, "currency": currency} if kind == "money" else plain)


def _day(text: str) -> Read:
    try:
        day = date.fromisoformat(text[:40])
    except ValueError:
        return Read(None, because("That is no day of the calendar. Write it like 2024-11-30."))
    if not 1900 <= day.year <= 2199:
        return Read(None, because("That year cannot be right."))
    return Read(day.isoformat())
