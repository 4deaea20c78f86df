"""What the judgements must know of a language to hear it: its phrases by kind, and how its verbs speak of tomorrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapport.reckon.folding import fold
from rapport.reckon.hearing.phrases import Phrases, phrases

Weighed = Mapping[float, str]


@dataclass(frozen=True)
class Days:
    """Words for days. Keys of `away` are days from today; of `weekdays` 0 to 6; of `months` 1 to 12."""

    away: Mapping[int, str]
    weekdays: Mapping[int, str]
    months: Mapping[int, str]
    numbers: Mapping[int, str]
    day: str
    week: str
    month: str
    weekend: str
    end_of: str  # "end of"
    this: str
    next: str
    last: str
    within: str  # "in", "within": stands before a number of days
    on: str  # stands before a date such as 15.3


@dataclass(frozen=True)
class Wording:
    """Phrases of one language (see `phrases`); what each kind means stands beside the judgement that reads it."""

    code: str
    common: str  # words that give the language away
    not_: str  # words that turn what follows round
    opening: str  # words a question may open with: greetings, "and", "please"
    # pressing.py
    pressing: Weighed
    thing: str
    broken: str
    need: str
    soon: str
    at_once: str
    calm: str
    solved: str
    # asking.py
    ask: str
    ask_first: str
    ask_not: str
    courtesy: str
    # promising.py
    promise: str
    promise_dated: str
    promise_not: str
    future: str
    future_fill: str
    future_not: str
    future_verb: str
    future_reach: int
    remind: str
    # feeling.py
    blame: Weighed
    praise: Weighed
    warm: str
    thanks: str
    thanks_not: str
    others: str
    days: Days
    future_first: str = ""
    now: str = ""
    elsewhere: str = ""
    since: str = ""
    to_you: str = ""
    ask_word: str = ""
    work: str = ""
    defect: str = ""
    letters: str = ""  # that no other of our languages has
    dated_verb: str = "(?!)"
    dated_verb_not: str = ""
    fold: Callable[[str], str] = field(default=fold)

    @cached_property
    def phrases(self) -> Phrases:
        return phrases({**self._kinds(), **self._day_kinds()}, self.fold)

    @cached_property
    def small_words(self) -> frozenset[str]:
        words = [word.strip() for word in self.common.split("/")]
        return frozenset(words + [fold(word) for word in words])

    @cached_property
    def future_verb_form(self) -> re.Pattern[str]:
        return re.compile(self.future_verb)

    @cached_property
    def dated_verb_form(self) -> re.Pattern[str]:
        return re.compile(self.dated_verb)

    def _kinds(self) -> dict[str, Mapping[float | str, str]]:
        plain = (
            "not_ opening thing broken need soon at_once calm solved ask ask_first ask_not courtesy promise"
            " promise_dated promise_not future future_fill future_not remind warm thanks thanks_not others"
            " dated_verb_not now elsewhere since to_you future_first ask_word work defect"
        )
        kinds: dict[str, Mapping[float | str, str]] = {kind: {1.0: getattr(self, kind)} for kind in plain.split()}
        for kind in ("pressing", "blame", "praise"):
            kinds[kind] = dict(getattr(self, kind))
        return kinds

    def _day_kinds(self) -> dict[str, Mapping[float | str, str]]:
        kinds: dict[str, Mapping[float | str, str]] = {}
        for kind in ("away", "weekdays", "months", "numbers"):
            kinds[kind] = {float(tag): words for tag, words in getattr(self.days, kind).items()}
        for kind in ("day", "week", "month", "weekend", "end_of", "this", "next", "last", "within", "on"):
            kinds[f"days.{kind}"] = {1.0: getattr(self.days, kind)}
        return kinds


def unknown() -> Wording:
    """The wording of a language we do not know: no phrase."""
    words = dict.fromkeys(
        (
            "code common not_ opening thing broken need soon at_once calm solved ask ask_first ask_not"
            " courtesy promise promise_dated promise_not future future_fill future_not future_verb remind warm thanks"
            " thanks_not others"
        ).split(),
        "",
    )
    kinds = dict.fromkeys("day week month weekend end_of this next last within on".split(), "")
    days = Days(away={}, weekdays={}, months={}, numbers={}, **kinds)
    return Wording(**words, pressing={}, blame={}, praise={}, future_reach=1, days=days)  # type: ignore[arg-type]
