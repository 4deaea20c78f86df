"""What was said: touchpoints, who began them, what they said before they were corrected; the other nouns by folder."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.conversations.chats.models import ChatFile
from rapport.conversations.mail.models import Thread
from rapport.conversations.meetings.models import Meeting
from rapport.conversations.news.models import News
from rapport.conversations.promises.models import Promise
from rapport.conversations.questions.models import Question
from rapport.conversations.understandings.models import Understanding
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold

__all__ = [
    "ChatFile",
    "Earlier",
    "Evidence",
    "Meeting",
    "News",
    "Promise",
    "Question",
    "Thread",
    "Touchpoint",
    "Understanding",
]


class Touchpoint(models.Model):
    """One call, mail, chat, meeting or visit with a client."""

    class Channel(models.TextChoices):
        CALL = "call", _("Call")
        MAIL = "mail", _("Mail")
        CHAT = "chat", _("Chat")
        MEETING = "meeting", _("Meeting")
        VISIT = "visit", _("Visit")

    class Began(models.TextChoices):
        OURS = "ours", _("We began")
        THEIRS = "theirs", _("They began")

    class Direction(models.TextChoices):
        OUT = "out", _("From us to them")
        IN = "in", _("From them to us")
        BOTH = "both", _("Both spoke")

    class Mood(models.TextChoices):
        WARM = "warm", pgettext_lazy("mood", "Warm")
        GOOD = "good", pgettext_lazy("mood", "Good")
        SO_SO = "so-so", pgettext_lazy("mood", "So-so")
        UNEASY = "uneasy", pgettext_lazy("mood", "Uneasy")
        COLD = "cold", pgettext_lazy("mood", "Cold")

    class WhyFirst(models.TextChoices):
        LATE = "late", _("Late from us")
        QUESTION = "question", _("Question")
        COMPLAINT = "complaint", _("Complaint")
        PRAISE = "praise", _("Praise")
        REQUEST = "request", _("New request")
        OTHER = "other", pgettext_lazy("why first", "Other")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    began = models.CharField(max_length=6, choices=Began.choices)
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.BOTH)
    agreed = models.BooleanField(default=False)  # inside an agreed appointment
    at = models.DateTimeField()
    summary = models.TextField()
    folded = models.TextField(editable=False)
    people = models.ManyToManyField(Contact, blank=True, related_name="+")
    mood = models.CharField(max_length=6, choices=Mood.choices, blank=True)
    next_step = models.CharField(max_length=250, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.SET_NULL, related_name="touchpoints")
    counts = models.BooleanField(default=True)  # a later word of a thread began nothing
    why_first = models.CharField(max_length=10, choices=WhyFirst.choices, blank=True)
    word_overdue = models.BooleanField(default=False)  # our word was late when they began
    once = models.UUIDField(null=True, unique=True)  # the form it came from: a doubled click is one touchpoint
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "-at", "-id"], name="touchpoint_story"),
            models.Index(fields=["member", "-at"], name="touchpoint_by"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} with {self.client_id} at {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.summary} {self.next_step}")
        super().save(*args, **kwargs)


class Evidence(models.Model):
    """A file that belongs to a touchpoint."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.document)


class Earlier(models.Model):
    """What a touchpoint said before it was corrected: by whom, when, and the values it had."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="earlier")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    values = models.JSONField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.touchpoint_id} before {self.at}"
