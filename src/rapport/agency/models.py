"""Us: the agency, its teams, its members and when they are away."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from rapport.documents.models import Document
from rapport.journal import clock
from rapport.reckon.timing import Calendar, Week


class Role(models.TextChoices):
    MANAGER = "manager", _("Account manager")
    HEAD = "head", _("Head")
    SPECIALIST = "specialist", _("Specialist")
    CONTRACTOR = "contractor", _("Contractor")
    FINANCE = "finance", _("Finance")
    ADMIN = "admin", _("Administrator")


class Agency(models.Model):
    """The one agency of this installation, with its changeable rules."""

    SCOPES = [
        ("industry", _("One client per industry")),
        ("industry+region", _("One client per industry and region")),
        ("industry+service", _("One client per industry and service")),
        ("off", _("No rule")),
    ]

    name = models.CharField(max_length=120, default="Rapport")
    country = models.CharField(max_length=2, default="HR")
    zone = models.CharField(max_length=64, default="Europe/Zagreb")
    currency = models.CharField(max_length=3, default="EUR")
    week = models.CharField(max_length=120, default="mon-fri 09:00-17:00")
    cadence_a = models.PositiveSmallIntegerField(default=7)
    cadence_b = models.PositiveSmallIntegerField(default=14)
    cadence_c = models.PositiveSmallIntegerField(default=30)
    exclusivity = models.CharField(max_length=20, choices=SCOPES, default="industry")
    load_cap = models.PositiveSmallIntegerField(default=15)
    check_share = models.PositiveSmallIntegerField(default=35)  # of the working time is left when a task is checked
    plannable = models.PositiveSmallIntegerField(default=80)  # percent of the working hours that may be promised
    favour_minutes = models.PositiveSmallIntegerField(default=15)  # shorter extra work is only counted
    brand = models.CharField(max_length=7, blank=True)  # "#1f6f54": the band of the portal and of reports
    logo = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ours(cls) -> Agency:
        """The agency; made with its defaults when asked for the first time."""
        return cls.objects.order_by("pk").first() or cls.objects.get_or_create(pk=1)[0]  # two may ask first at once

    def cadence(self, tier: str) -> int:
        return {"A": self.cadence_a, "B": self.cadence_b}.get(tier, self.cadence_c)


class Team(models.Model):
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """One of us. Signs in by mail address; `roles` together say what they may do (permissions.py)."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    roles = models.JSONField(default=list)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    mentor = models.ForeignKey(  # of a trainee: what goes to a client waits for the mentor's sign-off
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="trainees"
    )

    language = models.CharField(max_length=5, default="en")
    formats = models.CharField(max_length=8, default="en_GB")  # locale of dates, numbers and money
    zone = models.CharField(max_length=64, default="Europe/Zagreb")
    theme = models.CharField(max_length=5, default="auto")
    week = models.CharField(max_length=120, default="mon-fri 08:00-17:00")
    country = models.CharField(max_length=2, blank=True)  # whose public holidays are theirs; empty: the agency's
    load_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    digest_at = models.TimeField(null=True, blank=True, default=time(7, 30))
    quiet_from = models.TimeField(null=True, blank=True, default=time(19, 0))
    quiet_until = models.TimeField(null=True, blank=True, default=time(7, 0))
    focus_from = models.TimeField(null=True, blank=True)
    focus_until = models.TimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = MemberManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def is_(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def kind(self) -> tuple[frozenset[str], bool]:
        """What the wording of a question hangs on that asks what one may see (journal/worded.py)."""
        return (frozenset(self.roles), self.team_id is not None)

    @classmethod
    def of_kind(cls, roles: frozenset[str], in_team: bool, pk: int, team: int) -> Member:
        """Whoever asks such a question; `pk` and `team` may be marks."""
        return cls(pk=pk, roles=sorted(roles), team_id=team if in_team else None)

    @property
    def hired(self) -> bool:
        """From outside: a contractor, who sees own tasks alone. Whoever looks after clients here is none."""
        return self.is_(Role.CONTRACTOR) and not self.is_(Role.MANAGER, Role.HEAD, Role.SPECIALIST)

    @property
    def role_names(self) -> list[str]:
        """Their roles in the reader's language, in the order of the table."""
        return [str(role.label) for role in Role if role.value in self.roles]

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def calendar(self, agency: Agency | None = None) -> Calendar:
        """Their working calendar, with public holidays and absences (one query for the absences)."""
        country = self.country or (agency or Agency.ours()).country
        away = tuple(self.absences.values_list("first", "last"))
        return Calendar(zone=self.zone, week=Week.parse(self.week), holidays=country, absences=away)


class Absence(models.Model):
    """Days a member is away; both days are included."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="absence_in_order")]

    def __str__(self) -> str:
        return f"{self.member} {self.first}–{self.last}"
