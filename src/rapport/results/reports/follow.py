"""What becomes of a part when the task of its writer moves: delivered, taken back, returned or dropped."""

from __future__ import annotations

from django.db import transaction

from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.results.reports import remind
from rapport.results.reports.models import Part, Report

DELIVERED = (Task.State.DELIVERED, Task.State.DONE)


def stand_as(task_id: int) -> None:
    """As the task stands now. What was delivered with it becomes the part's words where none were written."""
    with transaction.atomic():
        found = Part.objects.filter(task=task_id).values_list("report", flat=True).first()
        if found is None:
            return
        report = Report.objects.select_for_update().get(pk=found)
        part = Part.objects.select_related("task").filter(task=task_id).first()
        if part is None or part.task is None or not report.is_draft:
            return
        delivered = part.task.state in DELIVERED
        if delivered and part.written_at is None:
            part.written_at = part.task.delivered_at or clock.now()
            if part.edited_at is None and part.task.result.strip():
                part.text, part.edited_at, part.edited_by = part.task.result, part.written_at, part.task.member
        elif not delivered:
            part.written_at = None
            if part.task.state == Task.State.DROPPED:
                part.writer = part.task = None
        part.version += 1
        part.save()
        remind.look_again([report.pk])
