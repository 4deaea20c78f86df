"""Brings a report or a part of one to whoever asks, through its client's door: for every view that names one."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.portfolio.access import client_for
from rapport.results.reports.models import Part, Report


def report_for(member: Member, pk: int, deed: str = "report.see") -> Report:
    """The report with its client, when the member may do the deed with that client; else the same 404."""
    report = Report.objects.select_related("signed_by", "made_by").filter(pk=pk).first()
    if report is None:
        raise Http404(_("There is no such report."))
    report.client = client_for(member, report.client_id, deed)
    return report


def part_for(member: Member, pk: int, part: int, deed: str = "report.write") -> Part:
    """A part of that report."""
    report = report_for(member, pk, deed)
    row = Part.objects.select_related("service", "writer", "task").filter(report=pk, pk=part).first()
    if row is None:
        raise Http404(_("There is no such part."))
    row.report = report
    return row
