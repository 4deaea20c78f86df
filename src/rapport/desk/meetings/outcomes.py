"""What became of a meeting: it took place and who came, it did not, or what was said of it is taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.hold import hold
from rapport.conversations.meetings.miss import miss
from rapport.conversations.meetings.put_back import put_back
from rapport.desk.meetings import drawing
from rapport.desk.meetings.forms import WhyForm
from rapport.desk.onward import go


@require_POST
def meeting_held(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came is ticked; without any box on the form everybody did."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    came = [int(one) for one in request.POST.getlist("came") if one.isdecimal() and len(one) < 18]
    try:
        if hold(meeting, by=member, came=came if "boxes" in request.POST else None):
            _done(request, meeting.pk, _("%(title)s took place.") % {"title": meeting})
    except ValidationError as refused:
        return drawing.draw(request, meeting, status=422, outcome_wrong=" ".join(refused.messages))
    return go("meeting", meeting.pk)


@require_POST
def meeting_missed(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    form = WhyForm({"who": "ours", **request.POST.dict()})
    if not form.is_valid():
        wrong = " ".join(str(errors[0]) for errors in form.errors.values())
        return drawing.draw(request, meeting, status=422, outcome_wrong=wrong)
    try:
        if miss(meeting, by=member, **form.cleaned_data):
            _done(request, meeting.pk, _("%(title)s did not take place.") % {"title": meeting})
    except ValidationError as refused:
        return drawing.draw(request, meeting, status=422, outcome_wrong=" ".join(refused.messages))
    return go("meeting", meeting.pk)


@require_POST
def meeting_back(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    if put_back(meeting, by=member):
        messages.success(request, _("%(title)s is planned again.") % {"title": meeting})
    return go("meeting", meeting.pk)


def _done(request: HttpRequest, pk: int, words: str) -> None:
    messages.success(request, words, extra_tags=reverse("meeting_back", args=[pk]))
