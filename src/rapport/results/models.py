"""What came of the work: figures as they were read, what they should be, and the reports that tell of them."""

from __future__ import annotations

from rapport.results.reports.models import AskedBack, Part, Report, ReportTemplate, Sight, Signed

__all__ = ["AskedBack", "Part", "Report", "ReportTemplate", "Sight", "Signed"]
