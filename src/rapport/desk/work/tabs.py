"""The pages of the work, side by side on top of each of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.permissions import ROUTES
from rapport.desk.today.kinds import address


def tabs(request: HttpRequest, current: str) -> dict[str, Any]:
    """What desk/work/head.html wants; only pages that exist and that the member may open."""
    member = acting(request)
    offered = [
        ("my_work", _("Mine")),
        ("work", _("All tasks")),
        ("work_board", _("Board")),
        ("work_matrix", _("Matrix")),
        ("work_calendar", _("Calendar")),
        ("starts", _("Starts")),
        ("recurrences", _("Again")),
        ("load", _("Load")),
    ]
    shown = [
        (words, where, name == current)
        for name, words in offered
        if may(member, ROUTES.get(name, "closed")) and (where := address(name))
    ]
    return {"tabs": shown, "task_new": address("task_own_new") if may(member, "task.write") else ""}
