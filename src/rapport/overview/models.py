"""A client in one row, as lists need it, and every name one can search: kept by stories, read by the doors above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.agency.models import Member, Role, Team
from rapport.portfolio.models import Client, Crew, Industry, Keeper

NEVER = 9_999_999  # rank of a line without a word due


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a member sees lines: the condition, whether fees are seen, whether it may be a great many
    (all lines, or those of one `team`).
    """

    where: Q
    money: bool
    many: bool
    team: int | None = None


def ways_of(member: Member) -> list[Way]:
    """The ways a member sees clients, disjoint, each with an index of its own: the rule of `Client.visible_to`.

    One condition with OR would make every sorted page read all lines, so lists ask per way and merge.
    """
    if not member.is_active:
        return []
    if member.is_(Role.FINANCE) or (member.is_(Role.HEAD) and not member.team_id):
        return [Way(Q(), money=True, many=True)]
    found, seen = [], Q()
    if member.is_(Role.HEAD):
        found.append(Way(Q(team=member.team_id), money=True, many=True, team=member.team_id))
        seen = Q(team=member.team_id)
    if member.is_(Role.MANAGER, Role.HEAD):
        mine = Q(client__in=Keeper.objects.current().filter(member=member).values("client"))
        found.append(Way(mine & ~seen if seen else mine, money=True, many=False))
        seen = seen | mine if seen else mine
    if member.is_(Role.SPECIALIST):
        crew = Q(client__in=Crew.objects.current().filter(member=member).values("client"))
        found.append(Way(crew & ~seen if seen else crew, money=False, many=False))
    return found


class SeenQuerySet(models.QuerySet[Any]):
    """Rows that carry a `client` and its `team`: seen by whoever sees the client."""

    def visible_to(self, member: Member) -> SeenQuerySet:
        where = Q()
        for way in (ways := ways_of(member)):
            where |= way.where
        return self.filter(where) if ways else self.none()


class ClientLine(models.Model):
    """What lists are sorted and filtered by. It repeats what others own; `client_line.refresh` makes it anew."""

    client = models.OneToOneField(Client, primary_key=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    keeper_name = models.CharField(max_length=120, blank=True)
    keeper_folded = models.CharField(max_length=120, blank=True)
    industry = models.ForeignKey(Industry, null=True, on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(max_length=1)
    status = models.CharField(max_length=12)
    held = models.BooleanField(default=True)  # neither a prospect nor gone
    key_account = models.BooleanField(default=False)
    potential = models.PositiveSmallIntegerField(null=True)
    tags = models.CharField(max_length=400, blank=True)  # folded, each between bars: |vip|retail|
    services = models.CharField(max_length=400, blank=True)  # keys, each between bars: |seo|search-ads|
    fee = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # a month, in the agency's currency
    currency = models.CharField(max_length=3, default="EUR")
    last_at = models.DateTimeField(null=True)
    last_rank = models.BigIntegerField(default=0)  # seconds of last_at; 0 when there was no word
    last_began = models.CharField(max_length=6, blank=True)
    last_amber = models.BooleanField(default=False)
    last_two_way = models.DateField(null=True)
    word_due = models.DateField(null=True)
    word_rank = models.IntegerField(default=NEVER)  # ordinal of word_due; a cursor cannot stand on a null
    ours_90 = models.PositiveIntegerField(default=0)
    theirs_90 = models.PositiveIntegerField(default=0)
    strokes = models.JSONField(default=list)  # twelve weeks: [iso date, "ours" | "theirs" | "amber", weight 1 to 3]
    open_items = models.PositiveIntegerField(default=0)

    objects = SeenQuerySet.as_manager()

    class Meta:
        # Each order stands twice: for whoever sees a team, and for whoever sees all. Columns go one way, since a
        # cursor compares them as one tuple; the other direction reads the same index backwards.
        indexes = [
            models.Index(fields=["team", "word_rank", "client"], name="line_team_word"),
            models.Index(fields=["team", "folded", "client"], name="line_team_name"),
            models.Index(fields=["team", "keeper_folded", "folded", "client"], name="line_team_keeper"),
            models.Index(fields=["team", "last_rank", "client"], name="line_team_last"),
            models.Index(fields=["team", "fee", "client"], name="line_team_fee"),
            models.Index(fields=["team", "tier", "folded", "client"], name="line_team_tier"),
            models.Index(fields=["team", "open_items", "client"], name="line_team_open"),
            models.Index(fields=["word_rank", "client"], name="line_word"),
            models.Index(fields=["folded", "client"], name="line_name"),
            models.Index(fields=["keeper_folded", "folded", "client"], name="line_keeper"),
            models.Index(fields=["last_rank", "client"], name="line_last"),
            models.Index(fields=["fee", "client"], name="line_fee"),
            models.Index(fields=["tier", "folded", "client"], name="line_tier"),
            models.Index(fields=["open_items", "client"], name="line_open"),
            models.Index(fields=["keeper", "word_rank", "client"], name="line_of_keeper"),
            models.Index(fields=["team", "status", "client"], condition=Q(held=False), name="line_not_held"),
            models.Index(fields=["team", "client"], condition=Q(last_amber=True), name="line_amber"),
        ]

    def __str__(self) -> str:
        return self.name

    def words_due(self, day: date | None) -> None:
        self.word_due, self.word_rank = day, day.toordinal() if day else NEVER

    def words_last(self, at: datetime | None) -> None:
        self.last_at, self.last_rank = at, int(at.timestamp()) if at else 0


class SearchRow(models.Model):
    """One thing that can be found by its words: a client or a person at one. `search.refresh` makes it anew.

    `words` is folded and cut into plain words, so that both databases index the same; an index of words stands over
    it (migration 0002), with prefixes.
    """

    class Kind(models.TextChoices):
        CLIENT = "client"
        PERSON = "person"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    object_id = models.BigIntegerField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    folded = models.CharField(max_length=170)
    words = models.TextField()
    label = models.CharField(max_length=170)
    note = models.CharField(max_length=200, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_row_once")]
        indexes = [
            models.Index(fields=["kind", "folded", "object_id"], name="search_by_name"),
            models.Index(fields=["team", "kind", "folded", "object_id"], name="search_team_name"),
        ]

    def __str__(self) -> str:
        return self.label
