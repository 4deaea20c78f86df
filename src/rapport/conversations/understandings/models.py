"""Agreed words: what a client said, how we read it, and whether they confirmed our reading."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.approvals.models import Approval
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class Understanding(models.Model):
    """A passage of theirs (`words`, as marked) beside our `reading` of it. `original` is the text it was marked in.

    Sent for confirmation it is asked by an approval; each sending is a version of its own, the last is `approval`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("understanding", "Not sent yet")
        SENT = "sent", pgettext_lazy("understanding", "Waits for their word")
        CONFIRMED = "confirmed", pgettext_lazy("understanding", "Confirmed")
        CORRECTED = "corrected", pgettext_lazy("understanding", "Corrected by them")
        DECLINED = "declined", pgettext_lazy("understanding", "Not their words")
        UNANSWERED = "unanswered", pgettext_lazy("understanding", "Unanswered")

    class Source(models.TextChoices):
        TOUCHPOINT = "touchpoint", pgettext_lazy("source", "Call note")
        MESSAGE = "message", pgettext_lazy("source", "Mail")
        MEETING = "meeting", pgettext_lazy("source", "Minutes")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.BigIntegerField()
    said_at = models.DateTimeField()
    original = models.TextField()
    words = models.TextField()
    reading = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    approval = models.ForeignKey(Approval, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)  # confirmed by them, or their correction taken over as it stands
    dropped_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["client", "-made_at"], name="understanding_of_client"),
            models.Index(fields=["source", "source_id"], name="understanding_of_source"),
        ]

    def __str__(self) -> str:
        return self.reading[:80]
