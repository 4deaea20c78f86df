"""The board: open tasks in columns by whose move it is; a card's button does the next deed or leads to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.agency.models import Member, Role
from rapport.delivery.tasks.models import Task
from rapport.desk.today.kinds import address
from rapport.desk.work.listing import filters
from rapport.desk.work.looking import in_order, looking, tasks
from rapport.desk.work.rows import Row, rows_of
from rapport.desk.work.tabs import tabs
from rapport.portfolio.models import Keeper

MOST = 500  # cards on one board
S = Task.State
COLUMNS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("open", gettext_lazy("Not handed over"), (S.OPEN,)),
    ("handed", gettext_lazy("Waits for a yes"), (S.HANDED,)),
    ("asked", gettext_lazy("Unclear, or another date"), (S.UNCLEAR, S.PROPOSED)),
    ("doing", gettext_lazy("Under way"), (S.DOING,)),
    ("delivered", gettext_lazy("To be checked"), (S.DELIVERED,)),
)


@dataclass(slots=True)
class Card:
    """A task on the board. `post_to` does the next deed at once, `lead_to` is where it is done in words."""

    row: Row
    deed: str = ""
    post_to: str = ""
    lead_to: str = ""


@dataclass(slots=True)
class Column:
    key: str
    name: str | Promise
    total: int
    cards: list[Card] = field(default_factory=list)


@require_safe
def work_board(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    look = looking(request.GET, member)
    rows = tasks(member, look).filter(state__in=[state for _key, _name, states in COLUMNS for state in states])
    totals = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    columns = [Column(key, name, sum(totals.get(s, 0) for s in states)) for key, name, states in COLUMNS]
    place = {state: n for n, (_key, _name, states) in enumerate(COLUMNS) for state in states}
    deeds = _Deeds(member)
    for row in rows_of(in_order(rows, look)[:MOST], member.zone, address("task", 0)):
        columns[place[row.state]].cards.append(deeds.card(row))
    context = {
        "look": look,
        "columns": columns,
        "any": any(column.total for column in columns),
        "here": request.get_full_path(),
        "more": sum(totals.values()) > MOST,
        "most": MOST,
        **filters(member, look),
        "with_states": False,
        **tabs(request, "work_board"),
    }
    return render(request, "desk/work/board.html", context)


class _Deeds:
    """What this member can do next with a card; whom one keeps is asked once for all of them."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.leads = member.is_(Role.HEAD)
        mine = Keeper.objects.current().filter(member=member).values_list("client", flat=True)
        self.kept = set(mine) if member.is_(Role.MANAGER, Role.HEAD) else set()
        self.say_yes, self.take_it, self.done = _("Say yes"), _("Take it"), _("Done")
        self.hand_over, self.answer, self.deliver, self.look = (
            _("Hand over"),
            _("Answer"),
            _("Deliver"),
            _("Look at it"),
        )
        self.to_accept, self.to_take = address("task_accept", 0), address("task_take", 0)
        self.to_hand = address("task_hand", 0)

    def card(self, row: Row) -> Card:
        mine, keeps = row.member_id == self.member.pk, self._keeps(row)
        match row.state:
            case S.HANDED if mine:
                return Card(row, self.say_yes, post_to=_at(self.to_accept, row))
            case S.DELIVERED if keeps:
                return Card(row, self.take_it, post_to=_at(self.to_take, row))
            case S.DOING if mine and keeps:
                return Card(row, self.done, post_to=_at(self.to_take, row))
            case S.DOING if mine:
                return Card(row, self.deliver, lead_to=row.url)
            case S.OPEN if keeps:
                return Card(row, self.hand_over, lead_to=_at(self.to_hand, row))
            case S.UNCLEAR | S.PROPOSED if keeps:
                return Card(row, self.answer, lead_to=row.url)
            case _:
                return Card(row)

    def _keeps(self, row: Row) -> bool:
        return self.leads or row.keeper_id == self.member.pk or row.client_id in self.kept


def _at(template: str, row: Row) -> str:
    return template.replace("/0/", f"/{row.pk}/")
