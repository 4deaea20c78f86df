"""A report as it goes out, for us to look at first: the page, the PDF and the slides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.approvals.written_in import spoken
from rapport.results.reports.access import report_for
from rapport.results.reports.models import Report
from rapport.results.reports.render import (
    PDF,
    SLIDES,
    colours_of,
    content_of,
    file_name,
    laid_out,
    logo_of,
    pdf,
    slides,
)


@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not counted as seen."""
    report = report_for(acting(request), pk)
    content = content_of(report)
    context = {
        "laid": laid_out(content), "logo": logo_of(content), "colours": colours_of(content), "report": report,
        "client": report.client,
    }  # fmt: skip
    with spoken(report.language, report.client.zone):
        return render(request, "desk/reports/page.html", context)


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(acting(request), pk)
    return _file(report, pdf(content_of(report)), PDF, "pdf")


@require_safe
def report_slides(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(acting(request), pk)
    return _file(report, slides(content_of(report)), SLIDES, "pptx")


def _file(report: Report, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    shown = "inline" if ending == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{file_name(report, ending)}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
