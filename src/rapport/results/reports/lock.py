"""Holds a report for a deed: its row locked, its client's standing asked, its version compared."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.portfolio.change import ChangedMeanwhile
from rapport.results.reports.models import Part, Report

DRAFT = (Report.State.DRAFT,)


def held(
    report: Report,
    *,
    by: Member,
    deed: str = "report.keep",
    states: Collection[str] = DRAFT,
    version: int | None = None,
) -> Report:
    """The row as it stands, locked until the end of the transaction the caller has opened.

    `report.client` must have come through its door. Raises ValidationError in another state, ChangedMeanwhile.
    """
    require(by, deed, report.client.standing)
    row = Report.objects.select_for_update().get(pk=report.pk)
    row.client = report.client
    if row.state not in states:
        raise ValidationError(_refusal(row))
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    return row


def held_part(part: Part, *, by: Member, deed: str = "report.keep", version: int | None = None) -> Part:
    """A part as it stands, its report locked and being written."""
    report = held(part.report, by=by, deed=deed)
    row = Part.objects.select_related("service", "writer", "task").get(pk=part.pk)
    row.report = report
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    return row


def put(part: Part) -> Part:
    """Keep the part; whoever looked at the report before is told that it changed."""
    part.version += 1
    part.save()
    part.report.version += 1
    part.report.save(update_fields=["version"])
    return part


def _refusal(report: Report) -> str:
    if report.state == Report.State.DRAFT:
        return _("It is not signed off yet.")
    return _("It is signed off. Open it again to write a new version.")
