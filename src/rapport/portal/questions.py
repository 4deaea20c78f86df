"""The words around a question to a contact, by what kind of question it is: headings and buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.approvals.purposes import purpose_of

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Question:
    """`parts` are the headings of what is shown (a part without one is its own heading); `theirs` the parts that are
    the contact's own words; `corrects` the part that a correction starts from. `shared`: they decide, and may pass it
    on; else they confirm what we have understood."""

    shared: bool = True
    yes: Words = ""
    correct: Words = ""
    decline: Words = ""
    decline_hint: Words = ""
    parts: Mapping[str, Words] = field(default_factory=dict)
    theirs: frozenset[str] = frozenset()
    corrects: str = ""

    def heading(self, part: str) -> Words:
        return self.parts.get(part, part if self.shared else "")


USUAL = Question(parts={"text": "", "words": "", "about": ""})
QUESTIONS: Mapping[str, Question] = {
    "understanding": Question(
        shared=False,
        yes=_("Yes, that is right"),
        correct=_("Correct it"),
        decline=_("I did not say this"),
        decline_hint=_("Say whom to ask, if you know."),
        parts={"words": _("You said"), "reading": _("We understood")},
        theirs=frozenset({"words"}),
        corrects="reading",
    ),
}


def question_of(purpose: str) -> Question:
    found = QUESTIONS.get(purpose, USUAL)
    assert found.shared == purpose_of(purpose).shared
    return found
