"""What follows for meetings: another keeper hosts them, a gone client has none, an action that is done is ticked."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.attention.models import Item
from rapport.conversations.meetings import become, hand_on
from rapport.conversations.meetings.models import MinuteLine
from rapport.journal.models import Entry


def of_keeper(entry: Entry) -> None:
    """A client has another keeper, who hosts what the former one was to host."""
    was, now = entry.data.get("was_keeper"), entry.data.get("keeper")
    keeper = Member.objects.filter(pk=now).first() if isinstance(now, int) else None
    if entry.client_id and keeper is not None and isinstance(was, int) and was != keeper.pk:
        hand_on.hand_on(entry.client_id, of=was, to=keeper)


def of_gone(entry: Entry) -> None:
    """The last day of a client is over."""
    if entry.client_id:
        hand_on.let_go(entry.client_id)


def action(entry: Entry) -> None:
    """An item was ticked or brought back: the line of minutes it came from knows."""
    item = Item.objects.filter(pk=entry.about_id or 0, kind="action").first()
    line = MinuteLine.objects.select_related("meeting").filter(pk=item.facts.get("line") or 0).first() if item else None
    if item is not None and line is not None:
        become.done(line, by=None, is_done=item.closed_at is not None)
