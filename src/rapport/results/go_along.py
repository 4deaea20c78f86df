"""Moves a client's reports and figures to another one: for merging two clients and parting them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.results.findings.models import Finding
from rapport.results.readings import go_along as readings
from rapport.results.reports.models import Report, ReportTemplate


def rows_of(client_id: int) -> dict[str, list[int]]:
    return {
        "reports": list(Report.objects.filter(client=client_id).order_by("pk").values_list("pk", flat=True)),
        "report_templates": list(ReportTemplate.objects.filter(client=client_id).values_list("pk", flat=True)),
        "findings": list(Finding.objects.filter(client=client_id).values_list("pk", flat=True)),
        **readings.rows_of(client_id),
    }


def move(rows: Mapping[str, Sequence[Any]], *, to: int) -> None:
    """A period both have told of, a template where there is one, and what both have open, stay with the one gone."""
    readings.move(rows, to=to)
    open_there = Finding.objects.filter(client=to, state=Finding.State.OPEN).values_list("metric", flat=True)
    findings = Finding.objects.filter(pk__in=rows.get("findings", ())).exclude(client=to)
    findings.exclude(state=Finding.State.OPEN, metric__in=list(open_there)).update(client=to)
    told = set(Report.objects.filter(client=to).values_list("first", "last"))
    for report in Report.objects.filter(pk__in=rows.get("reports", ())).exclude(client=to):
        if (report.first, report.last) not in told:
            Report.objects.filter(pk=report.pk).update(client=to)
    if not ReportTemplate.objects.filter(client=to).exists():
        ReportTemplate.objects.filter(pk__in=rows.get("report_templates", ())[:1]).update(client=to)
