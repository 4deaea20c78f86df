"""The agenda on the page of a meeting: adding and changing points, taking those that are ready, sending it before."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.conversations.meetings import agenda, letters
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.change import ChangedMeanwhile
from rapport.conversations.meetings.models import AgendaLine, Meeting
from rapport.conversations.meetings.send_agenda import send_agenda
from rapport.desk import two_editors
from rapport.desk.meetings import drawing
from rapport.desk.meetings.forms import LineForm
from rapport.desk.meetings.letters import recipients
from rapport.desk.onward import go
from rapport.overview.agenda import points
from rapport.ui.formats import say


@require_POST
def meeting_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Add one point."""
    meeting = meeting_for(acting(request), pk)
    typed = request.POST.get("text", "")
    try:
        agenda.add(meeting, by=acting(request), text=typed)
    except ValidationError as refused:
        return _answer(request, meeting, " ".join(refused.messages), typed)
    return _answer(request, meeting)


@require_POST
def agenda_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one offered point by its source, or all of them, in the language in which the agenda will be sent."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    source = request.POST.get("source", "")
    language = letters.known(meeting.client.language if meeting.client is not None else member.language)
    with letters.speaking(language, meeting.zone):
        chosen = [(one.source, say(one.text)) for one in points(meeting) if source in ("", one.source)]
    try:
        agenda.take(meeting, by=member, points=chosen)
    except ValidationError as refused:
        return _answer(request, meeting, " ".join(refused.messages))
    return _answer(request, meeting)


@require_POST
def agenda_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a point, move it up, take it off or put it back."""
    member = acting(request)
    line = AgendaLine.objects.filter(pk=pk).first()
    if line is None:
        raise Http404(_("There is no such point."))
    line.meeting = meeting_for(member, line.meeting_id)
    match request.POST.get("deed", "change"):
        case "strike":
            agenda.strike(line, by=member)
        case "unstrike":
            agenda.unstrike(line, by=member)
        case "up":
            agenda.raise_(line, by=member)
        case _:
            return _change(request, line)
    return _answer(request, line.meeting)


def agenda_send(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be sent, to whom; then it is sent."""
    member = acting(request)
    meeting = meeting_for(member, pk)
    wrong = ""
    if request.method == "POST":
        try:
            sent = send_agenda(meeting, by=member, to=recipients(request))
        except ValidationError as refused:
            wrong = " ".join(refused.messages)
        else:
            said = _("The agenda is sent.") if sent else _("They have this agenda already.")
            messages.success(request, said)
            return go("meeting", meeting.pk)
    return preview(request, meeting, "agenda", wrong)


def preview(request: HttpRequest, meeting: Meeting, kind: str, wrong: str) -> HttpResponse:
    """The letter in each language it goes out in, and the contacts it can go to."""
    member, readers = acting(request), letters.readers(meeting)
    write = letters.agenda_letter if kind == "agenda" else letters.minutes_letter
    languages = dict.fromkeys(reader.language for reader in readers if reader.mail) or {"en": None}
    context = {
        **drawing.head(request, meeting), "kind": kind, "wrong": wrong, "readers": readers,
        "written": [write(meeting, member, language) for language in languages],
        "may_ask": kind == "minutes" and meeting.client is not None
        and may(member, "approval.ask", meeting.client.standing),
        "empty": not (letters.agenda_lines(meeting) if kind == "agenda" else meeting.lines.exists()),
    }  # fmt: skip
    return render(request, "desk/meetings/send.html", context, status=422 if wrong else 200)


def _change(request: HttpRequest, line: AgendaLine) -> HttpResponse:
    form = LineForm(request.POST)
    if not form.is_valid():
        wrong = " ".join(str(errors[0]) for errors in form.errors.values())
        return _answer(request, line.meeting, wrong, request.POST.get("text", ""))
    mine, now = {"text": form.cleaned_data["text"]}, {"text": line.text}
    text = two_editors.chosen(mine, now, request.POST)["text"]
    try:
        agenda.change(line, by=acting(request), version=form.cleaned_data["version"], text=text)
    except ChangedMeanwhile as stale:
        both = two_editors.conflict(form, mine, {"text": stale.theirs.text}, entries=[], version=stale.theirs.version)
        back = reverse("meeting", args=[line.meeting_id])
        return render(request, "desk/two_editors.html", {**both, "back": back}, status=409)
    return _answer(request, line.meeting)


def _answer(request: HttpRequest, meeting: Meeting, wrong: str = "", typed: str = "") -> HttpResponse:
    status = 422 if wrong else 200
    said = {"agenda_wrong": wrong, "agenda_typed": typed if wrong else ""}
    if request.htmx:  # type: ignore[attr-defined]
        context = {**drawing.agenda_of(meeting), **said, "fragment": True}
        return render(request, "desk/meetings/agenda.html", context, status=status)
    if wrong:
        return drawing.draw(request, meeting, status=status, **said)
    return go(f"{reverse('meeting', args=[meeting.pk])}#agenda")
