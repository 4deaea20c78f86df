"""The demo's goals, briefs and plans: one on time, one that slipped with its reasons, one that waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rapport.agency.models import Member
from rapport.approvals.decide import decide
from rapport.approvals.models import Approval, Decision
from rapport.catalogue.models import Service
from rapport.delivery.briefs.ask_client import ask_client
from rapport.delivery.briefs.make_ready import make_ready
from rapport.delivery.briefs.models import Brief
from rapport.delivery.briefs.write import begin as begin_brief
from rapport.delivery.briefs.write import write
from rapport.delivery.goals.close import close
from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import set_goal
from rapport.delivery.plans import free
from rapport.delivery.plans.access import milestone_for
from rapport.delivery.plans.add_milestone import add_milestone
from rapport.delivery.plans.ask_client import ask_about_milestone
from rapport.delivery.plans.begin import begin
from rapport.delivery.plans.close import close as close_plan
from rapport.delivery.plans.draw_up import draw_up
from rapport.delivery.plans.finish import finish
from rapport.delivery.plans.models import Milestone, Plan, PlanChange
from rapport.delivery.plans.settle import settle
from rapport.desk.seeding.then import ZONE, as_of, back, day_back, door
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.show import show

People = Mapping[str, Member]


@dataclass(frozen=True)
class Step:
    """One milestone: first day and length in working days from today; `at` is where it stands."""

    title: str
    who: str
    first: int
    days: int
    after: tuple[int, ...] = ()
    yes: bool = False
    critical: bool = False
    at: str = ""  # done, begun
    slipped: int = 0  # working days by which it ends later than was agreed
    goal: bool = True
    agreed: tuple[str, int, int, str] | None = None  # who said yes, asked and answered so many days ago, their words


def plan_ahead(people: People) -> None:
    """All of it, through the deeds of whoever keeps the client."""
    clients = {client.name: client for client in Client.objects.all()}
    marta, ana = people["marta"], people["ana"]
    _tatrawood(people, door(clients["Tatrawood"], marta))
    _adria(people, door(clients["Adria Dental"], marta))
    _heron(people, door(clients["Blue Heron Outfitters"], marta))
    _isar(people, door(clients["Isar Klinik"], ana))
    _elbe(people, door(clients["Elbe Solar"], ana))
    _harbor(people, door(clients["Harbor Pediatrics"], marta))
    _copperline(people, door(clients["Copperline Bikes"], ana))
    free.look_again(Plan.objects.values_list("pk", flat=True))


def _tatrawood(people: People, client: Client) -> None:
    """On time, and shown to the client; the brief is agreed."""
    marta = people["marta"]
    goal = _goal(
        client, marta, 40, title="40 enquiries a month from Germany", metric="Enquiries from search",
        aim="Half of the new hall was built for German orders; without them it stands empty in spring.",
        baseline=Decimal(12), target=Decimal(40), unit="a month", due=_day(90),
    )  # fmt: skip
    show(goal, client, marta)
    plan = _plan(
        client, marta, people, "German product pages", goal, 30,
        (
            Step("Words Germans search with", "lena", -28, 8, at="done"),
            Step(
                "Layout of the product page", "lena", -18, 7, (0,), yes=True, at="done",
                agreed=("Peter", 11, 9, "Good. The price must stand above the picture."),
            ),
            Step("Texts in German", "lena", -9, 12, (1,), at="begun"),
            Step("Photographs in rooms, not in the hall", "", -6, 12, (1,), at="begun"),
            Step("Forty pages built", "lena", 7, 10, (2, 3), yes=True),
            Step("Open to search engines", "lena", 19, 2, (4,), critical=True),
        ),
        about="The forty pieces that sell best at home, for people who have never heard of Žilina.",
    )  # fmt: skip
    show(plan, client, marta)
    peter = Contact.objects.get(client=client, first_name="Peter")
    brief = _brief(
        client, marta, "web-site", 42, goal,
        goal="German buyers who search for solid oak find the piece, believe the quality and ask for an offer.",
        measure="Enquiries from Germany: 12 a month today, 40 a month by the end of winter.",
        visitors="Couples around forty on a phone in the evening; they compare and fear the delivery.",
        pages="One page a piece, written by Lena; one on wood and care, one on delivery, both by Zuzana.",
        functions="Must: enquiry in three fields, delivery time by postcode. Nice: rooms. Out of scope: a shop.",
        not_wanted="No stock photographs; no word of discounts.",
    )  # fmt: skip
    _written(brief, marta, why="Search first, since demand is there already; Pinterest later, for rooms.")
    make_ready(brief, by=marta)
    Brief.objects.filter(pk=brief.pk).update(changed_at=back(39, "16:20"))
    brief = Brief.objects.get(pk=brief.pk)
    brief.client = client
    with as_of(back(38, "10:15")):
        approval, address = ask_client(brief, contact=peter, by=marta)
        _answer(approval, address, 38, 37, "approved", "")


def _adria(people: People, client: Client) -> None:
    """It slipped twice, each time with its reason; one goal is well set, the other is not."""
    marta = people["marta"]
    goal = _goal(
        client, marta, 60, title="25 first visits for implants a month", metric="First visits",
        aim="An implant pays for the new chair; check-ups alone do not.", baseline=Decimal(9), target=Decimal(25),
        unit="a month", due=_day(60),
    )  # fmt: skip
    _goal(client, marta, 20, title="Improve the site")
    plan = _plan(
        client, marta, people, "Implant campaign and booking form", goal, 38,
        (
            Step("Access to the booking system", "tin", -36, 14, at="done", slipped=7),
            Step("Booking form that counts each visit", "tin", -21, 15, (0,), at="done", slipped=9),
            Step("Texts of the implant pages", "marta", -12, 9, at="begun", slipped=6),
            Step("Campaign set up", "tin", 1, 7, (1, 2), yes=True, slipped=9),
            Step("Campaign begins", "tin", 9, 1, (3,), critical=True, slipped=9),
            Step("First month read together", "marta", 29, 2, (4,), slipped=9),
        ),
        about="Implants first; the brighter smiles can wait until summer.",
    )  # fmt: skip
    rows = {row.title: row for row in plan.milestones.all()}
    _moved(
        rows["Booking form that counts each visit"], marta, 20, 7,
        "The access to their booking system came seven working days late.",
    )  # fmt: skip
    _moved(rows["Campaign set up"], marta, 6, 2, "Ante wants the prices on the pages, so the texts go round once more.")
    brief = _brief(
        client, marta, "search-ads", 44, goal,
        goal="People in and around Split who need an implant book a first visit with Adria.",
        measure="First visits booked: 9 a month today, 25 a month by spring, at no more than 60 euros each.",
        words="Implants and bridges with a price in mind; never “student”, “free” or “course”.",
    )  # fmt: skip
    _written(brief, marta, why="Search, because they look only when it hurts; no social ads before the pages carry.")


def _heron(people: People, client: Client) -> None:
    """A milestone is done and waits for Dana."""
    marta = people["marta"]
    goal = _goal(
        client, marta, 30, title="Conversion of the spring landing pages from 1.9 to 2.6 %", metric="Conversion",
        aim="Spring is a third of their year, and every click has grown dearer.", baseline=Decimal("1.9"),
        target=Decimal("2.6"), unit="%", due=_day(75),
    )  # fmt: skip
    plan = _plan(
        client, marta, people, "Landing pages for spring", goal, 22,
        (
            Step("What visitors asked last spring", "lena", -22, 5, at="done"),
            Step("Landing pages, version 2", "lena", -16, 13, (0,), yes=True, critical=True, at="done"),
            Step("Size guide in inches and centimetres", "lena", -6, 9, (0,), at="begun", goal=False),
            Step("Pages built and measured", "lena", 4, 8, (1, 2)),
            Step("Half of the visitors see them", "marta", 13, 10, (3,), yes=True),
            Step("All of the visitors see them", "lena", 24, 1, (4,), critical=True),
        ),
    )  # fmt: skip
    show(plan, client, marta)
    dana = Contact.objects.get(client=client, first_name="Dana")
    row = plan.milestones.get(title="Landing pages, version 2")
    row.plan.client = client
    with as_of(back(2, "18:10")):
        approval, _address = ask_about_milestone(row, contact=dana, by=marta)
        Approval.objects.filter(pk=approval.pk).update(asked_at=back(2, "18:10"))


def _isar(people: People, client: Client) -> None:
    """A plan that is done, one goal reached and one missed."""
    ana = people["ana"]
    reached = _goal(
        client, ana, 180, title="120 appointments a month from search", metric="Appointments",
        aim="The second surgeon began in autumn and needs a full list.", baseline=Decimal(80), target=Decimal(120),
        unit="a month", due=day_back(20),
    )  # fmt: skip
    with as_of(back(18, "16:00")):
        close(reached, "reached", by=ana, note="124 in the last month; the new pages on knees brought 31 of them.")
    missed = _goal(
        client, ana, 120, title="Cost of an appointment under 70 euros", metric="Cost of an appointment",
        aim="The board asks for it each quarter.", baseline=Decimal(92), target=Decimal(70), unit="EUR",
        due=day_back(30),
    )  # fmt: skip
    with as_of(back(28, "11:00")):
        close(missed, "missed", by=ana, note="78 euros: the words on hips cost a third more than in spring.")
    plan = _plan(
        client, ana, people, "Pages on knees and hips", reached, 120,
        (
            Step("What patients ask", "tin", -118, 9, at="done"),
            Step(
                "Twelve pages with Dr. Otto", "tin", -108, 30, (0,), yes=True, at="done",
                agreed=("Sabine", 79, 78, ""),
            ),
            Step("Measured down to the appointment", "tin", -77, 10, (1,), at="done"),
        ),
    )  # fmt: skip
    plan = Plan.objects.get(pk=plan.pk)
    plan.client = client
    with as_of(back(60, "15:00")):
        close_plan(plan, "done", by=ana)


def _elbe(people: People, client: Client) -> None:
    """Still being drawn up."""
    ana = people["ana"]
    goal = _goal(
        client, ana, 8, title="Offers out within two days of the enquiry", metric="Days from enquiry to offer",
        aim="Whoever answers first sells the roof.", baseline=Decimal(6), target=Decimal(2), unit="days", due=_day(100),
    )  # fmt: skip
    with as_of(back(4, "14:00")):
        plan = draw_up(client, {"title": "Enquiries into the CRM"}, by=ana)
    steps = (
        Step("How an enquiry travels today", "ana", 3, 4),
        Step("Fields and stages agreed with Uwe", "ana", 8, 4, (0,), yes=True),
        Step("Forms write into the CRM", "tin", 13, 8, (1,)),
        Step("Two afternoons with the sales people", "ana", 22, 2, (2,), critical=True),
    )
    _steps(plan, people, ana, steps, goal)


def _harbor(people: People, client: Client) -> None:
    """A beginning: a brief with gaps, and a goal that waits for its figure."""
    marta = people["marta"]
    _goal(
        client, marta, 6, title="Parents book the first visit themselves",
        aim="The front desk loses two hours a day on the telephone.", metric="Visits booked online",
    )  # fmt: skip
    _brief(
        client, marta, "web-site", 5, None,
        goal="Parents of small children book a visit without calling.",
        visitors="A parent with a sick child on one arm and a phone in the other hand.",
    )  # fmt: skip


def _copperline(people: People, client: Client) -> None:
    """Sam has said yes: the next milestone may begin, and nobody has begun it."""
    ana = people["ana"]
    goal = _goal(
        client, ana, 20, title="200 spring services booked by letter", metric="Services booked from letters",
        aim="The workshop stands empty until April, and the mechanics are paid all the same.", baseline=Decimal(35),
        target=Decimal(200), unit="a season", due=_day(110),
    )  # fmt: skip
    _plan(
        client, ana, people, "Letters that fill the workshop", goal, 14,
        (
            Step(
                "Groups and rhythm", "ana", -10, 5, yes=True, at="done",
                agreed=("Sam", 4, 1, "Yes. Leave out whoever bought a bicycle this autumn."),
            ),
            Step("Template of the letter", "lena", 1, 6, (0,)),
            Step("First letter out", "lena", 9, 2, (1,), critical=True),
        ),
    )  # fmt: skip


# ---- the pieces


def _goal(client: Client, by: Member, days: int, **values: object) -> Goal:
    with as_of(back(days, "10:00")):
        goal = set_goal(client, values, by=by)
        Goal.objects.filter(pk=goal.pk).update(made_at=back(days, "10:00"), since=day_back(days))
    return goal


def _plan(
    client: Client, by: Member, people: People, title: str, goal: Goal, days: int, steps: tuple[Step, ...],
    about: str = "",
) -> Plan:  # fmt: skip
    """Drawn up and agreed so many working days ago; what slipped had earlier days then."""
    with as_of(back(days, "09:30")):
        plan = draw_up(client, {"title": title, "about": about}, by=by)
        rows = _steps(plan, people, by, steps, goal)
        plan = settle(plan, by=by)
    Plan.objects.filter(pk=plan.pk).update(made_at=back(days, "09:30"), settled_at=back(days, "09:30"))
    for step, row in zip(steps, rows, strict=True):
        if step.slipped:
            first = step.first if not step.after and step.at else step.first - step.slipped
            Milestone.objects.filter(pk=row.pk).update(
                baseline_first=_day(first), baseline_last=_day(step.first + step.days - 1 - step.slipped)
            )
        row.plan = plan
        if step.at:
            begun = datetime.combine(_day(step.first), time(9), clock.zone_of(ZONE))
            with as_of(begun):
                begin(row, by=by)
            Milestone.objects.filter(pk=row.pk).update(begun_at=begun)
        if step.at == "done":
            day = _day(step.first + step.days - 1)
            with as_of(datetime.combine(day, time(15), clock.zone_of(ZONE))):
                finish(row, by=by, on=day)
        if step.agreed:
            _agreed(row, by, *step.agreed)
    return plan


def _steps(plan: Plan, people: People, by: Member, steps: tuple[Step, ...], goal: Goal) -> list[Milestone]:
    rows: list[Milestone] = []
    for step in steps:
        values = {
            "title": step.title, "who": people.get(step.who), "goal": goal if step.goal else None,
            "needs_approval": step.yes, "critical": step.critical,
        }  # fmt: skip
        first, last = _day(step.first), _day(step.first + step.days - 1)
        rows.append(add_milestone(plan, values, by=by, first=first, last=last, after=[rows[n].pk for n in step.after]))
    return rows


def _moved(row: Milestone, by: Member, days: int, slipped: int, reason: str) -> None:
    """A move of some days ago, as it would have been kept then."""
    was = [day.isoformat() for day in (row.first - timedelta(days=slipped), row.last - timedelta(days=slipped))]
    now = [row.first.isoformat(), row.last.isoformat()]
    at = back(days, "13:20")
    with as_of(at):
        PlanChange.objects.create(
            plan=row.plan, milestone=row, moved=[[row.pk, *was, *now]], reason=reason, by=by, at=at
        )
        record(
            "milestone.moved", by=by, about=row, client=row.plan.client_id, plan=row.plan_id, title=row.title,
            reason=reason, was_first=was[0], was_last=was[1], first=now[0], last=now[1], others=2, critical=True,
            end_was=was[1], end=now[1],
        )  # fmt: skip


def _agreed(row: Milestone, by: Member, who: str, asked: int, decided: int, words: str) -> None:
    contact = Contact.objects.get(client=row.plan.client, first_name=who)
    row = milestone_for(by, row.pk)
    with as_of(back(asked, "16:30")):
        approval, address = ask_about_milestone(row, contact=contact, by=by)
        _answer(approval, address, asked, decided, "remarks" if words else "approved", words)


def _answer(approval: Approval, address: str, asked: int, decided: int, kind: str, words: str) -> None:
    """Through their link, as they would."""
    token = address.rstrip("/").rpartition("/")[2]
    made = decide(token, kind=kind, version=approval.version, name=approval.contact.name, words=words)
    Approval.objects.filter(pk=approval.pk).update(asked_at=back(asked, "16:30"))
    Decision.objects.filter(pk=made.pk).update(at=back(decided, "09:10"))


def _brief(client: Client, by: Member, service: str, days: int, for_goal: Goal | None, **answers: str) -> Brief:
    at = back(days, "10:40")
    with as_of(at):
        brief = begin_brief(client, Service.objects.get(key=service), by=by)
        write(brief, {}, by=by, version=1, answers=answers, goals=[for_goal] if for_goal else [])
    Brief.objects.filter(pk=brief.pk).update(made_at=at, changed_at=at)
    return brief


def _written(brief: Brief, by: Member, *, why: str) -> None:
    write(brief, {"why_channels": why}, by=by, version=2)


def _day(days: int) -> date:
    """The n-th working day from today; before today for less than none."""
    if days <= 0:
        return day_back(-days)
    day = clock.today(ZONE)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
