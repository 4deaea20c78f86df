"""Extra work: what a client asked for outside the contract, and what it became."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class ExtraWork(models.Model):
    """One request outside the contract. A favour is only counted; the rest is told and becomes one of three."""

    class State(models.TextChoices):
        CAPTURED = "captured", pgettext_lazy("extra work", "To be told")
        FAVOUR = "favour", pgettext_lazy("extra work", "Small favour")
        TOLD = "told", pgettext_lazy("extra work", "Told, waits for their word")
        QUOTE = "quote", pgettext_lazy("extra work", "Asked for a quote")
        GIFT = "gift", pgettext_lazy("extra work", "Gift")
        REFUSED = "refused", pgettext_lazy("extra work", "Not done")

    class Kind(models.TextChoices):
        REQUEST = "request", _("Outside the contract")
        POTENTIAL = "potential", _("A possibility we see")
        TEST = "test", _("A test on the client's money")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.REQUEST)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)  # as the client said it
    inside = models.TextField(blank=True)  # the options inside the contract, and what each may cause
    minutes = models.PositiveIntegerField(null=True, blank=True)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    source = models.CharField(max_length=20, blank=True)  # message, meeting, touchpoint, task, portal; empty by hand
    source_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CAPTURED)
    until = models.DateField(null=True, blank=True)  # the last day of a test
    result = models.TextField(blank=True)  # how a test ended
    said = models.TextField(blank=True)  # what we wrote to them about it: a gift, a no, a result
    reason = models.CharField(max_length=500, blank=True)  # why a gift, why a no
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    told_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "extra work"
        indexes = [
            models.Index(fields=["client", "-made_at"], name="extra_of_client"),
            models.Index(fields=["made_at"], name="extra_untold", condition=Q(state="captured")),
        ]

    def __str__(self) -> str:
        return self.what
