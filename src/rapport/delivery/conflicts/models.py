"""Conflicts, with a client or among us: facts, each side's view, the decision, what it cost and taught."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Team
from rapport.journal import clock
from rapport.portfolio.models import Client


class Conflict(models.Model):
    """One dispute, told by sides. Without a client it is the team's own."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("conflict", "Open")
        DECIDED = "decided", pgettext_lazy("conflict", "Decided")
        SETTLED = "settled", pgettext_lazy("conflict", "Settled")

    class Right(models.TextChoices):
        OURS = "ours", _("Our side")
        THEIRS = "theirs", _("Their side")
        BOTH = "both", _("Both in part")
        NOBODY = "nobody", _("Nobody")

    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    facts = models.TextField()
    ours = models.TextField(blank=True)
    theirs = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    right = models.CharField(max_length=6, choices=Right.choices, blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    cost_minutes = models.PositiveIntegerField(null=True, blank=True)
    lesson = models.TextField(blank=True)
    began_on = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["client", "-made_at"], name="conflict_of_client")]

    def __str__(self) -> str:
        return self.title
