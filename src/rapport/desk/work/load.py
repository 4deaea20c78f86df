"""The load: hours promised of hours there are, per person and week; what one week is made of; does it fit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member, Team
from rapport.conversations.meetings.access import visible_to
from rapport.conversations.meetings.models import Meeting
from rapport.delivery.tasks import calendars, load
from rapport.delivery.tasks.load import Carries
from rapport.delivery.tasks.models import Task
from rapport.desk.today.kinds import address
from rapport.desk.work.forms import FitForm
from rapport.desk.work.tabs import tabs
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.capacity import WEEKS, Fit, Week, made_of, overloaded, words
from rapport.reckon.verdict import Reason

SHOWN = 8  # weeks side by side
PEOPLE = 60
TONES = {"over": "bad", "near": "warn"}


@dataclass(slots=True)
class Line:
    """One person's weeks."""

    member: Member
    weeks: list[tuple[Week, Reason, str]]
    carries: Carries


@dataclass(slots=True)
class Made:
    """What one week of one person is made of; `hidden` hours are of tasks and meetings one may not see."""

    member: Member
    week: Week
    words: Reason
    tasks: list[tuple[Task, str, float, bool]] = field(default_factory=list)  # its page, hours, whether these are known
    meetings: list[tuple[Meeting, float]] = field(default_factory=list)
    hidden: int = 0
    hidden_hours: float = 0.0


@require_safe
def load_page(request: HttpRequest) -> HttpResponse:
    team, everyone = _team(request), load.doers()
    people = [one for one in everyone if team is None or one.team_id == team.pk]
    first, since = _number(request, "people") * PEOPLE, _number(request, "weeks") * SHOWN
    since = min(since, WEEKS // SHOWN * SHOWN) or _over_now(acting(request))
    shown = people[first : first + PEOPLE]
    carrying = load.carries(shown, weeks=since + SHOWN)
    lines = [_line(one, carrying[one.pk], since) for one in shown]
    asked = any(request.GET.get(name) for name in FitForm.base_fields)
    form = FitForm(request.GET if asked else None, people=everyone)
    context = {
        "lines": lines,
        "mondays": [week.monday for week, _words, _tone in lines[0].weeks] if lines else [],
        "over": [(line.member, weeks) for line in lines if (weeks := overloaded(line.carries.load))],
        "unknown": sum(line.carries.load.unknown for line in lines),
        "form": form,
        "asked": asked,
        "fits": _fits(request, form) if asked else None,
        "teams": _teams(request, team),
        "team": team.pk if team else "all",
        "plannable": lines[0].carries.load.plannable if lines else 0,
        "tones": TONES,
        "earlier_weeks": since // SHOWN - 1 if since >= SHOWN else None,
        "later_weeks": since // SHOWN + 1 if since + SHOWN < WEEKS else None,
        "earlier_people": first // PEOPLE - 1 if first else None,
        "later_people": first // PEOPLE + 1 if first + PEOPLE < len(people) else None,
        **tabs(request, "load"),
    }
    return render(request, "desk/work/load.html", context, status=422 if asked and form.errors else 200)


@require_safe
def load_week(request: HttpRequest, pk: int, monday: str) -> HttpResponse:
    """What a week of somebody is made of: beside the table, or as a page of its own."""
    viewer = acting(request)
    person = next((one for one in load.doers() if one.pk == pk), None)
    if person is None:
        raise Http404(_("There is no such person."))
    try:
        made = _made(viewer, person, date.fromisoformat(monday))
    except ValueError:
        raise Http404(_("This is no week.")) from None
    if request.headers.get("HX-Request"):
        return render(request, "desk/work/load_week.html", {"made": made})
    return render(request, "desk/work/load_week_page.html", {"made": made, **tabs(request, "load")})


@require_safe
def load_fits(request: HttpRequest) -> HttpResponse:
    """The sentence alone, for any form that asks for hours, a date and a person."""
    form = FitForm(request.GET, people=load.doers())
    return render(request, "desk/work/fits.html", {"fits": _fits(request, form), "form": form, "asked": True})


def _line(member: Member, carries: Carries, since: int) -> Line:
    weeks = carries.load.weeks[since : since + SHOWN]
    return Line(member, [(week, words(week), TONES.get(week.state, "")) for week in weeks], carries)


def _made(viewer: Member, person: Member, monday: date) -> Made:
    one = load.carries([person])[person.pk]
    week = next((week for week in one.load.weeks if week.monday == monday), None)
    if week is None:
        raise Http404(_("This week is not among those that are reckoned."))
    parts = made_of(one.work, one.load, monday)
    seen = load.titles((work.key for work, _hours in parts), viewer)
    made = Made(person, week, words(week))
    for work, hours in parts:
        if isinstance(work.key, int) and work.key in seen:
            made.tasks.append((seen[work.key], address("task", work.key), hours, work.hours is not None))
        else:
            made.hidden += 1
            made.hidden_hours += hours
    weeks = (monday - one.load.book.monday).days // 7
    held = {busy.key: busy.hours for busy in one.meetings if one.load.book.week_of(busy.at) == weeks}
    listed = Meeting.objects.filter(visible_to(viewer), pk__in=list(held)).select_related("client").order_by("at")
    made.meetings = [(meeting, held[meeting.pk]) for meeting in listed]
    made.hidden += len(held) - len(made.meetings)
    made.hidden_hours += sum(held.values()) - sum(hours for _meeting, hours in made.meetings)
    return made


@dataclass(frozen=True, slots=True)
class Fits:
    """The answer, and who else could take it."""

    member: Member
    hours: float
    fit: Fit
    others: list[tuple[Member, Fit, Reason]]

    @property
    def tone(self) -> str:
        return {"yes": "good", "tight": "warn", "no": "bad"}[self.fit.verdict]


def _fits(request: HttpRequest, form: FitForm) -> Fits | None:
    if not form.is_valid():
        return None
    said: Mapping[str, Any] = form.cleaned_data
    member, hours = said["member"], float(said["hours"])
    due = calendars.of_member(member).end_of_day(said["due"])
    fit = load.does_it_fit(hours, due, member, without=_id(request, "task"))
    others: list[tuple[Member, Fit, Reason]] = []
    if fit.verdict != "yes":
        client = _id(request, "client")
        if client and not Client.objects.here().visible_to(acting(request)).filter(pk=client).exists():
            client = None
        others = load.who_could(hours, due, member, client=client, service=_id(request, "service"))
    return Fits(member, hours, fit, others)


def _team(request: HttpRequest) -> Team | None:
    """The team that is asked for; without a wish one's own."""
    wish, member = request.GET.get("team", ""), acting(request)
    if wish == "all":
        return None
    if wish.isdecimal():
        return Team.objects.filter(pk=int(wish[:18])).first()
    return member.team


def _teams(request: HttpRequest, current: Team | None) -> list[tuple[str, str, None, bool]]:
    here = request.path
    teams = [(team.name, f"{here}?team={team.pk}", None, team == current) for team in Team.objects.all()[:8]]
    return [*teams, (_("Everybody"), f"{here}?team=all", None, current is None)] if teams else []


def _over_now(member: Member) -> int:
    """On a weekend the week that ends is left out."""
    return int(clock.today(member.zone).weekday() >= 5)


def _number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 5 else 0


def _id(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
