"""Keeps what the client is asked to do for an access in step with it: asked for, it stands in what they owe us."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import note as owe
from rapport.delivery.owed.receive import receive
from rapport.delivery.owed.release import release
from rapport.delivery.owed.reopen import not_enough
from rapport.journal import clock
from rapport.onboarding.accesses.models import Access
from rapport.portfolio.models import Contact

WAITING = (Owed.State.OPEN, Owed.State.GIVEN)
WITHIN = 5  # working days there, where no day is named
SOURCE = "access"


def follow_state(access: Access, *, by: Member | None, note: str) -> None:
    """After a change of state, within its transaction. `note` is what was said with it."""
    waiting = _waiting(access)
    match access.state:
        case Access.State.ASKED if waiting:
            for owed in waiting:
                not_enough(owed, by=None, why=note or _("It does not work yet."))
        case Access.State.ASKED:
            _ask(access)
        case Access.State.GIVEN | Access.State.TESTED:
            for owed in waiting:
                said = owed.state == Owed.State.GIVEN and access.state == Access.State.GIVEN and by is None
                if not said:  # what they say in the portal waits until one of us has tried it
                    receive(owed, by=None)
        case Access.State.REVOKED | Access.State.NOT_NEEDED:
            for owed in waiting:
                release(owed, by=None, why=note or _("The access is not needed any more."))


def _ask(access: Access) -> None:
    if access.contact is None:
        return
    number = Owed.objects.filter(source=SOURCE, source_id=access.pk).count()
    owe(
        access.client, by=None, kind=Owed.Kind.ACCESS, what=_words(access, access.contact), waits=access.why,
        contact=access.contact, due=access.due if access.due and access.due >= clock.today() else _usual(access),
        source=SOURCE, source_id=access.pk, once=f"access:{access.pk}:{number}",
    )  # fmt: skip


def _words(access: Access, contact: Contact) -> str:
    """In their language: they read it in the portal."""
    with spoken(language_of(contact, access.client), zone_of(contact, access.client)):
        values = {"system": access.system, "level": access.level}
        words = _("Access to %(system)s: %(level)s") if access.level else _("Access to %(system)s")
        return words % values


def _usual(access: Access) -> date:
    calendar, day = access.client.calendar(), clock.today(access.client.zone)
    for _n in range(WITHIN):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day


def _waiting(access: Access) -> list[Owed]:
    rows = list(Owed.objects.filter(source=SOURCE, source_id=access.pk, state__in=WAITING))
    for owed in rows:
        owed.client = access.client
    return rows
