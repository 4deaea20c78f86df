"""ClickUp's export of tasks: dates in milliseconds, each with a "Text" twin; lists in brackets."""

from __future__ import annotations

from rapport.reckon.tables.sources.layout import SourceLayout

TASKS = SourceLayout(
    "clickup",
    "task",
    needs=(
        ("Task ID", "Task Custom ID"),
        ("Task Name",),
        ("List Name", "Space Name", "Date Created", "Date created", "Task Content"),
    ),
    fields={
        "task.source_id": ("Task ID", "Task Custom ID"),
        "task.title": ("Task Name",),
        "task.text": ("Task Content",),
        "task.status": ("Status",),
        "task.created": ("Date Created", "Date created"),
        "task.start": ("Start Date", "Start date"),
        "task.due": ("Due Date", "Due date"),
        "task.parent": ("Parent ID",),
        "task.assignees": ("Assignees", "Assignee"),
        "task.tags": ("Tags", "tags"),
        "task.list": ("List Name",),
    },
)

LAYOUTS = (TASKS,)
