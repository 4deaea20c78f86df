"""Who has left keeps no access unseen and takes no secret; what they say in the portal of an access moves it on."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.journal.models import Entry
from rapport.onboarding.accesses import follow, remind
from rapport.onboarding.accesses.empty import empty_of_member


def of_member(entry: Entry) -> None:
    """They may not sign in any more, or may again; unless it was changed back meanwhile."""
    member = Member.objects.filter(pk=entry.about_id or 0).first()
    if member is None:
        return
    if not member.is_active:
        empty_of_member(member.pk)
    remind.of_member(member.pk)


def of_client(entry: Entry) -> None:
    """The client came, went, or became one with another."""
    for client_id in {entry.client_id, entry.data.get("kept"), entry.data.get("gone")}:
        if isinstance(client_id, int):
            remind.of_client(client_id)


def given(entry: Entry) -> None:
    """They say that what they owed is given: an access is then to be tried by us."""
    if entry.about_id:
        follow.given(entry.about_id, str(entry.data.get("name") or ""))
