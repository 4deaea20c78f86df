"""What a specialist owes the keeper within a day of a client meeting the keeper was not at, and how it is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Debrief, Meeting
from rapport.conversations.meetings.settled import cause
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio import facts
from rapport.reckon.verdict import because

WITHIN = timedelta(hours=24)
FIELDS = ("said", "decided", "promised", "mood")


def owe(meeting: Meeting, ours: Iterable[Member]) -> Debrief | None:
    """Ask for the debrief when none of those of ours who came looks after the client; None when none is owed.

    Safe to repeat; what is owed by somebody who was not there after all is owed by who was.
    """
    there = [member for member in ours if member is not None]
    if meeting.client_id is None or not there:
        return None
    keeping = facts.keeping([meeting.client_id]).get(meeting.client_id, facts.Keeping())
    keepers = {keeping.keeper, keeping.deputy, keeping.cover}
    if any(member.pk in keepers for member in there) or keepers == {None}:
        _forgive(meeting)
        return None
    owing = next((member for member in there if member.pk == meeting.host_id), there[0])
    due = meeting.at + timedelta(minutes=meeting.minutes) + WITHIN
    debrief, made = Debrief.objects.get_or_create(meeting=meeting, defaults={"owed_by": owing, "due": due})
    if debrief.given_at:
        return debrief
    if not made and (debrief.owed_by_id, debrief.due) != (owing.pk, due):
        settle(cause=cause(meeting, "debrief"))
        debrief.owed_by, debrief.due = owing, due
        debrief.save(update_fields=["owed_by", "due"])
    ask(
        "debrief", cause=cause(meeting, "debrief"), client=meeting.client_id, member=owing, due=due,
        reason=because("{title} took place without the keeper: say what was said.", title=str(meeting)),
        meeting=meeting.pk,
    )  # fmt: skip
    return debrief


def give(debrief: Debrief, *, by: Member, said: str, decided: str = "", promised: str = "", mood: str = "") -> Debrief:
    """Write it, or write it anew until the keeper has read it; the keeper is told."""
    meeting = debrief.meeting
    requires(by, meeting.client)
    if not said.strip():
        raise ValidationError({"said": _("Say in a line what was said.")})
    values = dict(zip(FIELDS, (text.strip() for text in (said, decided, promised, mood)), strict=True))
    with transaction.atomic():
        standing = Debrief.objects.select_for_update().get(pk=debrief.pk)
        if standing.given_at and all(getattr(standing, name) == value for name, value in values.items()):
            return standing
        for name, value in values.items():
            setattr(standing, name, value)
        standing.given_at, standing.read_at = clock.now(), None
        standing.save()
        settle(cause=cause(meeting, "debrief"), by=by)
        ask(
            "debriefed", cause=cause(meeting, "debriefed"), client=meeting.client_id, meeting=meeting.pk,
            reason=because("{name} wrote what was said at {title}.", name=by.name, title=str(meeting)),
            quote=values["said"][:400],
        )  # fmt: skip
        record(
            "debrief.given", by=by, about=meeting, client=meeting.client_id, title=str(meeting),
            said=values["said"][:500],
        )  # fmt: skip
    return standing


def read(debrief: Debrief, *, by: Member) -> bool:
    """The keeper has read it; False when it was read or is not given yet."""
    requires(by, debrief.meeting.client)
    with transaction.atomic():
        changed = Debrief.objects.filter(pk=debrief.pk, read_at=None).exclude(given_at=None)
        if not changed.update(read_at=clock.now()):
            return False
        settle(cause=cause(debrief.meeting, "debriefed"), by=by)
        record("debrief.read", by=by, about=debrief.meeting, client=debrief.meeting.client_id, in_story=False)
    return True


def _forgive(meeting: Meeting) -> None:
    if Debrief.objects.filter(meeting=meeting, given_at=None).delete()[0]:
        settle(cause=cause(meeting, "debrief"))
