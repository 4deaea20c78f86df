"""Takes back what was just done to an item: closing, snoozing or giving it away, each named, so that twice is once."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.attention.ask import reopen
from rapport.attention.delegate import take_back
from rapport.attention.models import Item
from rapport.attention.snooze import wake


def undo(item: Item, deed: str, *, by: Member) -> bool:
    """Take back a deed by its name: "closed", "snooze-12" or "delegation-7". False when nothing is to be taken back."""
    what, _, number = deed.partition("-")
    if what == "closed":
        return reopen(item, by=by)
    if not number.isdecimal():
        return False
    if what == "snooze" and (snoozed := item.snoozes.filter(pk=int(number)).first()):
        return wake(item, by=by, snoozed=snoozed)
    if what == "delegation" and (given := item.delegations.filter(pk=int(number)).first()):
        return take_back(given, by=by)
    return False
