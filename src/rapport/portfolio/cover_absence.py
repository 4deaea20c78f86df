"""Gives all clients that a member keeps to a colleague for the days of an absence, and takes them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.portfolio import hand_over
from rapport.portfolio.models import HELD, Client, Keeper


@dataclass(frozen=True, slots=True)
class Covered:
    """How many clients are covered now, and the names of those that somebody covers already."""

    clients: int
    taken: tuple[str, ...]


def cover_absence(member: Member, *, by: Member, cover: Member, first: date, last: date, note: str = "") -> Covered:
    """`cover` stands in for all clients of `member` that `by` may hand over; what is covered already is left."""
    done, taken = 0, []
    with transaction.atomic():
        for client in _clients_of(member, by):
            try:
                hand_over.cover(client, by=by, member=cover, first=first, last=last, note=note)
                done += 1
            except ValidationError:
                if not client.keepers.filter(part=Keeper.Part.COVER, since__lte=last, until__gte=first).exists():
                    raise  # the days or the colleague are wrong, for this client as for all
                taken.append(client.name)
    return Covered(done, tuple(taken))


def end_covers(member: Member, *, by: Member, first: date, last: date) -> int:
    """The absence is off: the covers of exactly these days end; how many."""
    ended = 0
    with transaction.atomic():
        for client in _clients_of(member, by):
            for given in client.keepers.filter(part=Keeper.Part.COVER, since=first, until=last):
                hand_over.end_cover(given, by=by)
                ended += 1
    return ended


def _clients_of(member: Member, by: Member) -> list[Client]:
    kept = Exists(Keeper.objects.current().filter(client=OuterRef("pk"), member=member, part=Keeper.Part.KEEPER))
    seen = Client.objects.here().visible_to(by).filter(kept, status__in=HELD)
    return [client for client in seen if may(by, "client.hand_over", client.standing_of(by))]
