"""What a client may be asked to decide, and what may be answered: one line for each purpose.

Silence may count as a yes only where a purpose says so, and only for a client with whom that was agreed; it never
does where the client's money is decided about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from rapport.approvals.models import Decision

Kind = Decision.Kind
CONFIRMS = frozenset({Kind.CONFIRMED, Kind.CORRECTED, Kind.DECLINED})
DECIDES = frozenset({Kind.APPROVED, Kind.REMARKS, Kind.CORRECTED, Kind.DECLINED})


@dataclass(frozen=True, slots=True)
class Purpose:
    """`answers` are the decisions that a contact may make, `needs_words` those that want a word from them.

    `shared`: one open question for the whole client about a subject; it may be passed on, whoever answers first
    decides, and what they want otherwise is an item of the keeper.
    """

    title: str | Promise
    answers: frozenset[Kind] = DECIDES
    needs_words: frozenset[Kind] = frozenset({Kind.REMARKS, Kind.CORRECTED, Kind.DECLINED})
    silence: bool = False
    shared: bool = True


OTHER = Purpose(pgettext_lazy("purpose", "Something else"))
PURPOSES: Mapping[str, Purpose] = {
    "understanding": Purpose(
        pgettext_lazy("purpose", "Agreed words"), CONFIRMS, frozenset({Kind.CORRECTED}), shared=False
    ),
    "document": Purpose(pgettext_lazy("purpose", "Document"), silence=True),
    "layout": Purpose(pgettext_lazy("purpose", "Layout"), silence=True),
    "milestone": Purpose(pgettext_lazy("purpose", "Milestone"), silence=True),
    "brief": Purpose(pgettext_lazy("purpose", "Brief"), silence=True),
    "plan": Purpose(pgettext_lazy("purpose", "Plan"), silence=True),
    "minutes": Purpose(pgettext_lazy("purpose", "Minutes"), silence=True),
    "report": Purpose(pgettext_lazy("purpose", "Report"), silence=True),
    "questionnaire": Purpose(pgettext_lazy("purpose", "Questionnaire"), silence=True),
    # their money
    "media_plan": Purpose(pgettext_lazy("purpose", "Media plan")),
    "quote": Purpose(pgettext_lazy("purpose", "Quote")),
    "test": Purpose(pgettext_lazy("purpose", "Test on their money")),
    "extra": Purpose(pgettext_lazy("purpose", "Extra work")),
}


def purpose_of(name: str) -> Purpose:
    """A purpose that is not known may be decided about, and is never decided by silence."""
    return PURPOSES.get(name, OTHER)
