"""Which tasks a page of the work shows, in which order: read from the address, by allow-list, never an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Member, Role
from rapport.delivery.tasks.models import OPEN_STATES, Task
from rapport.journal import clock
from rapport.reckon.folding import fold

PAGE = 50
WHOSE: dict[str, str | Promise] = {
    "mine": _("Mine"),
    "do": pgettext_lazy("tasks", "To do"),
    "given": pgettext_lazy("tasks", "Handed on"),
    "all": pgettext_lazy("tasks", "All"),
}
STATES: dict[str, str | Promise] = {
    "all_open": _("All open"),
    **dict(Task.State.choices),
    "any": _("Open and closed"),
}
SORTS = {  # what a list can be sorted by, either way
    "due": "due_at",
    "check": "check_at",
    "title": "folded",
    "client": "client__folded",
    "who": "member__name",
    "state": "state",
    "made": "made_at",
}
IDS = ("client", "service", "who")
MAY_BE_LATE = tuple(state for state in OPEN_STATES if state != Task.State.DELIVERED)


@dataclass(frozen=True, slots=True)
class Looking:
    """A way to look at tasks: everything an address may say about it."""

    whose: str = "mine"
    state: str = "all_open"
    sort: str = "due"
    late: bool = False
    client: int | None = None
    service: int | None = None
    who: int | None = None
    q: str = ""
    page: int = 0
    usual: str = "mine"  # whose tasks this reader begins with

    def query(self, **changes: Any) -> str:
        """The query of this way of looking, or of one that differs from it, on its first page."""
        other = replace(self, **{"page": 0, **changes})
        pairs = [
            ("whose", other.whose if other.whose != other.usual else ""),
            ("state", other.state if other.state != "all_open" else ""),
            ("sort", other.sort if other.sort != "due" else ""),
            ("late", "1" if other.late else ""),
            *((name, getattr(other, name)) for name in IDS),
            ("q", other.q),
            ("page", other.page),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def filtered(self) -> bool:
        return bool(self.late or self.q or self.state != "all_open" or any(getattr(self, name) for name in IDS))


def looking(asked: QueryDict, member: Member) -> Looking:
    """Specialists and managers begin with their own; who heads a team with all of it."""
    usual = "all" if member.is_(Role.HEAD) and not member.is_(Role.MANAGER) else "do" if _only_does(member) else "mine"
    whose, state, sort = (asked.get(name, "") for name in ("whose", "state", "sort"))
    return Looking(
        whose=whose if whose in WHOSE else usual,
        state=state if state in STATES else "all_open",
        sort=sort if sort.removeprefix("-") in SORTS else "due",
        late=asked.get("late") == "1",
        client=_id(asked.get("client", "")),
        service=_id(asked.get("service", "")),
        who=_id(asked.get("who", "")),
        q=" ".join(asked.get("q", "").replace("\x00", " ").split())[:100],
        page=min(_id(asked.get("page", "")) or 0, 10_000),
        usual=usual,
    )


def tasks(member: Member, look: Looking) -> QuerySet[Task]:
    """The tasks of this look that the member may see, without an order."""
    rows = whose(Task.objects.visible_to(member), member, look.whose)
    if look.state == "all_open":
        rows = rows.filter(state__in=OPEN_STATES)
    elif look.state != "any":
        rows = rows.filter(state=look.state)
    if look.late:
        rows = rows.filter(state__in=MAY_BE_LATE, due_at__lt=clock.now())
    if look.client:
        rows = rows.filter(client=look.client)
    if look.service:
        rows = rows.filter(service=look.service)
    if look.who:
        rows = rows.filter(member=look.who)
    for word in fold(look.q).split():
        rows = rows.filter(Q(folded__contains=word))
    return rows


def in_order(rows: QuerySet[Task], look: Looking) -> QuerySet[Task]:
    """Rows without a value come last either way; equal ones by their date."""
    column = F(SORTS[look.sort.removeprefix("-")])
    by = column.desc(nulls_last=True) if look.sort.startswith("-") else column.asc(nulls_last=True)
    return rows.order_by(by, "pk") if "due" in look.sort else rows.order_by(by, F("due_at").asc(nulls_last=True), "pk")


def whose(rows: QuerySet[Task], member: Member, which: str) -> QuerySet[Task]:
    match which:
        case "do":
            return rows.filter(member=member)
        case "given":
            return rows.filter(keeper=member).exclude(member=member)
        case "mine":
            return rows.filter(Q(member=member) | Q(keeper=member))
        case _:
            return rows


def _only_does(member: Member) -> bool:
    return not member.is_(Role.MANAGER, Role.HEAD)


def _id(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else None
