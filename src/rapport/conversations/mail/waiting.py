"""Which mails wait for our answer: one open item for each urgent mail, and for each question left a working day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from rapport.attention.ask import answered, ask, settle
from rapport.attention.models import open_items
from rapport.conversations.mail.models import Message
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client
from rapport.reckon.timing import Calendar, Week
from rapport.reckon.verdict import Reason, because, counted
from rapport.reckon.waiting import a_working_day_after

ASKED_FOR = timedelta(days=30)  # older mail lies in the story and asks nobody
SOON = timedelta(hours=1)
QUOTE = 600


def look_again(thread_id: int) -> None:
    """Open, bring up to date or close the items of a thread's messages; called whenever it grew or was answered."""
    since = clock.now() - ASKED_FOR
    rows = Message.objects.filter(thread=thread_id, at__gte=since, state=Message.State.KEPT, is_automatic=False)
    messages = list(rows.select_related("client", "contact").order_by("at", "pk"))
    last_ours = max((m.at for m in messages if m.way == Message.Way.OUT), default=None)
    waiting = {cause_of(m): m for m in messages if _waits(m, last_ours)}
    standing = dict(open_items(cause__in=[cause_of(m) for m in messages]).values_list("cause", "kind"))
    new = {cause: m for cause, m in waiting.items() if standing.get(cause) != _kind(m)}
    put_aside = answered(new) if new else set()
    for cause, message in new.items():
        if cause not in put_aside:
            _ask(message)
    for cause in standing.keys() - waiting.keys():
        settle(cause=cause)


def may_matter(message: Message, *, alone: bool) -> bool:
    """Whether a message that came can change what waits: it asks for something, or it may be our answer."""
    if message.is_automatic or clock.now() - message.at > ASKED_FOR:
        return False
    if message.way == Message.Way.OUT:
        return not alone
    return message.urgent or bool(message.triage.get("questions"))


def cause_of(message: Message) -> str:
    return f"mail:{message.pk}"


def answer_all(messages: Iterable[Message], at: datetime) -> None:
    """Our answer to these messages stands: they wait no longer."""
    Message.objects.filter(pk__in=[message.pk for message in messages], answered_at=None).update(answered_at=at)


def _waits(message: Message, last_ours: datetime | None) -> bool:
    """Theirs, urgent or with a question, and nothing of ours after it in the thread."""
    if message.way != Message.Way.IN or message.answered_at or message.client is None:
        return False
    if message.client.status not in HELD:
        return False
    asks = message.urgent or bool(message.triage.get("questions"))
    return asks and (last_ours is None or last_ours <= message.at)


def _kind(message: Message) -> str:
    return "mail_urgent" if message.urgent else "unanswered"


def _ask(message: Message) -> None:
    client = message.client
    assert client is not None
    due = a_working_day_after(message.at, _calendar(client))
    facts: dict[str, Any] = {
        "message": message.pk,
        "thread": message.thread_id,
        "channel": "mail",
        "at": message.at.isoformat(),
        "quote": _telling(message)[:QUOTE],
    }
    if message.urgent:
        ask(
            "mail_urgent", cause=cause_of(message), reason=_urgent(message), client=client,
            due=min(due, message.at + SOON), shows_from=message.at, hours=0.25, **facts,
        )  # fmt: skip
    else:
        ask(
            "unanswered", cause=cause_of(message), reason=_asks(message), client=client,
            due=due, shows_from=due, hours=0.25, **facts,
        )  # fmt: skip


def _urgent(message: Message) -> Reason:
    words = "”, “".join(message.triage.get("urgent_because", [])[:3])
    return because("{who} writes that it is urgent: “{words}”.", who=_who(message), words=words)


def _asks(message: Message) -> Reason:
    number = counted("{n} question", "{n} questions", len(message.triage["questions"]))
    return because(
        "{who} asked on {day} and has no answer yet: {questions}.",
        who=_who(message),
        day=message.at,
        questions=number,
    )


def _who(message: Message) -> str:
    return message.contact.name if message.contact else message.sender_name or message.sender_mail


def _telling(message: Message) -> str:
    """The client's own words that matter most: the first question, else what was said."""
    questions = message.triage.get("questions") or []
    return str(questions[0]["text"]) if questions else message.new_words


def _calendar(client: Client) -> Calendar:
    try:
        return client.calendar()
    except ValueError:  # a week or zone that cannot be read is the usual one: a question must not be lost for it
        return Calendar(zone=clock.zone_of(client.zone).key, week=Week.usual(), holidays=client.country)
