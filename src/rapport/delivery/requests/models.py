"""Requests: what a client's contact asked for through the portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.conversations.models import Touchpoint
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Outgoing


class Request(models.Model):
    """One request in the client's own words; the touchpoint is its place in the story."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request", "With us")
        ANSWERED = "answered", pgettext_lazy("request", "Answered")
        CLOSED = "closed", pgettext_lazy("request", "Done")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    file = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    touchpoint = models.ForeignKey(Touchpoint, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True)  # shown in the portal
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Outgoing, null=True, on_delete=models.PROTECT, related_name="+")  # with the answer
    once = models.CharField(max_length=80, null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["client", "-at"], name="request_of_client")]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def is_sent_back(self) -> bool:
        """The answer of a trainee that was not signed off: they write another."""
        return bool(self.answer and self.letter and self.letter.withdrawn_at)

    @property
    def told(self) -> str:
        """The answer as the client reads it: not before somebody signed off what a trainee wrote."""
        waits = self.letter is not None and (self.letter.held_at or self.letter.withdrawn_at)
        return "" if waits else self.answer
