"""Promises: who promised what to whom by when, where it was said, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class Promise(models.Model):
    """`by_us` says which side owes it. Proposed ones were read from words and wait for a person to confirm them."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("promise", "Proposed")
        OPEN = "open", pgettext_lazy("promise", "Open")
        KEPT = "kept", pgettext_lazy("promise", "Kept")
        KEPT_LATE = "late", pgettext_lazy("promise", "Kept late")
        BROKEN = "broken", pgettext_lazy("promise", "Broken")
        RELEASED = "released", pgettext_lazy("promise", "Released by the client")
        NONE = "none", _("Not a promise")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    by_us = models.BooleanField()
    member = models.ForeignKey(  # who of us owes it, or to whom it was promised
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    due = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)  # the instant by which it is due: the end of the day, or the hour named
    words = models.TextField(blank=True)  # the sentence it was read from, as written
    source = models.CharField(max_length=20, blank=True)  # message, touchpoint, minutes; empty when written by hand
    source_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    moved = models.JSONField(default=list)  # earlier dates: [[date, by whom, when, why], …]
    once = models.CharField(max_length=80, null=True, unique=True)  # its cause: a form, or "message:7:0"
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["client", "state", "due"], name="promise_of_client"),
            models.Index(fields=["due_at"], name="promise_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.what
