"""Planning a meeting by hand, changing it, moving it, cancelling it: a form each, a second editor said on the page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.meetings.access import meeting_for
from rapport.conversations.meetings.cancel import cancel
from rapport.conversations.meetings.change import FIELDS, ChangedMeanwhile, change
from rapport.conversations.meetings.invite_by_mail import invite_by_mail, invited, tell_cancelled
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.conversations.meetings.move import move, wall
from rapport.conversations.meetings.plan import plan
from rapport.desk import two_editors
from rapport.desk.meetings.forms import ChangeForm, MeetingForm, MoveForm, TellForm, first_values
from rapport.desk.onward import go
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.ui.formats import moment, say


def client_meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _new(request, client_for(acting(request), pk, "meeting.keep"))


def team_meeting_new(request: HttpRequest) -> HttpResponse:
    return _new(request, None)


def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    data = request.POST if request.method == "POST" else None
    now = _standing(meeting)
    form = ChangeForm(data, client=meeting.client, member=member, initial={**now, "version": meeting.version})
    if form.is_valid():
        mine = {**{name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}, **form.seated}
        values = two_editors.chosen(mine, now, request.POST)
        try:
            change(meeting, by=member, version=form.cleaned_data["version"], **values)
        except ChangedMeanwhile:
            return _both(request, meeting, form, mine)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("%(title)s is saved.") % {"title": meeting})
            return go("meeting", meeting.pk)
    return _form(request, meeting, form, _("Change %(title)s") % {"title": meeting}, _("Save"))


def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    at = wall(meeting)
    first = {
        "day": at.date(), "hour": at.time(), "minutes": meeting.minutes, "zone": meeting.zone,
        "version": meeting.version,
    }  # fmt: skip
    form = MoveForm(request.POST if request.method == "POST" else None, initial=first, invited=bool(invited(meeting)))
    if form.is_valid():
        words = form.cleaned_data
        try:
            moved = move(
                meeting, by=member, local=form.local, zone=words["zone"], minutes=words["minutes"], who=words["who"],
                why=words["why"], version=words["version"],
            )  # fmt: skip
        except ChangedMeanwhile as stale:
            said = _("Somebody saved it meanwhile; it stands at %(moment)s now.") % {"moment": moment(stale.theirs.at)}
            form.add_error(None, said)
            form.data = {**form.data.dict(), "version": stale.theirs.version}  # type: ignore[attr-defined]
        except ValidationError as refusal:
            form.say(refusal)
        else:
            if form.tells:
                invite_by_mail(moved, by=member, to=_seated(invited(moved)), of_itself=True)
            messages.success(request, _("Moved to %(moment)s.") % {"moment": moment(moved.at)})
            if moved.said:
                messages.warning(request, say(moved.said))
            return go("meeting", meeting.pk)
    return _form(request, meeting, form, _("Move %(title)s") % {"title": meeting}, _("Move"))


def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    meeting = meeting_for(member, pk)
    form = TellForm(request.POST if request.method == "POST" else None, invited=bool(invited(meeting)))
    if form.is_valid():
        words = form.cleaned_data
        if cancel(meeting, by=member, who=words["who"], why=words["why"]):
            if form.tells:
                tell_cancelled(meeting, by=member)
            back = reverse("meeting_back", args=[meeting.pk])
            messages.success(request, _("%(title)s is cancelled.") % {"title": meeting}, extra_tags=back)
        return go("meeting", meeting.pk)
    return _form(request, meeting, form, _("Cancel %(title)s") % {"title": meeting}, _("Cancel the meeting"))


def _seated(participants: set[int]) -> list[int]:
    """The contacts among these participants."""
    rows = Participant.objects.filter(pk__in=participants, contact__isnull=False)
    return [pk for pk in rows.values_list("contact", flat=True) if pk]


def _new(request: HttpRequest, client: Client | None) -> HttpResponse:
    member = acting(request)
    data = request.POST if request.method == "POST" else None
    first = {**first_values(member), "team": member.team_id}
    form = MeetingForm(data, client=client, member=member, initial=first)
    if form.is_valid():
        try:
            meeting = plan(by=member, client=client, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Planned for %(moment)s.") % {"moment": moment(meeting.at)})
            if meeting.said:
                messages.warning(request, say(meeting.said))
            return go("meeting", meeting.pk)
    title = _("Plan a meeting with %(client)s") % {"client": client.name} if client else _("Plan a meeting of ours")
    back = reverse("client_meetings", args=[client.pk]) if client else reverse("meetings")
    return page(request, form, title, _("Plan it"), back, client=client)


def _form(request: HttpRequest, meeting: Meeting, form: Any, title: str, deed: str) -> HttpResponse:
    back = reverse("meeting", args=[meeting.pk])
    return page(request, form, title, deed, back, client=meeting.client, meeting=meeting)


def page(
    request: HttpRequest, form: Any, title: str, deed: str, back: str, *, client: Client | None, **more: Any
) -> HttpResponse:
    """One form about meetings, with the zones of the world where it asks for one."""
    context = {
        "form": form, "title": title, "deed": deed, "back": back, "client": client,
        "client_url": reverse("client", args=[client.pk]) if client else "",
        "zones": sorted(clock.ZONES) if "zone" in form.fields else (), **more,
    }  # fmt: skip
    return render(request, "desk/meetings/form.html", context, status=422 if form.errors else 200)


def _standing(meeting: Meeting) -> dict[str, Any]:
    """What stands now, as the form has it; who comes as people, so that a second editor reads names."""
    people = meeting.participants.select_related("member", "contact")
    members: list[Member] = [one.member for one in people if one.member is not None]
    contacts: list[Contact] = [one.contact for one in people if one.contact is not None]
    return {
        **{name: getattr(meeting, name) for name in FIELDS},
        "members": sorted(members, key=lambda one: one.pk),
        "contacts": sorted(contacts, key=lambda one: one.pk),
    }


def _both(request: HttpRequest, meeting: Meeting, form: ChangeForm, mine: dict[str, Any]) -> HttpResponse:
    fresh = meeting_for(acting(request), meeting.pk)
    since = form.cleaned_data["version"]
    rows = Entry.objects.filter(
        name="meeting.changed", about=Meeting._meta.label_lower, about_id=meeting.pk
    ).select_related("by")
    entries = [entry for entry in rows.order_by("id") if entry.data.get("version", 0) > since]
    mine = {**mine, **{name: sorted(mine[name], key=lambda one: one.pk) for name in ("members", "contacts")}}
    both = two_editors.conflict(form, mine, _standing(fresh), entries=entries, version=fresh.version)
    context = {**both, "back": reverse("meeting", args=[meeting.pk])}
    if meeting.client is not None:
        context |= {"client": meeting.client, "client_url": reverse("client", args=[meeting.client_id])}
    return render(request, "desk/two_editors.html", context, status=409)
