"""Questions: what a client asked and a specialist is to answer, with a date before ours."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rapport.journal import clock
from rapport.portfolio.models import Client


class Question(models.Model):
    """Asked of a member, wanted by `due`; we owe the client an answer by `ours_due`. Answered, or taken back."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey("conversations.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)  # the client's own, as written
    text = models.TextField()
    asked_at = models.DateTimeField(default=clock.now)
    due = models.DateTimeField()
    ours_due = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)  # its answer went into a reply
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["client", "-asked_at"], name="question_of_client")]

    def __str__(self) -> str:
        return self.text[:80]
