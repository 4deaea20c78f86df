"""What a brief asks, how complete it is, and its answers in words: from the edition it was begun with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from rapport.catalogue.content import Ask, read, said
from rapport.delivery.briefs.models import Brief
from rapport.reckon.completeness import Completeness, completeness
from rapport.reckon.questionnaire import Question
from rapport.ui.formats import day, money, number


def asks_of(brief: Brief) -> tuple[Ask, ...]:
    """The questions; none for a service without an edition."""
    return read(brief.edition.content).brief if brief.edition else ()


def questions(asks: tuple[Ask, ...]) -> list[Question]:
    """As the judgement takes them. A file is named by where it lies."""
    return [
        Question(
            ask.key, "line" if ask.kind == "file" else ask.kind, ask.required,
            tuple(option.key for option in ask.options), ask.when_key, ask.when_is,
        )
        for ask in asks
    ]  # fmt: skip


def complete(brief: Brief) -> Completeness:
    return completeness(questions(asks_of(brief)), brief.answers)


def answered(brief: Brief, language: str = "") -> Iterator[tuple[Ask, str, str]]:
    """What is asked now, with its words and the answer in words (empty: none), in a language or the reader's."""
    asks = asks_of(brief)
    asked = set(completeness(questions(asks), brief.answers).asked)
    for ask in asks:
        if ask.key in asked:
            yield ask, said(ask.ask, language), answer_in_words(ask, brief.answers.get(ask.key), language)


def answer_in_words(ask: Ask, value: Any, language: str = "") -> str:
    """An answer as a person reads it; nothing for none."""
    labels = {option.key: said(option.label, language) for option in ask.options}
    match value:
        case None | "" | []:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case list():
            return ", ".join(labels.get(one, str(one)) for one in value)
        case {"amount": amount, "currency": str(currency)}:
            return money(_decimal(amount), currency) if currency and _decimal(amount) is not None else str(amount)
        case str() if ask.kind == "choice":
            return labels.get(value, value)
        case str() if ask.kind == "date":
            return _day(value)
        case str() if ask.kind == "number":
            return number(_decimal(value)) if _decimal(value) is not None else value
        case _:
            return str(value)


def condition(ask: Ask, asks: tuple[Ask, ...]) -> str:
    """When it is asked, in words; nothing for what is always asked."""
    parent = next((one for one in asks if one.key == ask.when_key), None)
    if parent is None:
        return ""
    answers = ", ".join(answer_in_words(parent, [one] if isinstance(one, str) else one) for one in ask.when_is)
    return _("Only when “%(question)s” is answered: %(answers)s.") % {
        "question": said(parent.ask),
        "answers": answers,
    }


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text), "long")
    except ValueError:
        return text


def _decimal(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
