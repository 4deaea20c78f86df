"""Tells a contact about extra work by a link: what, how long, what it costs, what can be done inside the contract."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import plain, told
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.reckon.extra import missing
from rapport.ui.formats import day, money, say

PURPOSES = {"test": "test"}  # of the question, by kind; the others are "extra"


def tell(
    extra: ExtraWork, *, by: Member, contact: Contact, intro: str = "", due: date | None = None,
    version: int | None = None,
) -> ExtraWork:  # fmt: skip
    """Ask them to say yes or no. ValidationError for what must be said first; raises Stale."""
    with transaction.atomic():
        standing = held(extra, by=by, version=version)
        if standing.state not in (ExtraWork.State.CAPTURED, ExtraWork.State.FAVOUR):
            raise ValidationError(_("It is told or settled already."))
        if lacking := missing(standing.kind, standing.minutes, standing.price, standing.inside):  # type: ignore[arg-type]
            raise ValidationError([say(reason) for reason in lacking])
        standing.contact = contact
        with spoken(language_of(contact, standing.client), zone_of(contact, standing.client)):
            title, shown = title_of(standing), shown_of(standing)
        ask(
            standing, purpose=PURPOSES.get(standing.kind, "extra"), client=standing.client, contact=contact, by=by,
            title=title, shown=shown, intro=plain(intro), due=_end_of(due, standing.client),
        )  # fmt: skip
        standing.state, standing.told_at = ExtraWork.State.TOLD, clock.now()
        standing.settled_at, standing.settled_by = None, None
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("extra.told", by=by, about=standing, client=standing.client_id, name=contact.name, **told(standing))
    return standing


def title_of(extra: ExtraWork) -> str:
    """In the reader's language; within `spoken`."""
    match extra.kind:
        case ExtraWork.Kind.TEST:
            return _("A test we would like to make: %(what)s") % {"what": extra.what}
        case ExtraWork.Kind.POTENTIAL:
            return _("A possibility we see: %(what)s") % {"what": extra.what}
        case _:
            return _("Beside our contract: %(what)s") % {"what": extra.what}


def shown_of(extra: ExtraWork) -> list[tuple[str, str]]:
    """Exactly what they decide about, each part under its heading, in the reader's language; within `spoken`."""
    parts = [(_("What it is"), extra.what)]
    if extra.words:
        parts.append((_("In your words"), extra.words))
    if extra.minutes is not None:
        parts.append((_("How long it takes us"), duration(extra.minutes)))
    if extra.price is not None:
        parts.append((_("What it costs"), money(extra.price, extra.currency)))
    if extra.until:
        parts.append((_("The test ends on"), day(extra.until, "long")))
    if extra.inside:
        parts.append((_("What can be done inside our contract, and what it may cause"), extra.inside))
    return parts


def duration(minutes: int) -> str:
    """Hours and minutes in words."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}] if hours else []
    if rest or not hours:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest) % {"num": rest})
    return " ".join(parts)


def _end_of(due: date | None, client: Client) -> datetime | None:
    return client.calendar().end_of_day(due) if due else None
