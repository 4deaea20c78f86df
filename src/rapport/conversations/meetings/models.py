"""Meetings: rhythms, the meetings they make, who comes, what is on the agenda, what was said, the debrief."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Team
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.links.models import Link
from rapport.portfolio.models import Client, Contact
from rapport.reckon.verdict import Reason


class Kind(models.TextChoices):
    ONBOARDING = "onboarding", _("Onboarding meeting")
    CLIENT = "client", _("Client meeting")
    WEEKLY = "weekly", _("Weekly team meeting")
    MONTHLY = "monthly", _("Monthly team meeting")
    KPI = "kpi", _("Monthly KPI meeting")
    STAND_UP = "stand_up", _("Stand-up")
    EDUCATION = "education", _("Education")
    CONFERENCE = "conference", _("Conference")
    OTHER = "other", pgettext_lazy("meeting", "Other")


class Series(models.Model):
    """A rhythm of meetings, with a client or of a team. `rule` is an RFC 5545 recurrence; local time keeps its zone."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=160, blank=True)
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    contacts = models.ManyToManyField(Contact, blank=True, related_name="+")
    rule = models.CharField(max_length=200)
    first = models.DateField()
    until = models.DateField(null=True, blank=True)
    at_time = models.TimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=300, blank=True)
    planned_to = models.DateField(null=True)  # meetings are laid ahead up to this day
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title or str(Kind(self.kind).label)


class Meeting(models.Model):
    """One appointment. `local` and `zone` are what was agreed, `at` is the instant that follows from them."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "Planned")
        HELD = "held", pgettext_lazy("meeting", "Held")
        MISSED = "missed", pgettext_lazy("meeting", "Did not take place")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    series = models.ForeignKey(Series, null=True, on_delete=models.PROTECT, related_name="meetings")
    occurrence = models.DateField(null=True)  # the day the rhythm meant, also when the meeting was moved
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CLIENT)
    title = models.CharField(max_length=160, blank=True)
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    local = models.DateTimeField()  # wall time of the zone, written as if in UTC: never compared, only shown and moved
    zone = models.CharField(max_length=64)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=300, blank=True)
    about = models.TextField(blank=True)
    began = models.CharField(max_length=6, default="ours")  # who wanted it: ours, theirs
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    uid = models.CharField(max_length=250, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    from_outside = models.BooleanField(default=False)  # read from an .ics: its organiser moves it, not we
    agenda_sent_at = models.DateTimeField(null=True)
    minutes_sent_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)
    touchpoint = models.OneToOneField(
        "conversations.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    said: Reason | None = None  # what was odd about the wall time when it was set; not stored

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "occurrence"], condition=Q(series__isnull=False), name="occurs_once"
            )
        ]
        indexes = [
            models.Index(fields=["client", "-at"], name="meeting_of_client"),
            models.Index(fields=["at"], name="meeting_planned", condition=Q(state="planned")),
        ]

    def __str__(self) -> str:
        return self.title or str(Kind(self.kind).label)


class Participant(models.Model):
    """Who is to come, ours or theirs, and what they answered."""

    class Answer(models.TextChoices):
        NONE = "none", pgettext_lazy("invitation", "No answer yet")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
        DECLINED = "declined", pgettext_lazy("invitation", "Declined")
        TENTATIVE = "tentative", pgettext_lazy("invitation", "Perhaps")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, blank=True)  # of somebody who is neither
    mail = models.EmailField(blank=True)
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="member_comes_once"),
            models.UniqueConstraint(fields=["meeting", "contact"], name="contact_comes_once"),
        ]
        indexes = [models.Index(fields=["member", "meeting"], name="participant_of")]

    def __str__(self) -> str:
        return self.name or self.mail or f"{self.member_id or self.contact_id}"


class AgendaLine(models.Model):
    """A point of the agenda: written by hand, or taken over from what was open (`source` names it)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=60, blank=True)  # "promise:7", "message:12"; empty when written by hand
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    struck = models.BooleanField(default=False)  # taken off, and not to be offered again

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "source"], condition=~Q(source=""), name="agenda_line_once")
        ]

    def __str__(self) -> str:
        return self.text


class MinuteLine(models.Model):
    """One line of the minutes, typed while people speak; a keystroke makes it a promise, an action or a decision."""

    class Becomes(models.TextChoices):
        WORDS = "words", pgettext_lazy("minutes", "Said")
        DECISION = "decision", pgettext_lazy("minutes", "Decided")
        PROMISE = "promise", pgettext_lazy("minutes", "Promised")
        ACTION = "action", pgettext_lazy("minutes", "To do")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=1000)
    becomes = models.CharField(max_length=8, choices=Becomes.choices, default=Becomes.WORDS)
    promise = models.ForeignKey(Promise, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    once = models.UUIDField(null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.text


class Debrief(models.Model):
    """What a specialist owes the keeper within a day of a client meeting the keeper was not at: four fields."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="debrief")
    owed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due = models.DateTimeField()
    said = models.TextField(blank=True)
    decided = models.TextField(blank=True)
    promised = models.TextField(blank=True)
    mood = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Debrief of {self.meeting}"


class Idea(models.Model):
    """A line of the register of a rhythm: an idea or a test under way, open from meeting to meeting till its result."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="ideas")
    text = models.CharField(max_length=500)
    is_test = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    once = models.UUIDField(null=True, unique=True)
    result = models.CharField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Offer(models.Model):
    """Times offered to a contact by link; one pick makes the meeting, the others fall away."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")  # who else of us comes
    title = models.CharField(max_length=160)
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=300, blank=True)
    link = models.OneToOneField(Link, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    picked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)  # what they wrote when no time suited

    def __str__(self) -> str:
        return self.title


class OfferedTime(models.Model):
    """One of the times; `reason` is the stored Reason that says whose day it shifts."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="times")
    at = models.DateTimeField()
    reason = models.JSONField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["offer", "at"], name="time_offered_once")]

    def __str__(self) -> str:
        return self.at.isoformat()


class Taken(models.Model):
    """A quarter of an hour of a member that a picked time holds: unique, so that nobody is booked twice."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    quarter = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "quarter"], name="quarter_taken_once")]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.quarter}"
