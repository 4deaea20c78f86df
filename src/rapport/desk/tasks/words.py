"""What is said on a task and how long it took: comments with a file, and notes of time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting
from rapport.delivery.tasks import note_time as times
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.comment import comment as say
from rapport.delivery.tasks.comment import hide, show
from rapport.delivery.tasks.lock import DO
from rapport.delivery.tasks.models import Comment, Task
from rapport.desk.onward import go
from rapport.desk.tasks.drawing import draw
from rapport.desk.tasks.forms import CommentForm, TimeForm
from rapport.documents.keep import keep, path_of


@require_POST
def task_time(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, DO)
    form = TimeForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        once = f"time:{said['once']}" if said["once"] else None
        try:
            row = times.note_time(task, by=member, minutes=said["minutes"], on=said["on"], note=said["note"], once=once)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            undo = reverse("task_time_back", args=[pk, row.pk])
            messages.success(request, _("Time noted."), extra_tags=undo)
            return go(f"{reverse('task', args=[pk])}#time")
    return draw(request, task, status=422, time_form=form)


@require_POST
def task_time_back(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, DO)
    row = task.times.filter(pk=note).first()
    if row is None:
        raise Http404(_("There is no such note of time."))
    row.task = task
    done = times.take_back(row, by=member)
    messages.success(request, _("Taken back.") if done else _("Only whoever noted it can take it back."))
    return go(f"{reverse('task', args=[pk])}#time")


@require_POST
def task_comment(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    task = task_for(member, pk, DO)
    form = CommentForm(request.POST, request.FILES)
    if form.is_valid():
        said = form.cleaned_data
        once = f"comment:{said['once']}" if said["once"] else None
        try:
            file = said["file"]
            kept = None
            if file is not None and not (once and Comment.objects.filter(once=once).exists()):
                kept = keep(file, name=file.name, by=member, client=task.client_id)
            say(task, by=member, words=said["words"], file=kept, once=once)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            return go(f"{reverse('task', args=[pk])}#words")
    return draw(request, task, status=422, comment_form=form)


@require_POST
def task_comment_hide(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    task, row = _comment(request, pk, comment)
    if hide(row, by=acting(request)):
        there = f"{reverse('task', args=[pk])}#words"
        undo = f"{reverse('task_comment_show', args=[pk, comment])}?{urlencode({'next': there})}"
        messages.success(request, _("Taken out of sight."), extra_tags=undo)
    return go(f"{reverse('task', args=[task.pk])}#words")


@require_POST
def task_comment_show(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    task, row = _comment(request, pk, comment)
    show(row, by=acting(request))
    return go(f"{reverse('task', args=[task.pk])}#words")


@require_safe
def task_file(request: HttpRequest, pk: int, comment: int) -> HttpResponseBase:
    """A file that was given with words on a task, for whoever sees the task; always as a download, never shown."""
    task = task_for(acting(request), pk)
    row = task.comments.filter(pk=comment, deleted_at=None).exclude(file=None).select_related("file").first()
    if row is None or row.file is None:
        raise Http404(_("There is no such file."))
    try:
        file = path_of(row.file.digest).open("rb")
    except OSError:
        raise Http404(_("The file is not in the data folder any more.")) from None
    return FileResponse(file, as_attachment=True, filename=row.file.name, content_type="application/octet-stream")


def _comment(request: HttpRequest, pk: int, comment: int) -> tuple[Task, Comment]:
    task = task_for(acting(request), pk, DO)
    row = task.comments.filter(pk=comment).first()
    if row is None:
        raise Http404(_("There is no such comment."))
    row.task = task
    return task, row
