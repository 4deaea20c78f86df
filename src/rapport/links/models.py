"""Capabilities by link: who holds the address may do one named thing, for a while."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.journal import clock


class Link(models.Model):
    """Only the hash of the token is kept; the token itself leaves in one letter and is never shown again.

    `client_id` and `contact_id` are plain ids, for links that a client's contact holds: links knows no client.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    client_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="link_of_subject"),
            models.Index(
                fields=["client_id"], name="link_of_client", condition=Q(used_at=None, revoked_at=None, client_id__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} until {self.expires_at:%Y-%m-%d}"
