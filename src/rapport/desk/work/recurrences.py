"""Tasks that come again: the list, one of them with what comes and was, beginning, changing and ending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may, require
from rapport.agency.models import Member
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.access_recurrence import recurrence_for, visible_to
from rapport.delivery.tasks.begin_recurrence import LIKE, begin_recurrence
from rapport.delivery.tasks.change_recurrence import change_recurrence
from rapport.delivery.tasks.end_recurrence import end_recurrence
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.desk.meetings.forms import said_of
from rapport.desk.onward import go
from rapport.desk.today.kinds import address
from rapport.desk.work.forms import RecurrenceForm
from rapport.desk.work.rows import rows_of
from rapport.desk.work.tabs import tabs
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.recurring import read
from rapport.reckon.verdict import Reason

SHOWN, LISTED = 12, 100


@require_safe
def recurrences(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    context = {
        "listed": listed(visible_to(member).filter(ended_at=None)),
        "may_begin": may(member, "task.keep"),
        **tabs(request, "recurrences"),
    }
    return render(request, "desk/work/recurrences.html", context)


@require_safe
def recurrence(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    found = recurrence_for(member, pk)
    own, where = Task.objects.visible_to(member).filter(recurrence=found), address("task", 0)
    ahead = own.open().order_by("due_at", "pk")[:SHOWN]
    past = own.filter(state__in=(Task.State.DONE, Task.State.DROPPED)).order_by("-closed_at", "-pk")[:SHOWN]
    doer = Member.objects.filter(pk=found.like.get("member") or 0).first()
    context = {
        "recurrence": found,
        "words": words_of(found),
        "doer": doer,
        "ahead": rows_of(ahead, member.zone, where),
        "past": rows_of(past, member.zone, where),
        "may_keep": may(member, "task.keep", found.client.standing if found.client else None),
        **_crumb(found.client),
    }
    return render(request, "desk/work/recurrence.html", context)


def recurrence_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _begin(request, client_for(acting(request), pk, "task.keep"))


def recurrence_own_new(request: HttpRequest) -> HttpResponse:
    """Work of the house."""
    require(acting(request), "task.keep")
    return _begin(request, None)


def recurrence_change(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    found = recurrence_for(member, pk, "task.keep")
    first = {
        **{name: found.like.get(name) for name in LIKE}, **said_of(found.rule), "first": found.first,
        "until": found.until,
    }  # fmt: skip
    form = _form(request, member, found.client, first)
    if form.is_valid():
        try:
            change_recurrence(found, by=member, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Saved; what lies ahead and nobody has touched follows."))
            return go("recurrence", pk)
    title = _("Change what comes again: %(title)s") % {"title": found}
    return _page(request, form, found.client, title, _("Save"), reverse("recurrence", args=[pk]))


@require_POST
def recurrence_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    found = recurrence_for(member, pk, "task.keep")
    if end_recurrence(found, by=member):
        messages.success(request, _("It does not come again; what nobody had touched is dropped."))
    return go("recurrence", pk)


def listed(rows: QuerySet[Recurrence]) -> list[tuple[Recurrence, Reason | str]]:
    """Those that go on, with their rhythm in words."""
    found = rows.select_related("client", "keeper").order_by("client__folded", "pk")[:LISTED]
    return [(one, words_of(one)) for one in found]


def words_of(found: Recurrence) -> Reason | str:
    known = read(found.rule)
    return known.words() if known else found.rule


def _begin(request: HttpRequest, client: Client | None) -> HttpResponse:
    member = acting(request)
    form = _form(request, member, client, {"first": clock.today(member.zone), **_like(request, member, client)})
    if form.is_valid():
        try:
            begun = begin_recurrence(client, by=member, **form.values())
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("It comes again from now on; the next ones are handed over."))
            return go("recurrence", begun.pk)
    title = (
        _("A task that comes again for %(client)s") % {"client": client.name} if client else _("Work that comes again")
    )
    back = address("client_work", client.pk) if client else reverse("recurrences")
    return _page(request, form, client, title, _("Begin it"), back)


def _like(request: HttpRequest, member: Member, client: Client | None) -> dict[str, Any]:
    """What a task that was done once says already (?task=7)."""
    pk = request.GET.get("task", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return {}
    task = task_for(member, int(pk), "task.keep")
    if task.client_id != (client.pk if client else None):
        return {}
    return {
        "title": task.title, "criteria": task.criteria, "what": task.what, "member": task.member_id,
        "hours": task.hours, "service": task.service_id, "goal": task.goal_id,
        "steps": [step.text for step in task.steps.all()],
    }  # fmt: skip


def _form(request: HttpRequest, member: Member, client: Client | None, first: dict[str, Any]) -> RecurrenceForm:
    data = request.POST if request.method == "POST" else None
    return RecurrenceForm(data, client=client, by=member, initial=first)


def _page(
    request: HttpRequest, form: RecurrenceForm, client: Client | None, title: str, deed: str, back: str
) -> HttpResponse:
    context = {"form": form, "title": title, "deed": deed, "back": back, **_crumb(client)}
    return render(request, "desk/work/recurrence_form.html", context, status=422 if form.errors else 200)


def _crumb(client: Client | None) -> dict[str, Any]:
    return {"client": client, "client_url": address("client_work", client.pk) if client else reverse("recurrences")}
