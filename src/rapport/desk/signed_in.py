"""Fetches whoever is signed in together with whom they cover for, so that the frame of a page asks for nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, CharField, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from rapport.agency.models import Member
from rapport.portfolio.models import Keeper

PART, ROW = "\x1f", "\x1e"  # no name holds them


@dataclass(frozen=True, slots=True)
class Covering:
    """For whom one covers now: their name, how many clients, until when."""

    name: str
    clients: int
    until: date | None


class SignedIn(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """The member with `covers_text`, in one statement."""
        member = Member.objects.annotate(covers_text=covers_text()).filter(pk=user_id).first()
        return member if member is not None and self.user_can_authenticate(member) else None


class Joined(Aggregate):
    """Texts of a group in one, on both databases."""

    function = "GROUP_CONCAT"
    template = f"%(function)s(%(expressions)s, '{ROW}')"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


def covers_text() -> Subquery:
    """Name, client and last day of each cover of a member, joined."""
    last_day = Coalesce(Cast("until", CharField()), Value(""))
    one = Concat("client__keepers__member__name", Value(PART), Cast("client", CharField()), Value(PART), last_day)
    covers = Keeper.objects.current().filter(
        member=OuterRef("pk"), part=Keeper.Part.COVER, client__deleted_at=None,
        client__keepers__part=Keeper.Part.KEEPER, client__keepers__until=None,
    )  # fmt: skip
    return Subquery(
        covers.order_by().annotate(whose=F("member")).values("whose").annotate(told=Joined(one)).values("told")
    )


def covering(member: Member) -> list[Covering]:
    """For whom the member covers, one entry a colleague."""
    text = getattr(member, "covers_text", None)
    found: dict[str, tuple[set[str], list[date]]] = {}
    for row in text.split(ROW) if text else ():
        name, client, until = row.split(PART)
        clients, days = found.setdefault(name, (set(), []))
        clients.add(client)
        days.extend([date.fromisoformat(until)] if until else [])
    return [Covering(name, len(clients), max(days, default=None)) for name, (clients, days) in found.items()]
