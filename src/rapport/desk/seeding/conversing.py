"""Makes rows of what the demo's people said: mail, meetings, promises, questions, news and agreed words."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db.models import Max

from rapport.agency.models import Member
from rapport.approvals.decide import decide
from rapport.approvals.models import Approval, Decision
from rapport.catalogue.models import Service
from rapport.conversations.mail.models import Message, Template
from rapport.conversations.mail.save_draft import Typed, save_draft
from rapport.conversations.news import tell
from rapport.conversations.news import write as news
from rapport.conversations.news.models import News, Told
from rapport.conversations.news.touched import touched
from rapport.conversations.promises import remind
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.conversations.questions import answer, ask
from rapport.conversations.questions import remind as ask_again
from rapport.conversations.questions.models import Question
from rapport.conversations.understandings import follow, send, write
from rapport.conversations.understandings.models import Understanding
from rapport.conversations.understandings.source import source_words
from rapport.desk.seeding.gathering import gather
from rapport.desk.seeding.posting import take_in
from rapport.desk.seeding.said import DRAFT, NEWS_GOOGLE, NEWS_VAT, OWED, PROMISED, TEMPLATES
from rapport.desk.seeding.then import ZONE, ahead, as_of, back, door
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import facts
from rapport.portfolio.models import HELD, Client, Contact

YEAR = 330  # days of promises that were kept or not
RECENT = timedelta(days=60)  # of which the story tells each one
HISTORY = {"Adria Dental": (17, 2, 1, 6)}  # kept, late, broken, theirs
People = Mapping[str, Member]
Clients = Mapping[str, Client]


def converse(people: People) -> None:
    """All of it, for the clients that are there. Whoever calls reviews every client afterwards, so nobody is told."""
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    clients = {client.name: client for client in Client.objects.order_by("pk")}
    found = take_in(people, clients)
    gather(people, clients)
    _promises(people, clients)
    _questions(people, clients, found)
    _news(people)
    _agreed(people, clients, found)
    _draft(people["marta"], found)
    Template.objects.bulk_create(
        Template(language=language, name=name, subject=subject, text=text)
        for language, name, subject, text in TEMPLATES
    )
    Entry.objects.filter(pk__gt=last).update(told_at=clock.now())


def _promises(people: People, clients: Clients) -> None:
    """A year of promises with everybody, then what is owed today."""
    held = [client for client in clients.values() if client.status in HELD]
    keeping = facts.keeping([client.pk for client in held])
    members = {member.pk: member for member in people.values()}
    rows = [row for one in held for row in _year_of(one, members[keeping[one.pk].keeper or people["marta"].pk])]
    made = Promise.objects.bulk_create(rows, batch_size=200)
    now = clock.now()
    Entry.objects.bulk_create(
        Entry(
            name="promise.kept", by=one.member, at=one.closed_at, client_id=one.client_id, told_at=now,
            about=Promise._meta.label_lower, about_id=one.pk,
            data={"what": one.what, "by_us": one.by_us, "due": one.due.isoformat(), "late": one.state == "late"},
        )
        for one in made
        if one.closed_at and one.due and one.closed_at > now - RECENT and one.state in ("kept", "late")
    )  # fmt: skip
    _owed(people, clients)
    marta = people["marta"]
    sever = door(clients["Sever Instruments"], marta)
    with as_of(back(4, "09:05")):
        quotes = make(
            sever, by=marta, by_us=True, what="Три предложения по стенду", member=marta,
            due_at=ahead("12:00", [marta.calendar(), sever.calendar()]),
            contact=Contact.objects.get(client=sever, first_name="Ольга"),
        )  # fmt: skip
    Promise.objects.filter(pk=quotes.pk).update(made_at=back(4, "09:05"))
    remind.look_over()


def _owed(people: People, clients: Clients) -> None:
    """Made within the last days, due within the next."""
    calendar = people["marta"].calendar()
    for name, by_us, owner, first_name, what, days in OWED:
        client, due, made = clients[name], clock.today(ZONE), back(days, "12:15")
        keeper = Member.objects.get(pk=facts.keeping([client.pk])[client.pk].keeper or 0)
        for _n in range(days):
            due = calendar.next_working_day(due + timedelta(days=1))
        with as_of(made):
            promise = make(
                door(client, keeper), by=keeper, by_us=by_us, what=what, due=due, member=people[owner],
                contact=Contact.objects.get(client=client, first_name=first_name),
            )  # fmt: skip
        Promise.objects.filter(pk=promise.pk).update(made_at=made)


def _year_of(client: Client, keeper: Member) -> list[Promise]:
    dice = random.Random(f"promised {client.name}")
    number = dice.randrange(5, 15) if client.tier != "C" else dice.randrange(2, 5)
    kept, late, broken, theirs = HISTORY.get(client.name, (number, dice.randrange(0, 3), dice.randrange(0, 2), 4))
    contact = Contact.objects.filter(client=client).order_by("pk").first()
    rows = []
    for state, by_us in [("kept", True)] * kept + [("late", True)] * late + [("broken", True)] * broken:
        rows.append(_old(client, keeper, contact, dice, state, by_us=by_us))
    return rows + [
        _old(client, keeper, contact, dice, dice.choice(("kept", "kept", "late")), by_us=False) for _n in range(theirs)
    ]


def _old(
    client: Client, keeper: Member, contact: Contact | None, dice: random.Random, state: str, *, by_us: bool
) -> Promise:
    due = clock.today(ZONE) - timedelta(days=dice.randrange(12, YEAR))
    due -= timedelta(days=max(0, due.weekday() - 4))
    due_at = datetime.combine(due, time(17), clock.zone_of(keeper.zone))
    closed = due_at + timedelta(days=dice.randrange(1, 6)) if state == "late" else due_at - timedelta(hours=5)
    return Promise(
        client=client, by_us=by_us, member=keeper, contact=contact, due=due, due_at=due_at, state=state,
        what=dice.choice(PROMISED[keeper.language][by_us]), made_at=due_at - timedelta(days=dice.randrange(4, 15)),
        made_by=keeper, closed_at=closed, closed_by=keeper,
    )  # fmt: skip


def _questions(people: People, clients: Clients, found: Mapping[str, Message]) -> None:
    """One waits with Tin, one is answered by Lena, one is overdue."""
    marta, ana, tin, lena = (people[name] for name in ("marta", "ana", "tin", "lena"))
    planner = found["brandt-planner"]
    ask.ask(
        door(clients["Brandt & Söhne"], marta), by=marta, of=tin, message=planner, knowing=True,
        words="Is the hosting of the kitchen planner included in the 3,600, or does it come on top?",
        text="How much room does the planner need in a busy week, and what would that cost a month?",
    )  # fmt: skip
    with as_of(back(2, "11:00")):
        asked = ask.ask(
            door(clients["Blue Heron Outfitters"], marta), by=marta, of=lena, knowing=True,
            text="Dana wants the size guide in inches and centimetres. How long does that take?",
        )  # fmt: skip
    with as_of(back(1, "10:20")):
        answer.answer(asked, by=lena, text="Half a day. The tables are ready, only the switch is missing.")
    Question.objects.filter(pk=asked.pk).update(
        asked_at=back(2, "11:00"), due=back(1, "12:00"), ours_due=None, answered_at=back(1, "10:20")
    )
    ask.ask(
        door(clients["Liptov Spa"], people["zuzana"]), by=people["zuzana"], of=people["jakub"], knowing=True,
        message=found["liptov-down"], words="rezervačný systém na stránke nejde",
        text="Čo je so serverom rezervácií? Hostia vidia bielu obrazovku, volám zatiaľ Kataríne.",
    )  # fmt: skip
    with as_of(back(3, "10:00")):
        late = ask.ask(
            door(clients["Isar Klinik"], ana), by=ana, of=tin, knowing=True,
            text="Can we count first visits only, without anybody typing? Frau Lang wants to know.",
        )  # fmt: skip
    late.asked_at, late.due = back(3, "10:00"), back(1, "15:00")
    late.save(update_fields=["asked_at", "due"])
    ask_again.look_again(late)


def _news(people: People) -> None:
    """One of a platform, told to half of whom it touches; one of a law, told to the first."""
    ads = Service.objects.filter(key="search-ads")
    marta, zuzana = people["marta"], people["zuzana"]
    title, text, source = NEWS_GOOGLE
    google = news.write(
        by=marta, kind=News.Kind.PLATFORM, title=title, text=text, services=ads, source=source,
        tell_by=clock.today(ZONE) + timedelta(days=12),
    )  # fmt: skip
    title, text, source = NEWS_VAT
    vat = news.write(
        by=zuzana, kind=News.Kind.LAW, title=title, text=text, services=Service.objects.all(), source=source,
        countries=["SK"], tell_by=clock.today(ZONE) + timedelta(days=24),
    )  # fmt: skip
    for one, days, written in ((google, 3, back(6, "09:00")), (vat, 2, back(4, "13:00"))):
        News.objects.filter(pk=one.pk).update(written_at=written)
        _tell_half(one, people, days)


def _tell_half(one: News, people: People, days: int) -> None:
    rows = list(touched(one).order_by("pk"))
    keeping = facts.keeping([client.pk for client in rows])
    members = {member.pk: member for member in people.values()}
    for n, client in enumerate(rows[::2]):
        keeper = members[keeping[client.pk].keeper or people["marta"].pk]
        at = back(days, f"{10 + n % 6}:{n * 7 % 50 + 10}")
        with as_of(at):
            tell.tell(one, [door(client, keeper)], by=keeper, asked_first=n == 2)
        Told.objects.filter(news=one, client=client).update(at=at)


def _agreed(people: People, clients: Clients, found: Mapping[str, Message]) -> None:
    """Our reading beside their words: confirmed, corrected by them, and one that waits."""
    _read(
        people["marta"], found["tatra-fair"], "Stihnete prvých\ndesať do konca mesiaca? Zvyšok môže počkať na január.",
        "Do konca mesiaca je hotových prvých desať anglických stránok, poradie podľa predaja. Zvyšok príde v januári.",
        5, "confirmed",
    )  # fmt: skip
    _read(
        people["ana"], found["isar-goal"], "Sixty a month by June\nwould be a good result for the knee centre",
        "The goal of the clinic is sixty new patients a month by June, first visits only.",
        4, "corrected", "Sixty a month by June for the knee centre alone. The other departments keep their own goals.",
    )  # fmt: skip
    _read(
        people["marta"], found["adria-texts"], "na trećoj stranici piše „bezbolno“,\nto ne smijemo obećati",
        "Na stranicama ne obećavamo da nešto ne boli; pišemo kako se bol sprječava.", 3,
    )  # fmt: skip


def _read(
    by: Member, message: Message, words: str, reading: str, days: int, kind: str = "", correction: str = ""
) -> None:
    source = source_words(by, Understanding.Source.MESSAGE, message.pk)
    contact = Contact.objects.get(pk=source.contact or 0)
    with as_of(back(days, "11:30")):
        row = write.write(source, by=by, contact=contact, words=words, reading=reading)
        row, address = send.send(row, by=by)
    Approval.objects.filter(pk=row.approval_id or 0).update(asked_at=back(days, "11:30"))
    Understanding.objects.filter(pk=row.pk).update(made_at=back(days, "11:10"))
    if not kind or row.approval is None:
        return
    at = back(days - 1, "10:05")
    with as_of(at):
        made = decide(
            address.rstrip("/").rpartition("/")[2], kind=kind, version=row.approval.version, name=contact.name,
            words=correction, address="203.0.113.7",
        )  # fmt: skip
        Decision.objects.filter(pk=made.pk).update(at=at)
        follow.stand_as(row.approval.pk)


def _draft(marta: Member, found: Mapping[str, Message]) -> None:
    """Marta has begun to answer, and waits for Tin."""
    key, text = DRAFT
    message = found[key]
    assert message.client is not None
    typed = Typed(to=[[message.sender_name, message.sender_mail]], subject=f"Re: {message.subject}", text=text)
    save_draft(door(message.client, marta), by=marta, typed=typed, answers=message)
