"""How it begins and ends with a client: handover from sales, starts, questionnaires, accesses, endings."""

from __future__ import annotations

from rapport.onboarding.accesses.models import Access, AccessStep, Drop
from rapport.onboarding.endings.models import Ending
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.questionnaires.models import Answer, AnswerFile, Part, Questionnaire
from rapport.onboarding.starts.models import Start, StartException

__all__ = [
    "Access",
    "AccessStep",
    "Answer",
    "AnswerFile",
    "Drop",
    "Ending",
    "Handover",
    "Part",
    "Questionnaire",
    "Start",
    "StartException",
]
