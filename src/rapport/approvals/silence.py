"""When silence counts as a yes, as agreed with a client: warned of a working day before, counted at its instant.

Silence approves nothing, unless it was agreed with this client (`silence_days`) for what costs no money of theirs; and
never when our letter has not gone out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.approvals.decide import keep
from rapport.approvals.letter import tell_counted, went_out
from rapport.approvals.models import Approval, Decision
from rapport.approvals.purposes import purpose_of
from rapport.approvals.rhythm import silent_after
from rapport.approvals.settled import soon_silent
from rapport.approvals.withdraw import waiting_approvals
from rapport.attention.ask import ask, ask_once
from rapport.journal import clock
from rapport.portfolio.models import Away, Client, Contact
from rapport.reckon.verdict import because

AT_ONCE = 200


def agreed(purpose: str, client: Client, contact: Contact, due: datetime) -> datetime | None:
    """When silence to this question becomes a yes; None where that was not agreed. Their days off do not count."""
    if not client.silence_days or not purpose_of(purpose).silence:
        return None
    away = Away.objects.filter(contact=contact, last__gte=clock.today(client.zone)).values_list("first", "last")
    return silent_after(client.calendar(tuple(away)), clock.now(), due, client.silence_days)


def warn(approval: Approval) -> None:
    """The keeper sees it coming, a working day before."""
    if approval.silent_at is None:
        return
    calendar = approval.client.calendar()
    local = approval.silent_at.astimezone(clock.zone_of(approval.client.zone))
    before = calendar.previous_working_day(local.date() - timedelta(days=1))
    ask_once(
        "silence",
        cause=soon_silent(approval),
        client=approval.client_id,
        reason=because("Without a word, “{title}” counts as approved on {when}", title=approval.title,
                       when=approval.silent_at),
        due=approval.silent_at,
        shows_from=max(datetime.combine(before, local.timetz()), approval.asked_at),
        approval=approval.pk,
    )  # fmt: skip


def count_silence() -> int:
    """Keep as approved what was met with the agreed silence; the number kept."""
    silent = waiting_approvals(silent_at__lte=clock.now(), root=None, contact__deleted_at=None).order_by("silent_at")
    return sum(_count(pk) for pk in list(silent.values_list("pk", flat=True)[:AT_ONCE]))


def _count(pk: int) -> bool:
    with transaction.atomic():
        Approval.objects.select_for_update().get(pk=pk)
        rows = waiting_approvals(pk=pk, silent_at__lte=clock.now(), client__deleted_at=None)
        first = rows.select_related("client", "contact", "asked_by").first()
        if first is None:
            return False  # answered or withdrawn meanwhile
        if not first.client.silence_days or not purpose_of(first.purpose).silence:
            Approval.objects.filter(pk=pk).update(silent_at=None)
            return False  # not agreed any more
        if not went_out(first):
            _tell_unsent(first)
            return False
        keep(first, Decision(kind=Decision.Kind.SILENT, version=first.version))
        tell_counted(first)
    return True


def _tell_unsent(first: Approval) -> None:
    Approval.objects.filter(pk=first.pk).update(silent_at=None)
    ask(
        "silence",
        cause=soon_silent(first),
        client=first.client_id,
        reason=because("Our letter about “{title}” has not gone out, so silence approves nothing", title=first.title),
        due=first.due,
        approval=first.pk,
    )
