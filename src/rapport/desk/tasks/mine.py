"""My work: what waits for the member's answer, what they do by when, what came back, what waits for its keeper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.delivery.tasks.models import Return, Step, Task
from rapport.desk.onward import go
from rapport.desk.work.tabs import tabs
from rapport.journal import clock

PAGE = 50
LATELY = timedelta(days=30)
SHOWN_DONE = 20
STATES = Task.State
GROUPS: tuple[tuple[int, str | Promise, str | Promise], ...] = (
    (0, _("To answer"), _("Say yes, propose another date, or say what is unclear.")),
    (1, _("Came back"), _("Delivered, and something is missing.")),
    (2, _("Under way"), _("By date, the nearest first.")),
    (3, _("Waits for the keeper"), _("Delivered, or with a date or a question of yours.")),
    (4, _("Your own, not begun"), _("Nobody waits for a yes.")),
)


@dataclass(slots=True)
class Row:
    task: Task
    group: int
    late: bool
    why_back: str = ""
    steps_done: int = 0
    steps: int = 0


def home(request: HttpRequest) -> HttpResponseRedirect:
    """To the day; for whoever only does work for others, to their work."""
    member = acting(request)
    if member.is_("manager", "head", "admin") or not may(member, "work.see"):
        return go("today" if may(member, "today.see") else "clients" if may(member, "clients.list") else "me")
    return go("my_work")


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Six statements, whatever the number of tasks."""
    member, now = acting(request), clock.now()
    seen = Task.objects.visible_to(member).filter(member=member)
    group = Case(
        When(state=STATES.HANDED, then=Value(0)),
        When(state=STATES.DOING, returned__gt=0, then=Value(1)),
        When(state=STATES.DOING, then=Value(2)),
        When(state__in=(STATES.DELIVERED, STATES.PROPOSED, STATES.UNCLEAR), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    rows = seen.open().annotate(group=group).select_related("client", "goal", "keeper")
    rows = rows.order_by("group", F("due_at").asc(nulls_last=True), "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    drawn = [Row(task, getattr(task, "group", 4), _late(task)) for task in page.object_list]
    _tell_returns(drawn)
    _count_steps(drawn)
    lately = seen.filter(state=STATES.DONE, closed_at__gt=now - LATELY).select_related("client")
    context = {
        "groups": [
            (name, words, [row for row in drawn if row.group == number], number) for number, name, words in GROUPS
        ],
        "page": page,
        "done": lately.order_by("-closed_at", "-pk")[:SHOWN_DONE],
        "any": bool(drawn),
        "late": sum(1 for row in drawn if row.late),
        "sees_clients": may(member, "client.see"),
        **tabs(request, "my_work"),
    }
    return render(request, "desk/tasks/my_work.html", context)


def _late(task: Task) -> bool:
    return task.due_at is not None and task.due_at < clock.now() and task.state != STATES.DELIVERED


def _tell_returns(rows: list[Row]) -> None:
    """Why each came back, the last time."""
    back = {row.task.pk: row for row in rows if row.group == 1}
    for one in Return.objects.filter(task__in=list(back)).order_by("at", "pk"):
        back[one.task_id].why_back = one.reason


def _count_steps(rows: list[Row]) -> None:
    by_task = {row.task.pk: row for row in rows}
    for task, done in Step.objects.filter(task__in=list(by_task)).values_list("task", "done_at"):
        by_task[task].steps += 1
        by_task[task].steps_done += done is not None
