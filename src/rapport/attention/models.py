"""What someone should look at, why, and by when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason, from_data


class Item(models.Model):
    """One thing to look at. While it is open there is no second one with its cause.

    Without a `member` it belongs to whoever keeps the client now; with one it is theirs (delegated, or not about
    a client). `reason` is a stored `reckon.verdict.Reason`, `facts` what the action in place needs to know.
    """

    kind = models.CharField(max_length=30)
    cause = models.CharField(max_length=120)
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(  # most have none: an index of all would mislead a planner (see item_open_member)
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due = models.DateTimeField(null=True)
    shows_from = models.DateTimeField()
    hours = models.FloatField(default=0.25)  # working hours the thing itself takes
    reason = models.JSONField()
    facts = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=clock.now)
    snoozed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, blank=True)  # done, dismissed, gone
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause"], condition=Q(closed_at=None), name="one_open_per_cause")
        ]
        indexes = [
            models.Index(fields=["client", "shows_from"], condition=Q(closed_at=None), name="item_open_client"),
            models.Index(
                fields=["member", "shows_from"],
                condition=Q(closed_at=None, member__isnull=False),
                name="item_open_member",
            ),
            models.Index(fields=["closed_by", "-closed_at"], name="item_closed"),
            models.Index(fields=["cause"], name="item_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.cause}"

    @property
    def why(self) -> Reason:
        reason = from_data(self.reason)
        assert isinstance(reason, Reason)
        return reason


class Snooze(models.Model):
    """Put off until a date, by whom and why."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=300, blank=True)
    woken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.item_id} until {self.until}"


class Delegation(models.Model):
    """Given to somebody else, by whom and with which words; `before` is whose it was (none: the keeper's)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="delegations")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.item_id} to {self.to}"


class Checklist(models.Model):
    """A member's own list of steps, such as "before I leave on Friday"."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    repeats = models.BooleanField(default=False)  # ticks are taken off each new day
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=250)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


def open_items(**filters: Any) -> models.QuerySet[Item]:
    return Item.objects.filter(closed_at=None, **filters)
