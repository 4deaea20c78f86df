"""Files: bytes kept once by their digest; folders, and documents with their versions, per client."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rapport.journal import clock


class Document(models.Model):
    """One file as somebody gave it. The client is a plain id: files know no noun above them."""

    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=250)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=100, blank=True)
    client_id = models.BigIntegerField(null=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.name


class Folder(models.Model):
    """A folder of a client's documents."""

    client_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="folders")
    place = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)

    class Meta:
        ordering = ["place", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """A document of a client, as one thing through all its versions."""

    client_id = models.BigIntegerField(db_index=True)
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["client_id", "folder"], name="paper_of_client")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One state of a paper: its bytes, who brought it, what is new in it."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    news = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.paper} {self.number}"
