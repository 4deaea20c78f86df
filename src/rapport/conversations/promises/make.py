"""Makes a promise, ours or theirs: by hand, from minutes, or proposed from words for a person to confirm."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.promises import calendars, remind
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact

FURTHEST = timedelta(days=5 * 366)
EARLIEST = date(1990, 1, 1)
LONGEST = 300


def make(
    client: Client,
    *,
    by: Member | None,
    by_us: bool,
    what: str,
    due: date | None = None,
    due_at: datetime | None = None,
    member: Member | None = None,
    contact: Contact | None = None,
    words: str = "",
    source: str = "",
    source_id: int | None = None,
    once: str | None = None,
    proposed: bool = False,
) -> Promise:
    """Keep one promise. The same `once` is the same promise, whatever else is said and whatever became of it.

    `member` is who of us owes it, or to whom it was promised; `due_at` the instant where an hour was named. Only a
    proposed one may be made by nobody. Raises ValidationError by field.
    """
    if by is not None:
        require(by, "promise.keep", client.standing)
    elif not proposed:
        raise TypeError("a promise that nobody makes can only be proposed")
    if once and (there := Promise.objects.filter(once=once).first()):
        return _same(there, client)
    promise = Promise(
        client=client, by_us=by_us, member=member, contact=contact, what=" ".join(what.split()), due=due,
        due_at=due_at, words=words.strip(), source=source, source_id=source_id, once=once,
        state=Promise.State.PROPOSED if proposed else Promise.State.OPEN, made_by=None if proposed else by,
        made_at=clock.now(),
    )  # fmt: skip
    settle_dates(promise)
    check(promise)
    try:
        with transaction.atomic():
            promise.save()
            remind.look_again([client.pk])
            record(
                "promise.proposed" if proposed else "promise.made",
                by=by, about=promise, client=client.pk, in_story=not proposed, **told(promise),
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Promise.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return promise


def settle_dates(promise: Promise) -> None:
    """The day follows from the instant, and the instant, where no hour was named, from the owner's working day."""
    if promise.due_at is not None:
        promise.due = calendars.day_in(calendars.of_owner(promise), promise.due_at)
    elif promise.due is not None and EARLIEST <= promise.due <= clock.today() + FURTHEST:
        promise.due_at = calendars.of_owner(promise).end_of_day(promise.due)


def check(promise: Promise) -> None:
    """Refuse, with a sentence at the field, what cannot be promised."""
    wrong: dict[str, str] = {}
    if not promise.what:
        wrong["what"] = _("Say in a few words what is promised.")
    elif len(promise.what) > LONGEST:
        wrong["what"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    wrong |= check_day(promise.due)
    if promise.contact is not None and promise.contact.client_id != promise.client_id:
        wrong["contact"] = _("Choose somebody at this client.")
    if wrong:
        raise ValidationError(wrong)


def check_day(due: date | None) -> dict[str, str]:
    if due is not None and due < EARLIEST:
        return {"due": _("This is too long ago to be right. Check the year.")}
    if due is not None and due > clock.today() + FURTHEST:
        return {"due": _("That is more than five years ahead. Check the year.")}
    return {}


def told(promise: Promise) -> dict[str, Any]:
    """What the journal keeps of a promise with each thing that happens to it."""
    return {"what": promise.what, "by_us": promise.by_us, "due": promise.due.isoformat() if promise.due else None}


def _same(there: Promise, client: Client) -> Promise:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
