"""What the page of a task shows: whose move it is in words, the deeds that fit, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.conversations.meetings.models import MinuteLine
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.models import Comment, Doubt, Proposal, Task
from rapport.delivery.tasks.weigh import of_task
from rapport.desk.tasks.forms import (
    AnswerForm,
    CommentForm,
    DeliverForm,
    DoubtForm,
    DropForm,
    HandOnForm,
    MoveForm,
    ProposeForm,
    ReturnForm,
    RewordForm,
    StepForm,
    TimeForm,
)
from rapport.desk.today.kinds import address
from rapport.journal import clock
from rapport.reckon.handing import what_to_ask
from rapport.reckon.verdict import Reason, because
from rapport.ui.formats import day

TONES = {"done": "good", "unclear": "warn", "proposed": "warn", "delivered": "accent", "dropped": ""}
ON_THE_WAY = (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the task's own history."""

    at: datetime
    icon: str
    said: str
    words: str
    by: str


def draw(request: HttpRequest, task: Task, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of the task; forms that were refused are handed in by name."""
    return render(request, "desk/tasks/task.html", context_of(request, task, **forms), status=status)


def context_of(request: HttpRequest, task: Task, **forms: Any) -> dict[str, Any]:
    member = acting(request)
    now = clock.now()
    steps = list(task.steps.select_related("done_by"))
    keeps, does = may(member, "task.keep", task.standing), task.member_id == member.pk
    comments = list(task.comments.select_related("by", "file")[:SHOWN])
    times = list(task.times.select_related("member").order_by("-on", "-pk")[:SHOWN])
    minutes = task.times.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    proposals = list(task.proposals.select_related("by", "answered_by").order_by("at", "pk"))
    doubts = list(task.doubts.select_related("by", "answered_by").order_by("at", "pk"))
    beside = Q(deleted_at=None, member=member) if member.hired else Q(deleted_at=None)  # from outside: own ones alone
    waits_for = list(task.after.filter(beside).select_related("member"))
    doer = calendars.of_member(task.member or task.keeper)
    due_day = calendars.day_in(doer, task.due_at) if task.due_at else None
    sees_client = task.client is not None and may(member, "client.see", task.client.standing)
    context: dict[str, Any] = {
        "task": task, "client": task.client, "sees_client": sees_client, "member": member,
        "keeps": keeps, "does": does, "writes": may(member, "task.write", task.standing) and task.is_open,
        "may_plan": may(member, "plan.see", task.standing), "goal_url": _goal_url(member, task),
        "tone": _tone(task, now), "late": _late(task, now), "on_the_way": task.state in ON_THE_WAY,
        "move": whose_move(task, member), "steps": steps, "steps_open": [one for one in steps if not one.done_at],
        "comments": [one for one in comments if one.deleted_at is None or one.by_id == member.pk],
        "times": times, "minutes": minutes, "due_day": due_day, "criteria": _lines(task.criteria),
        "waits_for": waits_for, "blocked_by": [one for one in waits_for if one.is_open],
        "waited_by": list(task.before.filter(beside).select_related("member")[:SHOWN]),
        "parts": list(task.parts.filter(beside).select_related("member")[:SHOWN]),
        "proposal": next((one for one in proposals if one.answered_at is None), None),
        "doubt": next((one for one in doubts if one.answered_at is None), None),
        "happened": _happened(task, proposals, doubts),
        "smart": of_task(task, len(steps)) if task.is_open and not member.hired else None,
        "filled": [(one["ask"], task.filled.get(one["key"]), one.get("kind")) for one in task.form],
        "source": _source(member, task),
        "step_form": StepForm(), "time_form": TimeForm(initial={"on": clock.today(member.zone)}),
        "comment_form": CommentForm(), "ask": (), "check_due": False, "doubts": (), "doubted": "",
    }  # fmt: skip
    if does and task.is_open:
        context |= {
            "deliver_form": DeliverForm(task=task), "propose_form": ProposeForm(), "doubt_form": DoubtForm(),
        }  # fmt: skip
    if keeps and task.is_open:
        context |= {
            "move_form": MoveForm.of(task, due_day), "answer_form": AnswerForm(initial={"version": task.version}),
            "return_form": ReturnForm(initial={"version": task.version}),
            "drop_form": DropForm(initial={"version": task.version}),
        }  # fmt: skip
        if task.member_id is not None:
            initial = {"due": due_day, "version": task.version}
            context["hand_on_form"] = forms.get("hand_on_form") or HandOnForm(task=task, by=member, initial=initial)
        if task.state == Task.State.UNCLEAR:
            words = {name: getattr(task, name) for name in ("title", "what", "criteria", "version")}
            context["reword_form"] = RewordForm(initial=words)
        if task.state in ON_THE_WAY and not task.is_own:
            context |= {"ask": _ask(task, steps, minutes, comments, doer, now), "check_due": _check_due(task, now)}
    return {**context, **forms}


def whose_move(task: Task, member: Member) -> Reason:
    """Whose move it is, to whoever reads it."""
    name = task.member.first_name if task.member else ""
    mine = task.member_id == member.pk
    match task.state:
        case Task.State.HANDED:
            return because("You are asked for a yes.") if mine else because("{name} is asked for a yes.", name=name)
        case Task.State.DOING:
            return because("You do it.") if mine else because("{name} does it.", name=name)
        case Task.State.UNCLEAR:
            return because("Your question waits for an answer.") if mine else because("{name} asks.", name=name)
        case Task.State.PROPOSED:
            if mine:
                return because("The date you proposed waits for an answer.")
            return because("{name} proposes another date.", name=name)
        case Task.State.DELIVERED:
            if mine:
                return because("You delivered it; {keeper} looks at it.", keeper=task.keeper.first_name)
            return because("{name} delivered it; it waits to be looked at.", name=name)
        case Task.State.DONE:
            return because("It is done.")
        case Task.State.DROPPED:
            return because("Nobody does it.")
        case _:
            return because("Nobody does it yet.")


def _ask(
    task: Task, steps: list[Any], minutes: int, comments: list[Comment], doer: Any, now: datetime
) -> tuple[Reason, ...]:
    return what_to_ask(
        criteria=tuple(_lines(task.criteria)),
        open_steps=tuple(one.text for one in steps if not one.done_at),
        steps=len(steps),
        minutes=minutes,
        hours=float(task.hours) if task.hours else None,
        words=sum(1 for one in comments if one.by_id == task.member_id),
        accepted=task.accepted_at is not None,
        hours_left=max(doer.working_hours_between(now, task.due_at), 0.0) if task.due_at else None,
    )


def _check_due(task: Task, now: datetime) -> bool:
    return task.check_at is not None and task.checked_at is None and task.check_at <= now


def _late(task: Task, now: datetime) -> bool:
    at = task.delivered_at or task.closed_at or now
    return task.due_at is not None and task.state != Task.State.DROPPED and at > task.due_at


def _tone(task: Task, now: datetime) -> str:
    return "bad" if task.is_open and _late(task, now) else TONES.get(task.state, "")


def _lines(text: str) -> list[str]:
    return [line for line in (part.strip(" -•*\t") for part in text.splitlines()) if line]


def _goal_url(member: Member, task: Task) -> str:
    if task.goal_id is None or not may(member, "plan.see", task.standing):
        return ""
    return address("goal", task.goal_id)


def _source(member: Member, task: Task) -> str:
    """Where it was asked for, for whoever may go there."""
    page = {"message": ("message", "mail.read"), "meeting": ("meeting", "meeting.keep")}.get(task.source)
    if task.source == "minutes" and may(member, "meeting.keep", task.standing):
        meeting = MinuteLine.objects.filter(pk=task.source_id or 0).values_list("meeting", flat=True).first()
        return address("meeting", meeting) if meeting else ""
    if page is None or not task.source_id or not may(member, page[1], task.standing):
        return ""
    return address(page[0], task.source_id)


def _happened(task: Task, proposals: Iterable[Proposal], doubts: Iterable[Doubt]) -> list[Happened]:
    """Handed, returned, another date, questions and their answers: the newest first."""
    found: list[Happened] = []
    for handing in task.handings.select_related("was", "to", "by"):
        names = {"was": handing.was.name if handing.was else "", "to": handing.to.name}
        said = _("From %(was)s to %(to)s") % names if handing.was else _("Handed to %(to)s") % names
        found.append(Happened(handing.at, "hand-helping", said, handing.reason, handing.by.name))
    for one in proposals:
        on = clock.day_of(one.due_at)
        found.append(Happened(one.at, "calendar-clock", _proposed(on), one.reason, one.by.name))
        if one.answered_at and one.answered_by and (one.answer or one.taken is not None):
            said = _("The date was taken") if one.taken else _("The earlier date stayed")
            found.append(Happened(one.answered_at, "calendar-check", said, one.answer, one.answered_by.name))
    for doubt in doubts:
        asked = _("Asked what is unclear")
        found.append(Happened(doubt.at, "message-circle-question-mark", asked, doubt.words, doubt.by.name))
        if doubt.answered_at and doubt.answered_by and doubt.answer:
            answered = (doubt.answered_at, "message-circle-reply", _("Answered"), doubt.answer, doubt.answered_by.name)
            found.append(Happened(*answered))
    for back in task.returns.select_related("by"):
        found.append(Happened(back.at, "undo-2", _("Returned"), back.reason, back.by.name))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _proposed(on: date) -> str:
    return _("Proposed %(day)s") % {"day": day(on)}
