"""Settles what waits in the sorting tray: whose it is, or that it is no client's. The address book learns."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.mail.access import unsorted_of
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.keeping import settle_in
from rapport.conversations.mail.models import Arrival, Message, NotAClients, Thread
from rapport.conversations.mail.tray import ask_to_sort
from rapport.journal.record import record
from rapport.portfolio.learn_address import learn_address
from rapport.portfolio.models import Client, Contact


def sort(
    message: Message, client: Client, *, by: Member, contact: Contact | None = None, learn: bool = True
) -> list[Message]:
    """The message is this client's, and so is what else waits from that address; all that were settled, oldest first.

    `client` comes from `client_for`. Without a contact the sender is written down as a new person, unless `learn` is
    off; then only this message is settled. What somebody settled meanwhile stays as it is.
    """
    require(by, "mail.write", client.standing)
    with transaction.atomic():
        mail, name = _outside(message)
        person = contact
        if learn and mail:
            person = learn_address(client, mail, by=by, contact=contact, name=name)
        waiting = unsorted_of(by).filter(pk=message.pk)
        if learn and mail:
            waiting = unsorted_of(by).filter(sender_mail=mail) | waiting
        settled = list(waiting.order_by("at", "pk").select_for_update(of=("self",)))
        circle = Circle()
        for one in settled:
            _settle(one, client, person, by, circle)
        ask_to_sort(by)
    return settled


def put_aside(message: Message, *, by: Member, for_good: bool = False) -> int:
    """It is no client's. `for_good`: nothing from that address is asked about again in this mailbox."""
    with transaction.atomic():
        waiting = unsorted_of(by).filter(pk=message.pk)
        if for_good and message.sender_mail:
            NotAClients.objects.get_or_create(mailbox=message.mailbox, address=message.sender_mail, defaults={"by": by})
            waiting = unsorted_of(by).filter(sender_mail=message.sender_mail, mailbox=message.mailbox)
        pks = list(waiting.values_list("pk", flat=True))
        number = Message.objects.filter(pk__in=pks).update(state=Message.State.ASIDE)
        Arrival.objects.filter(message__in=pks).update(outcome=Arrival.Outcome.STRANGER)
        record("message.put_aside", by=by, about=message, in_story=False, number=number, for_good=for_good)
        ask_to_sort(by)
    return number


def bring_back(message: Message, *, by: Member) -> None:
    """Undo of putting aside: it waits in the tray again, and its sender is asked about again."""
    with transaction.atomic():
        NotAClients.objects.filter(mailbox=message.mailbox, address=message.sender_mail).delete()
        Message.objects.filter(pk=message.pk, state=Message.State.ASIDE).update(state=Message.State.TRAY)
        Arrival.objects.filter(message=message).update(outcome=Arrival.Outcome.TRAY)
        record("message.brought_back", by=by, about=message, in_story=False)
        ask_to_sort(by)


def _settle(message: Message, client: Client, contact: Contact | None, by: Member, circle: Circle) -> None:
    message.client, message.contact = client, contact if contact and contact.client_id == client.pk else None
    message.sureness = 1.0
    thread = Thread.objects.select_for_update().get(pk=message.thread_id)
    if thread.client_id not in (None, client.pk):
        thread = Thread.objects.create(
            client=client, subject=thread.subject, bare=thread.bare, first_at=message.at, last_at=message.at
        )
        message.thread = thread
    settle_in(message, thread, circle)
    Arrival.objects.filter(message=message).update(outcome=Arrival.Outcome.KEPT)
    record(
        "message.sorted", by=by, about=message, client=client.pk, in_story=False,
        contact=message.contact_id,
    )  # fmt: skip


def _outside(message: Message) -> tuple[str, str]:
    """The address and name of the person outside it is about."""
    if message.way == Message.Way.IN:
        return message.sender_mail, message.sender_name
    first = next(iter([*message.to, *message.cc]), ["", ""])
    return str(first[1]), str(first[0])
