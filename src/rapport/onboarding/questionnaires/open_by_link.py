"""What the link of a questionnaire opens: all of it, or the part that was handed to a colleague. For the portal."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.links.hand_out import known_link, open_link
from rapport.links.models import Link
from rapport.onboarding.questionnaires.letter import PART, PURPOSE
from rapport.onboarding.questionnaires.models import Part, Questionnaire
from rapport.onboarding.questionnaires.save import Ended, Writer


@dataclass(frozen=True, slots=True)
class Opened:
    """The questionnaire, and the part of it where the link shows only that."""

    questionnaire: Questionnaire
    part: Part | None = None

    @property
    def writer(self) -> Writer:
        contact = self.questionnaire.contact
        return Writer(name=self.part.name if self.part else contact.name if contact else "")

    @property
    def keys(self) -> list[str] | None:
        return list(self.part.keys) if self.part else None

    @property
    def whole(self) -> bool:
        return self.part is None


def known(token: str) -> Link | None:
    """The link, living or not: for the language of the page, and for telling what has ended from what never was."""
    return known_link(PURPOSE, token) or known_link(PART, token)


def about(link: Link | None) -> Questionnaire | None:
    """Whose questionnaire a link is, or was, about."""
    if link is None:
        return None
    rows = Questionnaire.objects.select_related("client", "contact", "edition__service", "start__engagement")
    if link.purpose == PART:
        return rows.filter(parts__pk=link.subject_id or 0).first()
    return rows.filter(pk=link.subject_id or 0).first()


def opened(token: str) -> Opened:
    """What a living link is about. Reading only; raises Ended."""
    link = open_link(PURPOSE, token) or open_link(PART, token)
    questionnaire = about(link)
    if link is None or questionnaire is None or questionnaire.state == Questionnaire.State.CLOSED:
        raise Ended
    if questionnaire.client.deleted_at or questionnaire.contact is None or questionnaire.contact.deleted_at:
        raise Ended
    if link.purpose != PART:
        return Opened(questionnaire)
    part = Part.objects.filter(pk=link.subject_id or 0, ended_at=None).first()
    if part is None:
        raise Ended
    part.questionnaire = questionnaire
    return Opened(questionnaire, part)
