"""A task as lists, the board and the calendar show it: its dates in words, whose move it is, how late it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.ui import formats

ICONS = {
    "open": "circle-dashed", "handed": "hand-helping", "unclear": "message-circle-question-mark",
    "proposed": "calendar-clock", "doing": "play", "delivered": "package-check", "done": "check", "dropped": "circle-x",
}  # fmt: skip
COLUMNS = (
    "pk", "title", "client_id", "client__name", "state", "member_id", "member__name", "keeper_id", "keeper__name",
    "due_at", "check_at", "client_due", "closed_at", "hours", "important", "returned", "version",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """`by` says the date in words, `tone` whether it is late ("bad") or today ("warn")."""

    pk: int
    url: str
    title: str
    client: str
    client_id: int | None
    state: str
    state_words: str
    icon: str
    who: str
    member_id: int | None
    keeper_id: int
    keeper: str
    by: str
    when: str
    tone: str
    due_at: datetime | None
    check_at: datetime | None
    client_due: date | None
    hours: Any
    important: bool | None
    returned: int


def rows_of(found: QuerySet[Task], zone: str, task_url: str) -> list[Row]:
    """Drawn rows of these tasks; one statement. `task_url` is the address of a task with 0 for the task."""
    today, tz = clock.today(zone), clock.zone_of(zone)
    labels = {value: str(label) for value, label in Task.State.choices}
    nobody = _("nobody yet")
    return [_row(one, today, tz, labels, nobody, task_url) for one in found.values(*COLUMNS)]


def _row(one: dict[str, Any], today: date, tz: Any, labels: dict[str, str], nobody: str, task_url: str) -> Row:
    due, state = one["due_at"], one["state"]
    day = due.astimezone(tz).date() if due else None
    closed = state in ("done", "dropped")
    late = day is not None and not closed and state != "delivered" and day < today
    return Row(
        pk=one["pk"],
        url=task_url.replace("/0/", f"/{one['pk']}/"),
        title=one["title"],
        client=one["client__name"] or "",
        client_id=one["client_id"],
        state=state,
        state_words=labels[state],
        icon=ICONS[state],
        who=one["member__name"] or nobody,
        member_id=one["member_id"],
        keeper_id=one["keeper_id"],
        keeper=one["keeper__name"],
        by=formats.day(one["closed_at"]) if closed and one["closed_at"] else formats.day(day) if day else "–",
        when="" if closed or day is None else _when(day, today, late),
        tone="bad" if late else "warn" if day == today and not closed else "",
        due_at=due,
        check_at=one["check_at"],
        client_due=one["client_due"],
        hours=one["hours"],
        important=one["important"],
        returned=one["returned"],
    )


def _when(day: date, today: date, late: bool) -> str:
    days = abs((day - today).days)
    if late:
        return ngettext("%(num)s day late", "%(num)s days late", days) % {"num": formats.number(days)}
    return formats.ago(day) if days < 8 else ""


def lately(rows: Iterable[Row]) -> int:
    """How many of them are late."""
    return sum(row.tone == "bad" for row in rows)
