"""Goals: what the client wants to reach, by which figure and when; plans, tasks and reports hang on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.portfolio.models import Client


class Goal(models.Model):
    """One aim. `metric` names what is counted (a key of an edition's metrics, or the client's own word)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("goal", "Under way")
        REACHED = "reached", pgettext_lazy("goal", "Reached")
        MISSED = "missed", pgettext_lazy("goal", "Missed")
        DROPPED = "dropped", pgettext_lazy("goal", "Dropped")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    aim = models.TextField(blank=True)  # what it is good for in the client's own business
    metric = models.CharField(max_length=80, blank=True)
    baseline = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    criteria = models.TextField(blank=True)  # how one will know, where no figure says it
    since = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    note = models.TextField(blank=True)  # how it ended
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["client", "state", "due"], name="goal_of_client")]

    def __str__(self) -> str:
        return self.title
