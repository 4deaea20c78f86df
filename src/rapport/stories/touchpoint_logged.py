"""When a word was logged, corrected or taken out, the promises read from it are proposed anew; a person confirms."""

from __future__ import annotations

from rapport.conversations.models import Meeting, Touchpoint
from rapport.conversations.promises.propose import propose_from_words, withdraw
from rapport.journal import clock
from rapport.journal.models import Entry

WRITTEN = (Touchpoint.Channel.MAIL, Touchpoint.Channel.CHAT)


def promises(entry: Entry) -> None:
    """Read the summary for promises. Words of a mail thread and of minutes are read where they were written."""
    said = Touchpoint.objects.select_related("client", "member").filter(pk=entry.about_id or 0).first()
    if said is None or said.thread_id or Meeting.objects.filter(touchpoint=said).exists():
        return
    if said.deleted_at:
        withdraw("touchpoint", said.pk)
        return
    people = list(said.people.all()[:2])
    quoted = said.channel in WRITTEN and said.direction == Touchpoint.Direction.IN
    propose_from_words(
        said.client, "touchpoint", said.pk, said.summary,
        written_on=said.at.astimezone(clock.zone_of(said.member.zone)).date(), from_us=not quoted,
        member=said.member, contact=people[0] if len(people) == 1 else None,
    )  # fmt: skip
