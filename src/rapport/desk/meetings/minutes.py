"""The minutes on the page of a meeting: a line by Enter, what it becomes by one key, sent the same day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may
from rapport.conversations.meetings import become, take_minutes
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.ask_agreed import ask_agreed
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.conversations.meetings.send_minutes import send_minutes, versions
from rapport.desk import two_editors
from rapport.desk.meetings import drawing
from rapport.desk.meetings.agenda import preview
from rapport.desk.meetings.forms import MinuteForm
from rapport.desk.meetings.letters import recipients
from rapport.desk.onward import go


@require_POST
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one line; without words, the last one becomes what the key says."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    typed = request.POST.get("text", "")
    try:
        take_minutes.write(meeting, by=member, text=typed, becomes=request.POST.get("becomes", ""), once=_once(request))
    except ValidationError as refused:
        return _answer(request, meeting, " ".join(refused.messages), typed)
    return _answer(request, meeting)


@require_POST
def minute_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a line, tick its action, change it or take it out."""
    member = acting(request)
    line = MinuteLine.objects.filter(pk=pk).first()
    if line is None:
        raise Http404(_("There is no such line."))
    line.meeting = meeting_for(member, line.meeting_id)
    deed = request.POST.get("deed", "change")
    try:
        match deed:
            case "turn":
                take_minutes.turn(line, by=member, becomes=request.POST.get("becomes", ""))
            case "done" | "undone":
                become.done(line, by=member, is_done=deed == "done")
            case "remove":
                take_minutes.remove(line, by=member)
            case _:
                return _change(request, line)
    except ValidationError as refused:
        return _answer(request, line.meeting, " ".join(refused.messages))
    return _answer(request, line.meeting)


def minutes_send(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be sent, to whom; then it is sent."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    wrong = ""
    if request.method == "POST":
        may_ask = meeting.client is not None and may(member, "approval.ask", meeting.client.standing)
        agree = may_ask and request.POST.get("agree") == "on"
        try:
            with transaction.atomic():
                sent = send_minutes(meeting, by=member, to=recipients(request))
                if agree:
                    ask_agreed(meeting, by=member, to=recipients(request))
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            words = _("The minutes are sent.") if sent else _("They have these minutes already.")
            messages.success(request, _("The minutes are sent, and they are asked to agree.") if agree else words)
            return go("meeting", meeting.pk)
    return preview(request, meeting, "minutes", wrong)


@require_safe
def minutes_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions that were sent, word for word."""
    meeting = meeting_for(acting(request), pk)
    context = {**drawing.head(request, meeting), "sent": versions(meeting)}
    return render(request, "desk/meetings/sent.html", context)


def _change(request: HttpRequest, line: MinuteLine) -> HttpResponse:
    form = MinuteForm(request.POST, client=line.meeting.client)
    if not form.is_valid():
        wrong = " ".join(str(errors[0]) for errors in form.errors.values())
        return _answer(request, line.meeting, wrong)
    mine = {name: form.cleaned_data[name] for name in ("text", "owner", "due")}
    values = two_editors.chosen(mine, _standing(line), request.POST)
    try:
        take_minutes.change(line, by=acting(request), version=form.cleaned_data["version"], **values)
    except ChangedMeanwhile as stale:
        both = two_editors.conflict(form, mine, _standing(stale.theirs), entries=[], version=stale.theirs.version)
        back = reverse("meeting", args=[line.meeting_id])
        return render(request, "desk/two_editors.html", {**both, "back": back}, status=409)
    return _answer(request, line.meeting)


def _standing(line: MinuteLine) -> dict[str, object]:
    return {"text": line.text, "owner": line.owner, "due": line.due}


def _once(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _answer(request: HttpRequest, meeting: Meeting, wrong: str = "", typed: str = "") -> HttpResponse:
    status = 422 if wrong else 200
    said = {"minutes_wrong": wrong, "minutes_typed": typed if wrong else ""}
    if request.htmx:  # type: ignore[attr-defined]
        context = {**drawing.minutes_of(meeting), **said, "fragment": True}
        return render(request, "desk/meetings/minutes.html", context, status=status)
    if wrong:
        return drawing.draw(request, meeting, status=status, **said)
    return go(f"{reverse('meeting', args=[meeting.pk])}#minutes")
