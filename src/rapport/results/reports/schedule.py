"""Draws up the reports whose day has come, by the rhythm of each client's template. Safe to run twice."""

from __future__ import annotations

from rapport.journal import clock
from rapport.portfolio.models import HELD
from rapport.reckon.report.periods import last_over, working_day
from rapport.results.reports.draw_up import draw_up, of_the_house
from rapport.results.reports.models import Report, ReportTemplate


def draw_up_due() -> int:
    """The number drawn up."""
    rows = ReportTemplate.objects.exclude(rhythm=ReportTemplate.Rhythm.NONE).filter(
        client__deleted_at=None, client__merged_into=None, client__status__in=HELD
    )
    calendar, made = of_the_house(), 0
    today = clock.today(calendar.zone)
    for template in rows.select_related("client").order_by("pk").iterator():
        period = last_over(template.rhythm, today)
        if working_day(calendar, period.last, template.working_day) > today:
            continue
        if not Report.objects.filter(client=template.client, first=period.first, last=period.last).exists():
            draw_up(template.client, period, by=None)
            made += 1
    return made
