"""How complete a brief is, and what is missing in it: for whoever writes it, before it counts as ready.

Of the questions that are asked as the answers stand, only the required ones count.

>>> shop, goods = Question("shop", "yes_no", required=True), Question("goods", "line", True, (), "shop", (True,))
>>> found = completeness([shop, goods, Question("remarks", "text")], {"shop": True})
>>> found.share, found.missing, found.reason.plain()
(0.5, ('goods',), '1 required question is still to be answered, of 2.')
>>> completeness([shop, goods], {"shop": False}).is_complete
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.reckon.questionnaire import Given, Question, answered, asked
from rapport.reckon.verdict import Reason, because, counted


@dataclass(frozen=True, slots=True)
class Completeness:
    """`asked` are the keys of all questions that are asked now, `missing` the required ones without an answer."""

    asked: tuple[str, ...]
    required: int
    answered: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing is required."""
        return self.answered / self.required if self.required else None

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def reason(self) -> Reason:
        if not self.required:
            return because("Nothing in it is required.")
        if self.is_complete:
            return because("All that is required is answered.")
        missing = counted("{n} required question is", "{n} required questions are", len(self.missing))
        return because("{missing} still to be answered, of {total}.", missing=missing, total=self.required)


def completeness(questions: Sequence[Question], answers: Mapping[str, Any]) -> Completeness:
    """Judge the answers {key: value}, as they are kept. Blanks and an empty choice are no answers; no and zero are."""
    given = {key: Given(value.strip() if isinstance(value, str) else value) for key, value in answers.items()}
    now = asked(questions, given)
    required = [question.key for question in now if question.required]
    missing = tuple(key for key in required if not answered(given.get(key)))
    return Completeness(tuple(question.key for question in now), len(required), len(required) - len(missing), missing)
