"""Briefs: what a service needs to know before the work begins, answered per client."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.catalogue.models import Edition, Service
from rapport.conversations.understandings.models import Understanding
from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.portfolio.models import Client


class Brief(models.Model):
    """Answers to the questions that an edition of the service asks; `answers` is {question's key: value}.

    A service without an edition asks nothing: then only the free words stand. A ready brief is not written over: the
    next one `replaces` it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("brief", "Being written")
        READY = "ready", pgettext_lazy("brief", "Ready")
        REPLACED = "replaced", pgettext_lazy("brief", "Replaced")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    answers = models.JSONField(default=dict)
    about = models.TextField(blank=True)  # what else is to be known
    why_channels = models.TextField(blank=True)  # which channels and tools, and why
    goals = models.ManyToManyField(Goal, blank=True, related_name="+")
    understanding = models.ForeignKey(  # the client's own words it was made from
        Understanding, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["client", "-changed_at"], name="brief_of_client")]

    def __str__(self) -> str:
        return self.title
