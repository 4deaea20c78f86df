"""Starts: one service begun with one client by the playbook of an edition, until onboarding is done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from rapport.catalogue.models import Edition
from rapport.conversations.meetings.models import Meeting
from rapport.journal import clock
from rapport.onboarding.handovers.models import Handover
from rapport.portfolio.models import Client, Engagement


class Start(models.Model):
    """A running start keeps its edition. Its tasks carry `once` "start:{id}:{key}"; where it is stuck is judged."""

    class State(models.TextChoices):
        GOING = "going", pgettext_lazy("start", "Under way")
        WORKING = "working", pgettext_lazy("start", "Work has begun by exception")
        DONE = "done", pgettext_lazy("start", "Onboarding done")
        DROPPED = "dropped", pgettext_lazy("start", "Dropped")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    engagement = models.ForeignKey(Engagement, null=True, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    handover = models.ForeignKey(Handover, null=True, on_delete=models.PROTECT, related_name="starts")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")  # the first one
    began_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.GOING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)  # why it was dropped
    once = models.CharField(max_length=80, null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["client", "state"], name="start_of_client"),
            models.Index(fields=["began_on"], name="start_going", condition=Q(state__in=["going", "working"])),
        ]

    def __str__(self) -> str:
        return f"{self.edition} for {self.client}"


class StartException(models.Model):
    """Work begins before onboarding is done: who signed it and why, and what was open then."""

    start = models.OneToOneField(Start, on_delete=models.PROTECT, related_name="exception")
    reason = models.TextField()
    open_then = models.JSONField(default=list)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.reason[:60]
