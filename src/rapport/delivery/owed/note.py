"""Writes down what a client owes us, by which day, who there gives it, and what waits for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.delivery.owed import remind
from rapport.delivery.owed.models import Owed
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact

FURTHEST = timedelta(days=5 * 366)
EARLIEST = date(1990, 1, 1)
LONGEST = 300


def note(
    client: Client,
    *,
    by: Member | None,
    what: str,
    due: date,
    kind: str = Owed.Kind.MATERIAL,
    waits: str = "",
    contact: Contact | None = None,
    source: str = "",
    source_id: int | None = None,
    once: str | None = None,
) -> Owed:
    """Keep one thing owed. The same `once` is the same thing, whatever else is said and whatever became of it.

    `by` is nobody when it follows from something else (a start, an access). Raises ValidationError by field.
    """
    if by is not None:
        require(by, "owed.keep", client.standing)
    if once and (there := Owed.objects.filter(once=once).first()):
        return _same(there, client)
    owed = Owed(
        client=client, contact=contact, kind=kind, what=plain(what), waits=plain(waits), due=due, source=source,
        source_id=source_id, once=once, made_by=by, made_at=clock.now(),
    )  # fmt: skip
    check(owed)
    try:
        with transaction.atomic():
            owed.save()
            remind.look_again([client.pk])
            record("owed.noted", by=by, about=owed, client=client.pk, **told(owed))
    except IntegrityError:
        if once and (there := Owed.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return owed


def check(owed: Owed) -> None:
    """Refuse, with a sentence at the field, what cannot be owed."""
    wrong: dict[str, str] = {}
    if not owed.what:
        wrong["what"] = _("Say in a few words what we need.")
    wrong |= {
        name: _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
        for name in ("what", "waits")
        if len(getattr(owed, name)) > LONGEST
    }
    if owed.kind not in Owed.Kind.values:
        wrong["kind"] = _("Choose one of these.")
    if owed.contact is not None and (owed.contact.client_id != owed.client_id or owed.contact.deleted_at):
        wrong["contact"] = _("Choose somebody at this client.")
    wrong |= check_day(owed.due)
    if wrong:
        raise ValidationError(wrong)


def check_day(due: date) -> dict[str, str]:
    if due < EARLIEST:
        return {"due": _("This is too long ago to be right. Check the year.")}
    if due > clock.today() + FURTHEST:
        return {"due": _("That is more than five years ahead. Check the year.")}
    return {}


def plain(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def told(owed: Owed) -> dict[str, Any]:
    """What the journal keeps of it with each thing that happens to it."""
    return {"what": owed.what, "kind": owed.kind, "due": owed.due.isoformat()}


def _same(there: Owed, client: Client) -> Owed:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
