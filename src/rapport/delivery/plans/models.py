"""Plans: milestones with who, when and after what; every change keeps its reason, the first dates stay beside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from rapport.catalogue.models import Service
from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.portfolio.models import Client


class Plan(models.Model):
    """A way from here to a goal. `settled_at` is when its dates became the baseline."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "Being drawn up")
        GOING = "going", pgettext_lazy("plan", "Under way")
        DONE = "done", pgettext_lazy("plan", "Done")
        DROPPED = "dropped", pgettext_lazy("plan", "Dropped")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["client", "state"], name="plan_of_client")]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """One stage of a plan, first and last day included. It waits for what it comes `after`, and may wait for a yes."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    baseline_first = models.DateField(null=True)
    baseline_last = models.DateField(null=True)
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    critical = models.BooleanField(default=False)  # moving it is told to whoever it touches
    needs_approval = models.BooleanField(default=False)  # what comes after waits for the client's yes
    begun_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True)
    once = models.CharField(max_length=80, null=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "first", "id"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="milestone_in_order")]

    def __str__(self) -> str:
        return self.title


class PlanChange(models.Model):
    """A milestone was moved, with the reason; without one, all dates became the baseline anew.

    `moved` lists all that went along: [[milestone, first day was, last day was, first day is, last day is], …].
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="changes")
    milestone = models.ForeignKey(Milestone, null=True, on_delete=models.PROTECT, related_name="changes")
    moved = models.JSONField(default=list)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.reason
