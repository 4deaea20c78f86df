"""Questionnaires: what we need to know to begin, answered by the client through a link or by us on their behalf."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from rapport.catalogue.models import Edition
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.links.models import Link
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Contact


class Questionnaire(models.Model):
    """The questions are those of its edition, in `language`."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("questionnaire", "With the client")
        SENT = "sent", pgettext_lazy("questionnaire", "Answered")
        CLOSED = "closed", pgettext_lazy("questionnaire", "Closed by us")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    start = models.ForeignKey(Start, null=True, on_delete=models.PROTECT, related_name="questionnaires")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="en")
    due = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when the letter with the link was written
    touched_at = models.DateTimeField(null=True)  # when they last saved anything
    remind_at = models.DateTimeField(null=True)
    reminded = models.JSONField(default=list)
    quiet_at = models.DateTimeField(null=True)  # since when we were told that nothing comes
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    sent_at = models.DateTimeField(null=True)
    sent_name = models.CharField(max_length=120, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=80, null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "state"], name="questionnaire_of_client"),
            models.Index(fields=["remind_at"], name="questionnaire_to_remind", condition=~Q(remind_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.edition} for {self.client_id}"


class Answer(models.Model):
    """The answer to one question as it stands. `unknown`: "I do not know, help me"; `doubt` says what with."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    unknown = models.BooleanField(default=False)
    doubt = models.TextField(blank=True)
    name = models.CharField(max_length=120, blank=True)  # who of them wrote it
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    earlier = models.JSONField(
        default=list
    )  # what stood before, the last few: [{"value", "unknown", "doubt", "name", "at"}]
    number = models.PositiveIntegerField(default=1)  # goes up with each saving: an older screen does not overwrite

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key


class AnswerFile(models.Model):
    """A file given with an answer."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="files")
    key = models.CharField(max_length=60)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class Part(models.Model):
    """Some of the questions, handed to a colleague of the contact by a link of their own."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="parts")
    keys = models.JSONField(default=list)
    name = models.CharField(max_length=120)
    mail = models.EmailField(blank=True)
    words = models.CharField(max_length=500, blank=True)  # what whoever hands it on says to them
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
