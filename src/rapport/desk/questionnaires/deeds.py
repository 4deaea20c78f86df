"""Deeds on one questionnaire, each a POST: sent or sent again, its links taken back, closed, opened, a part ended."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.desk.onward import go
from rapport.desk.questionnaires.forms import LetterForm
from rapport.desk.questionnaires.views import draw
from rapport.onboarding.questionnaires.access import questionnaire_for
from rapport.onboarding.questionnaires.ask import ask
from rapport.onboarding.questionnaires.close import close, open_again
from rapport.onboarding.questionnaires.hand_part import end_part
from rapport.onboarding.questionnaires.models import Part
from rapport.onboarding.questionnaires.take_back import take_back


@require_POST
def questionnaire_send(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = questionnaire_for(member, pk, "start.keep")
    form = LetterForm(request.POST, client=row.client)
    if form.is_valid():
        try:
            sent, _address = ask(row, by=member, contact=form.cleaned_data["contact"], due=form.due_at())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            name = sent.contact.name if sent.contact else ""
            messages.success(request, _("A letter with the link is on its way to %(name)s.") % {"name": name})
            return go("questionnaire", pk)
    return draw(request, row, status=422, ask_form=form)


@require_POST
def questionnaire_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    ended = take_back(questionnaire_for(member, pk, "start.keep"), by=member)
    words = _("The links open nothing any more.") if ended else _("No link was open.")
    messages.success(request, words)
    return go("questionnaire", pk)


@require_POST
def questionnaire_close(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    done = close(questionnaire_for(member, pk, "start.keep"), by=member)
    messages.success(request, _("Closed; what they wrote stays.") if done else _("It was closed already."))
    return go("questionnaire", pk)


@require_POST
def questionnaire_open(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    row = questionnaire_for(member, pk, "start.keep")
    try:
        done = open_again(row, by=member)
    except ValidationError as refusal:
        return draw(request, row, status=422, refused=refusal.messages)
    messages.success(request, _("They can write in it again.") if done else _("It is open already."))
    return go("questionnaire", pk)


@require_POST
def questionnaire_part_end(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    member = acting(request)
    row = questionnaire_for(member, pk, "start.keep")
    given = Part.objects.filter(pk=part, questionnaire=row).first()
    if given is None:
        raise Http404(_("There is no such questionnaire."))
    given.questionnaire = row
    end_part(given, by=member)
    messages.success(request, _("Taken back from %(name)s.") % {"name": given.name})
    return go("questionnaire", pk)
