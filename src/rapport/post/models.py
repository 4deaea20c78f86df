"""Mail going out: a letter is written with the change that causes it, and sent once by a worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.sealed import SealedText
from rapport.reckon.verdict import Reason, from_data


class Account(models.Model):
    """The way out for letters of one address: a member writes as themselves. Without one, the house sends."""

    class Key(models.TextChoices):
        PASSWORD = "password"  # noqa: S105
        TOKEN = "token"  # noqa: S105

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=8, default="starttls")  # as in gateways.smtp: tls, starttls, none
    user = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=8, choices=Key.choices, default=Key.PASSWORD)
    secret = SealedText(blank=True)
    signature = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.address


class Outgoing(models.Model):
    """One letter. `key` is its cause ("digest:7:2026-11-21"): the same cause never makes a second letter.

    `sender` and what follows it are for letters a member writes: `to_all` and `cc` are lists of [name, address],
    `headers` plain text by name (Message-ID, In-Reply-To, References). `taken_at` is set before it is handed over:
    from then on nobody can take it back.
    """

    key = models.CharField(max_length=120, unique=True)
    sender = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.BigIntegerField(null=True)
    to = models.EmailField()
    to_all = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an invitation that goes along, as text/calendar
    method = models.CharField(max_length=10, blank=True)  # of that invitation: REQUEST, CANCEL, REPLY
    files = models.ManyToManyField(Document, blank=True, related_name="+")
    language = models.CharField(max_length=5, default="en")
    written_at = models.DateTimeField(default=clock.now)
    not_before = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # a trainee's: it waits for a sign-off, and does not go before
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    said = models.TextField(blank=True)  # why it was sent back instead
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)  # as the server said it, for the administrator
    trouble = models.JSONField(null=True)  # the same as a stored Reason, for whoever wrote it

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outgoing_unsent", condition=Q(sent_at=None)),
            models.Index(fields=["by"], name="outgoing_held", condition=~Q(held_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.to}"

    @property
    def why(self) -> Reason | str:
        """Why it has not gone out; "" when nothing was in its way."""
        reason = from_data(self.trouble) if self.trouble else None
        return reason if isinstance(reason, Reason) else self.error
