"""Figures of clients as they were read: strips of a year, what each arrival changed, sources, rates, targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.figures.strips import Floats, first_of, unpack


class Feed(models.Model):
    """One source of one client: how often it comes, and how far it reaches."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    every = models.PositiveSmallIntegerField(default=7)  # days between two deliveries
    last_day = models.DateField(null=True)
    came_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "source"], name="feed_once")]

    def __str__(self) -> str:
        return f"{self.source} of {self.client_id}"

    @property
    def name(self) -> str:
        return SOURCES.get(self.source, self.source)


class Arrival(models.Model):
    """Figures that came in a file. The ledger of what is in the strips, and the handle to take it back."""

    class Way(models.TextChoices):
        FILE = "file", pgettext_lazy("figures", "File")
        FOLDER = "folder", pgettext_lazy("figures", "Drop folder")
        PUSH = "push", pgettext_lazy("figures", "Sent by a program")
        DEMO = "demo", pgettext_lazy("figures", "Made up")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.FILE)
    name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    counts = models.JSONField(default=dict)  # rows, dropped, new, corrected, same
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["client", "-at"], name="arrival_of")]

    def __str__(self) -> str:
        return self.name or SOURCES.get(self.source, self.source)


class Strip(models.Model):
    """A year of one series. `values` is laid out as reckon/figures/strips.py says; an empty channel is the whole."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+", db_index=False)
    metric = models.CharField(max_length=40)  # the key of a metric of the catalogue
    source = models.CharField(max_length=40)
    channel = models.CharField(max_length=120, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, blank=True)  # of money only
    grain = models.CharField(max_length=5)  # day, week, month
    year = models.PositiveSmallIntegerField()
    values = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "grain", "year", "metric", "source", "channel", "campaign", "currency"],
                name="strip_once",
            ),
            models.CheckConstraint(condition=Q(grain__in=["day", "week", "month"]), name="strip_grain"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.year} of {self.client_id}"


class Correction(models.Model):
    """What one arrival changed in one strip: places, what stood there and what stands since, packed like the strip.

    `whole`: the strip was made by it, and all its places were unknown before.
    """

    strip = models.ForeignKey(Strip, on_delete=models.CASCADE, related_name="corrections")
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="corrections")
    whole = models.BooleanField(default=False)
    places = models.BinaryField(default=bytes)  # int16, little-endian
    before = models.BinaryField(default=bytes)
    after = models.BinaryField(default=bytes)
    corrected = models.PositiveIntegerField(default=0)  # how many known figures became others

    class Meta:
        indexes = [models.Index(fields=["arrival", "corrected"], name="correction_by")]

    def __str__(self) -> str:
        return f"{self.arrival_id} in {self.strip_id}"

    def rows(self) -> Iterator[tuple[date | None, float, float]]:
        """Day, what stood there (NaN: nothing), what stands since."""
        for place, before, after in zip(self.where.tolist(), unpack(self.before), unpack(self.after), strict=True):
            yield first_of(self.strip.grain, self.strip.year, place), float(before), float(after)

    @property
    def where(self) -> Any:
        return np.frombuffer(self.places, "<i2")

    @property
    def was(self) -> Floats:
        return unpack(self.before)


class Rate(models.Model):
    """What one unit of a currency was worth in another on a day, entered by hand or from a file."""

    currency = models.CharField(max_length=3)
    into = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "into", "day"], name="rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_over_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.into} {self.day}"


class Target(models.Model):
    """What a figure of a client should be in a month, a quarter or a year. A changed target keeps the one before."""

    class Length(models.TextChoices):
        MONTH = "month", _("Month")
        QUARTER = "quarter", _("Quarter")
        YEAR = "year", _("Year")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    metric = models.CharField(max_length=40)
    length = models.CharField(max_length=7, choices=Length.choices, default=Length.MONTH)
    first = models.DateField()  # the first day of the period
    wanted = models.FloatField()  # held against readings, which are floats too (docs/decisions/0011)
    currency = models.CharField(max_length=3, blank=True)
    note = models.CharField(max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)  # replaced or withdrawn
    pace = models.CharField(max_length=16, blank=True)  # the state of its pace (reckon.pace) as last judged
    expected = models.FloatField(null=True)  # where its period will end at that pace
    judged_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["first", "metric"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "metric", "length", "first"], condition=Q(ended_at=None), name="target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.first} of {self.client_id}"
