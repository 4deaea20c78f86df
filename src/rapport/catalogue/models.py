"""What we offer: services, each with its editions (questionnaire, playbook, metrics, words), and the library."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rapport.journal import clock


class Service(models.Model):
    """One service. `names` and `descriptions` are {language: text}; English always stands."""

    key = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language, else in English, else the key."""
        return self.names.get(get_language() or "en") or self.names.get("en") or self.key

    @property
    def description(self) -> str:
        return self.descriptions.get(get_language() or "en") or self.descriptions.get("en") or ""


class Edition(models.Model):
    """One published state of all that belongs to a service; a change makes the next one, a running start keeps its own.

    `content` is laid out as catalogue/content.py says: description, questionnaire, playbook, accesses, brief,
    checklist, metrics, glossary; every text is {language: text}, English always stands.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(default=1)
    content = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)  # what is new in it
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.service} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once: starts, questionnaires and briefs rest on what it says."""
        if not self._state.adding:
            raise TypeError("a published edition does not change; publish the next one")
        super().save(*args, **kwargs)


class Draft(models.Model):
    """The next edition of a service while it is written; published or discarded it is gone."""

    service = models.OneToOneField(Service, on_delete=models.CASCADE, related_name="draft")
    content = models.JSONField(default=dict)
    based_on = models.PositiveIntegerField(default=0)  # the number of the edition it began from
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"draft of {self.service}"


class Saying(models.Model):
    """A page of the library: an objection and the answer that worked, a clear no, how to say a thing, a book."""

    class Kind(models.TextChoices):
        OBJECTION = "objection", _("Objection")
        NO = "no", _("A clear no")
        PHRASE = "phrase", _("How to say it")
        BOOK = "book", _("Book or course")

    kind = models.CharField(max_length=9, choices=Kind.choices)
    titles = models.JSONField(default=dict)  # {language: text}
    texts = models.JSONField(default=dict)
    folded = models.TextField(blank=True, editable=False)  # all languages together, as search compares them
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    worked = models.PositiveIntegerField(default=0)  # how often somebody said that it helped
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)
    shipped = models.CharField(max_length=60, null=True, unique=True)  # the key of one that came with the product
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["kind", "service"], name="saying_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def spoken(self) -> str:
        """In which language it is shown: the reader's, else English, else the one it was written in."""
        known = [code for code in (get_language() or "en", "en", *self.titles) if self.titles.get(code)]
        return str(known[0]) if known else "en"

    @property
    def title(self) -> str:
        return str(self.titles.get(self.spoken) or "")

    @property
    def text(self) -> str:
        return str(self.texts.get(self.spoken) or "")


class Helped(models.Model):
    """A member said that a page of the library helped: once each, and `Saying.worked` counts them."""

    saying = models.ForeignKey(Saying, on_delete=models.CASCADE, related_name="helped")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saying", "member"], name="helped_once")]

    def __str__(self) -> str:
        return f"{self.member_id} by {self.saying_id}"


class Metric(models.Model):
    """A figure that is followed: what it is called, counted in, and how it adds up. Readings name it by its key.

    How a figure adds up is settled when it is made, since readings lie under it; a ratio names its two parts.
    """

    class Unit(models.TextChoices):
        COUNT = "count", _("Number")
        MONEY = "money", _("Money")
        SHARE = "share", _("Per cent")
        SECONDS = "seconds", _("Time")
        POSITION = "position", _("Position")
        TIMES = "times", _("Times")

    class Better(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")
        NEITHER = "neither", _("Neither is better by itself")

    class Adds(models.TextChoices):
        SUM = "sum", _("It adds up over days and channels")
        RATIO = "ratio", _("It is one figure divided by another")
        LEVEL = "level", _("It is how things stand on a day")
        UNIQUE = "unique", _("It counts people, and does not add up")

    key = models.SlugField(max_length=40, unique=True)
    names = models.JSONField(default=dict)  # {language: text}
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.COUNT)
    better = models.CharField(max_length=7, choices=Better.choices, default=Better.UP)
    adds = models.CharField(max_length=6, choices=Adds.choices, default=Adds.SUM)
    numerator = models.CharField(max_length=40, blank=True)  # the key of another metric
    denominator = models.CharField(max_length=40, blank=True)
    factor = models.FloatField(default=1.0)  # 1000 for what a thousand impressions cost
    one_world = models.BooleanField(default=False)  # every source measures the same, so two are never added
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    shipped = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language, else in English, else the key."""
        return self.names.get(get_language() or "en") or self.names.get("en") or self.key
