"""Clients, the people at them, what they buy and who of us works for them: the nouns and their questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Agency, Member, Role, Team
from rapport.catalogue.models import Service
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.reckon.folding import fold
from rapport.reckon.timing import Calendar, Week


class Tier(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class Status(models.TextChoices):
    PROSPECT = "prospect", pgettext_lazy("client", "Prospect")
    ONBOARDING = "onboarding", pgettext_lazy("client", "Onboarding")
    ACTIVE = "active", pgettext_lazy("client", "Active")
    PAUSED = "paused", pgettext_lazy("client", "Paused")
    LEAVING = "leaving", pgettext_lazy("client", "Leaving")
    GONE = "gone", pgettext_lazy("client", "Gone")


KEPT = (Status.ONBOARDING, Status.ACTIVE, Status.LEAVING)  # clients with a rhythm of words
HELD = (*KEPT, Status.PAUSED)  # clients that count for load and for exclusivity


class Named(models.Model):
    """A word people choose from, found by its folded form so that it is not written twice."""

    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, unique=True)

    class Meta:
        abstract = True
        ordering = ["folded"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def called(cls, name: str) -> Any:
        """The row with that name, made when it is new; None for an empty name."""
        if not (folded := fold(name)[:120]):
            return None
        return cls._default_manager.get_or_create(folded=folded, defaults={"name": " ".join(name.split())[:120]})[0]


class Industry(Named):
    class Meta(Named.Meta):
        verbose_name_plural = "industries"


class Tag(Named):
    pass


class ClientQuerySet(models.QuerySet["Client"]):
    """The one door to clients. `standing_of` says in which ways a member stands to each."""

    def here(self) -> ClientQuerySet:
        return self.filter(deleted_at=None, merged_into=None)

    def visible_to(self, member: Member) -> ClientQuerySet:
        """What the member may see, by the table in agency/permissions.py; each row knows `client.standing`."""
        if not member.is_active:
            return self.none()
        # The filter goes by lists, which begin at an index of the member; asking each client would read all of them.
        told = {}
        if member.is_(Role.MANAGER, Role.HEAD):
            told["_mine"] = _is_among(Keeper, member)
        if member.hired or member.is_(Role.SPECIALIST):
            told["_crew"] = _is_among(Crew, member)
        rows: ClientQuerySet = self.annotate(**told)
        sees_all = member.is_(Role.FINANCE) or (member.is_(Role.HEAD) and not member.team_id)
        if not sees_all:
            ways = _works_for(member)
            if member.hired:
                ways |= Q(pk__in=Crew.objects.current().filter(member=member).values("client"))
            rows = rows.filter(ways) if ways else rows.none()
        return rows

    def worked_for_by(self, member: Member) -> ClientQuerySet:
        """Those the member keeps, leads or is in the crew of: without what only finance sees or a contractor does."""
        if not member.is_active:
            return self.none()
        if member.is_(Role.HEAD) and not member.team_id:
            return self
        ways = _works_for(member)
        return self.filter(ways) if ways else self.none()

    def own_of(self, member: Member) -> ClientQuerySet:
        """Those the member keeps, stands in for or is in the crew of; a head's team is not meant."""
        kept = Keeper.objects.current().filter(member=member).values("client")
        crew = Crew.objects.current().filter(member=member).values("client")
        return self.filter(Q(pk__in=kept) | Q(pk__in=crew))

    def fetch(self, member: Member, pk: int) -> Client:
        """One client the member may see, or DoesNotExist, the same for hidden and missing."""
        if not member.is_active:
            raise Client.DoesNotExist
        found = ask(_seen, member.pk, member.team_id or 0, pk, kind=member.kind)
        if not found:
            raise Client.DoesNotExist
        client = found[0]
        client.standing = client.standing_of(member)
        return client


def _seen(roles: frozenset[str], in_team: bool, member: int, team: int, pk: int) -> ClientQuerySet:
    rows = Client.objects.here().visible_to(Member.of_kind(roles, in_team, member, team))
    return rows.select_related("industry", "team").filter(pk=pk)


def _is_among(rows: type[Keeper] | type[Crew], member: Member) -> Exists:
    """Whether the member is among these of a client now; only asked for when a role of theirs makes use of it."""
    return Exists(rows.objects.current().filter(client=OuterRef("pk"), member=member))


def _works_for(member: Member) -> Q:
    """The member's clients as keeper, as head of a team, in the crew; empty for a head of all, who needs no list."""
    ways = Q()
    if member.is_(Role.HEAD) and member.team_id:
        ways = Q(team_id=member.team_id)
    if member.is_(Role.MANAGER, Role.HEAD):
        ways |= Q(pk__in=Keeper.objects.current().filter(member=member).values("client"))
    if member.is_(Role.SPECIALIST):
        ways |= Q(pk__in=Crew.objects.current().filter(member=member).values("client"))
    return ways


class Client(models.Model):
    """A company we look after."""

    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160, editable=False)
    legal_name = models.CharField(max_length=200, blank=True)
    legal_number = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=64, default="Europe/Zagreb")
    week = models.CharField(max_length=120, default="mon-fri 09:00-17:00")
    language = models.CharField(max_length=5, default="en")
    mail = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    web_site = models.CharField(max_length=200, blank=True)
    industry = models.ForeignKey(Industry, null=True, blank=True, on_delete=models.PROTECT, related_name="clients")
    regions = models.JSONField(default=list, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="clients")
    tier = models.CharField(max_length=1, choices=Tier.choices, default=Tier.B)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    key_account = models.BooleanField(default=False)
    potential = models.PositiveSmallIntegerField(null=True, blank=True)
    potential_note = models.TextField(blank=True)
    cadence_days = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.TextField(blank=True)
    brand = models.CharField(max_length=7, blank=True)  # their own colour in the portal and in reports
    logo = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    silence_days = models.PositiveSmallIntegerField(null=True, blank=True)  # working days after which silence is a yes
    silence_note = models.CharField(max_length=300, blank=True)  # where that was agreed
    aside = models.JSONField(default=dict, blank=True)  # columns of an import that have no place of their own
    since = models.DateField(null=True, blank=True)
    spoken_on = models.DateField(null=True, blank=True)  # the last contact before us, as an import told it
    once = models.UUIDField(null=True, unique=True, editable=False)  # the form it came from: a doubled click is one
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="absorbed"
    )

    objects = ClientQuerySet.as_manager()
    standing: frozenset[str] = frozenset()

    class Meta:
        indexes = [
            models.Index(fields=["team", "status"], name="client_team_status"),
            models.Index(fields=["folded"], name="client_folded"),
            models.Index(fields=["legal_number"], name="client_legal_number", condition=~Q(legal_number="")),
            models.Index(fields=["industry", "status"], name="client_industry"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(potential=None) | Q(potential__lte=10), name="potential_to_ten"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:160]
        super().save(*args, **kwargs)

    def standing_of(self, member: Member) -> frozenset[str]:
        """How the member stands to this client; read from the annotations of `visible_to`, no query."""
        ways = set()
        if getattr(self, "_mine", False) and member.is_(Role.MANAGER, Role.HEAD):
            ways.add("keeper")
        if getattr(self, "_crew", False) and member.is_(Role.SPECIALIST):
            ways.add("crew")
        if getattr(self, "_crew", False) and member.hired:
            ways.add("hired")
        if member.is_(Role.HEAD) and (member.team_id is None or member.team_id == self.team_id):
            ways.add("head")
        if member.is_(Role.FINANCE):
            ways.add("finance")
        return frozenset(ways)

    def cadence(self, agency: Agency) -> int:
        return self.cadence_days or agency.cadence(self.tier)

    def calendar(self, absences: tuple[tuple[Any, Any], ...] = ()) -> Calendar:
        """The client's working calendar; absences of its people are handed in by whoever has fetched them."""
        return Calendar(zone=self.zone, week=Week.parse(self.week), holidays=self.country, absences=absences)


class CurrentQuerySet(models.QuerySet[Any]):
    """Rows that hold from `since` until `until`, both days included; an open end holds on."""

    def current(self) -> CurrentQuerySet:
        today = clock.today()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class Keeper(models.Model):
    """Who looks after a client, from when until when: keeper, deputy, or cover for an absence."""

    class Part(models.TextChoices):
        KEEPER = "keeper", _("Keeper")
        DEPUTY = "deputy", _("Deputy")
        COVER = "cover", _("Cover")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="keepers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=6, choices=Part.choices, default=Part.KEEPER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CurrentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "until", "client"], name="keeper_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "part"], condition=Q(until=None) & ~Q(part="cover"), name="one_current_keeper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.part} of {self.client}"


class Crew(models.Model):
    """Who works for the client: a specialist, who may see it; or a contractor, who sees own tasks there alone."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="crew")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "until", "client"], name="crew_of")]
        constraints = [
            models.UniqueConstraint(fields=["client", "member"], condition=Q(until=None), name="crew_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member} works for {self.client}"


class Engagement(models.Model):
    """What a client buys: a service, perhaps as a named package, for a monthly fee, since and until."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="engagements")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    package = models.CharField(max_length=80, blank=True)
    fee = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    once = models.UUIDField(null=True, unique=True, editable=False)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["client", "until"], name="engagement_of")]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="engagement_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.service} for {self.client}"


class Contact(models.Model):
    """A person at a client, and how they like to be talked to."""

    class Place(models.TextChoices):
        DECIDES = "decides", _("Decides")
        INFLUENCES = "influences", _("Influences")
        USES = "uses", _("Uses our work")
        PAYS = "pays", _("Pays the invoices")
        BUILDS = "builds", _("Programmer or supplier")
        OTHER = "other", pgettext_lazy("place", "Other")

    class Stance(models.TextChoices):
        ALLY = "ally", _("For us")
        NEUTRAL = "neutral", _("Neutral")
        SCEPTIC = "sceptic", _("Sceptical")
        AGAINST = "against", _("Against us")
        UNKNOWN = "unknown", _("Not known")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="contacts")
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    folded = models.CharField(max_length=170, editable=False)
    job = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.OTHER)
    stance = models.CharField(max_length=8, choices=Stance.choices, default=Stance.UNKNOWN)
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    language = models.CharField(max_length=5, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    manner = models.CharField(max_length=300, blank=True)  # how they like to talk
    birth_day = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    interests = models.TextField(blank=True)
    earlier_agencies = models.TextField(blank=True)
    aside = models.JSONField(default=dict, blank=True)
    once = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True, editable=False)
    shut_out_at = models.DateTimeField(null=True, editable=False)  # who came in before must ask for a new link
    kept_out = models.BooleanField(default=False, editable=False)  # the portal's door stays shut until we invite them

    class Meta:
        ordering = ["folded", "id"]
        indexes = [
            models.Index(fields=["client", "folded"], name="contact_of"),
            models.Index(fields=["birth_month", "birth_day"], name="contact_birthday", condition=~Q(birth_month=None)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.first_name} {self.last_name}")[:170]
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.first_name, self.last_name])) or str(_("Nameless"))

    @property
    def initials(self) -> str:
        return ((self.first_name[:1] + self.last_name[:1]) or "?").upper()


class Channel(models.Model):
    """An address of a contact: the address book is made of these. `folded` is what is compared."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("Mail")
        PHONE = "phone", _("Phone")
        CHAT = "chat", _("Chat")

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.CharField(max_length=250)
    folded = models.CharField(max_length=250, db_index=True)
    label = models.CharField(max_length=40, blank=True)
    preferred = models.BooleanField(default=False)

    class Meta:
        ordering = ["-preferred", "id"]
        constraints = [models.UniqueConstraint(fields=["contact", "kind", "folded"], name="channel_once")]

    def __str__(self) -> str:
        return self.value


class Away(models.Model):
    """Days a contact is away; both days are included."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="away_in_order")]

    def __str__(self) -> str:
        return f"{self.contact} {self.first}–{self.last}"


class PrivateNote(models.Model):
    """A note about a client or one of its people that only keepers read."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="private_notes")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="private_notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    once = models.UUIDField(null=True, unique=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text[:60]


class DirectLine(models.Model):
    """An agreed direct line between a contact and a specialist, past the keeper and visible."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="direct_lines")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="direct_lines")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.client}: {self.member}"


class Pause(models.Model):
    """The work rests: since when, until when as far as known, why; ended when it goes on (or ends for good)."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    before = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["client"], condition=Q(ended_on=None), name="one_pause_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.client} rests since {self.since}"


class Parting(models.Model):
    """We part ways: the last day, the cause from a list with its evidence, and when to say hello again."""

    class Cause(models.TextChoices):
        OUR_DELAY = "our-delay", _("Our delay")
        RESULTS = "results", _("Results fell short")
        CANNOT_PAY = "cannot-pay", _("They cannot pay")
        IMPOSSIBLE = "impossible", _("An impossible demand")
        PRICE = "price", _("Price")
        IN_HOUSE = "in-house", _("Moved in-house")
        COMPETITOR = "competitor", _("Went to a competitor of ours")
        CLOSED = "closed", _("Closed or sold")
        PROJECT_DONE = "project-done", _("The project is done")
        OURS = "ours", _("We ended it")
        OTHER = "other", pgettext_lazy("cause", "Other")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="partings")
    cause = models.CharField(max_length=12, choices=Cause.choices)
    evidence = models.TextField(blank=True)
    last_day = models.DateField()
    hello_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, editable=False)  # they stayed, or came back

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["client"], condition=Q(undone_at=None), name="one_parting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.client} until {self.last_day}"


class Shown(models.Model):
    """Marked for the client's eyes: nothing else is seen in the portal. `subject` names the thing."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id"], condition=Q(hidden_at=None), name="shown_once")
        ]
        indexes = [
            models.Index(fields=["client", "subject"], name="shown_of_client", condition=Q(hidden_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class SharedIndustry(models.Model):
    """A signed exception to "one client per industry": who allowed it, against whom, and why."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="shared_industries")
    other = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    keys = models.JSONField(default=list)
    reason = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=clock.now)
    review_on = models.DateField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "other"], name="exception_once")]

    def __str__(self) -> str:
        return f"{self.client} beside {self.other}"


class Merge(models.Model):
    """Two clients made one; `moved` remembers what went over, so that it can be undone."""

    kept = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.gone} into {self.kept}"
