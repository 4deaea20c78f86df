"""What happened, one row each: the story, the audit and all following up are read from here. It knows nobody above."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One thing that happened. The subject is generic and the client a plain id: the journal knows no noun."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.BigIntegerField(null=True)
    about = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    in_story = models.BooleanField(default=True)  # a touchpoint tells itself, so its entries stand aside
    told_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["client_id", "in_story", "-at", "-id"], name="entry_story"),
            models.Index(fields=["id"], name="entry_untold", condition=Q(told_at=None)),
            models.Index(fields=["about", "about_id"], name="entry_about"),
            models.Index(fields=["by", "-id"], name="entry_by"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.about} {self.about_id}"


class Following(models.Model):
    """A follower has done its part for an entry. Written in the follower's own transaction, so it happens once."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="followings")
    follower = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "follower"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.follower} of {self.entry_id}"


class Failure(models.Model):
    """A follower that failed, and why: read by the administrator, tried again by the sweep."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="failures")
    follower = models.CharField(max_length=120)
    at = models.DateTimeField()
    error = models.TextField()

    def __str__(self) -> str:
        return f"{self.follower} of {self.entry_id}: {self.error[:80]}"
