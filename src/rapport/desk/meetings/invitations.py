"""Invitations by mail as the desk has them: seen before they go, sent, and those from outside answered."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.agency.access import acting
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.answer import ANSWERS
from rapport.conversations.meetings.answer_theirs import answer_theirs
from rapport.conversations.meetings.invite_by_mail import invite_by_mail, invited
from rapport.conversations.meetings.letters import readers
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.desk.meetings.letters import recipients
from rapport.desk.onward import go


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invite(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    if meeting.client is None or meeting.from_outside:
        raise Http404(_("There is no such meeting."))
    wrong = ""
    if request.method == "POST":
        try:
            sent = invite_by_mail(meeting, by=member, to=recipients(request))
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            words = ngettext("%(num)s invitation is on its way.", "%(num)s invitations are on their way.", len(sent))
            none = _("They have this invitation already.")
            messages.success(request, words % {"num": len(sent)} if sent else none)
            return go("meeting", meeting.pk)
    seats = invited(meeting)
    context = {
        "meeting": meeting, "client": meeting.client, "client_url": reverse("client", args=[meeting.client_id]),
        "readers": readers(meeting), "wrong": wrong,
        "invited": set(Participant.objects.filter(pk__in=seats).values_list("contact", flat=True)),
    }  # fmt: skip
    return render(request, "desk/meetings/invite.html", context, status=422 if wrong else 200)


@require_POST
def meeting_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own answer to an invitation of theirs."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    said = request.POST.get("answer", "")
    if said in ANSWERS and meeting.state == Meeting.State.PLANNED:
        if answer_theirs(meeting, said, by=member):
            messages.success(request, _("Your answer is kept and goes to them by mail."))
    else:
        messages.error(request, _("Press one of the answers."))
    return go("meeting", meeting.pk)
