"""One client per industry: asks who else stands for what a client stands for, and keeps signed exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import HELD, Client, Engagement, Industry, Keeper, SharedIndustry
from rapport.reckon import exclusivity as judgement
from rapport.reckon.exclusivity import Collision, Holder, Key
from rapport.reckon.verdict import Reason

REVIEW_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Signature:
    """A head's signature under a second client of one industry."""

    by: Member
    reason: str
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """The client one collides with, by name and keeper: the rule tells these even to whoever may not see it."""

    client: int
    name: str
    keeper: str
    keeper_mail: str
    reason: Reason


class Collides(Exception):
    """The client stands for what another one already stands for; `rivals` say with whom and why."""

    def __init__(self, collisions: tuple[Collision, ...], rivals: tuple[Rival, ...] = ()) -> None:
        self.collisions = collisions
        self.rivals = rivals
        super().__init__("; ".join(c.reason.plain() for c in collisions))


def check(client: Client, agency: Agency, *, signed: Signature | None = None) -> None:
    """Refuse (Collides) a client whose industry is taken, unless a head has signed; a signature is kept.

    Called inside the transaction that saved the client. The industry's row is locked until its end, so that of two
    who take on at once the second waits and then sees the first.
    """
    if client.status not in HELD or client.industry_id is None or agency.exclusivity == "off":
        return
    # NO KEY UPDATE: both have inserted a key to this row already, and a full lock would wait for the other's.
    Industry.objects.select_for_update(no_key=True).get(pk=client.industry_id)
    others = holders_of([client.industry_id], agency)[client.industry_id]
    own = next((holder for holder in others if holder.id == client.pk), None) or _holder(client, agency, ())
    found = _unsigned(client, judgement.collisions(own, others))
    if not found:
        return
    if signed is None:
        raise Collides(found, rivals(found))
    sign(client, found, signed)


def holders_of(industries: Iterable[int], agency: Agency) -> dict[int, list[Holder]]:
    """All clients that stand for these industries now, with what each occupies; three queries however many."""
    clients = list(
        Client.objects.here().filter(status__in=HELD, industry__in=list(industries)).select_related("industry")
    )
    bought: dict[int, list[str]] = defaultdict(list)
    if agency.exclusivity == "industry+service":
        running = Q(until=None) | Q(until__gte=clock.today())
        rows = Engagement.objects.filter(running, client__in=[c.pk for c in clients]).select_related("service")
        for engagement in rows:
            bought[engagement.client_id].append(engagement.service.name)
    held: dict[int, list[Holder]] = {industry: [] for industry in industries}
    for client in clients:
        held[client.industry_id or 0].append(_holder(client, agency, bought[client.pk]))
    return held


def rivals(found: tuple[Collision, ...]) -> tuple[Rival, ...]:
    """The collisions with the other clients' keepers, for the page that tells them."""
    keepers = {
        row.client_id: row.member
        for row in Keeper.objects.current()
        .filter(client__in=[int(c.other_id or 0) for c in found], part=Keeper.Part.KEEPER)
        .select_related("member")
    }
    return tuple(
        Rival(
            client=int(c.other_id or 0), name=c.other_name, reason=c.reason,
            keeper=keeper.name if (keeper := keepers.get(int(c.other_id or 0))) else "",
            keeper_mail=keeper.email if keeper else "",
        )
        for c in found
    )  # fmt: skip


def sign(client: Client, found: tuple[Collision, ...], signed: Signature) -> None:
    """Keep the exception, one row per client it stands beside. Needs a head of the client's team and a reason."""
    require(signed.by, "client.except", client.standing_of(signed.by))
    if not signed.reason.strip():
        raise ValidationError({"exception_reason": _("Say why this exception is right; the next reader will ask.")})
    review_on = signed.review_on or clock.today() + REVIEW_AFTER
    for collision in found:
        row, _made = SharedIndustry.objects.update_or_create(
            client=client,
            other_id=int(collision.other_id or 0),
            defaults={
                "keys": sorted([key.industry, key.part] for key in collision.shared),
                "reason": signed.reason.strip(),
                "signed_by": signed.by,
                "signed_at": clock.now(),
                "review_on": review_on,
                "reviewed_at": None,
                "reviewed_by": None,
            },
        )
        record(
            "exception.signed", by=signed.by, about=row, client=client.pk, other=int(collision.other_id or 0),
            other_name=collision.other_name, reason=row.reason, review_on=review_on.isoformat(),
        )  # fmt: skip


def review(exception: SharedIndustry, *, by: Member, review_on: date, reason: str) -> SharedIndustry:
    """A head has looked at an exception again: it stays right until the next date."""
    require(by, "client.except", exception.client.standing)
    if review_on <= clock.today():
        raise ValidationError({"review_on": _("Choose a day after today.")})
    exception.review_on, exception.reason = review_on, reason.strip()
    exception.reviewed_at, exception.reviewed_by = clock.now(), by
    exception.save()
    record(
        "exception.reviewed", by=by, about=exception, client=exception.client_id, other=exception.other_id,
        review_on=review_on.isoformat(),
    )  # fmt: skip
    return exception


def _holder(client: Client, agency: Agency, services: Iterable[str]) -> Holder:
    industry = client.industry.name if client.industry else ""
    keys = judgement.key_of(agency.exclusivity, industry, client.regions, services)  # type: ignore[arg-type]
    return Holder(client.pk, client.name, keys)


def _unsigned(client: Client, found: tuple[Collision, ...]) -> tuple[Collision, ...]:
    """Those that no exception covers yet; it covers the keys it was signed for, in both directions."""
    if not found:
        return ()
    others = [c.other_id for c in found]
    signed: Mapping[int, set[tuple[str, str]]] = defaultdict(set)
    pairs = Q(client=client, other__in=others) | Q(client__in=others, other=client)
    for a, b, keys in SharedIndustry.objects.filter(pairs).values_list("client", "other", "keys"):
        signed[b if a == client.pk else a].update((industry, part) for industry, part in keys)
    return tuple(c for c in found if not _covered(c.shared, signed[int(c.other_id or 0)]))


def _covered(shared: frozenset[Key], signed: set[tuple[str, str]]) -> bool:
    return all((key.industry, key.part) in signed or (key.industry, "") in signed for key in shared)
