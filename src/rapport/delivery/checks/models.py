"""Words that are right here whatever a dictionary says: trade words, products, what the agency invented."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rapport.journal import clock


class KnownWord(models.Model):
    """One word of one language; `folded` is what is compared."""

    language = models.CharField(max_length=5)
    word = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["folded"]
        constraints = [models.UniqueConstraint(fields=["language", "folded"], name="word_known_once")]

    def __str__(self) -> str:
        return self.word
