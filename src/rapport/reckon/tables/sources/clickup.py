"""ClickUp's export of tasks: dates in milliseconds, each with a "Text" twin; lists in brackets, comments in JSON."""

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
        "task.priority": ("Priority",),
        "task.created": ("Date Created",),
        "task.start": ("Start Date",),
        "task.due": ("Due Date",),
        "task.closed": ("Date Closed", "Date Done"),
        "task.updated": ("Date Updated", "Last Updated"),
        "task.parent": ("Parent ID",),
        "task.assignees": ("Assignees", "Assignee"),
        "task.tags": ("Tags",),
        "task.list": ("List Name", "List"),
        "task.folder": ("Folder Name/Path", "Folder Name", "Folder"),
        "task.space": ("Space Name", "Space"),
        "task.estimated": ("Time Estimated", "Time Estimate"),
        "task.spent": ("Time Spent", "Time Logged", "Time Tracked"),
        "task.checklists": ("Checklists",),
        "task.comments": ("Comments",),
    },
)

LAYOUTS = (TASKS,)
