"""When what decides the next word has changed (a client, an absence, a cadence), the word items are looked at again."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.attention.ask import settle
from rapport.conversations import first_calls, rhythm
from rapport.journal.models import Entry
from rapport.portfolio.models import HELD, KEPT, Client, Keeper

RULES = {"cadence_a", "cadence_b", "cadence_c", "country", "zone", "week"}


def of_client(entry: Entry) -> None:
    """The client it happened to, and at a merge both."""
    named = {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}
    _look_again(sorted(pk for pk in named if isinstance(pk, int)))


def of_imported(entry: Entry) -> None:
    """The clients of an import's chunk, all at once; nobody has called them yet, so only the next word is due."""
    rhythm.review(entry.data.get("clients", ()))


def of_member(entry: Entry) -> None:
    """All clients whose keeper this is: their days away or their working week have changed."""
    kept = Keeper.objects.filter(member=entry.about_id, until=None, part=Keeper.Part.KEEPER)
    rhythm.review(kept.order_by("client").values_list("client", flat=True).distinct())


def of_everyone(entry: Entry) -> None:
    """All clients in rhythm, when one of the agency's rules for it changed."""
    if RULES & set(entry.data.get("before") or RULES):
        rhythm.review(Client.objects.here().filter(status__in=KEPT).values_list("pk", flat=True))


def share(entry: Entry) -> None:
    """Whether they begin more often than they did."""
    if entry.client_id:
        first_calls.review_shares([entry.client_id])


def _look_again(client_ids: Iterable[int]) -> None:
    rhythms = rhythm.review(client_ids)
    held = set(Client.objects.here().filter(pk__in=client_ids, status__in=HELD).values_list("pk", flat=True))
    for client_id in client_ids:
        if client_id in held:
            judged = rhythms.get(client_id)
            first_calls.look_again(client_id, ours=judged.ours if judged else None)
        else:
            settle(client=client_id, kind="first_call")
            settle(client=client_id, kind="first_call_share")
