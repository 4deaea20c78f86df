"""News: a change of a platform, a law or a season, written once; which clients it touches and who was told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio.models import Client


class News(models.Model):
    class Kind(models.TextChoices):
        PLATFORM = "platform", _("A platform changes")
        LAW = "law", _("A law changes")
        SEASON = "season", _("A season comes")
        OTHER = "other", _("Other news")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PLATFORM)
    title = models.CharField(max_length=160)
    text = models.TextField()
    source = models.URLField(blank=True)
    services = models.ManyToManyField(Service, related_name="+")
    countries = models.JSONField(default=list, blank=True)  # none: every country
    tell_by = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "news"
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return self.title


class Told(models.Model):
    """A client that knows: told by us, by whom and when, or it asked before we told."""

    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="told")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    asked_first = models.BooleanField(default=False)
    touchpoint = models.ForeignKey("conversations.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+")
    not_needed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["news", "client"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.client_id} of {self.news}"
