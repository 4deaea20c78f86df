"""Ends a test with its result, told to the client in our words: a test without a told result has not ended."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.extra import remind
from rapport.delivery.extra.capture import LONGEST_TEXT, plain, told
from rapport.delivery.extra.letters import write_to
from rapport.delivery.extra.lock import held, write
from rapport.delivery.extra.models import ExtraWork
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact


def end_test(
    extra: ExtraWork, *, by: Member, result: str, contact: Contact | None, version: int | None = None
) -> ExtraWork:
    """The result goes to the contact by mail. Raises Stale, and ValidationError by field."""
    result = plain(result)
    wrong = {} if result else {"result": _("Say how the test ended, with its figures.")}
    if len(result) > LONGEST_TEXT:
        wrong["result"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST_TEXT}
    if contact is None:
        wrong["contact"] = _("Say whom the result is told.")
    if wrong:
        raise ValidationError(wrong)
    assert contact is not None
    with transaction.atomic():
        standing = held(extra, by=by, version=version)
        if not runs(standing):
            raise ValidationError(_("Only a test that they approved and that runs can end."))
        standing.result, standing.contact = result, contact
        standing.said = write_to(standing, result, by=by, contact=contact, kind="result")
        standing.settled_at, standing.settled_by = clock.now(), by
        write(standing)
        remind.look_again([standing.client_id], by=by)
        record("extra.ended", by=by, about=standing, client=standing.client_id, name=contact.name, **told(standing))
    return standing


def runs(extra: ExtraWork) -> bool:
    """A test starts after its approval and runs until its result is told."""
    return extra.kind == ExtraWork.Kind.TEST and extra.state == ExtraWork.State.QUOTE and not extra.result
