"""Notes when a member is away, and takes it back."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Absence, Member, Role
from rapport.journal.record import record


def note_absence(member: Member, *, first: date, last: date, by: Member, note: str = "") -> Absence:
    """One's own absence, or that of somebody one leads. `first` and `last` are both included; the same twice is one."""
    _require(member, by)
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)  # a doubled click waits here
        same = Absence.objects.filter(member=member, first=first, last=last).first()
        if same is not None:
            return same
        absence = Absence.objects.create(member=member, first=first, last=last, note=note)
        record(
            "member.away", by=by, about=member, in_story=False,
            first=first.isoformat(), last=last.isoformat(), absence=absence.pk,
        )  # fmt: skip
    return absence


def drop_absence(absence: Absence, *, by: Member) -> None:
    """They stay after all."""
    _require(absence.member, by)
    with transaction.atomic():
        record(
            "member.stays", by=by, about=absence.member, in_story=False,
            first=absence.first.isoformat(), last=absence.last.isoformat(), absence=absence.pk,
        )  # fmt: skip
        absence.delete()


def leads(by: Member, member: Member) -> bool:
    """Whether `by` may note the days of this member besides their own: the head of their team, the administrator."""
    return by.is_(Role.ADMIN) or (by.is_(Role.HEAD) and by.team_id in (None, member.team_id))


def _require(member: Member, by: Member) -> None:
    if not (may(by, "me.change") and (by.pk == member.pk or leads(by, member))):
        raise PermissionDenied(_("Only they themselves or the head of their team can note this."))
