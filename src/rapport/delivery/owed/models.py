"""What the client owes us: materials, accesses, decisions, changes by its programmers, each by a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class Owed(models.Model):
    """One thing we wait for. `waits` says what stands still without it; `due` moves only with a reason."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("Material")
        ACCESS = "access", _("Access")
        DECISION = "decision", _("Decision")
        CHANGE = "change", _("Change by their programmers")
        OTHER = "other", pgettext_lazy("owed", "Other")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("owed", "Open")
        GIVEN = "given", pgettext_lazy("owed", "Given")  # they say so; we have not looked yet
        DONE = "done", pgettext_lazy("owed", "Received")
        RELEASED = "released", pgettext_lazy("owed", "Not needed any more")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MATERIAL)
    what = models.CharField(max_length=300)
    waits = models.CharField(max_length=300, blank=True)
    due = models.DateField()
    moved = models.JSONField(default=list)  # earlier days: [[day, by whom, when, why], …]
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    given_at = models.DateTimeField(null=True)
    given_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=20, blank=True)
    source_id = models.BigIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=120, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "owed"
        indexes = [
            models.Index(fields=["client", "state", "due"], name="owed_of_client"),
            models.Index(fields=["due"], name="owed_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.what
