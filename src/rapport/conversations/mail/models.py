"""Mail: the mailboxes we read, what became of each message in them, the threads, the messages, the drafts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.sealed import SealedText
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Account, Outgoing
from rapport.reckon.folding import fold


class Mailbox(models.Model):
    """An account that is read by IMAP. `account` is the way out of the same address; `trouble` a stored Reason."""

    class Security(models.TextChoices):
        TLS = "tls", "TLS"
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", _("None (this machine only)")

    class Key(models.TextChoices):
        PASSWORD = "password", _("Password")
        TOKEN = "token", _("OAuth2 token")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(unique=True)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    user = models.CharField(max_length=200)
    key = models.CharField(max_length=8, choices=Key.choices, default=Key.PASSWORD)
    secret = SealedText(blank=True)
    account = models.OneToOneField(Account, null=True, on_delete=models.PROTECT, related_name="+")
    reads_since = models.DateField(null=True)
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)
    tried_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # the last time all of it was read
    trouble = models.JSONField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)  # not before: a server that is gone is not stormed
    taken_at = models.DateTimeField(null=True)  # a reader is at work since

    class Meta:
        ordering = ["address"]
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.address


class Folder(models.Model):
    """How far a folder of a mailbox has been read. A folder marked private is never opened."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=250)
    special = models.CharField(max_length=8, blank=True)  # inbox, sent, junk, drafts, trash, archive
    uidvalidity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    private = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)  # gone from the server when older than the mailbox's own reading

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["mailbox", "name"], name="folder_once")]

    def __str__(self) -> str:
        return self.name


class Thread(models.Model):
    """Messages that belong together. It counts once, for whoever wrote first."""

    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=250)
    bare = models.CharField(max_length=250, editable=False)  # folded, without Re: and Fwd:
    began = models.CharField(max_length=6, blank=True)  # ours, theirs; empty while only machines wrote
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["client", "-last_at"], name="thread_of_client"),
            models.Index(fields=["bare", "-last_at"], name="thread_by_subject"),
        ]

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """One mail, once, whoever's mailbox it came from. Without a client it waits in the sorting tray of its mailbox.

    `to` and `cc` are lists of [name, address]; `triage` is what was judged of the words (docs/api/mail.md);
    `because` the stored Reasons of the match, surest first; `quoted` and `signature` are folded, never lost.
    """

    class State(models.TextChoices):
        KEPT = "kept", _("Kept")
        TRAY = "tray", _("Waits to be sorted")
        ASIDE = "aside", _("Not a client's")

    class Way(models.TextChoices):
        IN = "in", pgettext_lazy("mail", "In")
        OUT = "out", pgettext_lazy("mail", "Out")

    once = models.CharField(max_length=64, unique=True)  # digest of its Message-ID, or of its bytes where it has none
    message_id = models.CharField(max_length=500, blank=True)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(  # the one of us who wrote it, or to whom it was written
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=5, choices=State.choices)
    way = models.CharField(max_length=3, choices=Way.choices)
    at = models.DateTimeField()
    sender_name = models.CharField(max_length=200, blank=True)
    sender_mail = models.CharField(max_length=250, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=250, blank=True)
    new_words = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    folded = models.TextField(editable=False)
    has_html = models.BooleanField(default=False)
    raw = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, blank=True)
    is_automatic = models.BooleanField(default=False)
    is_bounce = models.BooleanField(default=False)
    is_list = models.BooleanField(default=False)
    triage = models.JSONField(default=dict)
    urgent = models.BooleanField(default=False)
    sureness = models.FloatField(default=0)
    because = models.JSONField(default=list)
    past_keeper = models.BooleanField(default=False)  # a colleague wrote to the client without the keeper
    touchpoint = models.OneToOneField(
        "conversations.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outgoing = models.OneToOneField(Outgoing, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)  # by our answer, or by a person who said that it needs none
    stored_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["thread", "at"], name="message_in_thread"),
            models.Index(fields=["client", "-at", "-id"], name="message_of_client"),
            models.Index(fields=["mailbox", "-at"], name="message_in_tray", condition=Q(state="tray")),
            models.Index(fields=["message_id"], name="message_by_id"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_mail}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.subject} {self.new_words}")
        super().save(*args, **kwargs)


class Attachment(models.Model):
    """A file that came or goes with a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    content_id = models.CharField(max_length=250, blank=True)
    inline = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document)


class Dropped(models.Model):
    """A file of mail that somebody gave: one .eml, or an .mbox of many, read in the background where it is long."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    read_to = models.PositiveIntegerField(default=0)  # messages of it that have been dealt with
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.document)


class Arrival(models.Model):
    """What Rapport did with one message of a mailbox or of a dropped file, and why. `reason` is a stored Reason.

    Of what was skipped only sender, subject and date are kept, for its owner's eyes.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Kept")
        TRAY = "tray", _("Waits to be sorted")
        DUPLICATE = "duplicate", _("Had been read already")
        STRANGER = "stranger", _("Not a client's")
        NEWSLETTER = "newsletter", _("Newsletter")
        COLLEAGUES = "colleagues", _("Own colleagues only")
        TOO_LARGE = "too_large", _("Too large")
        PRIVATE = "private", _("Private folder")
        BROKEN = "broken", _("Could not be read")

    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.CASCADE, related_name="arrivals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dropped = models.ForeignKey(Dropped, null=True, on_delete=models.CASCADE, related_name="arrivals")
    source = models.CharField(max_length=250)  # the folder, or the name of the dropped file
    uidvalidity = models.BigIntegerField(default=0)
    uid = models.BigIntegerField()  # in a dropped file: its place in it
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.JSONField(null=True)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    sender = models.CharField(max_length=250, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    written_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "source", "uidvalidity", "uid"],
                condition=Q(mailbox__isnull=False),
                name="arrived_once",
            ),
            models.UniqueConstraint(
                fields=["dropped", "uid"], condition=Q(dropped__isnull=False), name="arrived_in_file_once"
            ),
        ]
        indexes = [models.Index(fields=["mailbox", "outcome", "-at"], name="arrival_of_mailbox")]

    def __str__(self) -> str:
        return f"{self.source} {self.uid}: {self.outcome}"


class Draft(models.Model):
    """An answer or a new mail being written, saved as it is typed. `send_at` is set by whoever chose to send later."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    files = models.ManyToManyField(Document, blank=True, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "answers"], condition=Q(sent_at=None, answers__isnull=False), name="draft_once"
            ),
            models.UniqueConstraint(
                fields=["member", "client"], condition=Q(sent_at=None, answers__isnull=True), name="new_mail_once"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Template(models.Model):
    """A mail written often, with fields such as {first_name}. Without a member it is everybody's."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="en")
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SentCopy(models.Model):
    """A letter that went out and is to lie in its mailbox's Sent folder."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="+")
    outgoing = models.OneToOneField(Outgoing, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.outgoing_id} in {self.mailbox}"


class NotAClients(models.Model):
    """A sender whom somebody said to be no client's, so that the tray does not ask again."""

    address = models.CharField(max_length=250)
    mailbox = models.ForeignKey(Mailbox, null=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "address"], name="not_a_clients_once")]

    def __str__(self) -> str:
        return self.address
