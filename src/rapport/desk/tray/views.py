"""The sorting tray: mail whose client is not sure. One click settles it, and the address book learns."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.conversations.mail.access import unsorted_of
from rapport.conversations.mail.models import Message
from rapport.conversations.mail.sort import bring_back, put_aside, sort
from rapport.desk.onward import go
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, from_data

SHOWN = 50
OFFERED = 2000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail in the tray: why we think what we think, and the client it is likeliest to be of."""

    message: Message
    likely: Client | None
    reasons: list[Reason]


def tray(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    rows = unsorted_of(member).order_by("at", "pk")
    number, shown = rows.count(), list(rows[:SHOWN])
    mine = Client.objects.here().visible_to(member)
    likely = {client.pk: client for client in mine.filter(pk__in={message.client_id for message in shown})}
    waiting = [
        Waiting(message, likely.get(message.client_id or 0), [from_data(said) for said in message.because])
        for message in shown
    ]
    choices = list(mine.order_by("folded").values_list("pk", "name")[:OFFERED]) if shown else []
    return render(request, "desk/tray/tray.html", {"waiting": waiting, "number": number, "clients": choices})


@require_POST
def sorted_to(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    message = _waiting(member, pk)
    chosen = request.POST.get("client", "")
    if not chosen.isdecimal() or len(chosen) > 15:
        messages.error(request, _("Choose the client whose mail it is."))
        return go("tray")
    client = client_for(member, int(chosen), "mail.write")
    contact = client.contacts.filter(deleted_at=None, pk=_number(request.POST.get("contact", ""))).first()
    settled = sort(message, client, by=member, contact=contact or _namesake(client, message))
    words = ngettext("%(num)s mail is %(client)s's now.", "%(num)s mails are %(client)s's now.", len(settled))
    messages.success(request, words % {"num": len(settled), "client": client.name})
    return go("tray")


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    message = _waiting(member, pk)
    for_good = request.POST.get("for_good") == "1"
    put_aside(message, by=member, for_good=for_good)
    said = _("%(sender)s is asked about no more.") if for_good else _("Put aside: %(sender)s.")
    words = said % {"sender": message.sender_mail or message.sender_name}
    messages.success(request, words, extra_tags=reverse("tray_back", args=[message.pk]))
    return go("tray")


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    message = Message.objects.filter(pk=pk, state=Message.State.ASIDE).select_related("mailbox").first()
    owner = message and (message.mailbox.member_id if message.mailbox else message.given_by_id)
    if message is None or owner != member.pk:
        raise Http404(_("There is no such message."))
    bring_back(message, by=member)
    messages.success(request, _("It waits in the tray again."))
    return go("tray")


def _waiting(member: Member, pk: int) -> Message:
    message = unsorted_of(member).select_related("mailbox").filter(pk=pk).first()
    if message is None:
        raise Http404(_("There is no such message."))
    return message


def _namesake(client: Client, message: Message) -> Contact | None:
    """The one person there who has the sender's name: they write from a new address."""

    people = list(client.contacts.filter(deleted_at=None, folded=fold(message.sender_name))[:2])
    return people[0] if len(people) == 1 else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
