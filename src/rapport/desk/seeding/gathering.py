"""The demo's meetings: those that were held, with their minutes, the rhythms they come from, those that lie ahead."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from rapport.agency.models import Member, Team
from rapport.attention.ask import settle
from rapport.conversations.meetings import agenda, debrief, ideas, look_over, send_agenda, send_minutes
from rapport.conversations.meetings.become import become, done
from rapport.conversations.meetings.begin_rhythm import begin_rhythm
from rapport.conversations.meetings.find_times import sides
from rapport.conversations.meetings.hold import hold
from rapport.conversations.meetings.models import (
    AgendaLine,
    Debrief,
    Idea,
    Kind,
    Meeting,
    MinuteLine,
    Offer,
    Participant,
    Series,
)
from rapport.conversations.meetings.offer_times import offer_times
from rapport.conversations.meetings.pick_time import pick
from rapport.conversations.meetings.plan import plan
from rapport.conversations.meetings.settled import cause
from rapport.conversations.models import Touchpoint
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.desk.seeding.said import (
    ADRIA_AGENDA,
    BRANDT_AGENDA,
    HARBOR_SAID,
    HERON_MINUTES,
    IDEAS,
    MINUTES,
    MONTHLY,
    SEVER_AGENDA,
)
from rapport.desk.seeding.then import ZONE, ahead, as_of, back, door
from rapport.journal import clock
from rapport.portfolio.models import KEPT, Client, Contact, Crew, Keeper
from rapport.reckon.recurring import DAYS

WEEKS = timedelta(days=120)  # of meetings whose minutes are kept
Members = Mapping[str, Member]
Clients = Mapping[str, Client]


def gather(people: Members, clients: Clients) -> None:
    """All of it, in the order in which it happened."""
    _held(clients)
    _adria(people, clients["Adria Dental"])
    _heron(people, clients["Blue Heron Outfitters"])
    _without_keeper(people, clients)
    day = _coming(people, clients)
    _rhythms(people, clients, day)
    _offers(people, clients)
    _so_far()
    look_over.look_over()


def _so_far() -> None:
    """What the rhythms had laid for this morning has taken place."""
    over = Meeting.objects.filter(state=Meeting.State.PLANNED, at__lt=clock.now()).select_related("client", "host")
    for meeting in over:
        if meeting.client is not None:
            meeting.client = door(meeting.client, meeting.host)
        with as_of(meeting.at):
            hold(meeting, by=meeting.host)
        Meeting.objects.filter(pk=meeting.pk).update(minutes_sent_at=clock.now())
        settle(cause=cause(meeting, "minutes"))


def _held(clients: Clients) -> None:
    """Meetings that stand in the story already become held ones, with minutes that were sent."""
    words = Touchpoint.objects.filter(channel="meeting", at__gt=clock.now() - WEEKS, deleted_at=None)
    told = list(words.select_related("member", "client").prefetch_related("people").order_by("pk"))
    meetings = Meeting.objects.bulk_create([_meeting_of(one) for one in told], batch_size=200)
    seats, lines = [], []
    for one, meeting in zip(told, meetings, strict=True):
        seats += _seats(meeting, one)
        lines += _lines(meeting, one)
    Participant.objects.bulk_create(seats, batch_size=300)
    MinuteLine.objects.bulk_create(lines, batch_size=300)


def _meeting_of(word: Touchpoint) -> Meeting:
    zone = word.client.zone
    return Meeting(
        kind=Kind.CLIENT, title=MONTHLY[word.member.language], client=word.client, host=word.member, minutes=45,
        zone=zone, at=word.at, local=word.at.astimezone(clock.zone_of(zone)).replace(tzinfo=UTC),
        state=Meeting.State.HELD, held_at=word.at + timedelta(minutes=45), touchpoint=word,
        minutes_sent_at=word.at + timedelta(hours=3),
        uid=f"demo-{word.pk}@rapport", made_by=word.member, made_at=word.at - timedelta(days=20),
    )  # fmt: skip


def _seats(meeting: Meeting, word: Touchpoint) -> list[Participant]:
    there = {"came": True, "answer": Participant.Answer.ACCEPTED, "answered_at": word.at - timedelta(days=2)}
    ours = Participant(meeting=meeting, member=word.member, **there)
    return [ours, *(Participant(meeting=meeting, contact=contact, **there) for contact in word.people.all())]


def _lines(meeting: Meeting, word: Touchpoint) -> list[MinuteLine]:
    dice = random.Random(f"{word.client.name} {word.pk}")
    said = dice.sample(MINUTES[word.member.language], 2)
    return [
        MinuteLine(meeting=meeting, place=n, text=text, becomes=becomes, by=word.member)
        for n, (becomes, text) in enumerate(said, 1)
    ]


def _adria(people: Members, client: Client) -> None:
    """The monthly meeting of which Marta's promises are: kept with its minutes, sent the same day."""
    marta, tin = people["marta"], people["tin"]
    meeting = Meeting.objects.get(client=client, touchpoint__summary__startswith="Monthly meeting. Implant")
    ivana = Contact.objects.get(client=client, first_name="Ivana")
    meeting.client = door(client, marta)
    meeting.lines.all().delete()
    Participant.objects.create(meeting=meeting, member=tin, came=True)
    for contact in Contact.objects.filter(client=client).exclude(pk=ivana.pk):
        Participant.objects.get_or_create(meeting=meeting, contact=contact, defaults={"came": True})
    AgendaLine.objects.bulk_create(
        AgendaLine(meeting=meeting, place=n, text=text, by=marta) for n, text in enumerate(ADRIA_AGENDA, 1)
    )
    today = clock.today(ZONE)
    on = marta.calendar().next_working_day(today)
    _say(meeting, marta, "decision", "Implant campaign until 15 January.")
    _say(meeting, marta, "words", "Winter budget to be settled by mail.")
    _promise(meeting, marta, "Keyword list for the implant pages", on)
    _promise(meeting, tin, "Call tracking on the landing pages", today - timedelta(days=8))
    _promise(meeting, marta, "Access to the booking system", _friday(today), theirs=ivana)
    compared = _say(meeting, marta, "action", "Compare cost per booking before and after the new form", owner=tin)
    _say(meeting, marta, "action", "Ask Dr. Radić for photos of the new practice", owner=marta)
    with as_of(meeting.at + timedelta(hours=3)):
        send_minutes.send_minutes(meeting, by=marta)
        done(compared, by=tin)
    MinuteLine.objects.filter(meeting=meeting, becomes="action").update(done_at=meeting.at + timedelta(days=4))
    day = marta.calendar().previous_working_day(meeting.at.date() - timedelta(days=1))
    Meeting.objects.filter(pk=meeting.pk).update(
        minutes_sent_at=meeting.at + timedelta(hours=3),
        agenda_sent_at=datetime.combine(day, time(14, 2), clock.zone_of(ZONE)),
    )


def _say(meeting: Meeting, by: Member, becomes: str, text: str, owner: Member | None = None) -> MinuteLine:
    place = meeting.lines.count() + 1
    return MinuteLine.objects.create(meeting=meeting, by=by, becomes=becomes, text=text, owner=owner, place=place)


def _promise(meeting: Meeting, owner: Member, what: str, due: date, theirs: Contact | None = None) -> None:
    line = _say(meeting, meeting.host, "promise", what, owner=None if theirs else owner)
    assert meeting.client is not None
    with as_of(meeting.at):
        line.promise = make(
            meeting.client, by=meeting.host, by_us=theirs is None, what=what, due=due, member=owner, contact=theirs,
            words=what, source="minutes", source_id=line.pk, once=f"minutes:{line.pk}:1",
        )  # fmt: skip
    Promise.objects.filter(pk=line.promise.pk).update(made_at=meeting.at)
    line.due = due
    line.save(update_fields=["promise", "due"])


def _friday(day: date) -> date:
    return day + timedelta(days=(4 - day.weekday()) % 7)


def _heron(people: Members, client: Client) -> None:
    """Held, written down, and the minutes have not gone out."""
    meeting = Meeting.objects.get(client=client, touchpoint__summary__startswith="Landing pages, version 2")
    meeting.lines.all().delete()
    meeting.title, meeting.minutes_sent_at = "Landing pages, version 2", None
    meeting.save(update_fields=["title", "minutes_sent_at"])
    Participant.objects.create(meeting=meeting, member=people["lena"], came=True)
    meeting.client = door(client, people["marta"])
    for becomes, text in HERON_MINUTES:
        line = _say(meeting, people["marta"], "words", text, owner=people["lena"] if becomes == "action" else None)
        line.meeting = meeting
        line.due = people["lena"].calendar().next_working_day(clock.today(ZONE)) if becomes == "action" else None
        become(line, becomes, by=people["marta"], person=None)


def _without_keeper(people: Members, clients: Clients) -> None:
    """Tin went without the keeper twice: once he has said what was said, once he owes it."""
    tin, lena = people["tin"], people["lena"]
    given = _past(clients["Harbor Pediatrics"], people["marta"], tin, "First page, sketch", 2, "17:00", [lena])
    written = Debrief.objects.get(meeting=given)
    written.meeting = given
    with as_of(given.at + timedelta(hours=15)):
        debrief.give(written, by=tin, **HARBOR_SAID)
    Debrief.objects.filter(pk=written.pk).update(given_at=given.at + timedelta(hours=15))
    _past(clients["Elbe Solar"], people["ana"], tin, "Figures of the storage campaign", 1, "15:00", [])


def _past(client: Client, by: Member, host: Member, title: str, days: int, at: str, also: list[Member]) -> Meeting:
    local = back(days, at).replace(tzinfo=None)
    first = Contact.objects.filter(client=client).order_by("pk")[:2]
    with as_of(back(days + 4, "10:00")):
        meeting = plan(
            by=by, local=local, zone=ZONE, client=door(client, by), host=host, title=title, minutes=30, members=also,
            contacts=first,
        )  # fmt: skip
    meeting.client = door(client, host)
    with as_of(meeting.at + timedelta(minutes=30)):
        hold(meeting, by=host)
    sent = {"minutes_sent_at": meeting.at + timedelta(hours=2)}
    Meeting.objects.filter(pk=meeting.pk).update(held_at=meeting.at + timedelta(minutes=30), **sent)
    settle(cause=cause(meeting, "minutes"))
    return meeting


def _coming(people: Members, clients: Clients) -> date:
    """Marta's three of today, or of the next working day; the day of the first."""
    marta, agency = people["marta"], people["marta"].calendar()
    sever, brandt = (door(clients[name], marta) for name in ("Sever Instruments", "Brandt & Söhne"))
    first = ahead("10:00", [agency, clients["Tatrawood"].calendar()])
    fair = plan(
        by=marta, local=_wall(ahead("13:30", [agency, sever.calendar()])), zone=ZONE, client=sever, minutes=30,
        title="Стенд на выставке", contacts=Contact.objects.filter(client=sever),
    )  # fmt: skip
    for text in SEVER_AGENDA:
        agenda.add(fair, by=marta, text=text)
    sent = back(1, "16:20")
    with as_of(sent):
        send_agenda.send_agenda(fair, by=marta)
    Meeting.objects.filter(pk=fair.pk).update(agenda_sent_at=sent, made_at=back(4, "10:00"))
    start = plan(
        by=marta, local=_wall(ahead("17:00", [agency, brandt.calendar()])), zone=ZONE, client=brandt, minutes=30,
        title="Kick-off: kitchen planner", members=[people["tin"], people["lena"]],
        contacts=Contact.objects.filter(client=brandt, first_name="Heike"),
    )  # fmt: skip
    for text in BRANDT_AGENDA:
        agenda.add(start, by=marta, text=text)
    accepted = {"answer": Participant.Answer.ACCEPTED, "answered_at": back(2, "09:00")}
    Participant.objects.filter(meeting__in=[fair, start]).exclude(member=marta).update(**accepted)
    return first.date()


def _wall(at: datetime) -> datetime:
    return at.astimezone(clock.zone_of(ZONE)).replace(tzinfo=None)


def _rhythms(people: Members, clients: Clients, day: date) -> None:
    """Monthly with each client of rank A and B, weekly in the teams, the figures with Tin, a stand-up."""
    keepers = dict(Keeper.objects.current().filter(part=Keeper.Part.KEEPER).values_list("client", "member"))
    crews = {row.client_id: row.member for row in Crew.objects.current().select_related("member").order_by("-pk")}
    by_pk = {member.pk: member for member in people.values()}
    monthly = [one for one in clients.values() if one.tier in ("A", "B") and one.status in KEPT]
    turns: Counter[int] = Counter()
    for client in monthly:
        keeper = by_pk[keepers[client.pk]]
        turns[keeper.pk] += 1
        rule, at = _when(client, day, turns[keeper.pk])
        begun = max(day - timedelta(days=200), client.since or day)
        with as_of(datetime.combine(begun, time(10), clock.zone_of(ZONE))):
            begin_rhythm(
                by=keeper, rule=rule, first=begun, at_time=at, zone=ZONE, client=door(client, keeper), minutes=45,
                title=MONTHLY[keeper.language], members=[crews[client.pk]] if client.pk in crews else [],
                contacts=Contact.objects.filter(client=client)[:2],
            )  # fmt: skip
    _of_teams(people, day)


def _when(client: Client, day: date, turn: int) -> tuple[str, time]:
    """A rule, never on the weekday that has three meetings already, and an hour at which they are awake."""
    if client.name == "Tatrawood":
        return f"FREQ=MONTHLY;BYDAY={_nth(day)}{DAYS[day.weekday()]}", time(10)
    rule = f"FREQ=MONTHLY;BYDAY={turn // 4 % 4 + 1}{DAYS[(day.weekday() + 1 + turn % 4) % 5]}"
    if client.zone.startswith("America/"):
        return rule, time(18 if client.zone.endswith("Los_Angeles") else 17)
    return rule, time(9 + turn % 6)


def _nth(day: date) -> int:
    return (day.day - 1) // 7 + 1 if day.day < 29 else -1


def _of_teams(people: Members, day: date) -> None:
    growth, east = Team.objects.get(name="Growth"), Team.objects.get(name="East")
    team = {one: [m for m in people.values() if m.team_id == one.pk] for one in (growth, east)}
    on = [DAYS[(day.weekday() + n) % 5] for n in range(5)]
    since = day - timedelta(days=200)
    weekly = begin_rhythm(
        by=people["marta"], rule=f"FREQ=WEEKLY;BYDAY={on[1]}", first=since, at_time=time(9, 15), zone=ZONE,
        team=growth, kind=Kind.WEEKLY, title="Growth, weekly", minutes=45, members=team[growth],
    )  # fmt: skip
    begin_rhythm(
        by=people["zuzana"], rule=f"FREQ=WEEKLY;BYDAY={on[2]}", first=since, at_time=time(9, 30), zone=ZONE,
        team=east, kind=Kind.WEEKLY, title="East, porada", minutes=30, members=team[east],
    )  # fmt: skip
    begin_rhythm(
        by=people["zuzana"], rule=f"FREQ=WEEKLY;BYDAY={on[1]},{on[3]}", first=since, at_time=time(8, 45), zone=ZONE,
        team=east, kind=Kind.STAND_UP, title="East, stand-up", minutes=15, members=team[east],
    )  # fmt: skip
    begin_rhythm(
        by=people["marta"], rule=f"FREQ=MONTHLY;BYDAY=1{on[3]}", first=since, at_time=time(14, 0), zone=ZONE,
        team=growth, kind=Kind.KPI, title="Figures of the month", members=[people["tin"]],
    )  # fmt: skip
    _weekly_held(weekly, people)


def _weekly_held(weekly: Series, people: Members) -> None:
    """The register of ideas, and the last weekly meeting with what it left to do."""
    marta, tin, lena = people["marta"], people["tin"], people["lena"]
    for (text, is_test, result), by in zip(IDEAS, (tin, marta, people["ana"], tin), strict=True):
        idea = ideas.note(weekly, by=by, text=text, is_test=is_test)
        Idea.objects.filter(pk=idea.pk).update(made_at=back(18, "09:40"))
        if result:
            ideas.close(idea, by=by, result=result)
            Idea.objects.filter(pk=idea.pk).update(closed_at=back(3, "09:50"))
    with as_of(back(4, "10:00")):
        last = plan(
            by=marta, local=back(4, "09:15").replace(tzinfo=None), zone=ZONE, team=weekly.team, kind=Kind.WEEKLY,
            title=weekly.title, minutes=45, members=weekly.members.all(), series=weekly,
            occurrence=back(4, "09:15").date(),
        )  # fmt: skip
        hold(last, by=marta)
    _say(last, marta, "decision", "Lena keeps the size guide as a pattern for other shops.")
    _say(last, tin, "words", "The form at Adria Dental changed on their side; bookings fell the same day.")
    first = _say(last, lena, "action", "Write down how the size guide was made", owner=lena)
    MinuteLine.objects.filter(pk=first.pk).update(done_at=back(2, "15:00"))


def _offers(people: Members, clients: Clients) -> None:
    """Three times wait for a contact; of three others one was picked."""
    _offer(clients["Zrno Bio"], "Petra", people["marta"], "First talk: what Zrno Bio wants")
    token, times = _offer(clients["Atlas Pumps"], "Karl", people["ana"], "Pumps in three languages")
    with as_of(back(1, "11:05")):
        meeting = pick(token, times[1])
    Offer.objects.filter(meeting=meeting).update(picked_at=back(1, "11:05"))


def _offer(client: Client, first_name: str, by: Member, title: str) -> tuple[str, list[datetime]]:
    contact = Contact.objects.get(client=client, first_name=first_name)
    since = clock.now() + timedelta(days=2)
    times = [
        slot.start
        for slot in sides(client, [by], [contact], since=since, until=since + timedelta(days=9))
        .find(since, since + timedelta(days=9), 45)
        .slots
    ]
    with as_of(back(2, "10:30")):
        offer, address = offer_times(door(client, by), by=by, contact=contact, times=times, title=title, minutes=45)
    Offer.objects.filter(pk=offer.pk).update(made_at=back(2, "10:30"))
    return address.rstrip("/").rpartition("/")[2], times
