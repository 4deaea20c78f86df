"""Hands a client over to another keeper or deputy, with a note; who had it before stays in the history."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Role
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import load
from rapport.portfolio.models import HELD, Client, Keeper

KEEP = (Role.MANAGER, Role.HEAD)


def hand_over(
    client: Client, *, by: Member, keeper: Member, deputy: Member | None = None, note: str = ""
) -> list[Keeper]:
    """From today on `keeper` looks after the client and `deputy` (nobody when None) stands beside; the new rows.

    The client moves to its keeper's team. What was the same already is left as it is.
    """
    if deputy is not None and deputy.pk == keeper.pk:
        raise ValidationError({"deputy": _("The deputy is somebody else than the keeper.")})
    for field, member in (("keeper", keeper), ("deputy", deputy)):
        if member is not None and not (member.is_active and member.is_(*KEEP)):
            raise ValidationError(
                {field: _("%(name)s is no account manager any more. Choose somebody else.") % {"name": member.name}}
            )
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        before = _open(row)
        given = [
            new
            for part, member in ((Keeper.Part.KEEPER, keeper), (Keeper.Part.DEPUTY, deputy))
            if (new := _give(row, part, member, by=by, note=note))
        ]
        now = _open(row)
        if now == before:
            return []
        if keeper.team_id is not None and row.team_id != keeper.team_id:
            row.team = keeper.team
            row.version += 1
            row.save()
        record(
            "client.handed_over", by=by, about=row, client=row.pk, note=note.strip(),
            keeper=keeper.pk, keeper_name=keeper.name, deputy=deputy.pk if deputy else None,
            was_keeper=before.get(Keeper.Part.KEEPER), was_deputy=before.get(Keeper.Part.DEPUTY),
        )  # fmt: skip
        if before.get(Keeper.Part.KEEPER) != keeper.pk and row.status in HELD:
            load.note(keeper, row, by=by)
    return given


def cover(client: Client, *, by: Member, member: Member, first: date, last: date, note: str = "") -> Keeper:
    """`member` stands in from the first to the last day, sees the client meanwhile and has its page in one sheet."""
    if last < first:
        raise ValidationError({"last": _("The last day cannot be before the first.")})
    if last < clock.today():
        raise ValidationError({"last": _("These days are over already.")})
    if not (member.is_active and member.is_(*KEEP)):
        raise ValidationError(
            {"member": _("%(name)s is no account manager any more. Choose somebody else.") % {"name": member.name}}
        )
    with transaction.atomic():
        row = Client.objects.select_for_update().get(pk=client.pk)
        same = row.keepers.filter(part=Keeper.Part.COVER, member=member, since=first, until=last).first()
        if same is not None:
            return same
        clash = row.keepers.filter(part=Keeper.Part.COVER, since__lte=last, until__gte=first).first()
        if clash is not None:
            raise ValidationError(
                {
                    "member": _("%(name)s already covers for %(client)s in these days. End that cover first.")
                    % {"name": clash.member.name, "client": row.name}
                }
            )
        given = Keeper.objects.create(
            client=row, member=member, part=Keeper.Part.COVER, since=first, until=last, note=note.strip(), given_by=by
        )
        record(
            "client.covered", by=by, about=row, client=row.pk, member=member.pk, member_name=member.name,
            first=first.isoformat(), last=last.isoformat(), note=note.strip(),
        )  # fmt: skip
    return given


def end_cover(given: Keeper, *, by: Member) -> None:
    """The keeper is back: the cover ended yesterday (one that had not begun never was)."""
    with transaction.atomic():
        row = Keeper.objects.select_for_update().get(pk=given.pk)
        today = clock.today()
        if row.until is not None and row.until < today:
            return
        if row.since >= today:
            row.delete()
        else:
            row.until = today - timedelta(days=1)
            row.save()
        record("client.cover_ended", by=by, about=row.client, client=row.client_id, member=row.member_id)


def _open(client: Client) -> dict[str, int]:
    rows = client.keepers.filter(until=None).exclude(part=Keeper.Part.COVER)
    return dict(rows.values_list("part", "member"))


def _give(client: Client, part: str, member: Member | None, *, by: Member, note: str) -> Keeper | None:
    today = clock.today()
    held = client.keepers.filter(part=part, until=None).first()
    if held is not None:
        if member is not None and held.member_id == member.pk:
            return None
        # They keep it up to yesterday; whoever got it today never kept it for a day, which the history still tells.
        held.until = today - timedelta(days=1)
        held.save()
    if member is None:
        return None
    return Keeper.objects.create(client=client, member=member, part=part, since=today, note=note.strip(), given_by=by)
