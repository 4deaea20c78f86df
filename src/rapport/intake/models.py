"""Files that came in from outside: each import, what became of each of its rows, and which source id became what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.journal import clock
from rapport.reckon.verdict import Reason, from_data


class Import(models.Model):
    """One file on its way in. `state` is what a person sees, `job` what is to be done next in the background."""

    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("import", "Being read")
        ASKED = "asked", pgettext_lazy("import", "Waits for answers")
        READ = "read", pgettext_lazy("import", "Read")
        TRIED = "tried", pgettext_lazy("import", "Tried, nothing kept")
        RUNNING = "running", pgettext_lazy("import", "Being kept")
        KEPT = "kept", pgettext_lazy("import", "Kept")
        UNDOING = "undoing", pgettext_lazy("import", "Being taken back")
        UNDONE = "undone", pgettext_lazy("import", "Taken back")
        REFUSED = "refused", pgettext_lazy("import", "Refused")

    class Job(models.TextChoices):
        NONE = "", _("Nothing")
        LOOK = "look", _("Look through")
        TRY = "try", _("Try")
        KEEP = "keep", _("Keep")
        UNDO = "undo", _("Take back")

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    job = models.CharField(max_length=4, choices=Job.choices, default=Job.NONE, blank=True)
    beat_at = models.DateTimeField(null=True)  # last sign of life of whoever does the job

    source = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=8, blank=True)
    signature = models.CharField(max_length=32, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    questions = models.JSONField(default=list)
    examples = models.JSONField(default=dict)
    refusal = models.JSONField(null=True)
    looks_like = models.CharField(max_length=40, blank=True)

    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)  # last line of the file that is kept, or tried
    counts = models.JSONField(default=dict)
    report = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["by", "-id"], name="import_by"),
            models.Index(fields=["beat_at"], name="import_at_work", condition=~models.Q(job="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes lie: once for each content, whatever its name was."""
        return Path(settings.MEDIA_ROOT) / "imports" / self.digest[:2] / self.digest

    @property
    def reason(self) -> Reason | None:
        return from_data(self.refusal) if self.refusal else None

    @property
    def at_work(self) -> bool:
        return bool(self.job)

    @property
    def open_questions(self) -> list[dict[str, Any]]:
        return [q for q in self.questions if q["key"] not in self.answers]


class Row(models.Model):
    """What became of one thing of one row: new, changed, the same, rejected; with what is needed to take it back."""

    class Outcome(models.TextChoices):
        NEW = "new", pgettext_lazy("row", "New")
        CHANGED = "changed", pgettext_lazy("row", "Changed")
        SAME = "same", pgettext_lazy("row", "The same")
        REJECTED = "rejected", pgettext_lazy("row", "Rejected")

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    target_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)  # of a changed thing: field -> what it was
    after = models.JSONField(null=True)  # field -> what the import wrote, and the version it left behind
    reason = models.JSONField(null=True)
    raw = models.JSONField(null=True)  # a rejected row's cells; a thing that is kept raw
    undone = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["of", "outcome", "line"], name="row_of_import")]

    def __str__(self) -> str:
        return f"{self.of_id}:{self.line} {self.kind} {self.outcome}"


class SourceId(models.Model):
    """Which thing here a thing in the source became: an import matches by this and makes nothing twice.

    Several ids may name one thing (merged there). `target_id` is empty for what is kept raw, to be taken up later.
    """

    space = models.CharField(max_length=40)  # the source; for plain tables with ids, the source and its headers
    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=200)
    target_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=16, blank=True)  # of the row as it was last taken in
    row = models.ForeignKey(Row, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "kind", "key"], name="source_id_once")]
        indexes = [models.Index(fields=["kind", "target_id"], name="source_id_of")]

    def __str__(self) -> str:
        return f"{self.space} {self.kind} {self.key}"


class RememberedMapping(models.Model):
    """What a person said the columns of such a header mean; found again by the header's signature."""

    signature = models.CharField(max_length=32, unique=True)
    source = models.CharField(max_length=12)
    kind = models.CharField(max_length=8)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.signature
