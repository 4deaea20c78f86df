"""A questionnaire as its pages show it, question by question: for the contact, a colleague of theirs, and for us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.catalogue.content import Ask, said
from rapport.onboarding.questionnaires.models import Answer, AnswerFile, Part, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of, currency_of, given, judged
from rapport.onboarding.questionnaires.save import Saved, Typed
from rapport.reckon.questionnaire import Gap, Progress, asked, doubts, gaps, progress
from rapport.ui.formats import day, money, number, say


@dataclass(frozen=True, slots=True)
class Theirs:
    """What another screen wrote meanwhile, in words and as the control has it."""

    shown: str
    typed: Any
    unknown: bool
    doubt: str
    who: str
    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer. `typed` is what stands in the control: text, or a list for several choices."""

    key: str
    kind: str
    ask: str
    help: str
    required: bool
    options: list[tuple[str, str]]
    currency: str
    typed: Any
    shown: str
    unknown: bool
    doubt: str
    number: int
    who: str  # whose words
    by: str  # who of us wrote them down
    at: datetime | None
    files: list[AnswerFile]
    asked: bool
    only_if: str
    when_key: str
    when_is: list[str]
    wrong: str
    theirs: Theirs | None
    part: Part | None
    earlier: list[tuple[str, str, datetime]]

    @property
    def empty(self) -> bool:
        return not (self.shown or self.unknown or self.files)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it. `gaps` and `doubts` come with the words of their questions."""

    rows: list[Row]
    progress: Progress
    gaps: list[tuple[Gap, Row]]
    doubts: list[tuple[Gap, Row]]
    parts: list[Part]

    @property
    def conflicts(self) -> list[Row]:
        return [row for row in self.rows if row.theirs is not None]

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.wrong]


def sheet(
    questionnaire: Questionnaire,
    language: str,
    *,
    keys: Collection[str] | None = None,
    saved: Saved | None = None,
    typed: Iterable[Typed] = (),
) -> Sheet:
    """In a language, at most four statements. `keys`: only those questions. What was typed and refused stays typed."""
    asks = asks_of(questionnaire)
    answers = {
        answer.key: answer for answer in Answer.objects.filter(questionnaire=questionnaire).select_related("member")
    }
    files: dict[str, list[AnswerFile]] = defaultdict(list)
    for file in AnswerFile.objects.filter(questionnaire=questionnaire, removed_at=None).select_related("document"):
        files[file.key].append(file)
    parts = list(Part.objects.filter(questionnaire=questionnaire, ended_at=None).order_by("pk"))
    handed = {key: part for part in parts for key in part.keys}
    known = given(answers.values(), {key: len(rows) for key, rows in files.items()})
    questions = judged(asks)
    now_asked = {question.key for question in asked(questions, known)}
    by_key = {ask.key: ask for ask in asks}
    held = {one.key: one for one in typed}
    currency = currency_of(questionnaire)
    rows = [
        _row(
            ask, by_key, answers.get(ask.key), files.get(ask.key, []), handed.get(ask.key), language, currency,
            asked=ask.key in now_asked, saved=saved or Saved(), held=held.get(ask.key),
        )
        for ask in asks
        if keys is None or (ask.key in keys and (ask.key in now_asked or ask.when_key in keys))
    ]  # fmt: skip
    shown = {row.key: row for row in rows}
    mine = [question for question in questions if question.key in shown]
    return Sheet(
        rows,
        progress(mine, known) if keys is None else _of_part(rows),
        [(gap, shown[gap.key]) for gap in gaps(questions, known) if gap.key in shown],
        [(gap, shown[gap.key]) for gap in doubts(questions, known) if gap.key in shown],
        parts,
    )


def words_of(ask: Ask, value: Any, language: str = "") -> str:
    """An answer in the reader's words."""
    if value in (None, "", []):
        return ""
    match ask.kind:
        case "yes_no":
            return _yes_no(value)
        case "choice" | "choices":
            labels = {option.key: said(option.label, language) for option in ask.options}
            return ", ".join(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
        case "money":
            return money(Decimal(value["amount"]), value.get("currency") or "EUR")
        case "number":
            return number(Decimal(value))
        case "date":
            return day(date.fromisoformat(value))
        case _:
            return str(value)


def control(ask: Ask, value: Any) -> Any:
    """An answer as its control has it."""
    if value is None:
        return [] if ask.kind == "choices" else ""
    if ask.kind == "yes_no":
        return "yes" if value else "no"
    return value["amount"] if ask.kind == "money" else value


def _row(
    ask: Ask,
    by_key: Mapping[str, Ask],
    answer: Answer | None,
    files: list[AnswerFile],
    part: Part | None,
    language: str,
    currency: str,
    *,
    asked: bool,
    saved: Saved,
    held: Typed | None,
) -> Row:
    refused = ask.key in saved.wrong or ask.key in saved.theirs
    value = answer.value if answer else None
    keep = held if refused and held is not None else None
    theirs = saved.theirs.get(ask.key)
    return Row(
        key=ask.key,
        kind=ask.kind,
        ask=said(ask.ask, language),
        help=said(ask.help, language),
        required=ask.required,
        options=[(option.key, said(option.label, language)) for option in ask.options],
        currency=currency,
        typed=_typed(ask, keep.words) if keep else control(ask, value),
        shown=words_of(ask, value, language),
        unknown=keep.unknown if keep else bool(answer and answer.unknown),
        doubt=keep.doubt if keep else answer.doubt if answer else "",
        number=answer.number if answer else 0,
        who=_who(answer),
        by=answer.member.name if answer and answer.member else "",
        at=answer.at if answer else None,
        files=files,
        asked=asked,
        only_if=_only_if(ask, by_key, language),
        when_key=ask.when_key if ask.when_key in by_key else "",
        when_is=[_in_browser(one) for one in ask.when_is],
        wrong=say(saved.wrong[ask.key]) if ask.key in saved.wrong else "",
        theirs=_theirs(ask, theirs, language) if theirs is not None else None,
        part=part,
        earlier=_earlier(ask, answer, language),
    )


def _of_part(rows: Iterable[Row]) -> Progress:
    now = [row for row in rows if row.asked]
    return Progress(sum(not row.empty for row in now), len(now))


def _theirs(ask: Ask, answer: Answer, language: str) -> Theirs:
    shown = words_of(ask, answer.value, language)
    return Theirs(
        shown,
        control(ask, answer.value),
        answer.unknown,
        answer.doubt,
        _who(answer) or _by(answer),
        answer.at,
        answer.number,
    )


def _typed(ask: Ask, words: Any) -> Any:
    if ask.kind == "choices":
        return list(words) if isinstance(words, list) else [words] if words else []
    return words[0] if isinstance(words, list) and words else words if isinstance(words, str) else ""


def _earlier(ask: Ask, answer: Answer | None, language: str) -> list[tuple[str, str, datetime]]:
    """What stood there before, the newest first: in words, whose, when."""
    rows = reversed(answer.earlier) if answer else ()
    return [
        (words_of(ask, one["value"], language) or one["doubt"], one["name"], datetime.fromisoformat(one["at"]))
        for one in rows
    ]


def _who(answer: Answer | None) -> str:
    return answer.name if answer else ""


def _by(answer: Answer) -> str:
    return answer.member.name if answer.member else ""


def _only_if(ask: Ask, by_key: Mapping[str, Ask], language: str) -> str:
    parent = by_key.get(ask.when_key)
    if parent is None:
        return ""
    wanted = [_yes_no(one) if isinstance(one, bool) else words_of(parent, one, language) for one in ask.when_is]
    return _("Only if “%(question)s” is: %(answers)s") % {
        "question": said(parent.ask, language), "answers": " / ".join(wanted),
    }  # fmt: skip


def _in_browser(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _yes_no(value: Any) -> str:
    return pgettext("answer", "yes") if value else pgettext("answer", "no")
