"""When what decides a reminder of a promise has changed (a client rests, somebody is away), it is looked at again."""

from __future__ import annotations

from rapport.conversations.promises import remind
from rapport.conversations.promises.models import Promise
from rapport.journal.models import Entry
from rapport.portfolio.models import Keeper


def of_client(entry: Entry) -> None:
    """The client it happened to, and at a merge both."""
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}
    remind.look_again([pk for pk in named if isinstance(pk, int)])


def of_member(entry: Entry) -> None:
    """The clients whom this member promised something, or keeps: their days away or their week have changed."""
    promised = Promise.objects.filter(state=Promise.State.OPEN)
    kept = Keeper.objects.current().filter(member=entry.about_id, part=Keeper.Part.KEEPER).values("client")
    theirs = promised.filter(member=entry.about_id) | promised.filter(client__in=kept)
    remind.look_again(theirs.values_list("client", flat=True))
