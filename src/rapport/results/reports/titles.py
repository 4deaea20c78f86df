"""What a report is called in its reader's language: "Report for October 2026"."""

from __future__ import annotations

from django.utils.translation import get_language

from rapport.reckon.report.content import LANGUAGES, Language, Period
from rapport.reckon.report.words import words_of
from rapport.results.reports.models import Report


def title_of(report: Report) -> str:
    return words_of(_language()).labels.report_for.format(period=period_in_words(report))


def period_in_words(report: Report) -> str:
    return words_of(_language()).whole(Period(report.first, report.last))


def _language() -> Language:
    spoken = (get_language() or "en")[:2]
    return next((code for code in LANGUAGES if code == spoken), "en")
