"""How a question to a contact is called on our pages: its state, its parts, its subject; by its purpose."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.approvals.models import Approval
from rapport.approvals.purposes import purpose_of
from rapport.desk.today.kinds import address

Words = str | Promise

PARTS: Mapping[str, Words] = {
    "words": gettext_lazy("They said"),
    "reading": gettext_lazy("We understood"),
    "text": "",
    "about": "",
}
STATES: Mapping[str, Words] = {
    "waiting": gettext_lazy("Waits for their word"),
    "late": gettext_lazy("Unanswered"),
    "confirmed": gettext_lazy("Confirmed"),
    "approved": pgettext_lazy("approval", "Approved"),
    "remarks": pgettext_lazy("approval", "Approved with remarks"),
    "corrected": gettext_lazy("They ask for a change"),
    "declined": pgettext_lazy("approval", "Declined"),
    "silent": pgettext_lazy("approval", "Approved by silence"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "replaced": gettext_lazy("Replaced by a newer version"),
    "back": gettext_lazy("Given back"),
}
OF_THEIR_WORDS: Mapping[str, Words] = {
    "corrected": gettext_lazy("Corrected by them"),
    "declined": gettext_lazy("Not their words"),
}
TONES = {
    "confirmed": "good", "approved": "good", "remarks": "good", "silent": "good", "corrected": "warn",
    "declined": "warn", "late": "bad",
}  # fmt: skip
ICONS = {
    "confirmed": "check", "approved": "check", "remarks": "check", "silent": "bell-off", "corrected": "pencil-line",
    "declined": "x",
}  # fmt: skip
SUBJECTS = {  # of which page it is a part
    "conversations.understanding": "understanding",
    "conversations.meeting": "meeting",
    "documents.paper": "paper",
    "delivery.brief": "brief",
    "delivery.plan": "plan",
    "delivery.milestone": "milestone",
    "delivery.extrawork": "extra",
    "onboarding.questionnaire": "questionnaire",
    "results.report": "report",
}


def state_words(purpose: str, state: str) -> Words:
    if not purpose_of(purpose).shared and state in OF_THEIR_WORDS:
        return OF_THEIR_WORDS[state]
    return STATES[state]


def subject_page(approval: Approval) -> str:
    """The page of what was asked about; empty when it has none."""
    name = SUBJECTS.get(approval.subject)
    return address(name, approval.subject_id) if name else ""


def heading(part: str) -> Words:
    """A part without a name of ours is named by whoever asked."""
    return PARTS.get(part, part)
