"""The demo's beginnings: starts that wait for the client, for a specialist, done and by exception; handovers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from rapport.agency.models import Member
from rapport.catalogue.content import said
from rapport.catalogue.models import Edition
from rapport.conversations.meetings.models import Kind, Meeting, Participant, Taken
from rapport.delivery.owed.models import Owed
from rapport.delivery.tasks.models import Task
from rapport.desk.seeding.then import as_of, back, day_back, door
from rapport.journal import clock
from rapport.journal.record import record
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.accesses.move_on import move_on
from rapport.onboarding.handovers.accept import accept
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.handovers.send import send
from rapport.onboarding.questionnaires.ask import ask
from rapport.onboarding.questionnaires.hand_part import hand_part
from rapport.onboarding.questionnaires.models import Answer, Part, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of
from rapport.onboarding.questionnaires.save import Typed, Writer, save
from rapport.onboarding.questionnaires.send_in import send_in
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.hand_next import hand_next
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.sign_exception import sign_exception
from rapport.onboarding.starts.steps import key_of, standings
from rapport.portfolio.models import Client, Contact, Engagement

Members = Mapping[str, Member]


def begin_with(people: Members) -> None:
    """Needs clients with engagements, and the first editions."""
    if not Edition.objects.exists():
        return
    clients = {client.name: client for client in Client.objects.all()}
    _waits_for_the_client(people, clients["Harbor Pediatrics"])
    _waits_for_the_specialist(people, clients["Elbe Solar"])
    _done(people, clients["Maple & Rye Bakery"])
    _by_exception(people, clients["Copperline Bikes"])
    _handovers(people)


def _waits_for_the_client(people: Members, client: Client) -> None:
    """Half of the questions are answered, with doubts; the accesses were asked for and are looked for there."""
    marta = people["marta"]
    start = _begin(client, "web-site", marta, 12, people["lena"])
    miriam, tom = Contact.objects.filter(client=client).order_by("pk")[:2]
    asked = _asked(start, marta, miriam, 11)
    _answers(asked, 8, miriam.name, most=5)
    with as_of(back(9, "10:10")):
        asked.client = door(client, marta)
        part, _address = hand_part(
            asked, keys=_left(asked)[:2], name=tom.name, mail="tom@harborpediatrics.example",
            words="Tom, you know this better than I do.", asker=miriam.name,
        )  # fmt: skip
    Part.objects.filter(pk=part.pk).update(at=back(9, "10:10"))
    Questionnaire.objects.filter(pk=asked.pk).update(touched_at=back(8, "16:20"))
    for n, access in enumerate(Access.objects.filter(start=start).order_by("pk")):
        _move(access, marta, 10, "asked")
        if n == 1:
            _move(access, marta, 8, "sought", "Their old agency set it up; nobody remembers the mail address.")
        elif n > 1:
            _move(access, marta, 7, "given")
    _do(start, marta, 11, "handover")
    _held(start, marta, miriam, 10)


def _waits_for_the_specialist(people: Members, client: Client) -> None:
    """Everything of theirs is here; the next task has waited for its doer for a week."""
    ana, tin = people["ana"], people["tin"]
    start = _begin(client, "analytics", ana, 14, tin)
    who = Contact.objects.filter(client=client).order_by("pk")[0]
    asked = _asked(start, ana, who, 13)
    _answers(asked, 10, who.name, most=100)
    with as_of(back(10, "15:00")):
        asked.client = door(client, ana)
        send_in(asked, name=who.name, with_gaps=True)
    Questionnaire.objects.filter(pk=asked.pk).update(sent_at=back(10, "15:00"), touched_at=back(10, "14:55"))
    for access in Access.objects.filter(start=start):
        _move(access, ana, 13, "asked")
        _move(access, ana, 9, "given")
    _held(start, ana, who, 8)
    _do(start, ana, 7, "handover", "brief")
    Owed.objects.filter(source="start", source_id=start.pk).update(
        state=Owed.State.DONE, closed_at=back(9, "11:00"), closed_by=ana
    )
    with as_of(back(7, "16:00")):
        start.client = door(client, ana)
        hand_next(start, standings([start])[start.pk])
    waiting = Task.objects.filter(source="start", source_id=start.pk, member=tin, state=Task.State.HANDED)
    waiting.update(handed_at=back(7, "16:00"), check_at=back(1, "09:30"))


def _done(people: Members, client: Client) -> None:
    marta = people["marta"]
    start = _begin(client, "content", marta, 58, people["lena"])
    who = Contact.objects.filter(client=client).order_by("pk")[0]
    asked = _asked(start, marta, who, 57)
    _answers(asked, 54, who.name, most=100)
    with as_of(back(54, "12:00")):
        asked.client = door(client, marta)
        send_in(asked, name=who.name, with_gaps=True)
    Questionnaire.objects.filter(pk=asked.pk).update(sent_at=back(54, "12:00"), touched_at=back(54, "11:50"))
    ends = back(36, "16:00")
    rows = list(Access.objects.filter(start=start))
    Access.objects.filter(start=start).update(state=Access.State.TESTED)
    AccessStep.objects.bulk_create(
        AccessStep(access=one, was="given", state="tested", by=marta, at=back(50, "10:00")) for one in rows
    )
    Owed.objects.filter(source="start", source_id=start.pk).update(
        state=Owed.State.DONE, closed_at=back(51, "10:00"), closed_by=marta
    )
    for task in Task.objects.filter(source="start", source_id=start.pk).order_by("due_at", "pk"):
        closed = min(task.due_at or ends, ends)
        done = {"delivered_at": closed - timedelta(hours=3), "closed_at": closed, "closed_by": marta}
        Task.objects.filter(pk=task.pk).update(state=Task.State.DONE, accepted_at=task.made_at, **done)
    _held(start, marta, who, 50)
    Start.objects.filter(pk=start.pk).update(state=Start.State.DONE, done_at=ends, done_by=marta)
    with as_of(ends):
        record(
            "start.done", by=marta, about=start, client=client.pk, service_name=start.edition.service.name,
            began_on=start.began_on.isoformat(),
        )  # fmt: skip


def _by_exception(people: Members, client: Client) -> None:
    """The spring sale would not wait; the head of the team signed."""
    ana, marta = people["ana"], people["marta"]
    start = _begin(client, "email-marketing", ana, 6, people["lena"], meets=True)
    who = Contact.objects.filter(client=client).order_by("pk")[0]
    asked = _asked(start, ana, who, 5)
    _answers(asked, 2, who.name, most=4)
    Questionnaire.objects.filter(pk=asked.pk).update(touched_at=back(2, "17:40"))
    _do(start, ana, 5, "handover")
    for access in Access.objects.filter(start=start):
        _move(access, ana, 5, "asked")
    with as_of(back(3, "11:30")):
        start.client = door(client, marta)
        sign_exception(
            start, by=marta,
            reason="Their sale begins next week and Sam has sent us the list of goods; the rest follows meanwhile.",
        )  # fmt: skip
    start.exception.signed_at = back(3, "11:30")
    start.exception.save(update_fields=["signed_at"])


def _handovers(people: Members) -> None:
    """A client that was handed over this morning, one that lacks things, and one that is being written."""
    petra, ana, marta = people["petra"], people["ana"], people["marta"]
    fresh = _handover(
        petra, ana, "Nautilus Diving", "Diving schools", "Pula", "Obala 12",
        services=[("social-ads", "Season", "1600"), ("seo", "Basic", "900")],
        promises=[{"what": "The first campaign before Easter", "due": ""}],
        people=[("Lana", "Ferri", "Owner", "decides", "lana@nautilus-diving.example"),
                ("Dino", "Ferri", "Boats and courses", "uses", "dino@nautilus-diving.example")],
        notes="Lana left her last agency over one late report. Nothing matters to her more than a date that is kept.",
    )  # fmt: skip
    with as_of(back(1, "09:40")):
        send(fresh, by=petra)
    fresh.refresh_from_db()
    with as_of(back(1, "15:05")):
        client = accept(fresh, by=ana, specialists={"social-ads": people["lena"], "seo": people["tin"]})
    Handover.objects.filter(pk=fresh.pk).update(
        made_at=back(2, "16:00"), sent_at=back(1, "09:40"), accepted_at=back(1, "15:05")
    )
    for start in Start.objects.filter(client=client):
        _backdate(start, back(1, "15:05"))
    lacking = _handover(
        petra, marta, "Kornati Sails", "Sail makers", "Murter", "",
        services=[("search-ads", "", "1800")], promises=[],
        people=[("Roko", "Skračić", "Workshop", "uses", "roko@kornati-sails.example")], notes="",
    )  # fmt: skip
    with as_of(back(1, "17:20")):
        send(lacking, by=petra)
    Handover.objects.filter(pk=lacking.pk).update(made_at=back(2, "10:00"), sent_at=back(1, "17:20"))
    _handover(
        people["luka"], None, "Lonjsko Polje Tours", "Guided tours", "Sisak", "", services=[], promises=[], people=[],
        notes="",
    )  # fmt: skip


def _handover(
    by: Member,
    keeper: Member | None,
    name: str,
    industry: str,
    city: str,
    address: str,
    *,
    services: list[tuple[str, str, str]],
    promises: list[dict[str, str]],
    people: list[tuple[str, str, str, str, str]],
    notes: str,
) -> Handover:
    facts = {
        "industry": industry, "city": city, "address": address, "country": "HR", "language": "hr",
        "zone": "Europe/Zagreb", "tier": "B",
    }  # fmt: skip
    fields = ("first_name", "last_name", "job", "place", "mail")
    return Handover.objects.create(
        name=name, facts=facts, keeper=keeper, made_by=by, notes=notes, promises=promises,
        services=[
            {"service": key, "package": package, "fee": fee, "currency": "EUR", "since": clock.today().isoformat()}
            for key, package, fee in services
        ],
        people=[{**dict(zip(fields, one, strict=True)), "phone": ""} for one in people],
    )  # fmt: skip


def _begin(client: Client, service: str, by: Member, days: int, specialist: Member, *, meets: bool = False) -> Start:
    """Begun so many working days ago; `meets`: the first meeting lies ahead, as it was planned."""
    engagement = Engagement.objects.filter(client=client, service__key=service).select_related("service").first()
    assert engagement is not None
    at = back(days, "09:10")
    with as_of(at):
        start = begin(door(client, by), by=by, engagement=engagement, began_on=day_back(days), specialist=specialist)
    _backdate(start, at)
    if not meets:
        _unplan(start)
    return start


def _backdate(start: Start, at: datetime) -> None:
    Start.objects.filter(pk=start.pk).update(made_at=at)
    tasks = Task.objects.filter(source="start", source_id=start.pk)
    tasks.update(made_at=at)
    tasks.exclude(handed_at=None).update(handed_at=at)
    tasks.exclude(accepted_at=None).update(accepted_at=at)
    Owed.objects.filter(source="start", source_id=start.pk).update(made_at=at)
    AccessStep.objects.filter(access__start=start).update(at=at)
    Questionnaire.objects.filter(start=start).update(made_at=at)
    start.refresh_from_db()


def _unplan(start: Start) -> None:
    """The first meeting lies in the past in these stories."""
    if start.meeting is not None:
        meeting = start.meeting
        Start.objects.filter(meeting=meeting).update(meeting=None)
        start.meeting = None
        Taken.objects.filter(meeting=meeting).delete()
        meeting.delete()


def _held(start: Start, host: Member, contact: Contact, days: int) -> None:
    at = back(days, "10:00")
    zone = clock.zone_of(host.zone)
    meeting = Meeting.objects.create(
        client=start.client, kind=Kind.ONBOARDING, host=host, minutes=60, zone=host.zone, at=at,
        local=at.astimezone(zone).replace(tzinfo=clock.now().tzinfo), state=Meeting.State.HELD,
        held_at=at + timedelta(hours=1), minutes_sent_at=at + timedelta(hours=4), uid=f"demo-start-{start.pk}@rapport",
        made_by=host, made_at=at - timedelta(days=5),
    )  # fmt: skip
    came = {"came": True, "answer": Participant.Answer.ACCEPTED}
    Participant.objects.create(meeting=meeting, member=host, **came)
    Participant.objects.create(meeting=meeting, contact=contact, **came)
    Start.objects.filter(pk=start.pk).update(meeting=meeting)
    start.meeting = meeting


def _asked(start: Start, by: Member, contact: Contact, days: int) -> Questionnaire:
    row = Questionnaire.objects.select_related("edition__service").get(start=start)
    row.client = door(start.client, by)
    at = back(days, "11:00")
    with as_of(at):
        row, _address = ask(row, by=by, contact=contact)
    Questionnaire.objects.filter(pk=row.pk).update(asked_at=at, due=back(days - 5, "17:00"), remind_at=None)
    row.asked_at = at
    return row


def _answers(row: Questionnaire, days: int, name: str, *, most: int) -> None:
    """Believable answers to the first questions, with doubts at two of them."""
    at = back(days, "16:20")
    with as_of(at):
        save(row, list(_typed(row))[:most], writer=Writer(name=name))
    Answer.objects.filter(questionnaire=row).update(at=at)


def _typed(row: Questionnaire) -> Iterator[Typed]:
    for n, question in enumerate(one for one in asks_of(row) if one.when_key in ("", "earlier")):
        if n == 2:
            yield Typed(question.key, unknown=True, doubt="Our bookkeeper may know; I would rather talk about it.")
        elif question.kind in ("choice", "choices") and question.options:
            yield Typed(question.key, [question.options[0].key])
        elif question.key in SAID:
            yield Typed(question.key, [SAID[question.key]], doubt=DOUBTS.get(question.key, ""))


SAID = {
    "goal": "More people who come back on their own, and fewer who ask the same thing by telephone.",
    "likes": "Two hospitals in Boston whose sites answer at once, and a dentist’s. Not the one full of smiling models.",
    "connects": "Our calendar for bookings, and the letters to parents.",
    "deadline": (date(2027, 1, 11)).isoformat(),
    "earlier": "yes",
    "earlier_words": "They answered late and never said why; the figures came without a word beside them.",
    "approver": "The managing director, within two days",
    "site": "https://www.example.com",
    "till": "In the till; accounting follows a week later",
    "readers": "The two of us on Mondays: how many asked, and what one of them cost.",
    "since": date(2024, 5, 2).isoformat(),
    "experts": "The bakers know flour and dough; the front desk knows what people ask.",
    "taboo": "Nothing about health that a doctor would not sign.",
    "amount": "3",
    "list_size": "2400",
    "tool": "None; we write from our own mailbox",
    "discounts": "yes",
    "sender": "The shop’s; the front desk reads the answers",
}
DOUBTS = {"likes": "Roughly; please check it with us.", "site": "There may be a second one; please check."}


def _left(row: Questionnaire) -> list[str]:
    known = set(Answer.objects.filter(questionnaire=row).values_list("key", flat=True))
    return [ask.key for ask in asks_of(row) if ask.key not in known and said(ask.ask, "en")]


def _move(access: Access, by: Member, days: int, to: str, note: str = "") -> None:
    access.client = door(access.client, by)
    at = back(days, "13:00")
    before = set(AccessStep.objects.filter(access=access).values_list("pk", flat=True))
    owed = set(Owed.objects.filter(client=access.client).values_list("pk", flat=True))
    with as_of(at):
        moved = move_on(access, to=to, by=by, note=note)
    access.state, access.version = moved.state, moved.version
    AccessStep.objects.filter(access=access).exclude(pk__in=before).update(at=at)
    fresh = Owed.objects.filter(client=access.client).exclude(pk__in=owed)
    fresh.update(made_at=at, due=day_back(max(days - 5, 1)))


def _do(start: Start, by: Member, days: int, *keys: str) -> None:
    """These tasks of ours are done since then."""
    at = back(days, "15:30")
    for task in Task.objects.filter(source="start", source_id=start.pk):
        if key_of(task.once) in keys:
            Task.objects.filter(pk=task.pk).update(
                state=Task.State.DONE, accepted_at=task.made_at, delivered_at=at, closed_at=at, closed_by=by
            )
