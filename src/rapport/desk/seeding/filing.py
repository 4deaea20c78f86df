"""The demo's documents and what clients decide: approved, with remarks, declined, passed on, near silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.decide import decide
from rapport.approvals.letter import went_out
from rapport.approvals.models import Approval, Decision
from rapport.approvals.pass_on import pass_on
from rapport.approvals.remind import tell_of_silence
from rapport.approvals.silence import warn
from rapport.attention.models import open_items
from rapport.desk.seeding.then import as_of, back, door
from rapport.documents.bring import bring, bring_text, bring_version
from rapport.documents.lay_folder import lay_folder
from rapport.documents.models import Document, Folder, Paper, Version
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.show import show

PICTURES = Path(__file__).with_name("pictures")
People = Mapping[str, Member]
Folders = Mapping[str, Folder]

TATRA_TEXTS = """# Anglické stránky: stoly

Desať najpredávanejších stolov, v poradí podľa predaja.

- Stôl Kriváň, dub: „A table for four that seats six at Christmas.“
- Stôl Rysy, jaseň: „Made in Žilina, at home in Oslo.“
- Stôl Chopok, orech: „One plank, one tree, one family.“

Ceny a rozmery beru stránky z vášho skladu; meniť ich netreba.
"""
ISAR_PLAN = """# Media plan, knee centre, first half of the year

Search ads: 3,400 euros a month, of which 900 are new terms around “second opinion”.
Local services: 600 euros a month from February, when the forms count first visits.
Nothing on social media before the spring; the trial in autumn brought readers, not patients.

What we expect: 48 to 60 first visits a month by June.
"""
HERON_TEST = """# Test plan of the size guide

Two weeks from the day it goes live. Half of the visitors see the guide open beside the jackets, half as it is today.

What counts: orders that are sent back because of the size, and orders at all. Under 400 orders a side we say
"too early to tell" and go on for another week; nothing is decided before.
"""
BRANDT_TEXT = """# Kitchen stories, chapter one

A family in Kassel, four children, one drawer for everything. We show the drawer, not the kitchen.

Photographs on two days in January; the Pohl family has agreed.
"""


ELBE_TEXT = """An enquiry is one household that leaves a telephone number or an address, once in ninety days.

Whoever calls after writing is counted once. Installers, suppliers and schools are not counted.
"""


def file_and_ask(people: People) -> None:
    """All of it, through the deeds of whoever keeps the client."""
    clients = {client.name: client for client in Client.objects.all()}
    _heron(people, door(clients["Blue Heron Outfitters"], people["marta"]))
    _tatra(people, door(clients["Tatrawood"], people["marta"]))
    _isar(people, door(clients["Isar Klinik"], people["ana"]))
    _adria(people, clients["Adria Dental"])
    _brandt(people, door(clients["Brandt & Söhne"], people["marta"]))
    _elbe(people, door(clients["Elbe Solar"], people["ana"]))


def _heron(people: People, client: Client) -> None:
    """Landing pages: the first version came back with a wish, the second waits for Dana."""
    marta, lena = people["marta"], people["lena"]
    folders = _folders(client, marta, "Layouts", "Texts", "Agreements")
    first = _picture(client, "autumn-1.jpg", "Autumn landing pages.jpg", lena, folders["Layouts"], 14)
    dana = _who(client, "Dana")
    words: dict[str, Any] = {"title": "Autumn landing pages", "contact": dana, "purpose": "layout"}
    token = _asked(client, marta, first, 13, intro="This is how the autumn begins in the shop.", **words)
    _answer(token, dana, 9, "corrected", "Can the size guide open on the same page? And people ask about Canada.")
    second = _next(first.paper, "autumn-2.jpg", lena, 2, news="The size guide opens on the same page, as you asked\n"
                   "Shipping to Canada is named before the price")  # fmt: skip
    with as_of(back(10, "12:00")):
        plan = bring_text(client.pk, "Test plan of the size guide", HERON_TEST, by=lena, folder=folders["Texts"])
    _aged(plan, 10)
    _asked(
        client, marta, second, 2, along=[plan.document], also=[_who(client, "Chris")],
        intro="After your word we start the product pages.", **words,
    )  # fmt: skip
    show(second.paper, client, marta)


def _tatra(people: People, client: Client) -> None:
    """A text approved, a picture passed on by the managing director."""
    marta, lena = people["marta"], people["lena"]
    folders = _folders(client, marta, "Texty", "Fotografie", "Zmluvy")
    with as_of(back(8, "10:00")):
        texts = bring_text(client.pk, "Anglické stránky, stoly", TATRA_TEXTS, by=lena, folder=folders["Texty"])
    _aged(texts, 8)
    zuzana, peter = _who(client, "Zuzana"), _who(client, "Peter")
    token = _asked(client, marta, texts, 7, title="Texty anglických stránok", contact=zuzana, purpose="document",
                   shown=[("text", TATRA_TEXTS)], intro="Po vašom slove ich vložíme do obchodu.")  # fmt: skip
    _answer(token, zuzana, 6, "approved")
    show(texts.paper, client, marta)
    poster = _picture(client, "fair.jpg", "Plagát na veľtrh.jpg", lena, folders["Fotografie"], 3)
    token = _asked(client, marta, poster, 2, title="Plagát na veľtrh", contact=peter, purpose="layout",
                   intro="Do tlače ide v pondelok.")  # fmt: skip
    with as_of(back(1, "09:40")):
        share = pass_on(token, contact=zuzana.pk)
    Approval.objects.filter(pk=share.pk).update(asked_at=back(1, "09:40"))


def _isar(people: People, client: Client) -> None:
    """A media plan declined, with the reason."""
    ana = people["ana"]
    folders = _folders(client, ana, "Plans", "Reports")
    with as_of(back(5, "15:00")):
        plan = bring_text(client.pk, "Media plan, knee centre", ISAR_PLAN, by=ana, folder=folders["Plans"])
    _aged(plan, 5)
    lang = _who(client, "Sabine")
    token = _asked(client, ana, plan, 4, title="Media plan of the knee centre", contact=lang, purpose="media_plan",
                   shown=[("text", ISAR_PLAN)], by_code=False)  # fmt: skip
    _answer(token, lang, 2, "declined", "The board wants the 900 for “second opinion” in writing first, with sources.")


def _adria(people: People, client: Client) -> None:
    """Silence was agreed to count: a picture that nobody has answered, a text approved with remarks."""
    marta = people["marta"]
    Client.objects.filter(pk=client.pk).update(silence_days=5, silence_note="ugovor od 3. svibnja, čl. 4")
    client = door(client, marta)
    folders = _folders(client, marta, "Oglasi", "Tekstovi", "Ugovori")
    ivana = _who(client, "Ivana")
    with as_of(back(12, "11:00")):
        text = bring_text(client.pk, "Stranica o implantatima",
                          "Implantat se ugrađuje u tri dolaska. Između njih prođu tri mjeseca.",
                          by=people["tin"], folder=folders["Tekstovi"])  # fmt: skip
    _aged(text, 12)
    token = _asked(client, marta, text, 11, title="Tekst stranice o implantatima", contact=ivana, purpose="document",
                   shown=[("text", "Implantat se ugrađuje u tri dolaska. Između njih prođu tri mjeseca.")])  # fmt: skip
    _answer(token, ivana, 9, "remarks", "Može. Samo napišite „najmanje tri mjeseca“, svatko zarasta drukčije.")
    banner = _picture(client, "implants.jpg", "Oglas implantati.jpg", people["tin"], folders["Oglasi"], 5)
    _asked(client, marta, banner, 4, title="Slika za oglase", contact=ivana, purpose="layout",
           intro="Kad je odobrite, kampanja kreće idući dan.", silence=True)  # fmt: skip


def _brandt(people: People, client: Client) -> None:
    """Asked this morning, the answer confirmed by a code."""
    marta = people["marta"]
    folders = _folders(client, marta, "Stories", "Agreements")
    with as_of(back(3, "14:00")):
        story = bring_text(client.pk, "Kitchen stories, chapter one", BRANDT_TEXT, by=marta, folder=folders["Stories"])
    _aged(story, 3)
    _asked(client, marta, story, 1, title="Kitchen stories, chapter one", contact=_who(client, "Heike"),
           purpose="document", shown=[("text", BRANDT_TEXT)], by_code=True)  # fmt: skip


def _elbe(people: People, client: Client) -> None:
    """Asked twice, and the day has passed without a word."""
    ana = people["ana"]
    folders = _folders(client, ana, "Measuring")
    with as_of(back(9, "14:00")):
        text = bring_text(client.pk, "What counts as an enquiry", ELBE_TEXT, by=ana, folder=folders["Measuring"])
    _aged(text, 9)
    uwe = _who(client, "Uwe")
    _asked(client, ana, text, 8, title="What counts as an enquiry", contact=uwe, purpose="document",
           shown=[("text", ELBE_TEXT)], intro="After your word we count by it.")  # fmt: skip
    late = Approval.objects.filter(contact=uwe, title="What counts as an enquiry")
    late.update(due=back(1, "17:00"), reminded=[back(4, "09:00").isoformat()], remind_at=None)
    tell_of_silence()


def _folders(client: Client, by: Member, *names: str) -> dict[str, Folder]:
    with as_of(back(20, "09:00")):
        return {name: lay_folder(client.pk, name, by=by, place=place) for place, name in enumerate(names)}


def _who(client: Client, first_name: str) -> Contact:
    return Contact.objects.get(client=client, first_name=first_name)


def _picture(client: Client, file: str, name: str, by: Member, folder: Folder, days: int) -> Version:
    with as_of(back(days, "16:20")):
        made = bring(client.pk, BytesIO((PICTURES / file).read_bytes()), name=name, by=by, folder=folder)
    return _aged(made, days)


def _next(paper: Paper, file: str, by: Member, days: int, *, news: str) -> Version:
    content = BytesIO((PICTURES / file).read_bytes())
    with as_of(back(days, "09:10")):
        made = bring_version(paper, content, name="Autumn landing pages.jpg", by=by, news=news)
    return _aged(made, days, new=False)


def _aged(version: Version, days: int, *, new: bool = True) -> Version:
    at = back(days, "16:20")
    Version.objects.filter(pk=version.pk).update(at=at)
    if new:
        Paper.objects.filter(pk=version.paper_id).update(made_at=at)
    return version


def _asked(
    client: Client,
    by: Member,
    version: Version,
    days: int,
    *,
    along: Sequence[Document] = (),
    silence: bool = False,
    shown: Sequence[tuple[str, str]] = (),
    **words: Any,
) -> str:
    """Asked then, with its letter out; the token of the link. With `silence` it counts at the end of the next day."""
    at = back(days, "17:05")
    with as_of(at):
        approval, address = ask(
            version.paper, client=client, by=by, shown=shown, files=[version.document, *along],
            number=version.number, news=version.news.splitlines(), **words,
        )  # fmt: skip
    assert went_out(approval)
    shares = Approval.objects.filter(pk=approval.pk) | Approval.objects.filter(root=approval)
    shares.update(asked_at=at)
    if silence:
        calendar = client.calendar()
        day = calendar.next_working_day(clock.today(client.zone) + timedelta(days=1))
        approval.silent_at = approval.due = calendar.end_of_day(day)
        approval.asked_at = at
        approval.save(update_fields=["silent_at", "due"])
        open_items(kind="silence", client=client).delete()
        warn(approval)
    return address.rstrip("/").rpartition("/")[2]


def _answer(token: str, who: Contact, days: int, kind: str, words: str = "") -> None:
    at = back(days, "10:35")
    approval = Approval.objects.filter(contact=who).order_by("-pk").first()
    assert approval is not None
    with as_of(at):
        made = decide(token, kind=kind, version=approval.version, name=who.name, words=words, address="203.0.113.7")
        Decision.objects.filter(pk=made.pk).update(at=at)
