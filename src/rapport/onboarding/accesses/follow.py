"""What the client's people say in the portal of an access they were asked for: given, to be tried by us."""

from __future__ import annotations

from rapport.delivery.owed.models import Owed
from rapport.onboarding.accesses.ask_them import SOURCE
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.move_on import move_on
from rapport.reckon.accesses import OPEN


def given(owed_id: int, name: str) -> bool:
    """The access of something owed is given. Safe to repeat; False when it is no access, or is further already."""
    owed = Owed.objects.filter(pk=owed_id, source=SOURCE, state=Owed.State.GIVEN).first()
    access = Access.objects.filter(pk=owed.source_id or 0).select_related("client").first() if owed else None
    if owed is None or access is None or access.state not in OPEN:
        return False
    move_on(access, to=Access.State.GIVEN, by=None, name=name, note=owed.given_note)
    return True
