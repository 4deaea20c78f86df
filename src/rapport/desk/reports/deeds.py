"""Deeds on one report, each a POST: words written, a writer asked, a part out or back, signed off, opened, sent."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.hand import Doubtful
from rapport.desk.onward import SeeOther, go
from rapport.desk.reports.forms import OutForm, PartForm, SendForm, WriterForm
from rapport.desk.reports.views import draw
from rapport.portfolio.change import ChangedMeanwhile
from rapport.results.reports.access import part_for, report_for
from rapport.results.reports.ask_writer import ask_nobody, ask_writer
from rapport.results.reports.leave_out import leave_out, put_back
from rapport.results.reports.models import Part
from rapport.results.reports.reopen import reopen
from rapport.results.reports.send import send
from rapport.results.reports.sign_off import sign_off
from rapport.results.reports.template import template_of
from rapport.results.reports.write_part import may_write, write_part
from rapport.ui.formats import say


@require_POST
def report_part(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    member = acting(request)
    row = part_for(member, pk, part)
    if not may_write(row, member):
        raise PermissionDenied(_("This part is for its keeper, or for whoever was asked to write it."))
    form = PartForm(request.POST, auto_id=f"id_{part}_%s")
    status, theirs = 422, ""
    if form.is_valid():
        sent = form.cleaned_data
        try:
            write_part(row, by=member, text=sent["text"], title=sent["title"], version=sent["version"] or 0)
        except ChangedMeanwhile:
            status = 409
            fresh = part_for(member, pk, part)
            theirs = fresh.text or fresh.drafted
            words = _("Somebody wrote here meanwhile; it stands below. Bring both together and save again.")
            form.add_error(None, words)
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(fresh.version)  # type: ignore[index]
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved."))
            return _at(row)
    return draw(request, row.report, status=status, part=part, form=form, theirs=theirs)


@require_POST
def report_part_ask(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    member = acting(request)
    row = part_for(member, pk, part, "report.keep")
    if "nobody" in request.POST:
        return _plainly(request, row, lambda: ask_nobody(row, by=member), _("It is yours to write."))
    form = WriterForm(request.POST, client=row.report.client, by=member)
    if form.is_valid():
        sent = form.cleaned_data
        calendar = calendars.of_member(sent["member"])
        try:
            ask_writer(
                row, by=member, to=sent["member"], due_at=calendars.instant_of(sent["due"], None, calendar),
                into_crew=sent["into_crew"], knowing=sent["knowing"],
            )  # fmt: skip
        except Doubtful as doubtful:
            form.add_error("knowing", [str(say(doubt)) for doubt in doubtful.doubts])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(name)s is asked to write it.") % {"name": sent["member"].name})
            return _at(row)
    return draw(request, row.report, status=422, part=part, writer_form=form)


@require_POST
def report_part_out(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    row = part_for(acting(request), pk, part, "report.keep")
    form = OutForm(request.POST, auto_id=f"id_{part}_%s")
    if form.is_valid():
        try:
            leave_out(row, by=acting(request), why=form.cleaned_data["why"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("It is left out; the reason stays here."))
            return _at(row)
    return draw(request, row.report, status=422, part=part, out_form=form)


@require_POST
def report_part_back(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    row = part_for(acting(request), pk, part, "report.keep")
    return _plainly(request, row, lambda: put_back(row, by=acting(request)), _("It goes along again."))


@require_POST
def report_sign(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = report_for(member, pk, "report.keep")
    number = request.POST.get("version", "")
    version = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
    try:
        sign_off(row, by=member, version=version)
    except ChangedMeanwhile:
        words = _("Somebody changed the report meanwhile. Read it once more, then sign it off.")
        return draw(request, report_for(member, pk), status=409, refusal=words)
    except ValidationError as refusal:
        return draw(request, row, status=422, refusal=" ".join(refusal.messages))
    messages.success(request, _("Signed off. Now it can be sent."), extra_tags=reverse("report_open", args=[pk]))
    return go("report", pk)


@require_POST
def report_open(request: HttpRequest, pk: int) -> HttpResponse:
    row = report_for(acting(request), pk, "report.keep")
    reopen(row, by=acting(request))
    messages.success(request, _("It is open again; what was sent stays as it was until the next version goes out."))
    return go("report", pk)


@require_POST
def report_send(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = report_for(member, pk, "report.keep")
    form = SendForm(request.POST, client=row.client, template=template_of(row.client))
    if form.is_valid():
        people = list(form.cleaned_data["recipients"])
        try:
            send(row, by=member, to=people, words=form.cleaned_data["words"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            words = ngettext("It is on its way to %(num)s person.", "It is on its way to %(num)s people.", len(people))
            messages.success(request, words % {"num": len(people)})
            return go("report", pk)
    return draw(request, row, status=422, send_form=form)


def _plainly(request: HttpRequest, row: Part, deed: Callable[[], object], words: str) -> HttpResponse:
    try:
        deed()
    except ValidationError as refusal:
        return draw(request, row.report, status=422, refusal=" ".join(refusal.messages))
    messages.success(request, words)
    return _at(row)


def _at(part: Part) -> SeeOther:
    return go(f"{reverse('report', args=[part.report_id])}#part-{part.pk}")
