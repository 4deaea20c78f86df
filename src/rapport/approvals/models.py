"""What a client was asked to decide, on which version, and what they said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.links.models import Link
from rapport.portfolio.models import Client, Contact


class Approval(models.Model):
    """One question to one contact about one version of something; `subject` names it, whatever context it is of.

    `shown` is what they are shown, word for word: a list of [part, text]; `version` is its SHA-256 (`snapshot.py`).
    A changed subject is asked about anew; the earlier question is then withdrawn and `replaced`.
    Passed on, it becomes several rows, one for each who may answer: `root` is the first of them and has the decision,
    `passed_from` is who passed it. Whoever is no contact of ours stands under the contact who passed it to them.
    """

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    purpose = models.CharField(max_length=40)  # what kind of question it is: "understanding"
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)  # a sentence or two before what is shown, in their language
    shown = models.JSONField()
    version = models.CharField(max_length=64)
    language = models.CharField(max_length=5, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    mail = models.EmailField()
    due = models.DateTimeField()
    reminded = models.JSONField(default=list)  # the instants at which it was asked again, as text
    remind_at = models.DateTimeField(null=True)
    unanswered_at = models.DateTimeField(null=True)  # since when we were told that no answer came
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    replaced = models.BooleanField(default=False)  # withdrawn because a newer version is asked about
    files = models.JSONField(default=list)  # documents shown along: [{"document", "name", "digest", "size", "kind"}]
    news = models.JSONField(default=list)  # what is new since the version before, sentence by sentence
    by_code = models.BooleanField(default=False)  # the answer is confirmed by a code sent to `mail`
    silent_at = models.DateTimeField(null=True)  # when silence becomes a yes, where that was agreed
    number = models.PositiveIntegerField(default=1)  # which version of its subject, as people count them
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others")
    passed_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="passed_to")
    passed_name = models.CharField(max_length=120, blank=True)  # to whom it was passed, when that is no contact of ours

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="approval_of_subject"),
            models.Index(fields=["client", "-asked_at"], name="approval_of_client"),
            models.Index(fields=["contact"], name="approval_of_contact", condition=Q(withdrawn_at=None)),
            models.Index(fields=["remind_at"], name="approval_to_remind", condition=~Q(remind_at=None)),
            models.Index(fields=["silent_at"], name="approval_by_silence", condition=~Q(silent_at=None)),
            models.Index(fields=["due"], name="approval_waiting", condition=Q(withdrawn_at=None, unanswered_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def first(self) -> Approval:
        """The question itself, where this is somebody else's share of it; the decision is kept there."""
        return self.root or self

    @property
    def answer(self) -> Decision | None:
        """Their decision; a statement of its own unless `decision` was fetched along."""
        return getattr(self.first, "decision", None)

    @property
    def state(self) -> str:
        """What became of it: waiting, late, withdrawn, replaced, given back, or what they decided."""
        if self.answer:
            return self.answer.kind
        if self.withdrawn_at:
            if self.root and not self.root.withdrawn_at:
                return "back"
            return "replaced" if self.replaced else "withdrawn"
        return "late" if self.due < clock.now() else "waiting"

    @property
    def is_open(self) -> bool:
        return self.state in ("waiting", "late")

    @property
    def asked_name(self) -> str:
        """Who is asked: a contact of ours, or whom a contact passed it on to."""
        return self.passed_name or self.contact.name

    @property
    def mark(self) -> str:
        """The first eight signs of the version, as people read them to each other: "a41f 09c2"."""
        return f"{self.version[:4]} {self.version[4:8]}"


class Decision(models.Model):
    """What they said, once. The unique key to the approval decides between two who answer in the same moment."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("approval", "Confirmed")
        CORRECTED = "corrected", pgettext_lazy("approval", "Corrected")
        APPROVED = "approved", pgettext_lazy("approval", "Approved")
        REMARKS = "remarks", pgettext_lazy("approval", "Approved with remarks")
        DECLINED = "declined", pgettext_lazy("approval", "Declined")
        SILENT = "silent", pgettext_lazy("approval", "Approved by silence")

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    words = models.TextField(blank=True)
    name = models.CharField(max_length=120)  # as they typed it
    version = models.CharField(max_length=64)  # of what stood before them
    at = models.DateTimeField(default=clock.now)
    link = models.ForeignKey(Link, null=True, on_delete=models.PROTECT, related_name="+")
    network = models.CharField(max_length=45, blank=True)  # where it came from, without its last part

    def __str__(self) -> str:
        return f"{self.kind} by {self.name}"

    @property
    def is_yes(self) -> bool:
        """What waits for it may go on."""
        return self.kind in YES


YES = frozenset({Decision.Kind.CONFIRMED, Decision.Kind.APPROVED, Decision.Kind.REMARKS, Decision.Kind.SILENT})


class Code(models.Model):
    """A short code sent to the contact's mail; it confirms that whoever answers reads that mail."""

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.approval_id}"
