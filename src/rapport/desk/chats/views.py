"""A file of chats or calls: what became of each conversation, whose chat it is, how its dates are read; its undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.chats.drop import decide
from rapport.conversations.chats.models import ChatFile, ChatPart, FileChat
from rapport.conversations.chats.names import open_to
from rapport.conversations.chats.settle import settle, undo
from rapport.desk.onward import go
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.reckon.verdict import Reason, from_data

SHOWN = 50
ASKED = 20  # chats that are asked about at once
OFFERED = 2000
KINDS = {
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "skype": "Skype",
    "calls": gettext_lazy("List of calls"),
}
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A chat whose client is not sure: what speaks for whom, and what is chosen beforehand."""

    chat: FileChat
    reasons: list[Reason]
    chosen: str


def file(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    dropped = _file(member, pk)
    chats = dropped.chats.select_related("known", "likely")
    waiting = list(chats.filter(state=FileChat.State.WAITS)[:ASKED])
    nobody = list(chats.filter(state=FileChat.State.NOBODY)[: ASKED * 5])
    context = {
        "file": dropped, "kind": KINDS.get(dropped.kind, dropped.kind), "waiting": [_asked(chat) for chat in waiting],
        "nobody": nobody, "taken": list(chats.filter(state=FileChat.State.TAKEN)[:SHOWN]),
        "offered": offered(member) if waiting or nobody else [], **_told(request, dropped),
        "refusal": from_data(dropped.refusal) if dropped.refusal else None,
        "refused": [(place, from_data(why)) for place, why in dropped.refused[:SHOWN]],
    }  # fmt: skip
    return render(request, "desk/chats/file.html", context)


@require_POST
def whose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose a chat is: "c7" a client, "p70" a person at one, empty with `aside`: nobody's."""
    member = acting(request)
    chat = FileChat.objects.select_related("file__document", "file__by").filter(pk=pk, file__by=member).first()
    if chat is None:
        raise Http404(_("There is no such chat."))
    try:
        if request.POST.get("aside") == "1":
            settle(chat, by=member, client=None)
            messages.success(request, _("Noted: %(chat)s is no client's.") % {"chat": chat.title})
        else:
            client, contact = _chosen(member, request.POST.get("whose", ""))
            settle(chat, by=member, client=client, contact=contact, ours=request.POST.getlist("ours"))
            words = _("%(chat)s is a chat with %(client)s, from now on too.")
            messages.success(request, words % {"chat": chat.title, "client": client.name})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return go("chat_file", chat.file_id)


@require_POST
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    dropped = _file(member, pk)
    try:
        decide(dropped, request.POST.get("order", ""), by=member)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return go("chat_file", pk)


@require_POST
def undone(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    number = undo(_file(member, pk), by=member)
    words = ngettext(
        "%(num)s conversation left the story.", "%(num)s conversations left the story.", number
    ) % {"num": number}  # fmt: skip
    messages.success(request, words)
    return go("chat_file", pk)


def offered(member: Member) -> list[Group]:
    """The clients with whom the member speaks, each with its people, for one choice."""
    clients = sorted(open_to(member).values(), key=lambda client: client.folded)[:OFFERED]
    groups = {client.pk: (client.name, [(f"c{client.pk}", client.name)]) for client in clients}
    people = Contact.objects.filter(client__in=list(groups), deleted_at=None).order_by("folded")
    for person in people[:OFFERED]:
        name, rows = groups[person.client_id]
        rows.append((f"p{person.pk}", f"{person.name}, {name}"))
    return list(groups.values())


def _chosen(member: Member, said: str) -> tuple[Client, Contact | None]:
    number = int(said[1:]) if said[1:].isdecimal() and len(said) < 16 else 0
    contact = Contact.objects.filter(pk=number, deleted_at=None).first() if said[:1] == "p" else None
    if not number or (said[:1] == "p" and contact is None):
        raise ValidationError(_("Choose whose chat it is."))
    return client_for(member, contact.client_id if contact else number, "touchpoint.log"), contact


def _asked(chat: FileChat) -> Asked:
    likely = f"p{chat.contact_id}" if chat.contact_id else f"c{chat.likely_id}" if chat.likely_id else ""
    return Asked(chat, [from_data(reason) for reason in chat.because], likely)


def _file(member: Member, pk: int) -> ChatFile:
    dropped = ChatFile.objects.select_related("document", "by").filter(pk=pk, by=member).first()
    if dropped is None:
        raise Http404(_("There is no such file."))
    return dropped


def _told(request: HttpRequest, dropped: ChatFile) -> dict[str, Any]:
    """How many conversations came to which outcome, and those of the outcome that was chosen."""
    parts = ChatPart.objects.filter(chat__file=dropped)
    counts = dict(parts.order_by().values_list("outcome").annotate(Count("pk")))
    chosen = request.GET.get("outcome", "")
    chosen = chosen if chosen in ChatPart.Outcome.values else ""
    rows = parts.filter(outcome=chosen) if chosen else parts
    rows = rows.select_related("chat", "touchpoint__client").order_by("-first_at", "-pk")
    return {
        "outcomes": [(value, words, counts[value]) for value, words in ChatPart.Outcome.choices if value in counts],
        "chosen": chosen, "total": sum(counts.values()),
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
    }  # fmt: skip
