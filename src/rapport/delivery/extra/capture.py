"""Captures what is wanted outside the contract: a favour is only counted, the rest waits to be told."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.delivery.extra import remind
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.reckon.extra import is_favour

LONGEST, LONGEST_TEXT = 300, 5000
MOST_MINUTES = 60_000  # a thousand hours are a project, not extra work
FURTHEST = timedelta(days=366)


def capture(
    client: Client,
    *,
    by: Member,
    what: str,
    kind: str = ExtraWork.Kind.REQUEST,
    words: str = "",
    inside: str = "",
    minutes: int | None = None,
    price: Decimal | None = None,
    currency: str = "",
    contact: Contact | None = None,
    until: date | None = None,
    source: str = "",
    source_id: int | None = None,
    once: str | None = None,
) -> ExtraWork:
    """Keep one piece of extra work. The same `once` is the same, whatever else is said. ValidationError by field."""
    require(by, "extra.capture", client.standing)
    if once and (there := ExtraWork.objects.filter(once=once).first()):
        return _same(there, client)
    extra = ExtraWork(
        client=client, contact=contact, kind=kind, what=one_line(what), words=plain(words), inside=plain(inside),
        minutes=minutes, price=price, currency=currency or Agency.ours().currency, until=until, source=source,
        source_id=source_id, made_by=by, made_at=clock.now(), once=once,
    )  # fmt: skip
    check(extra)
    settle_as_favour(extra, by=by)
    try:
        with transaction.atomic():
            extra.save()
            remind.look_again([client.pk])
            record("extra.captured", by=by, about=extra, client=client.pk, **told(extra))
    except IntegrityError:
        if once and (there := ExtraWork.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return extra


def settle_as_favour(extra: ExtraWork, *, by: Member) -> None:
    """What is short and costs nothing is settled at once; what has grown waits to be told."""
    if is_favour(extra.kind, extra.minutes, extra.price, Agency.ours().favour_minutes):  # type: ignore[arg-type]
        extra.state, extra.settled_at, extra.settled_by = ExtraWork.State.FAVOUR, clock.now(), by
    elif extra.state == ExtraWork.State.FAVOUR:
        extra.state, extra.settled_at, extra.settled_by = ExtraWork.State.CAPTURED, None, None


def check(extra: ExtraWork) -> None:
    """Refuse, with a sentence at the field, what cannot be."""
    wrong: dict[str, str] = {}
    if not extra.what:
        wrong["what"] = _("Say in a few words what they want.")
    elif len(extra.what) > LONGEST:
        wrong["what"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    wrong |= {
        name: _("At most %(limit)s characters fit here.") % {"limit": LONGEST_TEXT}
        for name in ("words", "inside")
        if len(getattr(extra, name)) > LONGEST_TEXT
    }
    if extra.kind not in ExtraWork.Kind.values:
        wrong["kind"] = _("Choose one of these.")
    if extra.minutes is not None and not 0 < extra.minutes <= MOST_MINUTES:
        wrong["minutes"] = _("Between one minute and a thousand hours.")
    if extra.price is not None and extra.price < 0:
        wrong["price"] = _("A price is not below zero.")
    if extra.contact is not None and (extra.contact.client_id != extra.client_id or extra.contact.deleted_at):
        wrong["contact"] = _("Choose somebody at this client.")
    if extra.until and not clock.day_of(extra.made_at) <= extra.until <= clock.today() + FURTHEST:
        wrong["until"] = _("A test ends after today and within a year.")
    if wrong:
        raise ValidationError(wrong)


def one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def told(extra: ExtraWork) -> dict[str, Any]:
    """What the journal keeps with each thing that happens to it; the price is not told (product of `client.money`)."""
    return {"what": extra.what, "kind": extra.kind, "state": extra.state, "minutes": extra.minutes}


def _same(there: ExtraWork, client: Client) -> ExtraWork:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
