"""Ending well: what is to be handed over and closed before a client's last day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rapport.journal import clock
from rapport.portfolio.models import Client, Parting


class Ending(models.Model):
    """Beside the parting, which holds cause, evidence and last day: files, accesses, the idea to say hello with."""

    parting = models.OneToOneField(Parting, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    files_given_at = models.DateTimeField(null=True)
    files_given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    files_note = models.TextField(blank=True)  # what was handed over, to whom and how
    idea = models.TextField(blank=True)  # with what to say hello again
    remains = models.TextField(blank=True)  # what was not done by the end, and why
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"ending with {self.client_id}"
