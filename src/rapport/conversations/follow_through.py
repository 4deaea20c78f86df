"""What a new, corrected, removed or restored touchpoint changes at once: the next word, first calls, the next step."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.conversations import first_calls, next_steps, rhythm
from rapport.conversations.models import Touchpoint


def follow_through(touchpoint: Touchpoint, *, by: Member | None) -> None:
    """Bring everything that reads this client's touchpoints up to date, in the transaction of the deed."""
    judged = rhythm.review([touchpoint.client_id], by=by).get(touchpoint.client_id)
    ours = judged.ours if judged else None
    first_calls.look_again(touchpoint.client_id, ours=ours, by=by)
    if touchpoint.next_step or touchpoint.version > 1 or touchpoint.deleted_at:
        next_steps.look_again(touchpoint, ours=ours)
