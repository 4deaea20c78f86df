"""Mail with clients: the conversations that wait for an answer, and one of them from its first word to its last."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.agency.models import Member, Role
from rapport.attention.models import open_items
from rapport.conversations.mail.access import message_for, thread_for
from rapport.conversations.mail.models import Draft, Message, Thread
from rapport.desk.mail.composing import Composer, compose
from rapport.desk.mail.drawing import draw, messages_of
from rapport.desk.onward import go
from rapport.desk.whereto import about
from rapport.portfolio.models import Client

SHOWN = 50
WAITING = ("mail_urgent", "unanswered")


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Across one's own clients: what waits for an answer first, then what was said last."""
    member = acting(request)
    own = list(own_clients(member).values_list("pk", flat=True))
    waits = _waiting(own)
    threads = _threads(own)
    found = list(threads.filter(pk__in=waits)) if waits else []
    found.sort(key=lambda one: list(waits).index(one.pk))
    recent = [one for one in threads.order_by("-last_at", "-pk")[:SHOWN] if one.pk not in waits]
    drafts = Draft.objects.filter(member=member, sent_at=None, client__in=own).exclude(text="")
    context = {
        "waiting": [(one, waits[one.pk]) for one in found],
        "recent": recent,
        "drafts": drafts.select_related("client", "answers").order_by("-saved_at")[:SHOWN],
    }
    return render(request, "desk/mail/mail.html", context)


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    return draw_thread(request, thread_for(acting(request), pk))


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The conversation, scrolled to this message; one that is not sorted yet stands alone."""
    found = message_for(acting(request), pk)
    if found.state != Message.State.KEPT or found.client is None:
        return go(reverse("tray"))
    return go(f"{reverse('thread', args=[found.thread_id])}#message-{pk}")


def draw_thread(
    request: HttpRequest, thread: Thread, *, composer: Composer | None = None, status: int = 200
) -> HttpResponse:
    """The page of a conversation; with a composer for the last word of theirs, unless another one is asked for."""
    member, client = acting(request), thread.client
    assert client is not None
    messages = messages_of(thread)
    may_write = may(member, "mail.write", client.standing)
    if composer is None and may_write and (last := _to_answer(messages)):
        composer = compose(member, client, answers=last)
    images = request.GET.get("images", "")
    context: dict[str, Any] = about(client, thread=thread, drawn=draw(messages, client), composer=composer)
    context |= {"may_write": may_write, "images": int(images) if images.isdecimal() and len(images) < 19 else 0}
    return render(request, "desk/mail/thread.html", context, status=status)


def own_clients(member: Member) -> QuerySet[Client]:
    """Those one keeps or works for; a head who keeps none sees those of the team."""
    rows = Client.objects.here().visible_to(member)
    mine = rows.own_of(member)
    return rows if member.is_(Role.HEAD) and not mine.exists() else mine


def _to_answer(messages: list[Message]) -> Message | None:
    """The last word of theirs that a person wrote, else our own last: one can always write on."""
    theirs = [one for one in messages if one.way == Message.Way.IN and not one.is_automatic]
    return theirs[-1] if theirs else messages[-1] if messages else None


def _waiting(clients: list[int]) -> dict[int, str]:
    """Threads with an open item, urgent ones first and then the longest waiting, each with its kind."""
    rows = open_items(kind__in=WAITING, client__in=clients).order_by("due", "pk")
    found: dict[int, str] = {}
    for item in sorted(rows, key=lambda one: WAITING.index(one.kind)):
        if isinstance(number := item.facts.get("thread"), int):
            found.setdefault(number, item.kind)
    return found


def _threads(clients: list[int]) -> QuerySet[Thread]:
    last = Message.objects.filter(thread=OuterRef("pk"), state=Message.State.KEPT).order_by("-at", "-pk")
    return (
        Thread.objects.filter(client__in=clients)
        .select_related("client")
        .annotate(
            mails=Count("messages", filter=Q(messages__state=Message.State.KEPT)),
            words=Subquery(last.values("new_words")[:1]),
            way=Subquery(last.values("way")[:1]),
            sender=Subquery(last.values("sender_name")[:1]),
        )
    )
