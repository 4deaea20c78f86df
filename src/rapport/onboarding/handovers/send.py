"""Sends a handover to the keeper it names, sends it back with words, drops it, and brings it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member, Role
from rapport.attention.ask import ask, settle
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.handovers.access import may_accept, may_write, refuse_unless
from rapport.onboarding.handovers.judge import judge
from rapport.onboarding.handovers.models import Handover
from rapport.reckon.verdict import Reason, because, counted

KEEP = (Role.MANAGER, Role.HEAD)
LONGEST = 2000
ANSWERED_WITHIN = 1  # working days


def send(handover: Handover, *, by: Member) -> Handover:
    """The keeper is asked to accept it; what is missing is said there too. Sent twice it is sent once."""
    require(by, "handover.write")
    refuse_unless(may_write(by, handover))
    with transaction.atomic():
        row = _held(handover)
        if row.state == Handover.State.SENT:
            return row
        _expect(row, Handover.State.DRAFT, Handover.State.RETURNED)
        if not row.name.strip():
            raise ValidationError({"name": _("Write the client's name first.")})
        if row.keeper is None:
            raise ValidationError({"keeper": _("Choose who is to look after them.")})
        if not (row.keeper.is_active and row.keeper.is_(*KEEP)):
            words = _("%(name)s is no account manager any more. Choose somebody else.")
            raise ValidationError({"keeper": words % {"name": row.keeper.name}})
        row.state, row.sent_at = Handover.State.SENT, clock.now()
        _put(row)
        ours = row.keeper.calendar()
        day = ours.next_working_day(clock.today(ours.zone))
        for _n in range(ANSWERED_WITHIN):
            day = ours.next_working_day(day.fromordinal(day.toordinal() + 1))
        ask(
            "handover", cause=_cause(row), reason=_reason(row), member=row.keeper, due=ours.end_of_day(day), hours=0.5,
            handover=row.pk,
        )  # fmt: skip
        record(
            "handover.sent", by=by, about=row, in_story=False, name=row.name, keeper=row.keeper_id,
            keeper_name=row.keeper.name,
        )  # fmt: skip
    return row


def send_back(handover: Handover, *, by: Member, words: str) -> Handover:
    """The keeper cannot begin with it yet, and says why; whoever wrote it is asked to complete it."""
    refuse_unless(may_accept(by, handover))
    words = words.replace("\0", "").strip()
    if not words:
        raise ValidationError({"words": _("Say what is missing or unclear.")})
    if len(words) > LONGEST:
        raise ValidationError({"words": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        row = _held(handover)
        if (row.state, row.said) == (Handover.State.RETURNED, words):
            return row
        _expect(row, Handover.State.SENT)
        row.state, row.said = Handover.State.RETURNED, words
        _put(row)
        settle(cause=_cause(row), by=by)
        ask(
            "handover", cause=_cause(row), member=row.made_by, hours=0.5, handover=row.pk,
            reason=because("{name} sent it back, {client}: {words}", name=by.name, client=row.name, words=words[:200]),
        )  # fmt: skip
        record("handover.returned", by=by, about=row, in_story=False, name=row.name, words=words)
    return row


def drop(handover: Handover, *, by: Member) -> bool:
    """It came to nothing. False when it was dropped already."""
    refuse_unless(may_write(by, handover) or handover.state == Handover.State.DROPPED)
    with transaction.atomic():
        row = _held(handover)
        if row.state == Handover.State.DROPPED:
            return False
        _expect(row, Handover.State.DRAFT, Handover.State.SENT, Handover.State.RETURNED)
        row.state = Handover.State.DROPPED
        _put(row)
        settle(cause=_cause(row), by=by)
        record("handover.dropped", by=by, about=row, in_story=False, name=row.name)
    return True


def bring_back(handover: Handover, *, by: Member) -> bool:
    """A dropped one is a draft again."""
    require(by, "handover.write")
    refuse_unless(handover.made_by_id == by.pk or by.is_(Role.HEAD))
    with transaction.atomic():
        row = _held(handover)
        if row.state != Handover.State.DROPPED:
            return False
        row.state = Handover.State.DRAFT
        _put(row)
        record("handover.brought_back", by=by, about=row, in_story=False, name=row.name)
    return True


def _reason(row: Handover) -> Reason:
    left = len(judge(row).required)
    if left:
        return because(
            "{who} hands {client} over to you; {parts} missing.", who=row.made_by.name, client=row.name,
            parts=counted("{n} part is", "{n} parts are", left),
        )  # fmt: skip
    return because("{who} hands {client} over to you.", who=row.made_by.name, client=row.name)


def _cause(row: Handover) -> str:
    return f"handover:{row.pk}"


def _held(handover: Handover) -> Handover:
    return Handover.objects.select_for_update(of=("self",)).select_related("keeper", "made_by").get(pk=handover.pk)


def _put(row: Handover) -> None:
    row.version += 1
    row.save()


def _expect(row: Handover, *states: str) -> None:
    if row.state not in states:
        raise ValidationError(
            _("This does not fit any more: the handover is now “%(state)s”.") % {"state": row.get_state_display()}
        )
