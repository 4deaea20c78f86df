"""Handover from sales: what was sold, to whom, with which promises, and who decides there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.journal.sealed import SealedText
from rapport.portfolio.models import Client


class Handover(models.Model):
    """What sales hands to a keeper. `missing` (reckon.handover) says what keeps it from being accepted.

    `services` is [{"service", "package", "fee", "currency", "since"}], `promises` [{"what", "due"}], `people`
    [{"first_name", "last_name", "job", "place", "mail", "phone"}]; money as text.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("handover", "Being written")
        SENT = "sent", pgettext_lazy("handover", "Waits for the keeper")
        RETURNED = "returned", pgettext_lazy("handover", "Sent back")
        ACCEPTED = "accepted", pgettext_lazy("handover", "Accepted")
        DROPPED = "dropped", pgettext_lazy("handover", "Dropped")

    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    facts = models.JSONField(default=dict)  # legal_name, legal_number, address, city, country, language, industry, …
    services = models.JSONField(default=list)
    promises = models.JSONField(default=list)
    no_promises = models.BooleanField(default=False)  # said to be none, which is not the same as not said
    people = models.JSONField(default=list)
    notes = SealedText(blank=True, default="")
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    said = models.TextField(blank=True)  # why it was sent back
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name
