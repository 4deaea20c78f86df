"""Takes back a mail that has not gone out yet; what was written is a draft again, whole."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.mail import waiting
from rapport.conversations.mail.models import Draft, Message, Thread
from rapport.journal.record import record
from rapport.post.withdraw import withdraw


class TooLate(Exception):
    """It is on its way, or has gone."""


def take_back(message: Message, *, by: Member) -> Draft:
    """The draft it was, with its files. Raises TooLate. `message.client` must have come through its door.

    Where another draft to the same was begun meanwhile, the words are put below it: nothing is lost.
    """
    assert message.client is not None
    require(by, "mail.write", message.client.standing)
    letter = message.outgoing
    if letter is None:
        raise TooLate
    with transaction.atomic():
        if not withdraw(letter.pk):
            raise TooLate
        draft = _again(Draft.objects.select_for_update().get(pk=_draft_of(letter.key)))
        thread_id = message.thread_id
        Message.objects.filter(thread=thread_id, answered_at=message.stored_at).update(answered_at=None)
        record("mail.taken_back", by=by, client=message.client_id, in_story=False, outgoing=letter.pk, draft=draft.pk)
        message.delete()
        Thread.objects.filter(pk=thread_id, messages=None).delete()
        waiting.look_again(thread_id)
    return draft


def _draft_of(key: str) -> int:
    """A letter's key names the draft it was: "mail:7:3"."""
    return int(key.split(":")[1])


def _again(draft: Draft) -> Draft:
    others = Draft.objects.select_for_update().filter(member=draft.member_id, sent_at=None, answers=draft.answers_id)
    if draft.answers_id is None:
        others = others.filter(client=draft.client_id)
    if begun := others.first():
        begun.text = "\n\n".join(filter(None, [begun.text.rstrip(), draft.text]))
        begun.version += 1
        begun.save()
        begun.files.add(*draft.files.all())
        return begun
    draft.sent_at, draft.version = None, draft.version + 1
    draft.save()
    return draft
