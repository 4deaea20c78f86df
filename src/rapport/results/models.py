"""What came of the work: figures as they were read, what they should be, and the reports that tell of them."""

from __future__ import annotations

from rapport.results.findings.models import Finding
from rapport.results.readings.models import Arrival, Correction, Feed, Rate, Strip, Target
from rapport.results.reports.models import AskedBack, Part, Report, ReportTemplate, Sight, Signed

__all__ = [
    "Arrival",
    "AskedBack",
    "Correction",
    "Feed",
    "Finding",
    "Part",
    "Rate",
    "Report",
    "ReportTemplate",
    "Sight",
    "Signed",
    "Strip",
    "Target",
]
