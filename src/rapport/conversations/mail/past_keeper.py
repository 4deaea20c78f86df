"""A colleague's mail to a client past its keeper shows, unless a direct line is agreed."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from rapport.attention.ask import ask_once
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Message
from rapport.journal import clock
from rapport.portfolio.models import Client, DirectLine
from rapport.reckon.verdict import because

NEWS = timedelta(days=14)


def is_past_keeper(message: Message, client: Client, circle: Circle) -> bool:
    """One of us wrote to the client; none of its keepers wrote it or was written to, and no line was agreed."""
    if message.way != Message.Way.OUT or message.is_automatic or message.member is None:
        return False
    people = {keeper.member_id: keeper.member.email.lower() for keeper in circle.keepers_of(client.pk)}
    if not people or message.member_id in people:
        return False
    if set(people.values()) & {mail.lower() for _name, mail in (*message.to, *message.cc)}:
        return False
    day = clock.day_of(message.at)
    lines = DirectLine.objects.filter(Q(until=None) | Q(until__gte=day), client=client, since__lte=day)
    return not lines.filter(member=message.member_id).exists()


def tell_keeper(message: Message, client: Client) -> None:
    """Ask the keeper to look at it, while it is news."""
    if clock.now() - message.at > NEWS or message.member is None:
        return
    ask_once(
        "past_keeper", cause=f"past_keeper:{message.pk}", client=client, shows_from=message.at,
        reason=because("{who} wrote to the client, and you were not on it.", who=message.member.name),
        message=message.pk, thread=message.thread_id, channel="mail", at=message.at.isoformat(),
        quote=message.new_words[:600],
    )  # fmt: skip
