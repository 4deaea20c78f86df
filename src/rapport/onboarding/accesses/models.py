"""The access register: which system of a client, who of us, how far it is, until when; and the one-time drop."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.journal.sealed import SealedText
from rapport.links.models import Link
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Contact


class Access(models.Model):
    """One member's (or the team's) way into one system of a client; no secret stands here."""

    class State(models.TextChoices):
        WANTED = "wanted", pgettext_lazy("access", "Needed")
        ASKED = "asked", pgettext_lazy("access", "Asked for")
        SOUGHT = "sought", pgettext_lazy("access", "Nobody knows; being found")
        GIVEN = "given", pgettext_lazy("access", "Given")
        TESTED = "tested", pgettext_lazy("access", "Works")
        REVOKED = "revoked", pgettext_lazy("access", "Revoked")
        NOT_NEEDED = "not-needed", pgettext_lazy("access", "Not needed")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    start = models.ForeignKey(Start, null=True, on_delete=models.PROTECT, related_name="accesses")
    key = models.CharField(max_length=60, blank=True)  # of the edition's list
    system = models.CharField(max_length=120)
    place = models.CharField(max_length=200, blank=True)  # address or account number
    level = models.CharField(max_length=120, blank=True)  # "read", "administrator"
    why = models.CharField(max_length=300, blank=True)
    member = models.ForeignKey(  # who of us has it; none: not said yet
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    until = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=120, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "accesses"
        indexes = [
            models.Index(fields=["client", "state"], name="access_of_client"),
            models.Index(fields=["member", "state"], name="access_of_member"),
            models.Index(fields=["until"], name="access_ends", condition=Q(state__in=["given", "tested"])),
        ]

    def __str__(self) -> str:
        return self.system


class AccessStep(models.Model):
    """How an access came from one state to the next."""

    access = models.ForeignKey(Access, on_delete=models.CASCADE, related_name="history")
    was = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # of a contact who did it in the portal
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.was} → {self.state}"


class Drop(models.Model):
    """A secret on its one way from a client to one of us: put in once, revealed once, then gone."""

    access = models.ForeignKey(Access, on_delete=models.PROTECT, related_name="drops")
    for_member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    secret = SealedText(blank=True, default="")  # emptied when revealed, expired or taken back
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    put_at = models.DateTimeField(null=True)
    put_name = models.CharField(max_length=120, blank=True)
    revealed_at = models.DateTimeField(null=True)
    revealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="drop_living", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"for {self.access_id}"
