"""All tasks one may see, by whose they are, client, state, service, lateness and words; paged and sorted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.desk.today.kinds import address
from rapport.desk.work.looking import PAGE, STATES, WHOSE, Looking, in_order, looking, tasks, whose
from rapport.desk.work.rows import rows_of
from rapport.desk.work.tabs import tabs
from rapport.journal.worded import ask
from rapport.portfolio.models import Client

CHOICES = 300  # of one filter, by name
Named = QuerySet[Any, tuple[int, str]]


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    look = looking(request.GET, member)
    found = in_order(tasks(member, look), look)
    first = look.page * PAGE
    rows = rows_of(found[first : first + PAGE + 1], member.zone, address("task", 0))
    context = {
        "look": look,
        "rows": rows[:PAGE],
        "earlier": look.query(page=look.page - 1) if look.page else None,
        "later": look.query(page=look.page + 1) if len(rows) > PAGE else None,
        "first": first,
        **filters(member, look),
        **tabs(request, "work"),
    }
    return render(request, "desk/work/work.html", context)


def filters(member: Member, look: Looking) -> dict[str, Any]:
    """What the filters of a page of the work offer: of the tasks one may see, in a handful of statements."""
    who, kind = (member.pk, member.team_id or 0), (*member.kind, look.whose)
    return {
        "whose": [(str(words), f"?{look.query(whose=key)}", None, key == look.whose) for key, words in WHOSE.items()],
        "states": STATES,
        "clients": ask(_clients, *who, kind=kind),
        "services": [(one.pk, one.name) for one in ask(_services, *who, kind=kind)],
        "people": ask(_people, *who, kind=kind),
    }


def _clients(roles: frozenset[str], in_team: bool, which: str, member: int, team: int) -> Named:
    seen = _open(Member.of_kind(roles, in_team, member, team), which)
    return _named(Client.objects.filter(pk__in=seen.values("client")))


def _people(roles: frozenset[str], in_team: bool, which: str, member: int, team: int) -> Named:
    seen = _open(Member.of_kind(roles, in_team, member, team), which)
    return _named(Member.objects.filter(pk__in=seen.values("member")))


def _services(roles: frozenset[str], in_team: bool, which: str, member: int, team: int) -> QuerySet[Service]:
    seen = _open(Member.of_kind(roles, in_team, member, team), which)
    return Service.objects.filter(pk__in=seen.values("service"))[:CHOICES]


def _open(member: Member, which: str) -> QuerySet[Task]:
    """`distinct` lets the database leap along an index from one client, service or person to the next."""
    rows = whose(Task.objects.visible_to(member), member, which)
    return rows.filter(state__in=OPEN_STATES).order_by().distinct()


def _named(rows: QuerySet[Any]) -> Named:
    return rows.order_by("name", "pk").values_list("pk", "name")[:CHOICES]
