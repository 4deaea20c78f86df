"""Lays out the demo agency: two years of believable stories, the same each time, with dates that count from today."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from rapport.agency.models import Absence, Agency, Member, Team
from rapport.catalogue.models import Service
from rapport.conversations import first_calls, next_steps, rhythm
from rapport.conversations.models import Touchpoint
from rapport.desk.seeding.beginning import begin_with
from rapport.desk.seeding.beside import stand_beside
from rapport.desk.seeding.conversing import converse
from rapport.desk.seeding.counting import count
from rapport.desk.seeding.filing import file_and_ask
from rapport.desk.seeding.learning import learn
from rapport.desk.seeding.planning import plan_ahead
from rapport.desk.seeding.reporting import report_on
from rapport.desk.seeding.showing import show_them
from rapport.desk.seeding.teaching import teach
from rapport.desk.seeding.working import work
from rapport.desk.seeding.world import AWAY, COVERED_BY, MEMBERS, OURS, SLIPPING, STORIES, THEIRS, YESTERDAY, Story
from rapport.journal import clock, follow
from rapport.journal.models import Entry
from rapport.journal.record import record
from rapport.onboarding.questionnaires.remind import tell_of_quiet
from rapport.overview import client_line
from rapport.portfolio.models import (
    Away,
    Channel,
    Client,
    Contact,
    Crew,
    Engagement,
    Industry,
    Keeper,
    PrivateNote,
    Tag,
)
from rapport.reckon.folding import fold

DAYS = {"A": 7, "B": 14, "C": 30}
_DIAL = {"HR": "+385 21", "SK": "+421 41", "DE": "+49 89", "AT": "+43 316", "RU": "+7 342", "US": "+1 503"}
STATUS = {
    "new": "onboarding",
    "leaving": "leaving",
    "paused": "paused",
    "gone": "gone",
    "prospect": "prospect",
}


def lay_out() -> None:
    """Fill an empty data folder. Everything or nothing."""
    with transaction.atomic():
        people = _agency()
        for story in STORIES:
            _client(story, people)
        _since_yesterday(people)
        converse(people)
        teach(people)
        file_and_ask(people)
        plan_ahead(people)
        work(people)
        begin_with(people)
        stand_beside(people)
        show_them(people)
        learn(people)
        count()
        report_on(people)
    clients = list(Client.objects.all())
    judged = rhythm.review(clients)
    for client in clients:
        ours = judged[client.pk].ours if client.pk in judged else None
        first_calls.look_again(client.pk, ours=ours)
        for planned in Touchpoint.objects.filter(client=client).exclude(next_step=""):
            next_steps.look_again(planned, ours=ours)
    first_calls.review_shares(judged)
    client_line.refresh([c.pk for c in clients])
    follow.catch_up(limit=100_000)
    tell_of_quiet()


def _agency() -> dict[str, Member]:
    agency = Agency.ours()
    agency.name = "Kordun & Field"
    agency.save()
    teams = {name: Team.objects.create(name=name) for name in ("Growth", "East")}
    people = {}
    for mail, name, roles, team, language, formats, zone in MEMBERS:
        people[mail] = Member.objects.create_user(
            f"{mail}@kordun.example",
            None,
            name=name,
            roles=list(roles),
            team=teams.get(team),
            language=language,
            formats=formats,
            zone=zone,
            country={"zuzana": "SK", "jakub": "SK", "alexei": "RU"}.get(mail, ""),
            joined_at=clock.now() - timedelta(days=900),
        )
    for mail, first, last, note in AWAY:
        today = clock.today()
        Absence.objects.create(
            member=people[mail], first=today + timedelta(days=first), last=today + timedelta(days=last), note=note
        )
    return people


def _client(story: Story, people: dict[str, Member]) -> None:
    today, dice = clock.today(), random.Random(story.name)
    since = today - timedelta(days=int(story.months * 30.4))
    keeper = people[story.keeper]
    status = STATUS.get(story.arc, "active")
    client = Client.objects.create(
        name=story.name,
        legal_name=story.name,
        city=story.city,
        country=story.country,
        zone=story.zone,
        language=story.language,
        industry=Industry.called(story.industry),
        tier=story.tier,
        status=status,
        team=keeper.team,
        key_account=story.key_account,
        potential=story.potential,
        since=since,
        about=story.note,
        cadence_days=45 if story.arc == "seasonal" and today.month not in range(4, 10) else None,
        web_site=f"https://{fold(story.name).replace(' ', '-').replace('&', 'and').replace('ö', 'o')}.example",
    )
    client.tags.set([Tag.called(tag) for tag in story.tags])
    if story.deputy:
        Keeper.objects.create(client=client, member=people[story.deputy], part=Keeper.Part.DEPUTY, since=since)
    if story.months > 20 and story.keeper == "ana":  # taken over from Marta once
        changed = today - timedelta(days=300)
        Keeper.objects.create(client=client, member=people["marta"], since=since, until=changed - timedelta(days=1))
        Keeper.objects.create(
            client=client,
            member=keeper,
            since=changed,
            note="Ana takes the German-speaking clients.",
            given_by=people["marta"],
        )
    else:
        Keeper.objects.create(client=client, member=keeper, since=since, given_by=people["petra"])
    for mail, first, last, note in AWAY:
        if story.keeper == mail and status not in ("gone", "prospect"):
            Keeper.objects.create(
                client=client,
                member=people[COVERED_BY[mail]],
                part=Keeper.Part.COVER,
                note=note,
                since=today + timedelta(days=first),
                until=today + timedelta(days=last),
                given_by=people[mail],
            )
    for mail in story.crew:
        Crew.objects.create(client=client, member=people[mail], since=since + timedelta(days=10))
    _engagements(client, story, since)
    contacts = _contacts(client, story)
    if story.arc in ("slipping", "disputed"):
        PrivateNote.objects.create(client=client, text="Be careful with promises about dates here.", by=keeper)
    with_first_day = datetime.combine(since, time(9, 0), tzinfo=clock.zone_of("Europe/Zagreb"))
    entry = record(
        "client.taken_on", by=people["petra"], about=client, client=client.pk, name=client.name, keeper=keeper.pk
    )
    type(entry).objects.filter(pk=entry.pk).update(at=with_first_day)
    _touchpoints(client, story, contacts, people, since, dice)


def _since_yesterday(people: dict[str, Member]) -> None:
    """What happened in the last day, as the journal would have told it."""
    by_name = {client.name: client for client in Client.objects.all()}
    for hours, name, mail, event, data in YESTERDAY:
        client = by_name[name]
        now = clock.now()
        Entry.objects.create(
            name=event,
            by=people[mail],
            client_id=client.pk,
            data=data,
            at=now - timedelta(hours=hours),
            told_at=now,
            in_story=event != "touchpoint.logged",
        )


def _engagements(client: Client, story: Story, since: date) -> None:
    if not story.services:
        return
    services = {s.key: s for s in Service.objects.all()}
    shares = [Decimal(story.fee * (3 if i == 0 else 2)) for i in range(len(story.services))]
    for i, key in enumerate(story.services):
        fee = (Decimal(story.fee) * shares[i] / sum(shares)).quantize(Decimal(50)) if i else None
        Engagement.objects.create(
            client=client,
            service=services[key],
            fee=fee,
            since=since + timedelta(days=0 if i == 0 else 120 * i % 500),
            until=clock.today() - timedelta(days=60) if story.arc == "gone" else None,
        )
    first, *rest = client.engagements.order_by("id")
    first.fee = Decimal(story.fee) - sum((e.fee or Decimal(0) for e in rest), Decimal(0))
    first.since = since
    first.save()
    client.engagements.filter(since__gt=clock.today()).update(since=clock.today() - timedelta(days=5))


def _contacts(client: Client, story: Story) -> list[Contact]:
    today = clock.today()
    made: list[Contact] = []
    for i, someone in enumerate(story.people):
        near = today + timedelta(days=someone.birthday_in or 0)
        near += timedelta(days=max(0, 7 - near.weekday()) % 7 if near.weekday() > 4 else 0)
        birthday = near if someone.birthday_in is not None else None
        far = random.Random(someone.last).randrange(60, 300)
        birthday = birthday or today + timedelta(days=far)
        contact = Contact.objects.create(
            client=client,
            first_name=someone.first,
            last_name=someone.last,
            job=someone.job,
            place=someone.place,
            stance=someone.stance,
            language=story.language,
            manner=someone.manner,
            interests=someone.interests,
            earlier_agencies=someone.earlier,
            birth_day=birthday.day,
            birth_month=birthday.month,
            reports_to=next((m for m in made if m.place == "decides" and someone.place != "decides"), None),
        )
        made.append(contact)
        mail = f"{_ascii(someone.first)}@{_ascii(story.name)}.example"
        Channel.objects.create(contact=contact, kind="mail", value=mail, folded=fold(mail), preferred=i != 0)
        line = random.Random(mail)
        phone = f"{_DIAL[story.country]} {line.randrange(100, 999)} {line.randrange(1000, 9999)}"
        Channel.objects.create(contact=contact, kind="phone", value=phone, folded=fold(phone).replace(" ", ""))
        if someone.away_in:
            first, last, why = someone.away_in
            Away.objects.create(
                contact=contact, first=today + timedelta(days=first), last=today + timedelta(days=last), note=why
            )
    return made


def _touchpoints(
    client: Client, story: Story, contacts: list[Contact], people: dict[str, Member], since: date, dice: random.Random
) -> None:
    """Ordinary weeks by the arc, then what was said lately, word for word."""
    today = clock.today()
    lately_from = max((line[0] for line in story.lately), default=0)
    end = today - timedelta(days=max(lately_from + 3, story.quiet or dice.randrange(1, DAYS[story.tier])))
    if story.arc in ("gone", "paused"):
        end = today - timedelta(days=70)
    rows: list[Touchpoint] = []
    day = since
    while day <= end:
        late = (today - day).days < 75
        step = DAYS[story.tier] * dice.uniform(0.45, 0.95)
        theirs = 0.17
        if story.arc in ("slipping", "disputed", "leaving") and late:
            step, theirs = step * 1.7, 0.55
        if story.arc == "thriving":
            step, theirs = step * 0.75, 0.15
        if story.arc == "seasonal":
            step = step * (0.7 if day.month in range(4, 10) else 2.2)
        if story.arc == "new":
            step = 3
        if story.arc == "prospect":
            step, theirs = 20, 0.3
        rows.append(
            _ordinary(client, story, contacts, people, day, dice, began_by_them=dice.random() < theirs, late=late)
        )
        day += timedelta(days=max(2, round(step)))
    if story.quiet is not None:
        rows.append(
            _ordinary(
                client,
                story,
                contacts,
                people,
                today - timedelta(days=story.quiet),
                dice,
                began_by_them=False,
                late=False,
            )
        )
    for ago, hour, began, channel, words, more in story.lately:
        at = _instant(_working(today - timedelta(days=ago)), hour, ago * 7 % 50)
        rows.append(
            Touchpoint(
                client=client,
                member=people[story.keeper],
                channel=channel,
                began=began,
                at=min(at, clock.now() - timedelta(minutes=35)),
                direction=more.get("direction") or ("in" if channel == "mail" and began == "theirs" else "both"),
                agreed=more.get("agreed", False),
                summary=words,
                mood=more.get("mood", ""),
                why_first=more.get("why", ""),
                next_step=more.get("next_step", ""),
                next_step_on=today + timedelta(days=more["next_in"]) if "next_in" in more else None,
                word_overdue=bool(
                    story.quiet and story.quiet > DAYS[story.tier] and began == "theirs" and ago < story.quiet
                ),
            )
        )
    for row in rows:
        row.folded = fold(f"{row.summary} {row.next_step}")
    made = Touchpoint.objects.bulk_create(rows, batch_size=200)
    who = Touchpoint.people.through
    named = [(t, c) for t in made for c in [c for c in contacts if c.first_name in t.summary] or contacts[:1]]
    who.objects.bulk_create([who(touchpoint_id=t.pk, contact_id=c.pk) for t, c in named], batch_size=400)


def _ordinary(
    client: Client,
    story: Story,
    contacts: list[Contact],
    people: dict[str, Member],
    day: date,
    dice: random.Random,
    *,
    began_by_them: bool,
    late: bool,
) -> Touchpoint:
    day = _working(day)
    tongue = people[story.keeper].language
    words = (THEIRS if began_by_them else OURS)[tongue]
    channel = dice.choice(
        ("call", "call", "mail", "chat")
        if began_by_them
        else ("call", "call", "mail", "chat", "meeting", "meeting", "visit")
    )
    who = contacts[dice.randrange(len(contacts))].first_name if contacts else story.name
    troubled = began_by_them and late and story.arc in ("slipping", "disputed", "leaving")
    text = dice.choice(SLIPPING[tongue] if troubled else words[channel]).format(p=who)
    reason = (
        ("late" if troubled else dice.choice(("question", "request", "question", "praise"))) if began_by_them else ""
    )
    return Touchpoint(
        client=client,
        member=people[story.keeper],
        channel=channel,
        began="theirs" if began_by_them else "ours",
        direction="both",
        agreed=channel == "meeting",
        at=_instant(day, _hour(client, dice), dice.randrange(0, 60)),
        summary=text,
        why_first=reason,
        word_overdue=troubled,
        mood=dice.choice(("", "", "good", "warm" if story.arc == "thriving" else "so-so")),
    )


def _hour(client: Client, dice: random.Random) -> int:
    """By our clock, when they are awake too."""
    return dice.randrange(15, 19) if client.zone.startswith("America/") else dice.randrange(8, 17)


def _working(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _instant(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=clock.zone_of("Europe/Zagreb"))


_CYRILLIC = str.maketrans("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abvgdejziiklmnoprstufhc4ss_y_eua")


def _ascii(text: str) -> str:
    """A word fit for a mail address."""
    plain = fold(text).translate(_CYRILLIC)
    return "".join(c for c in plain if c.isascii() and (c.isalnum())) or "info"
