"""Rhythms: beginning, changing and ending one; its page with what comes and was; the register of ideas and tests."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting
from rapport.conversations.meetings import ideas
from rapport.conversations.meetings.access import series_for
from rapport.conversations.meetings.begin_rhythm import begin_rhythm
from rapport.conversations.meetings.change_rhythm import change_rhythm
from rapport.conversations.meetings.end_rhythm import end_rhythm
from rapport.conversations.meetings.models import Idea, Kind, Meeting, Series
from rapport.desk.meetings.forms import IdeaForm, ResultForm, RhythmForm, first_values, said_of
from rapport.desk.meetings.planning import page
from rapport.desk.meetings.views import words_of
from rapport.desk.onward import go
from rapport.journal import clock
from rapport.overview.meetings_of import seen
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client

SHOWN = 12


def client_rhythm_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _new(request, client_for(acting(request), pk, "meeting.keep"))


def team_rhythm_new(request: HttpRequest) -> HttpResponse:
    return _new(request, None)


@require_safe
def rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, series_for(acting(request), pk))


def rhythm_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    series = series_for(member, pk)
    names = ("kind", "title", "first", "until", "at_time", "minutes", "zone", "place")
    first = {
        **{name: getattr(series, name) for name in names}, **said_of(series.rule), "team": series.team_id,
        "members": list(series.members.values_list("pk", flat=True)),
        "contacts": list(series.contacts.values_list("pk", flat=True)),
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    form = RhythmForm(data, client=series.client, member=member, initial=first)
    form.fields.pop("team", None)
    if form.is_valid():
        try:
            change_rhythm(series, by=member, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The rhythm is saved; what lies ahead follows it."))
            return go("rhythm", series.pk)
    title = _("Change the rhythm: %(title)s") % {"title": series}
    back = reverse("rhythm", args=[series.pk])
    return page(request, form, title, _("Save"), back, client=series.client, rhythm=True)


@require_POST
def rhythm_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    series = series_for(member, pk)
    if end_rhythm(series, by=member):
        messages.success(request, _("The rhythm has ended; what lay ahead is cancelled."))
    return go(reverse("client_meetings", args=[series.client_id]) if series.client_id else reverse("meetings"))


@require_POST
def idea_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    series = series_for(member, pk)
    form = IdeaForm(request.POST)
    if form.is_valid():
        try:
            ideas.note(series, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go(f"{reverse('rhythm', args=[series.pk])}#ideas")
    return _page(request, series, form=form, status=422)


@require_POST
def idea(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an idea with its result, or open it again."""
    member = acting(request)
    found = Idea.objects.filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such idea."))
    found.series = series_for(member, found.series_id)
    if request.POST.get("deed") == "reopen":
        ideas.reopen(found, by=member)
        return go(f"{reverse('rhythm', args=[found.series_id])}#ideas")
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, found.series, result_form=form, closing=found.pk, status=422)
    if ideas.close(found, by=member, result=form.cleaned_data["result"]):
        messages.success(request, _("Closed: %(what)s") % {"what": found.text})
    return go(f"{reverse('rhythm', args=[found.series_id])}#ideas")


def _new(request: HttpRequest, client: Client | None) -> HttpResponse:
    member = acting(request)
    first = {
        **first_values(member), "team": member.team_id, "kind": Kind.CLIENT if client else Kind.WEEKLY,
        "every": "month" if client else "week", "within": "1",
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    form = RhythmForm(data, client=client, member=member, initial=first)
    if form.is_valid():
        try:
            team = form.cleaned_data.get("team")
            series = begin_rhythm(by=member, client=client, team=team, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The rhythm has begun; its next meetings are planned."))
            return go("rhythm", series.pk)
    title = _("A rhythm with %(client)s") % {"client": client.name} if client else _("A rhythm of ours")
    back = reverse("client_meetings", args=[client.pk]) if client else reverse("meetings")
    return page(request, form, title, _("Begin it"), back, client=client, rhythm=True)


def _page(
    request: HttpRequest, series: Series, *, form: IdeaForm | None = None, result_form: ResultForm | None = None,
    closing: int = 0, status: int = 200,
) -> HttpResponse:  # fmt: skip
    member, now = acting(request), clock.now()
    rows = Meeting.objects.filter(series=series).exclude(state=Meeting.State.CANCELLED)
    past = rows.filter(at__lt=now).order_by("-at").values_list("pk", flat=True)[:SHOWN]
    register = series.ideas.select_related("by", "closed_by")
    context = {
        "series": series, "words": words_of(series), "client": series.client,
        "client_url": reverse("client", args=[series.client_id]) if series.client_id else "",
        "ahead": seen(rows.filter(at__gte=now), member, SHOWN),
        "past": seen(Meeting.objects.filter(pk__in=list(past)), member, SHOWN)[::-1],
        "people": [*series.members.all(), *series.contacts.all()],
        "open_ideas": register.filter(closed_at=None),
        "closed_ideas": register.exclude(closed_at=None).order_by("-closed_at")[:SHOWN],
        "keeps_ideas": series.client_id is None or series.ideas.exists(),
        "form": form or IdeaForm(), "result_form": result_form, "closing": closing, "zone": member.zone,
    }  # fmt: skip
    return render(request, "desk/meetings/rhythm.html", context, status=status)
