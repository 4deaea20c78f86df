"""Answers a request of the portal: shown there, sent by mail, and a word of ours in the story."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.attention.ask import settle
from rapport.conversations.follow_through import follow_through
from rapport.conversations.log import judge
from rapport.conversations.models import Touchpoint
from rapport.delivery.requests.make import CAUSE
from rapport.delivery.requests.models import Request
from rapport.journal import clock
from rapport.journal.record import record
from rapport.post.models import Outgoing
from rapport.post.put import put

LONGEST = 10_000


def answer(request: Request, words: str, *, by: Member, done: bool = False) -> Request:
    """The answer stands in the portal and goes out by mail; `done` says that with it nothing is left to do.

    `request.client` must have come through its door. A second press with the same words is the same answer.
    """
    require(by, "request.answer", request.client.standing)
    words = words.replace("\0", "").replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError({"answer": _("Write the answer first.")})
    if len(words) > LONGEST:
        raise ValidationError({"answer": _("At most 10,000 characters fit here.")})
    with transaction.atomic():
        held = held_for(request)
        if held.answer and held.answer == words:
            return held
        if held.answer and not held.is_sent_back:
            raise ValidationError({"answer": _("%(name)s has answered it meanwhile.") % {"name": held.answered_by}})
        held.answer, held.answered_at, held.answered_by = words, clock.now(), by
        held.state = Request.State.CLOSED if done else Request.State.ANSWERED
        held.letter = _letter(held, by)
        held.save()
        _word(held, by)
        settle(cause=CAUSE % held.pk, by=by)
        record("request.answered", by=by, about=held, client=held.client_id, in_story=False, name=held.contact.name)
    return held


def held_for(request: Request) -> Request:
    """The row as it stands, locked until the end of the transaction the caller has opened."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("contact", "answered_by", "letter")
    held = rows.get(pk=request.pk)
    held.client = held.contact.client = request.client
    return held


def _word(held: Request, by: Member) -> None:
    """Ours, in what they began: it counts for nobody as a beginning."""
    touchpoint = Touchpoint(
        client=held.client, member=by, channel=Touchpoint.Channel.MAIL, at=held.answered_at or clock.now(),
        began=Touchpoint.Began.OURS, summary=held.answer, counts=False,
    )  # fmt: skip
    judge(touchpoint)
    touchpoint.save()
    touchpoint.people.set([held.contact])
    follow_through(touchpoint, by=by)
    record(
        "touchpoint.logged", by=by, about=touchpoint, client=held.client_id, in_story=False,
        channel=touchpoint.channel, began=touchpoint.began, mark=False,
    )  # fmt: skip


def _letter(held: Request, by: Member) -> Outgoing | None:
    """To the contact who asked, with what they asked, if they can be written to. A trainee's waits for a sign-off."""
    contact, mail = held.contact, mail_of(held.contact)
    if not mail or contact.deleted_at:
        return None
    with spoken(language_of(contact, held.client), zone_of(contact, held.client)):
        asked = "\n".join(f"> {line}" for line in held.words.splitlines())
        parts = [
            _("Good day, %(name)s.") % {"name": contact.first_name or contact.name},
            held.answer,
            _("You wrote:\n%(words)s") % {"words": asked},
            _("This answer also stands in your pages: %(address)s")
            % {"address": settings.BASE_URL + reverse(settings.PORTAL_URL)},
            f"{by.name}\n{Agency.ours().name}",
        ]
        return put(
            key=f"request:{held.pk}:{sha256(held.answer.encode()).hexdigest()[:12]}",
            to=mail,
            subject=_("Our answer: %(words)s") % {"words": " ".join(held.words.split())[:80]},
            text="\n\n".join(parts),
            language=language_of(contact, held.client),
            by=by,
            client_id=held.client_id,
            headers={"Reply-To": by.email},
        )
