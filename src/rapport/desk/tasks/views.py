"""One task, the form that writes and hands one over, and the form that changes its words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may, require
from rapport.agency.models import Member
from rapport.attention.ask import settle
from rapport.conversations.mail.models import Message
from rapport.conversations.meetings.become import cause
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.doers import doers
from rapport.delivery.tasks.hand import Doubtful, hand
from rapport.delivery.tasks.lock import Stale
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.weigh import Weighed, weigh
from rapport.delivery.tasks.write import LIMITS, rewrite, write
from rapport.desk import two_editors
from rapport.desk.onward import asked, go
from rapport.desk.tasks.drawing import draw
from rapport.desk.tasks.forms import TaskForm, first_words
from rapport.desk.whereto import client_page
from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason

HANDING = ("title", "what", "criteria", "hours", "goal", "milestone", "begins", "form")
WORDS = (*HANDING, "service", "part", "parent")


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, task_for(acting(request), pk))


def task_new(request: HttpRequest, pk: int) -> HttpResponse:
    """For a client: written and handed over in one step, or only written down."""
    member = acting(request)
    return _write(request, member, client_for(member, pk, "task.write"))


def task_own_new(request: HttpRequest) -> HttpResponse:
    """Work of the house, for no client."""
    return _write(request, acting(request), None)


def task_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A task that is nobody's yet is handed over, its words mended with it."""
    member = acting(request)
    standing = task_for(member, pk, "task.keep")
    if standing.state != Task.State.OPEN:
        messages.error(request, _("It was handed over already."))
        return go("task", pk)
    form = _form(request, member, standing.client, standing)
    doubts: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            with transaction.atomic():
                version = form.cleaned_data["version"]
                changed = rewrite(
                    standing, by=member, version=version, after=form.cleaned_data["after"], **form.values()
                )
                handed = hand(changed, by=member, **form.handing())
        except Doubtful as doubtful:
            doubts = doubtful.doubts
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            return _both(request, standing, form, stale.theirs)
        else:
            return _handed(request, handed)
    return _page(request, form, standing.client, doubts, task=standing)


def task_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words and what it belongs to; dates and doers are changed on its page."""
    member = acting(request)
    standing = task_for(member, pk, "task.write")
    form = _form(request, member, standing.client, standing)
    form.only_words()
    form.without("steps")
    if request.method == "POST" and form.is_valid():
        values = two_editors.chosen(form.values(), _now(standing), request.POST)
        try:
            rewrite(
                standing, by=member, version=form.cleaned_data["version"], after=form.cleaned_data["after"], **values
            )
        except ValidationError as refusal:
            form.say(refusal)
        except Stale as stale:
            return _both(request, standing, form, stale.theirs)
        else:
            messages.success(request, _("Saved."))
            return go("task", pk)
    context = {"form": form, "task": standing, "client": standing.client, **_crumb(standing.client)}
    return render(request, "desk/tasks/task_change.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, member: Member, client: Client | None) -> HttpResponse:
    hands = client is None or may(member, "task.keep", client.standing)
    require(member, "task.write", client.standing if client else None)
    source = _source(request, member, client)
    form = _form(request, member, client, None, source)
    if not hands:
        form.only_words()
    doubts: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        said: dict[str, Any] = {
            **form.values(), "once": _once(form, source), "steps": form.cleaned_data["steps"],
            "after": form.cleaned_data["after"], "source": source.get("source", ""),
            "source_id": source.get("source_id"),
        }  # fmt: skip
        only_write = not hands or "only" in request.POST
        try:
            with transaction.atomic():
                written = write(client, by=member, **said)
                if not only_write:
                    written = hand(written, by=member, **form.handing())
                if source.get("source") == "minutes":  # the task stands for the action from now on
                    settle(cause=cause(source["source_id"]), by=member)
        except Doubtful as doubtful:
            doubts = doubtful.doubts
        except ValidationError as refusal:
            form.say(refusal)
        else:
            if not only_write:
                return _handed(request, written)
            messages.success(request, _("Written down; nobody has it yet."))
            return go(asked(request, reverse("task", args=[written.pk])))
    return _page(request, form, client, doubts, hands=hands, source=source)


def _handed(request: HttpRequest, task: Task) -> HttpResponse:
    assert task.member is not None
    if task.is_own or task.state == Task.State.DOING:
        messages.success(request, _("It is yours now."))
    else:
        messages.success(request, _("Handed to %(name)s, who is asked for a yes.") % {"name": task.member.name})
    return go(asked(request, reverse("task", args=[task.pk])))


def _form(
    request: HttpRequest, member: Member, client: Client | None, task: Task | None, source: dict[str, Any] | None = None
) -> TaskForm:
    first: dict[str, Any] = first_words(task) if task else {"part": "specialist", **(source or {}).get("first", {})}
    form = TaskForm(
        request.POST if request.method == "POST" else None, client=client, by=member, task=task, initial=first
    )
    form.choose_doers(doers(client, member))
    if task is not None and not form.is_bound:
        form.initial["after"] = list(task.after.values_list("pk", flat=True))
    return form


def _page(
    request: HttpRequest,
    form: TaskForm,
    client: Client | None,
    doubts: tuple[Reason, ...] = (),
    *,
    hands: bool = True,
    task: Task | None = None,
    source: dict[str, Any] | None = None,
) -> HttpResponse:
    looking = "look" in request.POST
    weighed = _weighed(form, client, task) if form.is_bound and hands else None
    if looking and request.headers.get("HX-Request"):
        return render(request, "desk/tasks/weighed.html", {"weighed": weighed, "form": form})
    context = {
        "form": form, "client": client, "task": task, "hands": hands, "doubts": doubts, "weighed": weighed,
        "source": source or {}, "looking": looking, **_crumb(client),
    }  # fmt: skip
    refused = bool(form.errors or doubts) and not looking
    return render(request, "desk/tasks/task_new.html", context, status=422 if refused else 200)


def _weighed(form: TaskForm, client: Client | None, task: Task | None) -> Weighed | None:
    """From whatever can be read so far, also while something is still missing."""
    form.is_valid()
    said = form.cleaned_data
    values: dict[str, Any] = {name: said.get(name) for name in HANDING if said.get(name)}
    if task is not None:
        steps = task.steps.count()
    else:
        steps = len(said.get("steps") or ())
    return weigh(
        client, **{"title": "", **values}, steps=steps, member=said.get("member"), due_at=form.due_at(),
        client_due=said.get("client_due"), check_at=said.get("check_at"), task=task.pk if task else None,
    )  # fmt: skip


def _source(request: HttpRequest, member: Member, client: Client | None) -> dict[str, Any]:
    """What the task begins with and where it comes from: a title, a message, a meeting or a line of its minutes."""
    asks = {name: request.POST.get(name) or request.GET.get(name) or "" for name in ("message", "meeting", "line")}
    first: dict[str, Any] = {}
    title = " ".join(request.GET.get("title", "").replace("\x00", "").split())[: LIMITS["title"]]
    found: dict[str, Any] = {"first": first}
    if client is not None and (number := _number(asks["message"])):
        message = Message.objects.filter(pk=number, client=client, state=Message.State.KEPT).first()
        if message is None or not may(member, "mail.read", client.standing):
            raise Http404(_("There is no such message."))
        title = title or message.subject
        first["what"] = message.new_words[:5000]
        found |= {"source": "message", "source_id": message.pk, "words": message.subject or _("a mail")}
    elif client is not None and (number := _number(asks["line"])):
        line = MinuteLine.objects.select_related("meeting").filter(pk=number, meeting__client=client).first()
        if line is None or not may(member, "meeting.keep", client.standing):
            raise Http404(_("There is no such line."))
        title = title or line.text
        first |= {"due": line.due, "member": line.owner_id}
        found |= {"source": "minutes", "source_id": line.pk, "words": str(line.meeting)}
    elif client is not None and (number := _number(asks["meeting"])):
        meeting = Meeting.objects.filter(pk=number, client=client).first()
        if meeting is None or not may(member, "meeting.keep", client.standing):
            raise Http404(_("There is no such meeting."))
        found |= {"source": "meeting", "source_id": meeting.pk, "words": str(meeting)}
    if goal := _number(request.GET.get("goal", "")):
        first["goal"] = goal
    if milestone := _number(request.GET.get("milestone", "")):
        first["milestone"] = milestone
    first["words"] = title[: LIMITS["title"]]
    return found


def _once(form: TaskForm, source: dict[str, Any]) -> str | None:
    """A line of minutes becomes one task, however often it is made; else the form is what it is known by."""
    if source.get("source") == "minutes":
        return f"minutes:{source['source_id']}"
    once = form.cleaned_data["once"]
    return f"task:{once}" if once else None


def _both(request: HttpRequest, standing: Task, form: TaskForm, theirs: Task) -> HttpResponse:
    """Two changed its words at once."""
    rows = Entry.objects.filter(name="task.changed", about_id=standing.pk).select_related("by").order_by("id")
    since = form.cleaned_data["version"] or 0
    entries = [entry for entry in rows if entry.data.get("version", 0) > since]
    mine = {"title": form.cleaned_data["title"], **form.values()}
    labels = {"title": form.fields["words"].label, "criteria": _("How one will know that it is done")}
    both = two_editors.conflict(form, mine, _now(theirs), entries=entries, version=theirs.version, labels=labels)
    back = reverse("task", args=[standing.pk])
    crumb = _crumb(standing.client) if standing.client else {}
    return render(request, "desk/two_editors.html", {**crumb, "back": back, **both}, status=409)


def _now(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in WORDS}


def _crumb(client: Client | None) -> dict[str, Any]:
    return {"client": client, "client_url": client_page(client)} if client else {}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
