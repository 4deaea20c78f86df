"""The steps of a task: added, ticked, unticked and taken off, in place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.lock import DO
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.steps import add_step, take_off, tick
from rapport.desk.onward import go
from rapport.desk.tasks.forms import StepForm


@require_POST
def task_step_new(request: HttpRequest, pk: int) -> HttpResponse:
    task = task_for(acting(request), pk, DO)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            add_step(task, by=acting(request), text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.say(refusal)
        else:
            form = StepForm()
    return _answer(request, task, form)


@require_POST
def task_step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Ticked, unticked, or taken off."""
    task = task_for(acting(request), pk, DO)
    row = task.steps.filter(pk=step).first()
    if row is None:
        raise Http404(_("There is no such step."))
    row.task = task
    form = StepForm()
    try:
        if request.POST.get("deed") == "remove":
            take_off(row, by=acting(request))
        else:
            tick(row, by=acting(request), done=request.POST.get("done", "yes") == "yes")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _answer(request, task, form)


def _answer(request: HttpRequest, task: Task, form: StepForm) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        for error in form.errors.get("text", []):
            messages.error(request, str(error))
        return go(f"{reverse('task', args=[task.pk])}#steps")
    context = {"task": task, "steps": list(task.steps.select_related("done_by")), "step_form": form}
    return render(request, "desk/tasks/steps.html", context, status=422 if form.errors else 200)
