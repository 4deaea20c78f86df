"""Moves an access from one state to the next that it may have, and keeps who did it, when and with which words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.accesses import remind
from rapport.onboarding.accesses.ask_them import follow_state
from rapport.onboarding.accesses.empty import empty_of_access
from rapport.onboarding.accesses.lock import held, write
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.accesses.note import plain, told
from rapport.reckon.accesses import may_become

OWN = (Access.State.TESTED, Access.State.ASKED)  # whoever has it says that it works, or that it does not
OVER = (Access.State.REVOKED, Access.State.NOT_NEEDED)


def move_on(
    access: Access, *, to: str, by: Member | None, note: str = "", name: str = "", version: int | None = None
) -> Access:
    """It is in that state now. The same state again changes nothing. `name` is of a contact who did it in the portal.

    Raises ValidationError for a way it cannot go, and Stale.
    """
    with transaction.atomic():
        own = to in OWN and access.state in (Access.State.GIVEN, Access.State.TESTED)
        standing = held(access, by=by, own=own, version=version)
        if standing.state == to:
            return standing
        if not may_become(standing.state, to):
            was = standing.get_state_display()
            raise ValidationError(_("From “%(was)s” it cannot go there. Somebody changed it meanwhile.") % {"was": was})
        _move(standing, to, by=by, note=plain(note)[:500], name=name)
        remind.look_again([standing.pk])
    return standing


def _move(access: Access, to: str, *, by: Member | None, note: str, name: str) -> None:
    """The row, its history and what follows, within a transaction that holds the row."""
    was, access.state = access.state, to
    write(access)
    AccessStep.objects.create(access=access, was=was, state=to, note=note, by=by, name=name[:120], at=clock.now())
    follow_state(access, by=by, note=note)
    if to in OVER:
        empty_of_access(access.pk)
    record(
        "access.moved", by=by, about=access, client=access.client_id, was=was, name=name, **told(access)
    )  # fmt: skip


def revoke_all(rows: list[Access], *, by: Member, note: str) -> int:
    """Each of them is revoked, with a row of history of its own; within the transaction of whoever asks."""
    for access in rows:
        _move(access, Access.State.REVOKED, by=by, note=plain(note)[:500], name="")
    remind.look_again([access.pk for access in rows])
    return len(rows)
