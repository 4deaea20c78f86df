"""Signs off what a trainee wrote to a client, or sends it back with words: for the mentor, or the head."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.mail import take_back
from rapport.conversations.mail.models import Message
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing
from rapport.post.release import release
from rapport.post.withdraw import withdraw
from rapport.reckon.verdict import because

LONGEST = 2000


def sign_off(letter: Outgoing, *, by: Member) -> bool:
    """The letter goes out, in the trainee's name. `letter` must have come through `held.of_mentor`.

    False: it was signed off or taken back already.
    """
    require(by, "words.sign_off")
    with transaction.atomic():
        done = release(letter.pk, by=by)
        if done:
            settle(cause=cause_of(letter.pk), by=by)
            record("post.signed_off", by=by, about=letter, client=letter.client_id, in_story=False, outgoing=letter.pk)
    return done


def send_back(letter: Outgoing, words: str, *, by: Member) -> bool:
    """It does not go; its writer gets the words, and a mail is a draft again. False: it was answered already."""
    require(by, "words.sign_off")
    words = words.replace("\0", "").strip()[:LONGEST]
    if not words:
        raise ValidationError({"words": _("Say what should be otherwise: they learn by it.")})
    with transaction.atomic():
        if not _back(letter):
            return False
        Outgoing.objects.filter(pk=letter.pk).update(said=words, signed_by=by, held_at=None)
        settle(cause=cause_of(letter.pk), by=by)
        assert letter.by_id is not None
        ask(
            "sign_off", cause=f"sent_back:{letter.pk}", client=letter.client_id, member=letter.by_id,
            reason=because("{who} sent “{subject}” back: {words}", who=by.name, subject=letter.subject, words=words),
            sign_off=letter.pk,
        )  # fmt: skip
        record("post.sent_back", by=by, about=letter, client=letter.client_id, in_story=False, outgoing=letter.pk)
    return True


def cause_of(letter_id: int) -> str:
    return f"sign_off:{letter_id}"


def _back(letter: Outgoing) -> bool:
    """A mail becomes the draft it was, as if its writer had taken it back; any other letter is withdrawn."""
    message = Message.objects.filter(outgoing=letter).first()
    if message is None or message.client_id is None or letter.held_at is None:
        return letter.held_at is not None and withdraw(letter.pk)
    writer = Member.objects.get(pk=letter.by_id or 0)
    try:
        message.client = Client.objects.fetch(writer, message.client_id)
        take_back.take_back(message, by=writer)
    except Client.DoesNotExist:  # they do not look after this client any more
        return withdraw(letter.pk)
    except take_back.TooLate:
        return False
    return True
