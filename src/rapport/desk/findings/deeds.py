"""Deeds on a finding, each a POST: ask a specialist, begin a mail to the client, known, wrong alarm, open again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.delivery.tasks.hand import Doubtful
from rapport.desk.findings.forms import AskForm, KnownForm, WrongForm
from rapport.desk.findings.views import draw
from rapport.desk.onward import go
from rapport.results.findings.access import finding_for
from rapport.results.findings.ask_specialist import ask_specialist
from rapport.results.findings.settle import call_wrong, note_known, reopen
from rapport.results.findings.write_to_client import write_to_client


@require_POST
def finding_ask(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    one = finding_for(member, pk, "task.keep")
    form = AskForm(request.POST, client=one.client, by=member)
    if form.is_valid():
        try:
            task = ask_specialist(one, by=member, **form.asked())
        except Doubtful as doubtful:
            return draw(request, one, ask_form=form, doubts=doubtful.doubts, status=422)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Asked. It comes back here when it is done."))
            return go("task", task.pk)
    return draw(request, one, ask_form=form, status=422)


@require_POST
def finding_write(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    one = finding_for(member, pk, "mail.write")
    try:
        write_to_client(one, by=member)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return go("finding", one.pk)
    return go("mail_new", one.client_id)


@require_POST
def finding_known(request: HttpRequest, pk: int) -> HttpResponse:
    one = finding_for(acting(request), pk, "figures.keep")
    form = KnownForm(request.POST)
    if form.is_valid():
        note_known(one, by=acting(request), note=form.cleaned_data["note"])
        messages.success(request, _("Noted. It asks for nothing any more."))
        return go("finding", one.pk)
    return draw(request, one, known_form=form, status=422)


@require_POST
def finding_wrong(request: HttpRequest, pk: int) -> HttpResponse:
    one = finding_for(acting(request), pk, "figures.keep")
    form = WrongForm(request.POST)
    if form.is_valid():
        call_wrong(one, by=acting(request), note=form.cleaned_data["note"])
        messages.success(request, _("This figure will have to be surer of itself before it calls again."))
        return go("finding", one.pk)
    return draw(request, one, wrong_form=form, status=422)


@require_POST
def finding_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    one = finding_for(acting(request), pk, "figures.keep")
    try:
        reopen(one, by=acting(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return go("finding", one.pk)
