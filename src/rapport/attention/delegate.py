"""Gives an item to a colleague who may see its client, and takes it back: for whoever may act on it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.agency.permissions import DEEDS
from rapport.attention.models import Delegation, Item, open_items
from rapport.journal.record import record
from rapport.portfolio.models import Client, Crew, Keeper


class CannotTake(ValueError):
    """The colleague may not act for this client; the words say so."""


def delegate(item: Item, *, by: Member, to: Member, note: str = "") -> Delegation | None:
    """Give an open item to `to`. Given twice it is one delegation; None when the item is closed already."""
    if not _may_take(to, item):
        raise CannotTake(
            _("%(name)s does not work for this client, so it cannot be given to them.") % {"name": to.name}
            if item.client_id
            else _("%(name)s does not look after clients, so it cannot be given to them.") % {"name": to.name}
        )
    with transaction.atomic():
        held = Item.objects.select_for_update().filter(pk=item.pk, closed_at=None).first()
        if held is None:
            return None
        if held.member_id == to.pk and (same := held.delegations.filter(to=to).last()):
            return same
        made = Delegation.objects.create(item=held, to=to, before_id=held.member_id, by=by, note=note.strip()[:300])
        open_items(pk=item.pk).update(member=to)
        record(
            "item.delegated", by=by, about=item, client=item.client_id, in_story=False,
            kind=item.kind, to=to.pk, note=made.note,
        )  # fmt: skip
    return made


def take_back(delegation: Delegation, *, by: Member) -> bool:
    """Undo a delegation: the item is again whose it was. False when it has been given on or closed meanwhile."""
    with transaction.atomic():
        held = Item.objects.select_for_update().filter(pk=delegation.item_id, closed_at=None).first()
        if held is None or held.member_id != delegation.to_id or held.delegations.last() != delegation:
            return False
        open_items(pk=held.pk).update(member_id=delegation.before_id)
        record("item.taken_back", by=by, about=held, client=held.client_id, in_story=False, kind=held.kind)
    return True


def takers(item: Item, *, but: Member) -> list[Member]:
    """Colleagues the item can be given to, by name: those with a standing towards its client."""
    members = Member.objects.filter(is_active=True).exclude(pk=but.pk)
    if item.client_id is not None:
        of_client = {"client_id": item.client_id, "member": OuterRef("pk")}
        team = Client.objects.filter(pk=item.client_id).values("team_id")
        members = members.filter(
            Q(Exists(Keeper.objects.current().filter(**of_client)))
            | Q(Exists(Crew.objects.current().filter(**of_client)))
            | Q(team__in=team)
            | Q(team=None)
        )
        return [member for member in members if _may_take(member, item)]
    return [member for member in members if may(member, "item.act")]


def _may_take(to: Member, item: Item) -> bool:
    if not to.is_active or not DEEDS["item.act"].roles.intersection(to.roles):
        return False
    if item.client_id is None:
        return True
    try:
        client = Client.objects.fetch(to, item.client_id)
    except Client.DoesNotExist:
        return False
    return may(to, "item.act", client.standing)
