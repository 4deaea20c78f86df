"""Deeds on one task, each a POST: the doer's yes, date, question and delivery; the keeper's answers, and undoing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks import propose as dates
from rapport.delivery.tasks.accept import accept, unaccept
from rapport.delivery.tasks.access import know_standing, task_for
from rapport.delivery.tasks.deliver import deliver, keep_answers, undeliver
from rapport.delivery.tasks.drop import drop
from rapport.delivery.tasks.give_back import give_back
from rapport.delivery.tasks.hand import UNCHANGED, Doubtful
from rapport.delivery.tasks.hand_on import hand_on
from rapport.delivery.tasks.lock import DO, KEEP, Stale
from rapport.delivery.tasks.look_at import look_again_later, look_at
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.move import move
from rapport.delivery.tasks.reopen import reopen
from rapport.delivery.tasks.say_unclear import reword, say_unclear
from rapport.delivery.tasks.take import take
from rapport.desk.onward import asked, go
from rapport.desk.tasks.drawing import draw
from rapport.desk.tasks.forms import (
    AnswerForm,
    DeliverForm,
    DoubtForm,
    DropForm,
    HandOnForm,
    MoveForm,
    ProposeForm,
    ReturnForm,
    RewordForm,
)
from rapport.ui.formats import say


@require_POST
def task_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """From its page or in place in my work."""
    member = acting(request)
    task = task_for(member, pk, DO)
    return _plainly(request, task, lambda: accept(task, by=member), _("Yes said: %(title)s."), "task_unaccept")


@require_POST
def task_unaccept(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(acting(request), pk, DO)
    return _taken_back(request, task, unaccept(task, by=acting(request)))


@require_POST
def task_propose(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, DO)
    form = ProposeForm(request.POST)

    def deed() -> None:
        wished = form.due_at(task.member or member)
        dates.propose(task, by=member, due_at=wished, reason=form.cleaned_data["reason"])

    return _by_form(request, task, "propose_form", form, deed, _("Proposed; %(keeper)s answers."))


@require_POST
def task_date(request: HttpRequest, pk: int) -> HttpResponse:
    """The keeper takes the proposed date or leaves the first."""
    member = acting(request)
    task = task_for(member, pk, KEEP)
    form = AnswerForm(request.POST)
    taken = request.POST.get("taken") == "yes"

    def deed() -> None:
        dates.answer(
            task, by=member, taken=taken, words=form.cleaned_data["words"], version=form.cleaned_data["version"]
        )

    words = _("The date is taken; the check is reckoned anew.") if taken else _("The earlier date stays.")
    return _by_form(request, task, "answer_form", form, deed, words)


@require_POST
def task_unclear(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, DO)
    form = DoubtForm(request.POST)

    def deed() -> None:
        say_unclear(task, by=member, words=form.cleaned_data["words"])

    return _by_form(request, task, "doubt_form", form, deed, _("Asked; it is with %(keeper)s now."))


@require_POST
def task_reword(request: HttpRequest, pk: int) -> HttpResponse:
    """Clearer words, or an answer; or the keeper does it themself."""
    member = acting(request)
    task = task_for(member, pk, KEEP)
    if "mine" in request.POST:
        return _plainly(
            request, task,
            lambda: hand_on(task, by=member, to=member, reason=_("It was unclear."), knowing=True),
            _("It is yours now."),
        )  # fmt: skip
    form = RewordForm(request.POST)
    return _by_form(
        request, task, "reword_form", form, lambda: reword(task, by=member, **form.cleaned_data),
        _("Reworded; %(name)s is asked for a yes."),
    )  # fmt: skip


@require_POST
def task_deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Delivered, or what is filled so far kept."""
    member = acting(request)
    task = task_for(member, pk, DO)
    form = DeliverForm(request.POST, task=task)
    if "keep" in request.POST:
        return _by_form(
            request, task, "deliver_form", form, lambda: keep_answers(task, by=member, filled=form.filled()),
            _("Kept; it is not delivered yet."),
        )  # fmt: skip

    def deed() -> None:
        deliver(task, by=member, result=form.cleaned_data["result"], filled=form.filled())

    words = _("Delivered; %(keeper)s looks at it.")
    return _by_form(request, task, "deliver_form", form, deed, words, undo="task_undeliver")


@require_POST
def task_undeliver(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(acting(request), pk, DO)
    return _taken_back(request, task, undeliver(task, by=acting(request)))


@require_POST
def task_take(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    return _plainly(request, task, lambda: take(task, by=member), _("Done: %(title)s."), "task_reopen")


@require_POST
def task_return(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    form = ReturnForm(request.POST)
    return _by_form(
        request, task, "return_form", form, lambda: give_back(task, by=member, **form.cleaned_data),
        _("Returned to %(name)s."),
    )  # fmt: skip


@require_POST
def task_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    form = HandOnForm(request.POST, task=task, by=member)

    def deed() -> None:
        said = form.cleaned_data
        hand_on(
            task, by=member, to=said["member"], reason=said["reason"], due_at=form.due_at(),
            into_crew=said["into_crew"], knowing=said["knowing"], version=said["version"],
        )  # fmt: skip

    return _by_form(request, task, "hand_on_form", form, deed, _("Handed on."))


@require_POST
def task_checked(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    return _plainly(request, task, lambda: look_at(task, by=member), _("Looked at: %(title)s."), "task_unchecked")


@require_POST
def task_unchecked(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(acting(request), pk, KEEP)
    return _taken_back(request, task, look_again_later(task, by=acting(request)))


@require_POST
def task_move(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    form = MoveForm(request.POST)

    def deed() -> None:
        said = form.cleaned_data
        due = dates_of(said["due"], task, member)
        by_hand = None if said["reckoned"] or said["check_at"] == task.check_at else said["check_at"]
        move(
            task, by=member, due_at=due, client_due=said["client_due"] if "client_due" in request.POST else UNCHANGED,
            check_at=by_hand, reckon_check=said["reckoned"], reason=said["reason"], knowing=said["knowing"],
            version=said["version"],
        )  # fmt: skip

    return _by_form(request, task, "move_form", form, deed, _("The dates are changed."))


@require_POST
def task_drop(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, KEEP)
    form = DropForm(request.POST)
    return _by_form(
        request, task, "drop_form", form, lambda: drop(task, by=member, **form.cleaned_data),
        _("Dropped: %(title)s."), undo="task_reopen",
    )  # fmt: skip


@require_POST
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(acting(request), pk, KEEP)
    return _taken_back(request, task, reopen(task, by=acting(request)))


def dates_of(due: date | None, task: Task, member: Member) -> datetime | None:
    """The end of the doer's day; None where the day is the one it has, so that an hour that was named stays."""
    calendar = calendars.of_member(task.member or member)
    if due is None or (task.due_at and calendars.day_in(calendar, task.due_at) == due):
        return None
    return calendars.instant_of(due, None, calendar)


def _plainly(request: HttpRequest, task: Task, deed: Callable[[], object], words: str, undo: str = "") -> HttpResponse:
    """A deed without a form: what it refuses is said beside the page."""
    try:
        deed()
    except Doubtful as doubtful:
        messages.error(request, " ".join(say(doubt) for doubt in doubtful.doubts))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _said(request, task, words, undo)
    return go(_there(request, task))


def _by_form(
    request: HttpRequest,
    task: Task,
    name: str,
    form: forms.Form,
    deed: Callable[[], object],
    words: str,
    *,
    undo: str = "",
    status: int = 422,
) -> HttpResponse:
    """A deed with a form: what it refuses stands at its fields on the page, and nothing typed is lost."""
    doubts: tuple[Any, ...] = ()
    if form.is_valid():
        try:
            deed()
        except Doubtful as doubtful:
            doubts = doubtful.doubts
        except ValidationError as refusal:
            form.say(refusal)  # type: ignore[attr-defined]
        except Stale as stale:
            status = 409
            task = know_standing(stale.theirs, acting(request))
            form.add_error(None, _("Somebody changed it meanwhile. Look at how it stands now, then send this again."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(task.version)  # type: ignore[index]
        else:
            _said(request, task, words, undo)
            return go(_there(request, task))
    fresh = task_for(acting(request), task.pk)
    return draw(request, fresh, status=status, **{name: form, "doubts": doubts, "doubted": name if doubts else ""})


def _said(request: HttpRequest, task: Task, words: str, undo: str) -> None:
    there = _there(request, task)
    names = {
        "title": task.title.rstrip("."),
        "keeper": task.keeper.first_name,
        "name": task.member.first_name if task.member else "",
    }
    back = f"{reverse(undo, args=[task.pk])}?{urlencode({'next': there})}" if undo else ""
    messages.success(request, words % names, extra_tags=back)


def _taken_back(request: HttpRequest, task: Task, done: bool) -> HttpResponse:
    messages.success(request, _("Taken back.") if done else _("There was nothing left to take back."))
    return go(_there(request, task))


def _there(request: HttpRequest, task: Task) -> str:
    return asked(request, reverse("task", args=[task.pk]))
