"""Findings: what left its usual course in a client's figures, since when and why, and what was made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client


class Finding(models.Model):
    """One incident in one metric of one client; at most one is open per metric. Figures as `reckon.drops` tells them.

    `told_at` says since when it stands in the keeper's Today: findings compete for that, the rest is on the page.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("finding", "Open")
        KNOWN = "known", pgettext_lazy("finding", "Known")
        WRONG = "wrong", pgettext_lazy("finding", "Wrong alarm")
        OVER = "over", pgettext_lazy("finding", "Over")

    class Kind(models.TextChoices):
        LEVEL = "level", pgettext_lazy("finding", "Another level")
        SLIDE = "slide", pgettext_lazy("finding", "Week after week")
        GAP = "gap", pgettext_lazy("finding", "No figures")
        ZEROS = "zeros", pgettext_lazy("finding", "Zeros")
        NO_CONVERSIONS = "no_conversions", pgettext_lazy("finding", "Spent, and nothing came")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    metric = models.CharField(max_length=40)  # the key of a metric of the catalogue
    kind = models.CharField(max_length=14, choices=Kind.choices)
    since = models.DateField()
    until = models.DateField()
    seen_on = models.DateField()
    usual = models.FloatField()
    now = models.FloatField()
    size = models.FloatField()
    in_all = models.FloatField()
    currency = models.CharField(max_length=3, blank=True)
    sureness = models.FloatField()
    is_bad = models.BooleanField()
    reasons = models.JSONField(default=list)
    causes = models.JSONField(default=list)  # reasons too, the likeliest first
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    told_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["client", "metric"], condition=Q(state="open"), name="finding_open_once")
        ]
        indexes = [models.Index(fields=["client", "-since"], name="finding_of_client")]

    def __str__(self) -> str:
        return f"{self.metric} since {self.since}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
