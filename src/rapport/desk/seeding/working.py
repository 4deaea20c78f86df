"""Makes the demo's tasks: two years of done work, and today's in every state, with who said what on the way."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from rapport.agency.models import Agency, Member
from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.begin_recurrence import begin_recurrence
from rapport.delivery.tasks.models import Comment, Doubt, HandedOn, Proposal, Return, Step, Task, TimeNote
from rapport.desk.seeding.then import ZONE, back, day_back, door
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import facts
from rapport.portfolio.models import HELD, Client, Crew
from rapport.reckon.folding import fold
from rapport.reckon.timing import Calendar

People = Mapping[str, Member]
JOINED = {"Tatrawood": "zoran", "Lipa Pharmacy": "zoran", "Brandt & Söhne": "tin"}  # who came into which crew since
MONTHS = 23
RECENT = timedelta(days=60)  # of which the story tells each one
DONE = {
    "search-ads": (
        "Add negative words after the monthly query report",
        "Test two new texts in the brand group",
        "Split the budget by region",
        "Renew the seasonal ads",
    ),
    "seo": (
        "Mend the broken links of the crawl",
        "Write titles for the ten weakest pages",
        "Check the new pages in the index",
        "Shorten the paths of the category pages",
    ),
    "content": (
        "Write the article of the month",
        "Update the three oldest guides",
        "Collect questions from the sales team",
        "Have the photographs retouched",
    ),
    "web-site": (
        "Renew the certificates and the libraries",
        "Make the form shorter",
        "Speed up the home page",
        "Move the pictures to the new format",
    ),
    "social-ads": (
        "Change the pictures of the running ads",
        "Build the look-alike audience anew",
        "Answer the comments of the week",
        "Test the short film",
    ),
    "email-marketing": (
        "Send the mailing of the month",
        "Take dead addresses out of the list",
        "Test two subjects",
        "Write the welcome letters anew",
    ),
    "analytics": (
        "Check the goals after the release",
        "Report the month",
        "Draw the path to the order",
        "Compare the counts with the shop",
    ),
}


@dataclass(frozen=True)
class Now:
    """A task of these days: `handed` working days ago, due in `due` working days (negative: it was due)."""

    client: str
    doer: str
    title: str
    state: str
    handed: int
    due: int
    hours: str = "4"
    criteria: str = ""
    what: str = ""
    client_due: int | None = None
    steps: tuple[str, ...] = ()
    ticked: int = 0
    said: tuple[tuple[str, int, str], ...] = ()  # who, working days ago, words
    minutes: int = 0
    more: dict[str, Any] = field(default_factory=dict)


NOW = (
    Now(
        "Adria Dental", "tin", "Fix the conversion tag on the thank-you page", "doing", 6, -1, "3",
        "A test order shows in the report within an hour.\nNo order is counted twice.", client_due=1,
        steps=("Ask the programmer for access", "Mend the tag", "Place a test order"), ticked=1, minutes=95,
        said=(("tin", 3, "The programmer sent the access only on his way home; I begin in the morning."),),
    ),
    Now(
        "Adria Dental", "tin", "List the key words for implants", "doing", 9, 2, "5",
        "At least sixty words with volume and price.\nGrouped by what the searcher wants.", minutes=260,
        more={"returns": (
            (5, "The prices are of last year, and half of the words are for dentures.", "Forty words, see the table."),
            (2, "Grouped now, but the volumes are still missing.", "Regrouped; prices of this month."),
        )},
    ),
    Now(
        "Tatrawood", "lena", "Write three texts for the spring catalogue", "unclear", 2, 6, "8",
        "Each under 900 characters.\nThe oak line comes first.", client_due=9,
        more={"doubt": "Which of the two tone guides holds, the one of May or the one that came with the pictures?"},
    ),
    Now(
        "Tatrawood", "zoran", "Move the product pages to the new template", "doing", 5, 3, "20",
        "All 48 pages answer under two seconds.\nOld addresses lead to the new ones.", client_due=5,
        steps=("Chairs", "Tables", "Beds", "Redirections"), ticked=2, minutes=510, more={"check_today": True},
        said=(("zoran", 1, "Chairs and tables stand. Beds wait for two photographs."),),
    ),
    Now(
        "Tatrawood", "zoran", "Compress the pictures of the shop", "handed", 0, 5, "6",
        "No picture over 200 kB.\nNo visible loss on a large screen.", client_due=8,
    ),
    Now(
        "Blue Heron Outfitters", "lena", "Set up the three test audiences", "proposed", 1, 2, "4",
        "Each audience has at least 20,000 people.", client_due=8,
        more={"proposal": (5, "The customer list comes from Chris only on Thursday.")},
    ),
    Now(
        "Blue Heron Outfitters", "lena", "Report of the autumn mailing", "delivered", 7, 1, "5",
        "Opens, clicks and orders against last autumn.\nOne proposal for winter.", client_due=3, minutes=300,
        steps=("Export the figures", "Draw the chart", "Write the proposal"), ticked=3,
        more={"result": "In the folder Results. Orders up by a fifth at the same cost; the proposal is on page 3.",
              "form": [{"key": "orders", "ask": "Orders against last autumn", "kind": "line", "required": True},
                       {"key": "sure", "ask": "Checked against the shop's own count", "kind": "tick"}],
              "filled": {"orders": "+21 %", "sure": True}},
    ),
    Now(
        "Brandt & Söhne", "marta", "Prepare the figures for the call with Heike", "doing", 1, 1, "1.5",
        "Spend, leads and cost of a lead on one page.",
    ),
    Now(
        "Brandt & Söhne", "tin", "Check the ads against the new law on kitchens in pictures", "handed", 1, 4, "3",
        "A list of what must change, with the line of the law.", client_due=7,
    ),
    Now(
        "Sever Instruments", "", "Ask Olga which pages she wants in English", "open", 0, 0, "0.5",
    ),
    Now(
        "Isar Klinik", "tin", "Find why calls from Munich fell in October", "doing", 4, 4, "6",
        "Two likely causes with figures, or the words that there are none.", minutes=120, client_due=7,
    ),
    Now(
        "Isar Klinik", "tin", "Write the answer texts for the booking form", "delivered", 8, -1, "2",
        "Three texts in German, proofread.", minutes=140,
        more={"result": "The three texts are in the brief, proofread by Sabine's assistant."},
    ),
    Now(
        "Polyot Travel", "luka", "Write to Timur about the winter flights", "doing", 2, 2, "1",
    ),
    Now(
        "Lipa Pharmacy", "zoran", "Build the form for questions to the pharmacist", "doing", 3, 7, "10",
        "A question reaches the pharmacist's mail with a number.", minutes=90, client_due=10,
    ),
    Now(
        "Elbe Solar", "ana", "Name three towns for the spring campaign", "doing", 3, 3, "2",
        "Each with roofs, competitors and the price of a click.",
    ),
)  # fmt: skip


AGAIN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "Adria Dental", "FREQ=WEEKLY;BYDAY=FR",
        {"title": "Look at the budgets of the week", "member": "marta", "hours": Decimal("0.5"),
         "criteria": "Nothing runs out before Monday."},
    ),
    (
        "Isar Klinik", "FREQ=MONTHLY;BYMONTHDAY=5",
        {"title": "Write the report of the month", "member": "tin", "hours": Decimal(3),
         "criteria": "Every figure stands beside last year’s.", "steps": ["Export the figures", "Write what follows"]},
    ),
)  # fmt: skip


def work(people: People) -> None:
    """All of it, in constant statements a kind; what it asks of whom follows from the rows."""
    clients = {client.name: client for client in Client.objects.order_by("pk")}
    _join(people, clients)
    keepers = _keepers(people, clients)
    goals = _goals(clients)
    _history(people, clients, keepers, goals)
    agency = Agency.ours()
    working = calendars.of_members(people.values(), agency)
    made = [_now(one, people, clients, keepers, goals, working, agency) for one in NOW if one.client in clients]
    remind.look_again([task.pk for task in made])
    for name, rule, like in AGAIN:
        who = people[like["member"]]
        client = door(clients[name], keepers[clients[name].pk])
        begin_recurrence(
            client, by=keepers[client.pk], rule=rule, first=clock.today(ZONE), like={**like, "member": who}
        )


def _join(people: People, clients: Mapping[str, Client]) -> None:
    since = clock.today() - timedelta(days=200)
    Crew.objects.bulk_create(
        Crew(client=clients[name], member=people[who], since=since)
        for name, who in JOINED.items()
        if name in clients and who in people
    )


def _keepers(people: People, clients: Mapping[str, Client]) -> dict[int, Member]:
    members = {member.pk: member for member in people.values()}
    keeping = facts.keeping([client.pk for client in clients.values()])
    return {pk: members[there.keeper] for pk, there in keeping.items() if there.keeper in members}


def _goals(clients: Mapping[str, Client]) -> dict[int, Goal]:
    """The first open goal of each client that has one."""
    rows = Goal.objects.filter(client__in=[one.pk for one in clients.values()], state=Goal.State.OPEN)
    return {goal.client_id: goal for goal in rows.order_by("-pk")}


def _history(
    people: People, clients: Mapping[str, Client], keepers: Mapping[int, Member], goals: Mapping[int, Goal]
) -> None:
    """About two tasks a month with every client that has a service; most on time, some late, a few returned."""
    held = {client.pk: client for client in clients.values() if client.status in HELD and client.pk in keepers}
    crews: dict[int, list[int]] = {}
    for client_id, member in Crew.objects.current().filter(client__in=held).values_list("client", "member"):
        crews.setdefault(client_id, []).append(member)
    members = {member.pk: member for member in people.values()}
    rows: list[Task] = []
    for pk, client in held.items():
        doers = [members[one] for one in sorted(crews.get(pk, [])) if one in members] or [keepers[pk]]
        services = [(one.service, one.service.key) for one in client.engagements.select_related("service")]
        rows += _done(client, keepers[pk], doers, [one for one in services if one[1] in DONE], goals.get(pk))
    tasks = Task.objects.bulk_create(rows, batch_size=200)
    TimeNote.objects.bulk_create(
        (
            TimeNote(
                task=one,
                member=one.member,
                on=clock.day_of(one.delivered_at, ZONE),
                minutes=minutes,
                at=one.delivered_at,
            )
            for one in tasks
            if one.member and one.delivered_at and (minutes := int(float(one.hours or 1) * 60 * (0.8 + one.pk % 5 / 8)))
        ),
        batch_size=200,
    )
    Return.objects.bulk_create(
        Return(task=one, reason="The last figure is missing.", by=one.keeper, at=one.delivered_at, result=one.result)
        for one in tasks
        if one.returned and one.delivered_at
    )
    _tell(tasks)


def _done(
    client: Client, keeper: Member, doers: list[Member], services: list[tuple[Any, str]], goal: Goal | None
) -> list[Task]:
    dice, rows = random.Random(f"work {client.name}"), []
    zone = clock.zone_of(ZONE)
    first = max(client.since or date.min, clock.today(ZONE) - timedelta(days=MONTHS * 30))
    day = first + timedelta(days=dice.randrange(5, 20))
    for number in range(100):
        due = day + timedelta(days=dice.randrange(5, 12))
        due += timedelta(days=(7 - due.weekday()) % 7 if due.weekday() > 4 else 0)
        if due >= clock.today(ZONE) - timedelta(days=3):
            break
        service, key = services[number % len(services)] if services else (None, "analytics")
        title = DONE[key][number // max(len(services), 1) % len(DONE[key])]
        late, back_once = dice.random() < 0.14, dice.random() < 0.1
        due_at = datetime.combine(due, time(17), zone)
        done_at = due_at + timedelta(hours=dice.choice((20, 44)) if late else -dice.choice((2, 5, 26)))
        handed = datetime.combine(day, time(9, 30), zone)
        rows.append(
            Task(
                client=client, title=title, folded=fold(title), service=service, goal=goal, keeper=keeper,
                member=doers[number % len(doers)], made_by=keeper, state=Task.State.DONE,
                criteria="It is live and the keeper has seen it.", result="Done, see the folder of the client.",
                hours=Decimal(dice.choice((2, 3, 4, 6, 8))), due_at=due_at, handed_at=handed, made_at=handed,
                accepted_at=handed + timedelta(hours=3), check_at=handed + (due_at - handed) * 0.65,
                checked_at=handed + (due_at - handed) * 0.66, delivered_at=done_at, returned=int(back_once),
                closed_at=done_at + timedelta(hours=1), closed_by=keeper, client_due=due + timedelta(days=3),
            )
        )  # fmt: skip
        day += timedelta(days=dice.randrange(12, 21))
    return rows


def _tell(tasks: list[Task]) -> None:
    """The story tells of the last weeks' work."""
    now = clock.now()
    Entry.objects.bulk_create(
        Entry(
            name="task.taken", by=one.keeper, at=one.closed_at, client_id=one.client_id, told_at=now,
            about=Task._meta.label_lower, about_id=one.pk,
            data={
                "title": one.title, "member": one.member_id, "member_name": one.member.name if one.member else "",
                "late": bool(one.due_at and one.delivered_at and one.delivered_at > one.due_at),
            },
        )
        for one in tasks
        if one.closed_at and one.closed_at > now - RECENT
    )  # fmt: skip


def _now(
    one: Now,
    people: People,
    clients: Mapping[str, Client],
    keepers: Mapping[int, Member],
    goals: Mapping[int, Goal],
    working: Mapping[int, Calendar],
    agency: Agency,
) -> Task:
    client = clients[one.client]
    keeper = keepers[client.pk]
    doer = people.get(one.doer)
    handed = back(one.handed, "09:10") if one.handed else clock.now() - timedelta(minutes=40)
    task = Task(
        client=client, title=one.title, criteria=one.criteria, what=one.what, keeper=keeper, member=doer,
        made_by=keeper, made_at=handed, state=one.state, hours=Decimal(one.hours), goal=goals.get(client.pk),
        form=one.more.get("form", []), filled=one.more.get("filled", {}), result=one.more.get("result", ""),
    )  # fmt: skip
    if doer is not None:
        _dates(task, one, handed, working[doer.pk], agency)
    task.save()
    if doer is not None:
        HandedOn.objects.create(task=task, to=doer, due_at=task.due_at, by=keeper, at=handed)
        _on_the_way(task, one, people, doer)
    return task


def _dates(task: Task, one: Now, handed: datetime, calendar: Calendar, agency: Agency) -> None:
    due = _day(calendar, one.due)
    task.handed_at, task.due_at = handed, calendar.end_of_day(due)
    task.accepted_at = handed + timedelta(hours=2) if one.state not in ("handed", "unclear", "proposed") else None
    task.check_at = calendars.reckoned_check(handed, task.due_at, calendar, agency).at
    if one.more.get("check_today"):
        task.check_at = min(datetime.combine(clock.today(ZONE), time(8, 30), clock.zone_of(ZONE)), clock.now())
    elif task.check_at < clock.now():
        task.checked_at = task.check_at
    if one.client_due is not None:
        task.client_due = _day(calendar, one.client_due)
    if one.state == "delivered":
        task.delivered_at = min(back(1, "15:40"), clock.now())
    task.returned = len(one.more.get("returns", ()))


def _on_the_way(task: Task, one: Now, people: People, doer: Member) -> None:
    """Steps, words, time, returns, what is unclear and what was proposed."""
    Step.objects.bulk_create(
        Step(
            task=task, text=text, place=place, done_at=back(1, "14:00") if place < one.ticked else None,
            done_by=doer if place < one.ticked else None,
        )
        for place, text in enumerate(one.steps)
    )  # fmt: skip
    Comment.objects.bulk_create(
        Comment(task=task, by=people[who], words=words, at=back(days, "16:20")) for who, days, words in one.said
    )
    if one.minutes:
        TimeNote.objects.create(task=task, member=doer, on=day_back(1), minutes=one.minutes, at=back(1, "16:50"))
    for days, reason, result in one.more.get("returns", ()):
        Return.objects.create(task=task, reason=reason, by=task.keeper, at=back(days, "11:15"), result=result)
    if words := one.more.get("doubt"):
        before = {"title": task.title, "what": task.what, "criteria": task.criteria}
        Doubt.objects.create(task=task, words=words, by=doer, at=back(1, "10:05"), before=before)
    if proposal := one.more.get("proposal"):
        days, reason = proposal
        calendar = calendars.of_member(doer)
        wished = calendar.end_of_day(_day(calendar, days))
        Proposal.objects.create(task=task, due_at=wished, reason=reason, by=doer, at=min(back(0, "09:30"), clock.now()))


def _day(calendar: Calendar, days: int) -> date:
    """So many working days of theirs from today on, or back."""
    day, step = clock.today(ZONE), timedelta(days=1 if days >= 0 else -1)
    if days == 0:
        return calendar.next_working_day(day)
    for _ in range(abs(days)):
        day = (calendar.next_working_day if days > 0 else calendar.previous_working_day)(day + step)
    return day
