"""Reports: who writes which part by when, what was signed off word for word, who was sent it and has seen it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.catalogue.models import Service
from rapport.delivery.requests.models import Request
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact


class Kind(models.TextChoices):
    """What a part tells of; the same words as in reckon.report.content."""

    GOALS = "goals", _("Goals")
    SUMMARY = "summary", _("In short")
    FIGURES = "figures", _("Figures")
    FINDINGS = "findings", _("What we found")
    DONE = "done", _("What we did for each goal")
    TASKS = "tasks", _("Further work done")
    SPEND = "spend", _("What was spent")
    NEXT = "next", _("What comes next")
    REQUESTS = "requests", _("What we need from them")
    APPENDIX = "appendix", _("Appendix")


def usual_parts() -> list[str]:
    return [str(kind) for kind in Kind if kind != Kind.APPENDIX]


class ReportTemplate(models.Model):
    """How a client's reports are made. A client without one has them as an unsaved one says, and no rhythm."""

    class Rhythm(models.TextChoices):
        NONE = "none", _("Only when drawn up by hand")
        MONTHLY = "monthly", _("Each month")
        QUARTERLY = "quarterly", _("Each quarter")

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField(default=usual_parts)  # kinds in their order; what is not named is left out
    rhythm = models.CharField(max_length=9, choices=Rhythm.choices, default=Rhythm.NONE)
    working_day = models.PositiveSmallIntegerField(default=3)  # of the month after, on which it is drawn up
    language = models.CharField(max_length=5, blank=True)  # empty: the client's
    recipients = models.ManyToManyField(Contact, blank=True, related_name="+")
    approved = models.BooleanField(default=False)  # the first of the recipients is asked for a yes
    with_target = models.BooleanField(default=True)
    with_previous = models.BooleanField(default=True)
    with_last_year = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.rhythm} for {self.client_id}"


class Report(models.Model):
    """One client's report of one period, both days included. What was signed off stands in `Signed`, for good."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "Being written")
        SIGNED = "signed", pgettext_lazy("report", "Signed off")
        SENT = "sent", pgettext_lazy("report", "Sent")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    language = models.CharField(max_length=5, default="en")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    number = models.PositiveIntegerField(default=1)  # which version of it is being written, or was signed last
    due = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)  # without `made_by`: by the template's rhythm
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # the latest version that went out
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "first", "last"], name="report_of_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_in_order"),
        ]
        indexes = [
            models.Index(fields=["client", "-last"], name="report_of_client"),
            models.Index(fields=["due"], name="report_due", condition=~Q(state="sent")),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class Part(models.Model):
    """One section. Its figures are reckoned anew until the sign-off; its text is the draft until somebody edits it.

    `drafted` is the draft as it stood when the text was edited: another draft now means that figures have changed.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)  # empty: the usual one; of the summary: the cover's headline
    drafted = models.TextField(blank=True)
    text = models.TextField(blank=True)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True)  # when its writer was done with it
    why_out = models.CharField(max_length=500, blank=True)
    out_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    out_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "service"], name="part_of_service"),
            models.UniqueConstraint(fields=["report", "kind"], condition=Q(service=None), name="part_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.kind

    @property
    def is_awaited(self) -> bool:
        """A specialist was asked for it and has not written it."""
        return self.writer_id is not None and self.written_at is None and self.out_at is None


class Signed(models.Model):
    """One version as it was signed off: `content` can be read by reckon.report.from_data, `digest` is its SHA-256."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="signed")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="signed_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Sight(models.Model):
    """Somebody it was sent to, and when they looked."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sights")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    first_seen = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "contact"], name="sight_once")]

    def __str__(self) -> str:
        return f"{self.report_id} by {self.contact_id}"


class AskedBack(models.Model):
    """A question of a contact from the report's page: a request like those of the portal."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="asked")
    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.request_id} about {self.report_id}"
