"""Who is away in the coming days, of us and of the clients' people: for the column beside the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from rapport.agency.models import Absence, Member
from rapport.journal.worded import ask
from rapport.portfolio.models import Away


@dataclass(frozen=True, slots=True)
class AwayRow:
    """One absence; `client` names the company of a contact and is empty for one of us."""

    ours: bool
    who: int
    name: str
    client_id: int | None
    client: str
    first: date
    last: date


def away_between(member: Member, kept: Iterable[int], first: date, last: date) -> list[AwayRow]:
    """The member's own absences (all of them), those of the team and of contacts of kept clients; one statement."""
    if isinstance(kept, list) and kept:
        rows = ask(_rows, member.pk, member.team_id or 0, kept, first, last, kind=(member.team_id is not None,))
    else:
        rows = list(_rows(member.team_id is not None, member.pk, member.team_id or 0, kept, first, last))
    found = [
        AwayRow(bool(is_ours), who, name.strip(), client or None, named, start, end)
        for is_ours, who, name, client, named, start, end in rows
    ]
    return sorted(found, key=lambda row: (row.first, row.name))


def _rows(in_team: bool, member: int, team: int, kept: Any, first: date, last: date) -> QuerySet[Any, tuple[Any, ...]]:
    window = Q(first__lte=last, last__gte=first)
    colleagues = window & Q(member__team=team, member__is_active=True) if in_team else Q(pk=None)
    ours = Absence.objects.filter(Q(member=member) | colleagues).order_by()
    theirs = Away.objects.filter(window, contact__client__in=kept, contact__deleted_at=None).order_by()
    return ours.values_list(
        Value(1), "member_id", "member__name", Value(0), Cast(Value(""), CharField()), "first", "last"
    ).union(
        theirs.values_list(
            Value(0), "contact_id", Concat("contact__first_name", Value(" "), "contact__last_name"),
            "contact__client_id", "contact__client__name", "first", "last",
        ),
        all=True,
    )  # fmt: skip


def spans_of(member: Member, rows: Sequence[AwayRow]) -> tuple[tuple[date, date], ...]:
    return tuple((row.first, row.last) for row in rows if row.ours and row.who == member.pk)
