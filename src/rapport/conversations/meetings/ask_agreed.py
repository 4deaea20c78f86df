"""Asks the client's people to agree to the minutes that were sent: by link, on exactly those words."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.models import Approval
from rapport.approvals.snapshot import version_of
from rapport.approvals.withdraw import waiting_approvals
from rapport.conversations.meetings import letters
from rapport.conversations.meetings.models import Meeting

PURPOSE = "minutes"


def ask_agreed(meeting: Meeting, *, by: Member, to: Iterable[int] | None = None) -> Approval:
    """The question to those who read the minutes; whoever answers first decides. ValidationError when nobody can.

    `meeting.client` must have come through its door.
    """
    assert meeting.client is not None
    first, *others = letters.chosen(meeting, to)
    letter = letters.minutes_letter(meeting, by, first.language)
    shown = [("text", letter.text)]
    waits = waiting_approvals(subject=Meeting._meta.label_lower, subject_id=meeting.pk, root=None)
    if there := waits.filter(version=version_of(PURPOSE, shown), contact=first.contact).first():
        return there  # the same words were asked about, and wait
    approval, _address = ask(
        meeting, purpose=PURPOSE, client=meeting.client, contact=first.contact, by=by, title=letter.subject,
        shown=shown, also=[reader.contact for reader in others],
    )  # fmt: skip
    return approval
