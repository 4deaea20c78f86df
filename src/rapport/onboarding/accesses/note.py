"""Writes down an access in the register: which system, who of us, who there gives it, how far it is, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.accesses import remind
from rapport.onboarding.accesses.ask_them import follow_state
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.portfolio.models import Client, Contact

EARLIEST = date(1990, 1, 1)
FURTHEST = timedelta(days=20 * 366)
LONGEST = {"system": 120, "place": 200, "level": 120, "why": 300}


def note(
    client: Client,
    *,
    by: Member,
    system: str,
    place: str = "",
    level: str = "",
    why: str = "",
    member: Member | None = None,
    contact: Contact | None = None,
    state: str = Access.State.WANTED,
    until: date | None = None,
    due: date | None = None,
    once: str | None = None,
) -> Access:
    """Keep one access. The same `once` is the same access, whatever else is said. Raises ValidationError by field."""
    require(by, "access.keep", client.standing)
    if once and (there := Access.objects.filter(once=once).first()):
        return _same(there, client)
    access = Access(
        client=client, system=plain(system), place=plain(place), level=plain(level), why=plain(why), member=member,
        contact=contact, state=state, until=until, due=due, made_by=by, made_at=clock.now(), once=once,
    )  # fmt: skip
    check(access)
    if state not in Access.State.values:
        raise ValidationError({"state": _("Choose one of these.")})
    try:
        with transaction.atomic():
            access.save()
            AccessStep.objects.create(access=access, state=state, by=by, at=clock.now())
            follow_state(access, by=by, note="")
            remind.look_again([access.pk])
            record("access.noted", by=by, about=access, client=client.pk, **told(access))
    except IntegrityError:
        if once and (there := Access.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return access


def check(access: Access) -> None:
    """Refuse, with a sentence at the field, what cannot be."""
    wrong: dict[str, str] = {}
    if not access.system:
        wrong["system"] = _("Say which system it is.")
    wrong |= {
        name: _("At most %(limit)s characters fit here.") % {"limit": limit}
        for name, limit in LONGEST.items()
        if len(getattr(access, name)) > limit
    }
    if access.contact is not None and (access.contact.client_id != access.client_id or access.contact.deleted_at):
        wrong["contact"] = _("Choose somebody at this client.")
    for name in ("until", "due"):
        day = getattr(access, name)
        if day and not EARLIEST <= day <= clock.today() + FURTHEST:
            wrong[name] = _("This cannot be right. Check the year.")
    if wrong:
        raise ValidationError(wrong)


def plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def told(access: Access) -> dict[str, Any]:
    """What the journal keeps of it with each thing that happens to it; never a secret."""
    return {"system": access.system, "state": access.state, "member": access.member_id}


def _same(there: Access, client: Client) -> Access:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
