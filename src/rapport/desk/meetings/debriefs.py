"""The debrief of a client meeting without the keeper: written by the specialist in four fields, read by the keeper."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.debrief import FIELDS, give, read
from rapport.conversations.meetings.models import Debrief
from rapport.desk.meetings import drawing
from rapport.desk.meetings.forms import DebriefForm
from rapport.desk.onward import go


def meeting_debrief(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever owes it writes; everybody else of the client reads. Without one owed there is nothing to write."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    debrief = Debrief.objects.filter(meeting=meeting).select_related("owed_by").first()
    if debrief is None:
        messages.info(request, _("No debrief is owed for this meeting."))
        return go("meeting", meeting.pk)
    debrief.meeting = meeting
    first = {name: getattr(debrief, name) for name in FIELDS}
    form = DebriefForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            give(debrief, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The debrief is with the keeper."))
            return go("meeting", meeting.pk)
    writes = not debrief.given_at or debrief.owed_by_id == member.pk or request.method == "POST"
    context = {**drawing.head(request, meeting), "form": form, "debrief": debrief, "writes": writes}
    return render(request, "desk/meetings/debrief.html", context, status=422 if form.errors else 200)


@require_POST
def debrief_read(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    debrief = Debrief.objects.filter(meeting=meeting).first()
    if debrief is not None:
        debrief.meeting = meeting
        if read(debrief, by=member):
            messages.success(request, _("Marked as read."))
    return go("meeting", meeting.pk)
