"""How quick mail is taken in: letters of a real size, read, judged and stored, each in its own transaction."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.db import connection

from rapport.agency.models import Agency, Member, Role
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Mailbox
from rapport.conversations.mail.receive import Source, receive
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client, Contact, Keeper
from rapport.reckon.letter import Letter, read_letter
from rapport.reckon.triage import judge

LETTERS, SIZE, CLIENTS = 2000, 20_000, 200
ONES = (
    "Hello, can you tell me whether the winter campaign keeps its budget? We need to tell the owners by Wednesday.",
    "Dobar dan, možete li nam poslati izvještaj do petka? Stranica je jutros bila nedostupna.",
    "Dobrý deň, kedy bude hotový nový text? Pošlem podklady zajtra ráno.",
    "Здравствуйте, пришлите, пожалуйста, отчёт до пятницы. Когда запустим новую кампанию?",
)
FILLER = (
    "The booking form lost some of its visitors after the change on Monday and we would like to understand why.",
    "Prošli smo kroz brojke i vidimo da je trošak po rezervaciji pao, ali i broj poziva.",
    "Prešli sme čísla za minulý mesiac a tešíme sa na stretnutie.",
    "Мы посмотрели цифры за прошлый месяц и хотим обсудить следующий шаг.",
)


def measure(number: int = LETTERS, size: int = SIZE) -> dict[str, Any]:
    """Take in so many letters in an empty house; seconds, letters a second, statements a letter, and the outcomes."""
    mailbox = _house()
    letters = list(_letters(number, size))
    began = time.perf_counter()
    for raw in letters:
        letter = read_letter(raw)
        if isinstance(letter, Letter):
            judge(letter.new_words, language=letter.language, written_on=clock.today())
    judged = time.perf_counter() - began
    statements: Counter[str] = Counter()

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements[sql.partition(" ")[0]] += 1
        return execute(sql, params, many, context)

    circle, outcomes = Circle(), Counter[str]()
    began = time.perf_counter()
    with connection.execute_wrapper(count):
        for uid, raw in enumerate(letters, start=1):
            outcomes[str(receive(raw, Source("INBOX", uid, mailbox=mailbox, uidvalidity=1), circle).outcome)] += 1
    stored = time.perf_counter() - began
    return {
        "letters": number, "kB": round(sum(map(len, letters)) / number / 1000, 1), "seconds": round(stored, 1),
        "per_second": round(number / stored), "read_and_judged_seconds": round(judged, 1),
        "statements": round(sum(statements.values()) / number, 1), "outcomes": dict(outcomes),
    }  # fmt: skip


def _house() -> Mailbox:
    """Some clients with a person each, all kept by one member whose mailbox it is."""
    Agency.ours()
    member = Member.objects.create_user("bench@house.example", "measured", name="Bench Marker", roles=[Role.MANAGER])
    since = clock.today() - timedelta(days=400)
    clients = Client.objects.bulk_create(
        Client(name=f"Measured {n}", folded=f"measured {n}", since=since) for n in range(CLIENTS)
    )
    Keeper.objects.bulk_create(Keeper(client=client, member=member, since=since) for client in clients)
    people = Contact.objects.bulk_create(
        Contact(client=client, first_name="Person", last_name=str(n), folded=f"person {n}")
        for n, client in enumerate(clients)
    )
    Channel.objects.bulk_create(
        Channel(contact=person, kind="mail", value=_address(n), folded=_address(n)) for n, person in enumerate(people)
    )
    return Mailbox.objects.create(member=member, address=member.email, host="127.0.0.1", user="bench", security="none")


def _letters(number: int, size: int) -> Iterator[bytes]:
    """Conversations of four letters in four languages, in plain text and HTML, with quoted parts; always the same."""
    dice, now = random.Random(20), clock.now()
    for n in range(number):
        yield _letter(n, size, dice, now - timedelta(minutes=number - n))


def _letter(n: int, size: int, dice: random.Random, at: datetime) -> bytes:
    person, place = (n // 4) % CLIENTS, n % 4
    ours = place == 1
    message = EmailMessage()
    message["From"], message["To"] = ("bench@house.example", _address(person))[:: 1 if ours else -1]
    message["Subject"] = f"{'Re: ' if place else ''}Plan {n // 4}"
    message["Date"], message["Message-ID"] = format_datetime(at), f"<bench-{n}@house.example>"
    if place:
        message["In-Reply-To"] = message["References"] = f"<bench-{n - 1}@house.example>"
    words = [ONES[(n // 4) % 4], *dice.choices(FILLER, k=4)]
    quoted = [f"> {line}" for line in dice.choices(FILLER, k=size // 300)]
    body = "\n\n".join(words) + "\n\nOn Monday, somebody wrote:\n" + "\n".join(quoted)
    message.set_content(body)
    paragraphs = "".join(f"<p>{line}</p>" for line in words)
    cited = "".join(f"<p>{line[2:]}</p>" for line in quoted)
    message.add_alternative(f"<html>{paragraphs}<blockquote type=cite>{cited}</blockquote></html>", subtype="html")
    return message.as_bytes()


def _address(n: int) -> str:
    return f"person@measured{n}.example"
