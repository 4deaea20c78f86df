"""What conversations offers for the agenda of a meeting: promises, unanswered mail, the word due, open actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rapport.attention.models import open_items
from rapport.conversations.mail.models import Message
from rapport.conversations.meetings.models import Idea, Meeting, MinuteLine
from rapport.conversations.promises.models import Promise
from rapport.conversations.questions.models import Question
from rapport.journal import clock
from rapport.reckon.agenda import AgendaPoint
from rapport.reckon.verdict import Reason, because, from_data

MOST = 12  # of one kind
LOOK_BACK = timedelta(days=60)


def points_of(meeting: Meeting) -> list[AgendaPoint]:
    """Everything conversations would put on the agenda; a handful of statements."""
    if meeting.client_id is None:
        return [*_open_actions(meeting), *_ideas(meeting)]
    return [
        *_promises(meeting.client_id),
        *_unanswered(meeting.client_id),
        *_questions(meeting.client_id),
        *_word(meeting.client_id),
        *_open_actions(meeting),
    ]


def _promises(client: int) -> Iterator[AgendaPoint]:
    today = clock.today()
    rows = Promise.objects.filter(client=client, state=Promise.State.OPEN).order_by("due", "pk")
    for one in rows.values_list("pk", "by_us", "what", "due")[:MOST]:
        pk, by_us, what, due = one
        weight = 90 if due and due < today else 75 if by_us else 70
        yield AgendaPoint(f"promise:{pk}", _promised(by_us, what, due), weight)


def _promised(by_us: bool, what: str, due: object) -> Reason:
    if by_us:
        return (
            because("We promised: {what}, by {due}", what=what, due=due)
            if due
            else because("We promised: {what}", what=what)
        )
    return (
        because("You promised: {what}, by {due}", what=what, due=due)
        if due
        else because("You promised: {what}", what=what)
    )


def _unanswered(client: int) -> Iterator[AgendaPoint]:
    """Questions of their mail that nobody has answered; the quoted sentence where one was found."""
    rows = Message.objects.filter(
        client=client, way=Message.Way.IN, state=Message.State.KEPT, answered_at=None, is_automatic=False,
        at__gt=clock.now() - LOOK_BACK,
    )  # fmt: skip
    for pk, subject, triage in rows.order_by("-at").values_list("pk", "subject", "triage")[: 3 * MOST]:
        asked = _asked(triage)
        if asked:
            yield AgendaPoint(f"message:{pk}", because("You asked: {words}", words=asked[:300] or subject), 85)


def _asked(triage: object) -> str:
    """The first sentence that asks, whatever form the triage keeps it in."""
    found = triage.get("questions") if isinstance(triage, dict) else None
    first = found[0] if isinstance(found, list) and found else ""
    if isinstance(first, dict):
        first = first.get("sentence") or first.get("words") or first.get("text") or ""
    return " ".join(str(first).split())


def _questions(client: int) -> Iterator[AgendaPoint]:
    rows = Question.objects.filter(client=client, answered_at=None, withdrawn_at=None).select_related("asked_of")
    for one in rows.order_by("due")[:MOST]:
        told = because("{name} still owes an answer: {words}", name=one.asked_of.first_name, words=one.text[:300])
        yield AgendaPoint(f"question:{one.pk}", told, 60, for_us=True)


def _word(client: int) -> Iterator[AgendaPoint]:
    item = open_items(client=client, kind="word", shows_from__lte=clock.now()).first()
    if item is not None:
        yield AgendaPoint(f"word:{item.pk}", from_data(item.reason), 55, for_us=True)


def _open_actions(meeting: Meeting) -> Iterator[AgendaPoint]:
    """What was to be done since the last minutes of this client, or of this rhythm."""
    rows = MinuteLine.objects.filter(becomes=MinuteLine.Becomes.ACTION, done_at=None).exclude(meeting=meeting)
    if meeting.client_id is not None:
        rows = rows.filter(meeting__client=meeting.client_id)
    elif meeting.series_id is not None:
        rows = rows.filter(meeting__series=meeting.series_id)
    else:
        return
    rows = rows.filter(meeting__at__gt=clock.now() - LOOK_BACK, meeting__at__lt=meeting.at)
    for line in rows.select_related("owner").order_by("-meeting__at", "place")[:MOST]:
        told = (
            because("{name}: {what}", name=line.owner.first_name, what=line.text)
            if line.owner
            else because("To do: {what}", what=line.text)
        )
        yield AgendaPoint(f"action:{line.pk}", told, 65)


def _ideas(meeting: Meeting) -> Iterator[AgendaPoint]:
    """The register of the rhythm, tests before ideas."""
    if meeting.series_id is None:
        return
    for idea in Idea.objects.filter(series=meeting.series_id, closed_at=None)[: 2 * MOST]:
        told = (
            because("Test under way: {what}", what=idea.text)
            if idea.is_test
            else because("Idea: {what}", what=idea.text)
        )
        yield AgendaPoint(f"idea:{idea.pk}", told, 50 if idea.is_test else 45)
