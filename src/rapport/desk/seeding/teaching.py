# ruff: noqa: E501
"""The demo's library: an edition that taught something, a draft under way, conflicts, answers that helped, a book."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from rapport.agency.models import Member, Team
from rapport.catalogue import rows
from rapport.catalogue.begin_draft import begin_draft
from rapport.catalogue.change_draft import change_row
from rapport.catalogue.editions import newest, publish
from rapport.catalogue.mark_helped import mark_helped
from rapport.catalogue.models import Draft, Edition, Saying, Service
from rapport.catalogue.write_saying import write_saying
from rapport.delivery.conflicts.decide import decide
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import note
from rapport.delivery.conflicts.settle import settle
from rapport.desk.seeding.then import as_of, back, day_back, door
from rapport.portfolio.models import Client

Members = Mapping[str, Member]

HELPED = {
    "too-expensive": ("marta", "luka", "ana", "zuzana", "alexei"),
    "no-results": ("marta", "luka", "zuzana"),
    "quick-favour": ("luka", "ana", "tin", "lena"),
    "first-place": ("ana", "alexei"),
    "bad-news": ("marta", "luka"),
    "no-impossible-date": ("zuzana",),
    "silence": ("ana",),
}
CALLS: dict[str, Any] = {
    "key": "listen-to-calls",
    "title": {
        "en": "Listen to ten calls with the client's sellers",
        "hr": "Preslušati deset poziva s klijentovim prodavačima",
        "sk": "Vypočuť desať hovorov s predajcami klienta",
        "ru": "Прослушать десять звонков с продавцами клиента",
    },
    "what": {
        "en": "Ten enquiries of the first weeks, together: was it an enquiry, was it new, what did they ask? Agree on what counts, once and in writing.",
        "hr": "Deset upita iz prvih tjedana, zajedno: je li to upit, je li nov, što su pitali? Dogovorite što se broji, jednom i pisano.",
        "sk": "Desať dopytov z prvých týždňov, spolu: bol to dopyt, bol nový, na čo sa pýtali? Dohodnite, čo sa počíta, raz a písomne.",
        "ru": "Десять заявок первых недель, вместе: была ли это заявка, новая ли, что спрашивали? Договоритесь, что считается, один раз и письменно.",
    },
    "criteria": {
        "en": "Both sides count the same ten in the same way.",
        "hr": "Obje strane istih deset broje jednako.",
        "sk": "Obe strany počítajú tých istých desať rovnako.",
        "ru": "Обе стороны одинаково считают эти десять.",
    },
    "part": "keeper", "offset": 25, "days": 2, "hours": 2, "after": ["launch"], "checklist": [], "onboarding": False,
}  # fmt: skip
ONCE = {
    "en": "Each enquiry is counted once, also when somebody calls after writing",
    "hr": "Svaki se upit broji jednom, i kad netko nakon pisanja nazove",
    "sk": "Každý dopyt sa počíta raz, aj keď niekto po napísaní zavolá",
    "ru": "Каждая заявка считается один раз, даже если человек написал, а потом позвонил",
}


def teach(people: Members) -> None:
    """All of it, in the order in which it happened."""
    _editions(people)
    clients = {client.name: client for client in Client.objects.filter(name__in=["Hornád Logistics", "Adria Dental"])}
    _with_clients(people, clients)
    _among_us(people)
    _library(people)


def _editions(people: Members) -> None:
    ads = Service.objects.get(key="search-ads")
    first = newest(ads)
    if first is not None:
        content = deepcopy(first.content)
        measuring = next(task for task in content["tasks"] if task["key"] == "measuring")
        measuring["days"], measuring["hours"] = 4, 8
        content["tasks"].append(CALLS)
        content["checklist"][3] = ONCE
        at = back(8, "16:20")
        with as_of(at):
            made = publish(
                ads,
                content,
                "Enquiries are counted once, and agreed by ear: what we learnt in October.",
                people["marta"],
            )
            Edition.objects.filter(pk=made.pk).update(made_at=at)
        Edition.objects.filter(service__key__in=["search-ads"], number=1).update(made_at=back(300, "09:00"))
    draft = begin_draft(Service.objects.get(key="content"), by=people["zuzana"])
    seen: dict[str, Any] = rows.row_named(draft.content, "tasks", "interviews") or {}
    change_row(
        draft, "tasks", "interviews", {**seen, "days": 3, "hours": 1.5}, by=people["zuzana"], seen=rows.mark(seen)
    )
    Draft.objects.filter(pk=draft.pk).update(changed_at=back(1, "15:40"))


def _with_clients(people: Members, clients: Mapping[str, Client]) -> None:
    luka, marta = people["luka"], people["marta"]
    hornad = door(clients["Hornád Logistics"], luka)
    with as_of(back(150, "11:00")):
        shoot = note(
            hornad, by=luka, title="Tko plaća drugo snimanje", began_on=day_back(156),
            facts="Ugovoreno je jedno snimanje na njihovu skladištu. Na dan snimanja kamiona nije bilo, iako su najavljeni. Drugo snimanje stajalo je 640 eura.",
            ours="Termin su potvrdili pisano dva dana ranije. Ekipa je došla i čekala tri sata.",
            theirs="Kamioni su na dan snimanja morali na hitnu vožnju; očekivali su da agencija ima rezervni termin u cijeni.",
        )  # fmt: skip
    with as_of(back(144, "15:30")):
        shoot = decide(
            shoot, by=luka, version=shoot.version, right=Conflict.Right.OURS,
            decision="Drugo snimanje plaća klijent, a mi poklanjamo obradu slika (6 sati). Martin je pristao telefonom, potvrda mailom isti dan.",
        )  # fmt: skip
    with as_of(back(130, "10:10")):
        shoot = settle(
            shoot, by=luka, version=shoot.version, cost=None, currency="EUR", cost_minutes=360,
            lesson="U ponudu za snimanje pisati što vrijedi ako klijent taj dan ne može: otkaz do 24 sata ranije je besplatan, kasnije se plaća izlazak.",
        )  # fmt: skip
        _dated(shoot, 150, settled=130)
    hornad = door(clients["Hornád Logistics"], marta)
    with as_of(back(9, "14:00")):
        twice = note(
            hornad, by=luka, title="Upiti za listopad brojani dvaput", began_on=day_back(12),
            facts="Izvještaj za listopad kaže 84 upita, Martinova tablica 51. Obrazac i telefon mjere se odvojeno; tko je pisao pa nazvao, kod nas je dvaput.",
            ours="Mjerenje radi kako je dogovoreno u svibnju: obrazac i poziv dva su rezultata. Brojke nisu krive, ali riječ „upit” svakome znači drugo.",
            theirs="Direktoru je pokazao 84 i sad izgleda kao da uljepšava. Tri puta je pitao i dva puta nije dobio odgovor.",
        )  # fmt: skip
    with as_of(back(6, "16:45")):
        twice = decide(
            twice, by=marta, version=twice.version, right=Conflict.Right.BOTH,
            decision="Martin gets a corrected table for October by Friday, with each enquiry once. From November we count enquiries by person. Marta calls his director with him.",
        )  # fmt: skip
        _dated(twice, 9)
    adria = door(clients["Adria Dental"], marta)
    with as_of(back(60, "12:00")):
        budget = note(
            adria, by=marta, title="A winter budget promised by telephone", began_on=day_back(66),
            facts="On the phone Ante said “do as last winter”. We raised the daily budget to last winter's. He meant last winter's sum for the whole season.",
            ours="He said so, and Ivana was in the call. We acted the same day, as he likes it.",
            theirs="He never agreed to a daily amount and saw it on the card statement.",
        )  # fmt: skip
        budget = decide(
            budget, by=marta, version=budget.version, right=Conflict.Right.BOTH,
            decision="We carry half of what was spent above the sum. Budgets are changed only after his yes by link, with the monthly amount in it.",
        )  # fmt: skip
    with as_of(back(48, "09:30")):
        budget = settle(
            budget, by=marta, version=budget.version, cost=Decimal("310"), currency="EUR", cost_minutes=240,
            lesson="Say money back as a sum for a month, in writing, before anything is changed: “That is 1,400 in December, right?”",
        )  # fmt: skip
        _dated(budget, 60, settled=48)


def _among_us(people: Members) -> None:
    growth = Team.objects.get(name="Growth")
    with as_of(back(32, "10:00")):
        friday = note(
            None, team=growth, by=people["marta"], title="One Friday of Lena's, promised twice", began_on=day_back(34),
            facts="Luka and Ana both promised a client layouts for the same Friday, each with six hours of Lena's. She learnt of both on Thursday.",
            ours="Luka: the date was agreed with Lena in passing, three weeks before.",
            theirs="Ana: nothing stood in the plan, so the Friday was free.",
        )  # fmt: skip
        friday = decide(
            friday, by=people["marta"], version=friday.version, right=Conflict.Right.NOBODY,
            decision="Tatrawood's layout goes first, Ana calls her client today. A date counts only when the specialist has accepted the task.",
        )  # fmt: skip
    with as_of(back(30, "15:00")):
        friday = settle(
            friday, by=people["marta"], version=friday.version, cost=None, currency="EUR", cost_minutes=180,
            lesson="Nobody promises a specialist's hours in the corridor: hand the task over, wait for the yes, then tell the client.",
        )  # fmt: skip
        _dated(friday, 32, settled=30)
    with as_of(back(3, "09:20")):
        holiday = note(
            None, team=growth, by=people["ana"], title="Who answers Luka's chat while he is away", began_on=day_back(4),
            facts="Clients of Luka's write to his private number. Nobody else sees it, and two of them waited a day.",
            ours="Ana: whoever covers cannot answer what they do not see.",
            theirs="Luka: clients like the chat, and it works the rest of the year.",
        )  # fmt: skip
        _dated(holiday, 3)


def _library(people: Members) -> None:
    with as_of(back(47, "11:00")):
        sums = write_saying(
            kind=Saying.Kind.PHRASE, service=Service.objects.get(key="search-ads"), by=people["marta"],
            titles={"en": "How to say money back", "hr": "Kako ponoviti iznos"},
            texts={
                "en": "Whenever somebody says an amount, say it back as a sum for a month and wait for the yes:\n\n“So that is 1,400 in December and the same in January, 2,800 in all. Shall I send it to you as a link to approve?”\n\nNever change a budget on the phone alone, however clear it seemed.",
                "hr": "Kad god netko kaže iznos, ponovite ga kao mjesečnu svotu i pričekajte da:\n\n„Dakle, to je 1.400 u prosincu i isto u siječnju, ukupno 2.800. Šaljem vam poveznicu za odobrenje?”\n\nBudžet nikad ne mijenjajte samo na telefonski razgovor, ma koliko bio jasan.",
            },
        )  # fmt: skip
        book = write_saying(
            kind=Saying.Kind.BOOK,
            service=None,
            by=people["ana"],
            titles={"en": "Never Split the Difference, Chris Voss"},
            texts={
                "en": "A negotiator on listening. Worth it for three things: saying back what the other feels before you argue (“It sounds as if you were left alone with it”), questions that begin with “how” instead of “no”, and why meeting in the middle is often the worst of both.\n\nRead chapters 2, 3 and 7; the rest is stories."
            },
        )
    for saying, day in ((sums, 47), (book, 47)):
        Saying.objects.filter(pk=saying.pk).update(made_at=back(day, "11:00"), changed_at=back(day, "11:00"))
    mark_helped(sums, by=people["luka"])
    shipped = {saying.shipped: saying for saying in Saying.objects.filter(shipped__in=HELPED)}
    for key, names in HELPED.items():
        for name in names:
            if key in shipped:
                mark_helped(shipped[key], by=people[name])


def _dated(conflict: Conflict, days: int, *, settled: int | None = None) -> None:
    """Its own instants, which the deeds set to now."""
    Conflict.objects.filter(pk=conflict.pk).update(
        made_at=back(days, "11:00"), settled_at=back(settled, "15:00") if settled is not None else None
    )
