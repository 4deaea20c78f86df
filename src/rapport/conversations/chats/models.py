"""Chats and lists of calls that somebody gave: the files, whose each chat is, what became of each conversation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.documents.models import Document
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class ChatFile(models.Model):
    """A file of chats. `zone` is that of whoever gave it; `order` how its dates were read; `asks` a date as written.

    `refusal` is a stored Reason. `refused` holds [place, stored Reason] of lines that were not taken.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)  # whatsapp, telegram, skype, calls
    zone = models.CharField(max_length=64)
    order = models.CharField(max_length=3, blank=True)
    asks = models.CharField(max_length=60, blank=True)
    refusal = models.JSONField(null=True)
    refused = models.JSONField(default=list)
    refused_in_all = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.document)


class KnownChat(models.Model):
    """Whose a chat is, remembered for the next export of it.

    `mark` is a number or an id; what is known by a name alone has the member before it, whose name for it that is.
    Without a client it is still asked about, or `aside`: no client's. `ours` are the keys of those who are us, where a
    person said so.
    """

    kind = models.CharField(max_length=8)
    mark = models.CharField(max_length=250)
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    aside = models.BooleanField(default=False)
    ours = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="known_chat_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.mark}"


class FileChat(models.Model):
    """One chat in a file: whose we think it is and why, and what became of it. `people` is [[key, name], …]."""

    class State(models.TextChoices):
        TODO = "todo", _("Not looked at yet")
        WAITS = "waits", _("Whose chat is this?")
        NOBODY = "nobody", _("No client's")
        TAKEN = "taken", _("Taken in")

    file = models.ForeignKey(ChatFile, on_delete=models.CASCADE, related_name="chats")
    place = models.PositiveIntegerField()
    known = models.ForeignKey(KnownChat, on_delete=models.PROTECT, related_name="found")
    title = models.CharField(max_length=250)
    state = models.CharField(max_length=6, choices=State.choices, default=State.TODO)
    people = models.JSONField(default=list)
    asks_who = models.BooleanField(default=False)  # who of them is us cannot be told
    likely = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    because = models.JSONField(default=list)
    conversations = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["file", "place"], name="chat_in_file_once")]

    def __str__(self) -> str:
        return self.title


class ChatPart(models.Model):
    """What became of one conversation of a client's chat. `key` makes it the same one in every export."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Kept")
        KNOWN = "known", _("Had been kept already")
        MISSED = "missed", _("Missed call")
        SYSTEM = "system", _("Nobody spoke")
        UNDONE = "undone", _("Taken back")
        LEFT = "left", _("Corrected since, so it stays")

    chat = models.ForeignKey(FileChat, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=64, null=True, unique=True)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    channel = models.CharField(max_length=4)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    lines = models.PositiveIntegerField(default=0)
    touchpoint = models.ForeignKey("conversations.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["chat", "place"], name="chat_part_once")]
        indexes = [models.Index(fields=["chat", "outcome", "first_at"], name="chat_part_outcome")]

    def __str__(self) -> str:
        return f"{self.chat_id} {self.place}: {self.outcome}"
