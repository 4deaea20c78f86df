"""The month: which day a task is due, is looked at on the way, is promised to the client."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel import dates
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.delivery.tasks.models import Task
from rapport.desk.today.kinds import address
from rapport.desk.work.listing import filters
from rapport.desk.work.looking import in_order, looking, tasks
from rapport.desk.work.rows import Row, rows_of
from rapport.desk.work.tabs import tabs
from rapport.journal import clock
from rapport.ui import formats

MOST = 500
SHOWN = 4  # of one day, before the rest folds
KINDS: dict[str, tuple[str, str | Promise]] = {
    "due": ("square-check", _("due")),
    "check": ("search-check", _("check")),
    "client": ("handshake", _("to the client")),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One date of one task."""

    kind: str
    icon: str
    words: str | Promise
    row: Row


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    within: bool
    marks: list[Mark]


@require_safe
def work_calendar(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    look = looking(request.GET, member)
    today = clock.today(member.zone)
    first = _month(request.GET.get("month", ""), today)
    days = list(Calendar().itermonthdates(first.year, first.month))
    zone = clock.zone_of(member.zone)
    since, until = (datetime.combine(day, time.min, zone) for day in (days[0], days[-1] + timedelta(days=1)))
    within = {"gte": since, "lt": until}
    found = tasks(member, look).filter(
        Q(**{f"due_at__{name}": at for name, at in within.items()})
        | Q(**{f"check_at__{name}": at for name, at in within.items()}, checked_at=None)
        | Q(client_due__range=(days[0], days[-1]))
    )
    marks: dict[date, list[Mark]] = defaultdict(list)
    rows = rows_of(in_order(found, look)[:MOST], member.zone, address("task", 0))
    for row in rows:
        on = {
            "due": row.due_at.astimezone(zone).date() if row.due_at else None,
            "check": row.check_at.astimezone(zone).date() if row.check_at and row.state in _CHECKED else None,
            "client": row.client_due,
        }
        for kind, day in on.items():
            if day is not None:
                marks[day].append(Mark(kind, *KINDS[kind], row))
    weeks = [
        [Day(day, day.month == first.month, marks[day]) for day in days[n : n + 7]] for n in range(0, len(days), 7)
    ]
    context = {
        "look": look,
        "weeks": weeks,
        "names": _names(),
        "first": first,
        "this_day": today,
        "earlier": (first - timedelta(days=1)).replace(day=1),
        "later": (first + timedelta(days=31)).replace(day=1),
        "any": bool(rows),
        "shown": SHOWN,
        "more": len(rows) == MOST,
        "query": look.query(),
        **filters(member, look),
        "with_states": False,
        **tabs(request, "work_calendar"),
    }
    return render(request, "desk/work/month.html", context)


_CHECKED = (Task.State.HANDED, Task.State.DOING)


def _names() -> list[str]:
    """The days of the week, Monday first, in the reader's language."""
    names = dates.get_day_names("abbreviated", context="stand-alone", locale=formats.locale())
    return [str(names[n]) for n in range(7)]


def _month(asked: str, today: date) -> date:
    """The first of the month that is named ("2026-11"), within a few years; this month for anything else."""
    try:
        first = date.fromisoformat(f"{asked[:7]}-01")
    except ValueError:
        return today.replace(day=1)
    return first if abs(first.year - today.year) <= 10 else today.replace(day=1)
