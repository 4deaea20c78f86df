"""How a client's reports are made: which parts in which order, how often, in which language, for whom."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.desk.onward import go
from rapport.desk.reports.forms import TemplateForm
from rapport.desk.whereto import about
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile
from rapport.results.reports.models import Kind
from rapport.results.reports.template import template_of, write_template


def report_template(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "report.keep")
    row = template_of(client)
    row.client = client
    form = TemplateForm.of(row, request.POST if request.method == "POST" else None)
    status = 422
    if form.is_valid():
        try:
            write_template(
                client, form.values(), by=member, recipients=form.cleaned_data["recipients"],
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except ChangedMeanwhile:
            status = 409
            form.add_error(None, _("Somebody saved this meanwhile. What you chose stands here; save it once more."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(row.version)  # type: ignore[index]
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved. The next report is made so."))
            return go("client_reports", pk)
    places = [form[f"place_{kind}"] for kind in Kind]
    context = about(client, form=form, places=places)
    return render(request, "desk/reports/template.html", context, status=status if form.errors else 200)
