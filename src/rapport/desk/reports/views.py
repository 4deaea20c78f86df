"""A client's reports, and writing one: its parts with their words in place, what is missing, who received it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.approvals import facts as approvals
from rapport.delivery.answers import yes_of
from rapport.desk.client.head import head_of
from rapport.desk.onward import go
from rapport.desk.reports.forms import NewForm, OutForm, PartForm, SendForm, WriterForm
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.report.set_out import Part as Shown
from rapport.reckon.report.set_out import set_out
from rapport.reckon.report.words import words_of
from rapport.results.reports.access import report_for
from rapport.results.reports.check import check
from rapport.results.reports.compose import Drawn, compose, drawn, language_of
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.facts import reports_of
from rapport.results.reports.models import Report
from rapport.results.reports.names import name_of
from rapport.results.reports.render import content_of
from rapport.results.reports.template import recipients_of, template_of
from rapport.results.reports.titles import period_in_words, title_of
from rapport.results.reports.write_part import may_write

ON_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A part on the page where it is written: `shown` is what its records show, laid out in the report's language."""

    drawn: Drawn
    name: str
    shown: Shown | None
    may_write: bool
    form: PartForm
    out_form: OutForm
    writer_form: WriterForm | None
    theirs: str = ""  # what somebody else wrote meanwhile


@require_safe
def client_reports(request: HttpRequest, pk: int) -> HttpResponse:
    return draw_list(request, client_for(acting(request), pk, "report.see"))


def draw_list(request: HttpRequest, client: Client, *, status: int = 200, form: NewForm | None = None) -> HttpResponse:
    member = acting(request)
    page = Paginator(reports_of(client.pk), ON_A_PAGE).get_page(request.GET.get("page"))
    template = template_of(client)
    context = {
        **head_of(client, member, "reports"),
        "page": page,
        "rows": [(row, period_in_words(row)) for row in page],
        "template": template,
        "recipients": recipients_of(template),
        "may_keep": may(member, "report.keep", client.standing),
        "form": form or NewForm.beginning(clock.today(client.zone)),
    }
    return render(request, "desk/reports/client_reports.html", context, status=status)


@require_POST
def report_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "report.keep")
    form = NewForm(request.POST)
    if form.is_valid():
        try:
            report = draw_up(client, form.cleaned_data["period"], by=member)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go("report", report.pk)
    return draw_list(request, client, status=422, form=form)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, report_for(acting(request), pk))


def draw(
    request: HttpRequest, report: Report, *, status: int = 200, refusal: str = "", part: int = 0, **typed: Any
) -> HttpResponse:
    """The report with every deed on it; also the answer to one that was refused. `typed` are forms of `part`."""
    member = acting(request)
    may_keep = may(member, "report.keep", report.client.standing)
    template = template_of(report.client)
    spelling = request.method == "GET" and "spelling" in request.GET
    parts = drawn(report) if report.is_draft else []
    asked = approvals.newest(Report, [report.pk], purpose="report").get(report.pk)
    context = about(
        report.client,
        report=report,
        title=title_of(report),
        period=period_in_words(report),
        parts=_rows(request, report, parts, may_keep, part, typed),
        lacks=check(report, parts, spelling=spelling) if report.is_draft else (),
        read_over=spelling,
        labels=words_of(language_of(report)).labels,
        laid=None if report.is_draft else _signed(report),
        signed=list(report.signed.select_related("by").order_by("-number")),
        sights=list(report.sights.select_related("contact").order_by("contact__last_name", "pk")),
        questions=list(report.asked.select_related("request", "request__contact").order_by("-pk")),
        asked=asked,
        yes=yes_of(asked),
        template=template,
        recipients=recipients_of(template),
        may_keep=may_keep,
        refusal=refusal,
        send_form=typed.get("send_form") or SendForm(client=report.client, template=template),
    )
    return render(request, "desk/reports/report.html", context, status=status)


def _rows(
    request: HttpRequest, report: Report, parts: list[Drawn], may_keep: bool, chosen: int, typed: dict[str, Any]
) -> list[Row]:
    if not parts:
        return []
    for one in parts:
        one.part.report = report
    member = acting(request)
    shown = _shown(report, parts)
    blank = WriterForm(client=report.client, by=member) if may_keep else None
    rows = []
    for one in parts:
        mine = typed if one.part.pk == chosen else {}
        form = PartForm(
            initial={"title": one.part.title, "text": one.text, "version": one.part.version},
            prefix=None, auto_id=f"id_{one.part.pk}_%s",
        )  # fmt: skip
        rows.append(
            Row(
                drawn=one,
                name=name_of(one.part),
                shown=shown.get(one.part.pk),
                may_write=may_write(one.part, member),
                form=mine.get("form", form),
                out_form=mine.get("out_form") or OutForm(auto_id=f"id_{one.part.pk}_%s"),
                writer_form=mine.get("writer_form") or blank,
                theirs=mine.get("theirs", ""),
            )
        )
    return rows


def _shown(report: Report, parts: list[Drawn]) -> dict[int, Shown]:
    """What the records of each part show; words are written beside it."""
    showing = [one for one in parts if one.blocks and one.part.out_at is None]
    bare = [Drawn(one.part, "", "", one.blocks, one.bad) for one in showing]
    laid = set_out(compose(report, bare, sent=True))
    return {one.part.pk: part for one, part in zip(showing, laid.sections, strict=True)}


def _signed(report: Report) -> Any:
    return set_out(content_of(report))
