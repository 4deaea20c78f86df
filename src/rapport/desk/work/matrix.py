"""The matrix: open tasks in four boxes, by how much working time is left and how much hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.delivery.tasks import calendars
from rapport.desk.today.kinds import address
from rapport.desk.work.listing import filters
from rapport.desk.work.looking import in_order, looking, tasks
from rapport.desk.work.rows import Row, rows_of
from rapport.desk.work.tabs import tabs
from rapport.journal import clock
from rapport.overview.models import ClientLine
from rapport.reckon.eisenhower import Piece, placed
from rapport.reckon.priority import ClientFacts, fee_ranks, weigh
from rapport.reckon.verdict import Reason

MOST = 500  # tasks looked at
SHOWN = 40  # of one box
BOXES: tuple[tuple[str, str, str | Promise, str | Promise], ...] = (
    ("now", "now", _("Do now"), _("Important, and at most a working day of slack.")),
    ("plan", "plan", _("Plan"), _("Important, and there is time: give it a place in the week.")),
    ("delegate", "delegate", _("Delegate"), _("It presses, and little hangs on it: could somebody else?")),
    ("drop", "later", _("Later"), _("Neither presses nor weighs: leave it, or drop it.")),
)


@dataclass(slots=True)
class Lying:
    row: Row
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Box:
    key: str
    mark: str
    name: str | Promise
    words: str | Promise
    tasks: list[Lying] = field(default_factory=list)
    total: int = 0


@require_safe
def work_matrix(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    look = looking(request.GET, member)
    found = in_order(tasks(member, look).exclude(state__in=("done", "dropped", "delivered")), look)
    rows = {row.pk: row for row in rows_of(found[:MOST], member.zone, address("task", 0))}
    weights = weights_of(row.client_id for row in rows.values())
    pieces = [
        Piece(row.pk, row.client_id, row.due_at, float(row.hours) if row.hours else None, row.important)
        for row in rows.values()
    ]
    boxes = {key: Box(key, mark, name, words) for key, mark, name, words in BOXES}
    for one in placed(pieces, weights, clock.now(), calendars.of_member(member)):
        box = boxes[one.box]
        box.total += 1
        if len(box.tasks) < SHOWN and isinstance(one.key, int):
            box.tasks.append(Lying(rows[one.key], one.reasons))
    context = {
        "look": look,
        "boxes": list(boxes.values()),
        "any": bool(rows),
        **filters(member, look),
        "with_states": False,
        **tabs(request, "work_matrix"),
    }
    return render(request, "desk/work/matrix.html", context)


def weights_of(clients: Iterable[int | None]) -> dict[int | None, float]:
    """How much each client weighs among these, 0 to 1, by the rule of Today; one statement."""
    lines = list(
        ClientLine.objects.filter(client__in={pk for pk in clients if pk}).values_list(
            "client", "name", "potential", "key_account", "fee"
        )
    )
    ranks = fee_ranks([fee or None for *_rest, fee in lines])
    return {
        pk: weigh(ClientFacts(name, potential, key_account, rank, None, ())).value
        for (pk, name, potential, key_account, _fee), rank in zip(lines, ranks, strict=True)
    }
