"""Brings messages, threads and mailboxes to whoever asks, or says that they are not there: for every view of mail."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.mail.models import Arrival, Mailbox, Message, Thread
from rapport.portfolio.access import client_for


def message_for(member: Member, pk: int, deed: str = "mail.read") -> Message:
    """The message: a client's for whoever may do the deed with that client, an unsorted one for its owner alone."""
    rows = Message.objects.select_related("client", "contact", "member", "thread", "mailbox", "raw")
    message = rows.filter(pk=pk).first()
    if message is None:
        raise Http404(_("There is no such message."))
    if message.state == Message.State.KEPT and message.client_id:
        message.client = client_for(member, message.client_id, deed)
        return message
    if not unsorted_of(member).filter(pk=pk).exists() and not _aside_of(member, message):
        raise Http404(_("There is no such message."))
    return message


def thread_for(member: Member, pk: int, deed: str = "mail.read") -> Thread:
    """The thread with its client, for whoever may do the deed with that client; else the same 404."""
    thread = Thread.objects.filter(pk=pk).exclude(client=None).first()
    if thread is None or thread.client_id is None:
        raise Http404(_("There is no such conversation."))
    thread.client = client_for(member, thread.client_id, deed)
    return thread


def unsorted_of(member: Member) -> QuerySet[Message]:
    """What waits in the member's sorting tray: mail of their own mailboxes and files, and nobody else's."""
    whose = Q(mailbox__member=member) | Q(mailbox=None, given_by=member)
    return Message.objects.filter(whose, state=Message.State.TRAY)


def mailbox_for(member: Member, pk: int) -> Mailbox:
    """The member's own mailbox; anybody else's is not there."""
    mailbox = Mailbox.objects.select_related("account").filter(pk=pk, member=member).first()
    if mailbox is None:
        raise Http404(_("There is no such mailbox."))
    return mailbox


def arrival_for(member: Member, pk: int) -> Arrival:
    """What became of one message of the member's own mailbox or file."""
    rows = Arrival.objects.select_related("mailbox", "message").filter(pk=pk)
    arrival = rows.filter(Q(mailbox__member=member) | Q(mailbox=None, by=member)).first()
    if arrival is None:
        raise Http404(_("There is no such message."))
    return arrival


def _aside_of(member: Member, message: Message) -> bool:
    owner = message.mailbox.member_id if message.mailbox else message.given_by_id
    return owner == member.pk
