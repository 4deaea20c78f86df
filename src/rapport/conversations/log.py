"""Logs a touchpoint: what was said, with whom, and who began. For whoever spoke with a client."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.conversations import first_calls, rhythm
from rapport.conversations.follow_through import follow_through
from rapport.conversations.models import Evidence, Touchpoint
from rapport.documents.keep import keep
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.reckon.two_way import direction as likely_direction

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
GRACE = timedelta(minutes=5)  # clocks differ
FURTHEST_STEP = timedelta(days=5 * 366)
CHOICES = {
    "channel": Touchpoint.Channel.values,
    "began": Touchpoint.Began.values,
    "direction": ["", *Touchpoint.Direction.values],
    "mood": ["", *Touchpoint.Mood.values],
    "why_first": ["", *Touchpoint.WhyFirst.values],
}


def log(
    client: Client,
    *,
    by: Member,
    channel: str,
    began: str,
    summary: str,
    at: datetime | None = None,
    people: Iterable[Contact] = (),
    direction: str | None = None,
    agreed: bool = False,
    mood: str = "",
    next_step: str = "",
    next_step_on: date | None = None,
    why_first: str = "",
    files: Iterable[UploadedFile] = (),
    once: UUID | None = None,
) -> Touchpoint:
    """Keep one touchpoint. The same `once` of the same member is the same touchpoint, whatever else is said.

    Raises ValidationError, by field, for a moment that cannot be and for people of another client.
    """
    require(by, "touchpoint.log", client.standing)
    if once and (there := Touchpoint.objects.filter(once=once, member=by).first()):
        return there
    touchpoint = Touchpoint(
        client=client, member=by, channel=channel, began=began, at=at or clock.now(), summary=summary.strip(),
        agreed=agreed, mood=mood, next_step=next_step.strip(), next_step_on=next_step_on, why_first=why_first,
        direction=direction or "", once=once,
    )  # fmt: skip
    spoken_with = list(people)
    check(touchpoint, spoken_with)
    documents = [keep(file, name=file.name or "", by=by, client=client.pk) for file in files]
    try:
        with transaction.atomic():
            judge(touchpoint)
            touchpoint.save()
            touchpoint.people.set(spoken_with)
            Evidence.objects.bulk_create(Evidence(touchpoint=touchpoint, document=document) for document in documents)
            follow_through(touchpoint, by=by)
            record(
                "touchpoint.logged", by=by, about=touchpoint, client=client.pk, in_story=False,
                channel=touchpoint.channel, began=touchpoint.began, mark=first_calls.is_mark(touchpoint),
            )  # fmt: skip
    except IntegrityError:
        if once and (there := Touchpoint.objects.filter(once=once, member=by).first()):
            return there  # the same form, sent twice in the same moment
        raise
    return touchpoint


def check(touchpoint: Touchpoint, people: list[Contact]) -> None:
    """Refuse, with a sentence at the field, what cannot have been."""
    wrong: dict[str, str] = {}
    if not touchpoint.summary:
        wrong["summary"] = _("Say in a line what was said.")
    for field, offered in CHOICES.items():
        if getattr(touchpoint, field) not in offered:
            wrong[field] = _("“%(value)s” is not one of the choices.") % {"value": getattr(touchpoint, field)}
    if touchpoint.at > clock.now() + GRACE:
        wrong["at"] = _("This lies ahead. Log a word after it was said; write what is planned as the next step.")
    elif touchpoint.at < EARLIEST:
        wrong["at"] = _("This is too long ago to be right. Check the year.")
    if step := touchpoint.next_step_on:
        if not touchpoint.next_step:
            wrong["next_step"] = _("Say what is to be done on that day.")
        if step < touchpoint.at.date() - timedelta(days=1):
            wrong["next_step_on"] = _("The next step cannot come before the word itself.")
        elif step > (clock.now() + FURTHEST_STEP).date():
            wrong["next_step_on"] = _("That is more than five years ahead. Check the year.")
    if any(person.client_id != touchpoint.client_id for person in people):
        wrong["people"] = _("Choose people of this client.")
    if wrong:
        raise ValidationError(wrong)


def judge(touchpoint: Touchpoint) -> None:
    """Fill in what follows from the rest: who spoke, and whether they came first while our word was late."""
    if not touchpoint.direction:
        touchpoint.direction = _direction(touchpoint)
    touchpoint.word_overdue = first_calls.is_mark(touchpoint) and rhythm.was_late(touchpoint.client_id, touchpoint.at)


def _direction(touchpoint: Touchpoint) -> str:
    ours = touchpoint.began == Touchpoint.Began.OURS
    other_wrote = None
    if touchpoint.channel == Touchpoint.Channel.MAIL:
        other = Touchpoint.Began.THEIRS if ours else Touchpoint.Began.OURS
        wrote = Touchpoint.objects.filter(
            Q(channel=Touchpoint.Channel.CHAT) | Q(channel=Touchpoint.Channel.MAIL, began=other),
            client=touchpoint.client_id, deleted_at=None, at__lt=touchpoint.at,
        ).exclude(pk=touchpoint.pk)  # fmt: skip
        other_wrote = wrote.order_by("-at").values_list("at", flat=True).first()
    every = touchpoint.client.cadence(Agency.ours())
    return likely_direction(touchpoint.channel, ours=ours, at=touchpoint.at, other_wrote=other_wrote, every_days=every)
