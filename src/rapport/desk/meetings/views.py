"""Meetings: those ahead by day, past ones that need something first; one meeting; a client's meetings and rhythms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.meetings.access import meeting_for, series_of, takes_part, visible_to
from rapport.conversations.meetings.models import Debrief, Meeting, Series
from rapport.conversations.meetings.offers import waiting
from rapport.desk.client.head import head_of
from rapport.desk.meetings import drawing
from rapport.journal import clock
from rapport.overview.meetings_of import Seen, between, seen
from rapport.portfolio.access import client_for
from rapport.reckon.recurring import read
from rapport.reckon.verdict import Reason

AHEAD = timedelta(weeks=4)
BACK = timedelta(days=30)
SHOWN = 40


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    member, now = acting(request), clock.now()
    mine = request.GET.get("of") != "team"
    midnight = datetime.combine(clock.today(member.zone), time.min, clock.zone_of(member.zone))
    rows = Meeting.objects.filter(visible_to(member))
    rows = rows.filter(takes_part(member)) if mine else rows
    series = Series.objects.filter(series_of(member), ended_at=None, client=None).select_related("team", "host")
    here = reverse("meetings")
    context = {
        "needing": seen(rows.filter(_needs_something(now)), member, SHOWN),
        "days": by_day(between(member, midnight, midnight + AHEAD, mine=mine), member),
        "past": seen(rows.filter(at__lt=now, at__gt=now - BACK, state=Meeting.State.HELD), member, SHOWN)[::-1],
        "rhythms": [(one, words_of(one)) for one in series.order_by("title", "pk")[:SHOWN]],
        "whose": [(_("Mine"), here, None, mine), (_("All I may see"), f"{here}?of=team", None, not mine)],
        "zone": member.zone,
    }
    return render(request, "desk/meetings/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return drawing.draw(request, meeting_for(acting(request), pk))


@require_safe
def client_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    member, now = acting(request), clock.now()
    client = client_for(member, pk, "meeting.keep")
    rows = Meeting.objects.filter(client=client)
    ahead = rows.filter(state=Meeting.State.PLANNED, at__gte=now)
    past = rows.filter(at__lt=now).exclude(state=Meeting.State.CANCELLED) | rows.filter(state=Meeting.State.HELD)
    running = Series.objects.filter(client=client, ended_at=None).select_related("host").order_by("pk")
    context: dict[str, Any] = {
        **head_of(client, member, "meetings"),
        "ahead": seen(ahead, member, SHOWN),
        "past": _latest(past, member),
        "rhythms": [(one, words_of(one)) for one in running],
        "offers": waiting(client=client).prefetch_related("times"),
        "zone": member.zone,
    }
    return render(request, "desk/meetings/client_meetings.html", context)


def words_of(series: Series) -> Reason | str:
    """The rhythm as a person says it; the rule itself where our words do not reach."""
    found = read(series.rule)
    return found.words() if found else series.rule


def by_day(listed: Iterable[Seen], member: Member) -> list[tuple[date, list[Seen]]]:
    zone = clock.zone_of(member.zone)
    return [(day, list(rows)) for day, rows in groupby(listed, lambda one: one.meeting.at.astimezone(zone).date())]


def _latest(rows: Any, member: Member) -> list[Seen]:
    newest = rows.order_by("-at").values_list("pk", flat=True)[:SHOWN]
    return seen(Meeting.objects.filter(pk__in=list(newest)), member, SHOWN)[::-1]


def _needs_something(now: datetime) -> Q:
    """Over and nobody said what became of it; held and the minutes not sent; a debrief owed or not read."""
    debrief = Debrief.objects.filter(Q(given_at=None) | Q(read_at=None), meeting=OuterRef("pk"))
    unsaid = Q(state=Meeting.State.PLANNED, at__lt=now)
    unsent = Q(state=Meeting.State.HELD, client__isnull=False, minutes_sent_at=None)
    return (unsaid | unsent | Q(Exists(debrief))) & Q(at__lt=now, at__gt=now - BACK)
