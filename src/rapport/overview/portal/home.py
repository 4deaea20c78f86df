"""What a client's contact finds in the portal: what waits for them, where the work is, what was marked for them.

All of it is asked by the contact and the contact's own client. What is the agency's own comes here only by a mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.agency.models import Member
from rapport.approvals.letter import titled
from rapport.approvals.models import Approval
from rapport.approvals.withdraw import waiting_approvals
from rapport.conversations.meetings.models import Meeting
from rapport.delivery.briefs.models import Brief
from rapport.delivery.goals.models import Goal
from rapport.delivery.owed.models import Owed
from rapport.delivery.plans.facts import PlanFact, StageFact, facts_of
from rapport.delivery.plans.models import Plan
from rapport.delivery.requests.models import Request
from rapport.documents.models import Paper, Version
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.worded import ask
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.models import Contact, Keeper
from rapport.portfolio.show import shown, shown_of
from rapport.portfolio.welcome import mails_of
from rapport.results.reports.facts import readable_by
from rapport.results.reports.models import Report
from rapport.results.reports.titles import title_of

MARKED = (Plan, Goal, Brief, Paper, Report)
MOST_THINGS, MOST_REQUESTS, MOST_MEETINGS, MOST_PAPERS, MOST_REPORTS = 50, 3, 4, 5, 4
MINUTES_FOR = timedelta(days=60)  # how long minutes stand on the first page
DONE_FOR = timedelta(days=30)  # how long a plan or a goal stays there after its end


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that waits for the contact. `kind` is "approval", "questionnaire" or "owed"; `due` the instant by which
    it is wanted, `by_day` says that only the day was agreed."""

    kind: str
    pk: int
    title: str
    due: datetime
    by_day: bool = False
    note: str = ""
    approval: Approval | None = None

    @property
    def late(self) -> bool:
        return self.due < clock.now()


@dataclass(frozen=True, slots=True)
class Way:
    """A plan as the client sees it, by the milestone that is under way or comes next."""

    plan: PlanFact

    @property
    def now(self) -> StageFact | None:
        return self.plan.next

    @property
    def place(self) -> int:
        """The number of that milestone, from 1."""
        return self.plan.stages.index(self.now) + 1 if self.now else len(self.plan.stages)

    @property
    def last(self) -> StageFact | None:
        """The milestone with which it ends."""
        return max(self.plan.stages, key=lambda stage: stage.last, default=None)

    @property
    def later(self) -> int | None:
        """Days by which its end has moved since it was agreed; None when it never was."""
        return self.plan.slipped if self.plan.agreed_end else None


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that was marked, with its newest version."""

    pk: int
    title: str
    version: int
    at: datetime
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of us who looks after them. `part` is a value of Keeper.Part."""

    name: str
    mail: str
    zone: str
    part: str
    until: date | None


@dataclass
class Home:
    things: list[Thing] = field(default_factory=list)
    given: list[Thing] = field(default_factory=list)  # they say so; we have not looked yet
    ways: list[Way] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    briefs: list[Brief] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    minutes: list[Meeting] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    papers: list[Seen] = field(default_factory=list)
    more_papers: bool = False
    people: list[Person] = field(default_factory=list)

    @property
    def report_titles(self) -> dict[int, str]:
        """What each is called, in the reader's language."""
        return {one.pk: title_of(one) for one in self.reports}


def home_of(contact: Contact) -> Home:
    """A fixed number of statements whatever there is; by the clock of the active zone, which is the contact's."""
    marked = shown_of(contact.client_id, MARKED)
    things, given = _waiting(contact)
    meetings, minutes = _meetings(contact)
    papers = papers_seen(contact.client_id, marked[Paper])
    return Home(
        things=things,
        given=given,
        ways=ways(contact.client_id, marked[Plan]),
        briefs=briefs(contact.client_id, marked[Brief]) if marked[Brief] else [],
        goals=goals(contact.client_id, marked[Goal]) if marked[Goal] else [],
        requests=ask(_requests, contact.pk, contact.client_id),
        meetings=meetings,
        minutes=minutes,
        reports=list(readable_by(contact, marked[Report])[:MOST_REPORTS]),
        papers=papers[:MOST_PAPERS],
        more_papers=len(papers) > MOST_PAPERS,
        people=people(contact.client_id),
    )


def _waiting(contact: Contact) -> tuple[list[Thing], list[Thing]]:
    """What waits for this contact, earliest due first; and what they said is given."""
    who = contact.pk, contact.client_id
    found = [
        Thing("approval", one.pk, titled(one), one.due, note=one.intro, approval=one) for one in ask(_approvals, *who)
    ]
    found += [Thing("questionnaire", one.pk, one.edition.service.name, one.due) for one in ask(_questionnaires, *who)]
    owed = [(_owed(one), one.state) for one in ask(_all_owed, *who)]
    found += [thing for thing, state in owed if state == Owed.State.OPEN]
    given = [thing for thing, state in owed if state == Owed.State.GIVEN]
    return sorted(found, key=lambda thing: (thing.due, thing.kind, thing.pk)), given


def _approvals(contact_id: int, client_id: int) -> QuerySet[Approval]:
    return approvals_for(_whoever(contact_id, client_id)).select_related("asked_by")[:MOST_THINGS]


def _questionnaires(contact_id: int, client_id: int) -> QuerySet[Questionnaire]:
    return questionnaires_of(_whoever(contact_id, client_id))[:MOST_THINGS]


def _all_owed(contact_id: int, client_id: int) -> QuerySet[Owed]:
    return owed_by(_whoever(contact_id, client_id))[:MOST_THINGS]


def _requests(contact_id: int, client_id: int) -> QuerySet[Request]:
    return requests_of(_whoever(contact_id, client_id))[:MOST_REQUESTS]


def _whoever(contact_id: int, client_id: int) -> Contact:
    return Contact(pk=contact_id, client_id=client_id)


def approvals_for(contact: Contact) -> QuerySet[Approval]:
    """Questions to this contact that wait. What was passed on to somebody else by name is theirs."""
    return waiting_approvals(contact=contact, client=contact.client_id, passed_name="").order_by("due", "pk")


def questionnaires_of(contact: Contact) -> QuerySet[Questionnaire]:
    """Those that were sent to this contact and wait."""
    rows = Questionnaire.objects.filter(contact=contact, client=contact.client_id, state=Questionnaire.State.OPEN)
    return rows.exclude(asked_at=None).select_related("edition__service").order_by("due", "pk")


def owed_by(contact: Contact) -> QuerySet[Owed]:
    """What this contact owes us, or nobody by name; theirs, not their colleagues'."""
    rows = Owed.objects.filter(Q(contact=contact) | Q(contact=None), client=contact.client_id)
    return rows.filter(state__in=(Owed.State.OPEN, Owed.State.GIVEN)).order_by("due", "pk")


def _owed(one: Owed) -> Thing:
    end = datetime.combine(one.due, time(23, 59), tzinfo=timezone.get_current_timezone())
    return Thing("owed", one.pk, one.what, end, by_day=True, note=one.note or one.waits)


def reports_for(contact: Contact) -> QuerySet[Report]:
    """Reports they may read: sent to them, or sent and marked for their client; the newest first."""
    return readable_by(contact, shown(contact.client_id, Report))


def requests_of(contact: Contact) -> QuerySet[Request]:
    """What they asked for in the portal, the latest first."""
    rows = Request.objects.filter(contact=contact, client=contact.client_id)
    return rows.select_related("answered_by", "file", "letter").order_by("-at", "-pk")


def ways(client_id: int, marked: set[int]) -> list[Way]:
    """Plans that were marked and whose dates are agreed: those under way, and for a while those that are done."""
    if not marked:
        return []
    recently = clock.today() - DONE_FOR
    found = [Way(fact) for fact in facts_of(ask(_plans, client_id, marked))]
    return [way for way in found if way.plan.state == Plan.State.GOING or _ended(way) > recently]


def _plans(client_id: int, marked: Collection[int]) -> QuerySet[Plan]:
    rows = Plan.objects.filter(client=client_id, pk__in=marked, state__in=(Plan.State.GOING, Plan.State.DONE))
    return rows.exclude(settled_at=None).order_by("pk")


def _ended(way: Way) -> date:
    return max((stage.done_on or stage.last for stage in way.plan.stages), default=date.min)


def briefs(client_id: int, marked: set[int]) -> list[Brief]:
    """Briefs that were marked and are ready, the latest first."""
    rows = Brief.objects.filter(client=client_id, pk__in=marked, state=Brief.State.READY)
    return list(rows.order_by("-changed_at", "-pk"))


def goals(client_id: int, marked: set[int]) -> list[Goal]:
    """Goals that were marked: those under way, and for a while those that ended."""
    return ask(_goals, client_id, marked, clock.now() - DONE_FOR)


def _goals(client_id: int, marked: Collection[int], recently: datetime) -> QuerySet[Goal]:
    rows = Goal.objects.filter(client=client_id, pk__in=marked).exclude(state=Goal.State.DROPPED)
    return rows.filter(Q(state=Goal.State.OPEN) | Q(closed_at__gt=recently)).order_by("due", "pk")


def papers_seen(client_id: int, marked: set[int]) -> list[Seen]:
    """Documents that were marked and are there, by their newest version, the latest first."""
    if not marked:
        return []
    newest: dict[int, Version] = {}
    for version in ask(_versions, client_id, marked):
        newest[version.paper_id] = version
    found = [
        Seen(one.paper_id, one.paper.title, one.number, one.at, one.document.name, one.document.size)
        for one in newest.values()
    ]
    return sorted(found, key=lambda seen: (seen.at, seen.pk), reverse=True)


def _versions(client_id: int, marked: Collection[int]) -> QuerySet[Version]:
    rows = Version.objects.filter(paper__in=marked, paper__client_id=client_id, paper__deleted_at=None)
    return rows.select_related("paper", "document").order_by("number")


def _meetings(contact: Contact) -> tuple[list[Meeting], list[Meeting]]:
    """Meetings ahead this contact takes part in; and those behind whose minutes were sent."""
    now = clock.now()
    near = ask(_near, contact.pk, contact.client_id, now - timedelta(hours=1), now - MINUTES_FOR)
    ahead = [one for one in near if one.state == Meeting.State.PLANNED]
    held = [one for one in reversed(near) if one.state == Meeting.State.HELD][: 2 * MOST_MEETINGS]
    sent = minutes_sent_to(contact, held)
    return ahead[:MOST_MEETINGS], [one for one in held if one.pk in sent][:MOST_MEETINGS]


def _near(contact_id: int, client_id: int, after: datetime, told_after: datetime) -> QuerySet[Meeting]:
    ahead = Q(state=Meeting.State.PLANNED, at__gt=after)
    behind = Q(state=Meeting.State.HELD, minutes_sent_at__gt=told_after)
    rows = Meeting.objects.filter(ahead | behind, client=client_id, participants__contact=contact_id)
    return rows.select_related("host").order_by("at", "pk")


def minutes_sent_to(contact: Contact, meetings: Iterable[Meeting]) -> dict[int, list[int]]:
    """Of these meetings, those whose minutes went to this contact: the ids of the letters, the newest first."""
    ids, mails = [one.pk for one in meetings], set(mails_of(contact))
    found: dict[int, list[int]] = {}
    for about, data in ask(_sendings, contact.client_id, ids) if ids else ():
        if about is not None and mails & {str(mail).lower() for mail in data.get("to", [])}:
            found.setdefault(about, []).extend(data.get("letters", []))
    return found


def _sendings(client_id: int, ids: Collection[int]) -> QuerySet[Entry, tuple[int | None, dict[str, Any]]]:
    entries = Entry.objects.filter(
        name="minutes.sent", client_id=client_id, about=Meeting._meta.label_lower, about_id__in=ids
    )
    return entries.order_by("-pk").values_list("about_id", "data")


def people(client_id: int) -> list[Person]:
    """Who looks after the client now: the keeper, who stands in, the deputy."""
    lately = clock.today() - timedelta(days=2)
    rows = Keeper.objects.filter(Q(until=None) | Q(until__gte=lately), client=client_id, member__is_active=True)
    order = {Keeper.Part.KEEPER: 0, Keeper.Part.COVER: 1, Keeper.Part.DEPUTY: 2}
    found: dict[int, Person] = {}
    for row in sorted(rows.select_related("member"), key=lambda row: (order[Keeper.Part(row.part)], row.pk)):
        member: Member = row.member
        today = clock.today(member.zone)  # by our day: theirs may be yesterday still
        if row.since > today or (row.until is not None and row.until < today):
            continue
        found.setdefault(member.pk, Person(member.name, member.email, member.zone, row.part, row.until))
    return list(found.values())
