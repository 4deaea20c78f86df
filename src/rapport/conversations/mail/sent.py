"""What follows when a mail has gone out: it is a word in the story, what it promised is kept, a copy goes into Sent."""

from __future__ import annotations

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.mail import waiting
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.identity import once_of
from rapport.conversations.mail.models import Attachment, Mailbox, Message, SentCopy, Thread
from rapport.conversations.mail.offered import keep_chosen
from rapport.conversations.mail.past_keeper import is_past_keeper, tell_keeper
from rapport.conversations.mail.word import count_once, word_of
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing
from rapport.reckon import threads


def sent(outgoing_id: int) -> None:
    """In one transaction of whoever calls; safe to repeat. Letters of the house alone leave no trace here."""
    letter = Outgoing.objects.select_related("sender").filter(pk=outgoing_id).exclude(sent_at=None).first()
    if letter is None or letter.sender is None:
        return
    if box := Mailbox.objects.filter(account=letter.sender, active=True).first():
        SentCopy.objects.get_or_create(outgoing=letter, defaults={"mailbox": box})
    client = Client.objects.here().filter(pk=letter.client_id or 0).first()
    if client is None:
        return
    message = Message.objects.select_related("member", "contact", "thread").filter(outgoing=letter).first()
    message = message or _message_of(letter, client)
    if message.touchpoint_id is None:
        _into_the_story(message, letter, client)


def _into_the_story(message: Message, letter: Outgoing, client: Client) -> None:
    assert letter.sent_at is not None
    message.client, message.at = client, letter.sent_at
    circle, alone = Circle(), not message.thread.messages.exclude(pk=message.pk).exists()
    message.past_keeper = is_past_keeper(message, client, circle)
    message.touchpoint = word_of(message, message.thread, client, circle, alone=alone)
    message.save(update_fields=["at", "past_keeper", "touchpoint"])
    count_once(message.thread, message, alone=alone)
    waiting.look_again(message.thread_id)
    record(
        "message.sent", by=message.member, about=message, client=client.pk, in_story=False, thread=message.thread_id,
        touchpoint=message.touchpoint_id,
    )  # fmt: skip
    if message.past_keeper:
        tell_keeper(message, client)
    _keep_promises(message, client)


def _keep_promises(message: Message, client: Client) -> None:
    """The ticked ones. Who may not keep promises with this client any more has lost the right since it was written."""
    kept, by = message.triage.get("keep") or [], message.member
    if not kept or by is None:
        return
    seen = Client.objects.here().visible_to(by).filter(pk=client.pk).first()
    if seen is None:
        return
    seen.standing = seen.standing_of(by)
    if may(by, "promise.keep", seen.standing):
        keep_chosen(message, kept, client=seen, by=by)


def _message_of(letter: Outgoing, client: Client) -> Message:
    """A letter that another context wrote as a member (an agenda, minutes) is a mail to the client like any other."""
    account, message_id = letter.sender, letter.headers.get("Message-ID", "").strip("<>")
    assert account is not None
    assert letter.sent_at is not None
    member = letter.by if isinstance(letter.by, Member) else account.member
    thread = Thread.objects.create(
        client=client, subject=letter.subject, bare=threads.bare(letter.subject)[:250],
        first_at=letter.sent_at, last_at=letter.sent_at,
    )  # fmt: skip
    message = Message.objects.create(
        once=once_of(message_id, account.address, letter.text), message_id=message_id[:500], thread=thread,
        client=client, outgoing=letter, member=member, state=Message.State.KEPT, way=Message.Way.OUT,
        at=letter.sent_at, sender_name=account.name or member.name, sender_mail=account.address,
        to=letter.to_all, cc=letter.cc, subject=letter.subject, new_words=letter.text, sureness=1,
        is_automatic="Auto-Submitted" in letter.headers,
    )  # fmt: skip
    Attachment.objects.bulk_create(Attachment(message=message, document=one) for one in letter.files.all())
    return message
