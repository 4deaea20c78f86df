"""The content of a client's report of a period, for the command line: as it is kept, else as it would be drawn up."""

from __future__ import annotations

from django.db import transaction

from rapport.portfolio.models import Client
from rapport.reckon.report.content import Period, Report
from rapport.results.reports.compose import compose
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.models import Report as Row
from rapport.results.reports.render import content_of


def content_of_client(client: Client, period: Period, language: str = "") -> Report:
    """Keeps nothing: a report that was never drawn up is put together and let go again. ValidationError for a period
    that has not begun. What was signed off stays in its own words, whatever the language."""
    kept = Row.objects.filter(client=client, first=period.first, last=period.last).first()
    if kept is not None:
        kept.client = client
        if kept.is_draft and language:
            kept.language = language
        return content_of(kept)
    with transaction.atomic():
        made = compose(draw_up(client, period, by=None, language=language), sent=True)
        transaction.set_rollback(True)
    return made
