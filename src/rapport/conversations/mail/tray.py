"""One item for whoever has mail in the sorting tray, as long as some lies there."""

from __future__ import annotations

from django.db.models import Count, Min

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.mail.access import unsorted_of
from rapport.reckon.verdict import because, counted


def ask_to_sort(member: Member) -> None:
    """Ask the member to sort what waits, or settle it when the tray is empty."""
    tray = unsorted_of(member).aggregate(number=Count("pk"), oldest=Min("stored_at"))
    cause = f"tray:{member.pk}"
    if not tray["number"]:
        settle(cause=cause)
        return
    mails = counted("{n} mail waits", "{n} mails wait", tray["number"])
    reason = because("{mails} in your sorting tray.", mails=mails)
    ask("tray", cause=cause, reason=reason, member=member, shows_from=tray["oldest"], hours=0.1)
