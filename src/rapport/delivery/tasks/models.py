"""Tasks: what is handed to whom, with the specialist's, the manager's and the client's date, and how it went."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.delivery.plans.models import Milestone
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.folding import fold


class Recurrence(models.Model):
    """A rule by which a task comes again (RFC 5545); each occurrence is a task with the key of its day."""

    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=200)
    first = models.DateField()
    until = models.DateField(null=True, blank=True)
    like = models.JSONField(default=dict)  # what each of its tasks begins with
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    laid_to = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.like.get("title", self.rule))


class TaskQuerySet(models.QuerySet["Task"]):
    """The one door to tasks."""

    def here(self) -> TaskQuerySet:
        return self.filter(deleted_at=None)

    def open(self) -> TaskQuerySet:
        return self.filter(deleted_at=None, state__in=OPEN_STATES)

    def visible_to(self, member: Member) -> TaskQuerySet:
        """Of clients they keep, lead or work for; a contractor only own ones. Own work of the house: whose it is.

        It goes by lists that begin at an index of the member, so it may stand inside any statement.
        """
        if not may(member, "task.see"):
            return self.none()
        if member.is_(Role.HEAD) and not member.team_id:
            # Those of clients that are gone are few: a list of all others would be built and asked for each task.
            gone = Client.objects.exclude(deleted_at=None, merged_into=None)
            return self.here().exclude(client__in=gone.values("pk"))
        ours = Q(client=None) & (Q(keeper=member) | Q(member=member) | Q(made_by=member))
        if member.is_(Role.HEAD):
            ours |= Q(client=None, keeper__in=Member.objects.filter(team=member.team_id).values("pk"))
        if member.hired:
            theirs = Q(client__in=Client.objects.here().visible_to(member).values("pk"), member=member)
        else:
            theirs = Q(client__in=Client.objects.here().worked_for_by(member).values("pk"))
        return self.here().filter(ours | theirs)


class Task(models.Model):
    """One piece of work. Its keeper checks it; its doer (`member`) owes it.

    `due_at` is the doer's date, `check_at` the keeper's look at it before (reckon.handing), `client_due` what the
    client was told. A state says whose move it is; how it came there stands in the rows below.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("task", "Not handed over")  # nobody's yet, or the keeper's own
        HANDED = "handed", pgettext_lazy("task", "Waits for a yes")  # the doer's move
        UNCLEAR = "unclear", pgettext_lazy("task", "Unclear")  # the keeper's move: reword it, or do it
        PROPOSED = "proposed", pgettext_lazy("task", "Another date proposed")  # the keeper's move
        DOING = "doing", pgettext_lazy("task", "Under way")
        DELIVERED = "delivered", pgettext_lazy("task", "To be checked")  # the keeper's move
        DONE = "done", pgettext_lazy("task", "Done")
        DROPPED = "dropped", pgettext_lazy("task", "Dropped")

    class Part(models.TextChoices):
        KEEPER = "keeper", _("Keeper")
        SPECIALIST = "specialist", _("Specialist")
        CLIENT = "client", _("Client")

    client = models.ForeignKey(Client, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    what = models.TextField(blank=True)
    criteria = models.TextField(blank=True)  # how one will know that it is done
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    recurrence = models.ForeignKey(Recurrence, null=True, on_delete=models.PROTECT, related_name="tasks")
    occurrence = models.DateField(null=True)
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.SPECIALIST)  # whose kind of work it is
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)  # reckoned working hours
    important = models.BooleanField(null=True, blank=True)  # said by hand; else by the client's weight
    begins = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    check_at = models.DateTimeField(null=True, blank=True)
    check_by_hand = models.BooleanField(default=False)  # the keeper chose the check date: reckoning leaves it
    client_due = models.DateField(null=True, blank=True)
    form = models.JSONField(default=list)  # the form to fill: [{"key", "ask", "kind", "required"}]
    filled = models.JSONField(default=dict)
    result = models.TextField(blank=True)  # what was delivered, in the doer's words
    labels = models.JSONField(default=list)
    returned = models.PositiveSmallIntegerField(default=0)  # how often it came back; the rows say why
    handed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)  # the keeper looked at it on the way
    delivered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    why_dropped = models.CharField(max_length=300, blank=True)
    aside = models.JSONField(default=dict, blank=True)  # columns of an import that have no place of their own
    source = models.CharField(max_length=20, blank=True)  # message, meeting, minutes: where it was asked for
    source_id = models.BigIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)  # its cause: a form, "start:7:tracking", …
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()
    standing: frozenset[str] = frozenset()  # of whoever asks; set by access.task_for

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recurrence", "occurrence"], condition=Q(recurrence__isnull=False), name="task_comes_once"
            )
        ]
        indexes = [
            models.Index(fields=["client", "state", "due_at"], name="task_of_client"),
            models.Index(fields=["member", "state", "due_at"], name="task_of_member"),
            models.Index(fields=["keeper", "state", "due_at"], name="task_of_keeper"),
            models.Index(
                fields=["check_at"], name="task_to_check", condition=Q(state__in=["handed", "doing"], checked_at=None)
            ),
            models.Index(
                fields=["due_at"],
                name="task_due",
                condition=Q(state__in=["open", "handed", "unclear", "proposed", "doing"]),
            ),
            models.Index(fields=["client", "-closed_at"], name="task_closed", condition=~Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.title)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_own(self) -> bool:
        """The keeper does it themself."""
        return self.member_id == self.keeper_id

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.DONE, self.State.DROPPED)


OPEN_STATES = tuple(state for state in Task.State.values if state not in ("done", "dropped"))


class Step(models.Model):
    """One line of a task's checklist."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=250)
    place = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    """The doer proposes another date, with the reason; the keeper takes it or not."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proposals")
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(answered_at=None), name="one_open_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} by {self.due_at}"


class Doubt(models.Model):
    """What the doer found unclear, in their words; answered by rewording, or taken back by the keeper."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="doubts")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True)
    before = models.JSONField(default=dict)  # the words of the task that were unclear
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.words[:60]


class Return(models.Model):
    """Delivered work that came back, with what is missing."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="returns")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    result = models.TextField(blank=True)  # what had been delivered

    def __str__(self) -> str:
        return self.reason[:60]


class HandedOn(models.Model):
    """A task went from one doer to another."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="handings")
    was = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.task_id} to {self.to_id}"


class TimeNote(models.Model):
    """Time spent on a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="times")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=120, null=True, unique=True)

    class Meta:
        indexes = [models.Index(fields=["member", "on"], name="time_of_member")]

    def __str__(self) -> str:
        return f"{self.minutes} min"


class Comment(models.Model):
    """Words on a task, with a file perhaps; of an outsider's name where an import brought them."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)
    file = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=120, null=True, unique=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.words[:60]
