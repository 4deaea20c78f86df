"""The work for one client: its open tasks by whose move it is, what was done lately, what comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.delivery.tasks.models import OPEN_STATES, Recurrence, Task
from rapport.desk.client.head import head_of
from rapport.desk.today.kinds import address
from rapport.desk.work.looking import Looking, in_order
from rapport.desk.work.recurrences import listed
from rapport.desk.work.rows import Row, lately, rows_of
from rapport.journal import clock
from rapport.portfolio.access import client_for

MOST = 300  # open tasks on the page
SHOWN_DONE = 15
LATELY = timedelta(days=30)
GROUPS: tuple[tuple[str | Promise, str | Promise, tuple[str, ...]], ...] = (
    (_("Our move"), _("Delivered, unclear, or with another date proposed."), ("delivered", "unclear", "proposed")),
    (_("Under way"), _("Somebody has said yes."), ("doing",)),
    (_("Waits for a yes"), _("Handed over, not accepted yet."), ("handed",)),
    (_("Not handed over"), _("Nobody has it yet."), ("open",)),
)


@dataclass(slots=True)
class Group:
    name: str | Promise
    words: str | Promise
    rows: list[Row]


@require_safe
def client_work(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "story.see")
    seen, where = Task.objects.visible_to(member).filter(client=client), address("task", 0)
    rows = rows_of(in_order(seen.filter(state__in=OPEN_STATES), Looking())[: MOST + 1], member.zone, where)
    closed = seen.filter(closed_at__gt=clock.now() - LATELY).order_by("-closed_at", "-pk")[:SHOWN_DONE]
    context = {
        **head_of(client, member, "work"),
        "groups": [
            Group(name, words, found)
            for name, words, states in GROUPS
            if (found := [row for row in rows[:MOST] if row.state in states])
        ],
        "number": len(rows[:MOST]),
        "more": len(rows) > MOST,
        "late": lately(rows),
        "done": rows_of(closed, member.zone, where),
        "list": address("work"),
        "again": listed(Recurrence.objects.filter(client=client, ended_at=None)),
        "again_new": address("recurrence_new", client.pk) if may(member, "task.keep", client.standing) else "",
        "task_new": address("task_new", client.pk) if may(member, "task.write", client.standing) else "",
        "beside": [
            (words, icon, there)
            for words, icon, name, deed in BESIDE
            if may(member, deed, client.standing) and (there := address(name, client.pk))
        ],
    }
    return render(request, "desk/work/client_work.html", context)


BESIDE = (
    (_("Extra work"), "gift", "client_extra", "extra.capture"),
    (_("What they owe us"), "hourglass", "client_owed", "owed.see"),
    (_("Goals and plan"), "milestone", "client_plan", "plan.see"),
)
