"""Takes in what a client's contact asks for in the portal: kept in their words, in the story, and before the keeper."""

from __future__ import annotations

from typing import IO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.attention.ask import ask
from rapport.conversations.follow_through import follow_through
from rapport.conversations.log import judge
from rapport.conversations.models import Evidence, Touchpoint
from rapport.conversations.promises.calendars import of_us
from rapport.delivery.requests.models import Request
from rapport.documents.checked import checked
from rapport.documents.keep import keep
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.facts import keeping
from rapport.portfolio.models import Contact
from rapport.reckon.file_kinds import MARKUP
from rapport.reckon.verdict import because
from rapport.reckon.waiting import working_hours_after

LONGEST = 5000
HOURS = 4  # working hours of the keeper within which an answer is promised
QUOTE = 160
CAUSE = "request:%s"


def make(contact: Contact, words: str, *, file: IO[bytes] | None = None, name: str = "", once: str = "") -> Request:
    """Keep one request. The same `once` of the same contact is the same request, whatever else is said.

    `contact` must have come into the portal. ValidationError, by field, for words or a file that cannot be kept.
    """
    if once and (there := Request.objects.filter(once=_key(contact, once)).first()):
        return there
    words = words.replace("\0", "").replace("\r\n", "\n").strip()
    _check(words)
    document = _kept(contact, file, name) if file is not None else None
    try:
        with transaction.atomic():
            request = Request.objects.create(
                client=contact.client, contact=contact, words=words, file=document,
                touchpoint=_word(contact, words, document), once=_key(contact, once) if once else None,
            )  # fmt: skip
            ask(
                "request", cause=CAUSE % request.pk, client=contact.client_id, request=request.pk,
                reason=because("{name} asks in the portal: “{words}”", name=contact.name, words=_short(words)),
                due=working_hours_after(request.at, HOURS, of_us(contact.client_id)),
            )  # fmt: skip
            record(
                "request.made", by=None, about=request, client=contact.client_id, in_story=False, name=contact.name,
                with_file=document is not None,
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Request.objects.filter(once=_key(contact, once)).first()):
            return there  # the same form, sent twice in the same moment
        raise
    return request


def _check(words: str) -> None:
    if not words:
        raise ValidationError({"words": _("Write in a line what you need.")})
    if len(words) > LONGEST:
        raise ValidationError({"words": _("At most 5,000 characters fit here; send the rest as a file.")})


def _kept(contact: Contact, file: IO[bytes], name: str) -> Document:
    """By its content, not by its name: pages and programs are not taken."""
    seen = checked(file, name)
    if seen.kind in ("", MARKUP):
        raise ValidationError(
            {"file": _("“%(name)s” is none of: picture, PDF, office file, text, ZIP. Pack it into a ZIP.") % {
                "name": seen.name
            }}
        )  # fmt: skip
    return keep(file, name=seen.name, kind=seen.kind, by=None, client=contact.client_id)


def _word(contact: Contact, words: str, document: Document | None) -> Touchpoint | None:
    """Their word in the story, with whoever should look at it today; none while nobody looks after the client."""
    acting = keeping([contact.client_id]).get(contact.client_id)
    if acting is None or acting.acting is None:
        return None
    touchpoint = Touchpoint(
        client=contact.client, member_id=acting.acting, channel=Touchpoint.Channel.CHAT, at=clock.now(),
        began=Touchpoint.Began.THEIRS, direction=Touchpoint.Direction.IN, summary=words,
        why_first=Touchpoint.WhyFirst.REQUEST,
    )  # fmt: skip
    judge(touchpoint)
    touchpoint.save()
    touchpoint.people.set([contact])
    if document is not None:
        Evidence.objects.create(touchpoint=touchpoint, document=document)
    follow_through(touchpoint, by=None)
    record(
        "touchpoint.logged", by=None, about=touchpoint, client=contact.client_id, in_story=False,
        channel=touchpoint.channel, began=touchpoint.began, mark=True,
    )  # fmt: skip
    return touchpoint


def _key(contact: Contact, once: str) -> str:
    return f"portal:{contact.pk}:{once[:40]}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTE else f"{line[:QUOTE].rsplit(None, 1)[0]} …"
