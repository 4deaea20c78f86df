"""The demo's portal: clients in their own colours, what is marked for them, what their people asked for there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO

from rapport.agency.models import Member
from rapport.conversations.models import Touchpoint
from rapport.delivery.goals.models import Goal
from rapport.delivery.requests.answer import answer
from rapport.delivery.requests.make import make
from rapport.delivery.requests.models import Request
from rapport.desk.seeding.filing import PICTURES
from rapport.desk.seeding.then import as_of, back, door
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.dress import dress
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.show import show

COLOURS = {
    "Blue Heron Outfitters": "#0f5c56",
    "Tatrawood": "#7a4a21",
    "Adria Dental": "#0b6fa4",
    "Isar Klinik": "#8a1538",
}
ASKED = (  # client, who, by whom it was answered; days ago, at, words; days ago, at, our answer
    ("Blue Heron Outfitters", "Dana", "marta", (6, "17:20"), "Could our newsletter go out on Thursdays instead of "
     "Tuesdays until Christmas? The warehouse packs on Fridays.", (5, "09:05"), "Yes. From this week on it goes out on "
     "Thursdays at 10:00 your time, until 24 December."),
    ("Blue Heron Outfitters", "Dana", "", (0, "07:40"), "We get rain jackets in a women's cut from 7 December. Can "
     "they have a page of their own beside the others?", None, ""),
)  # fmt: skip


def show_them(people: Mapping[str, Member]) -> None:
    """All of it, after there is something to show."""
    clients = {client.name: client for client in Client.objects.all()}
    for name, colour in COLOURS.items():
        logo = BytesIO((PICTURES / "heron.png").read_bytes()) if name == "Blue Heron Outfitters" else None
        with as_of(back(60, "10:00")):
            dress(door(clients[name], people["petra"]), by=people["petra"], brand=colour, logo=logo, name="heron.png")
    for goal in Goal.objects.filter(client=clients["Blue Heron Outfitters"], state=Goal.State.OPEN):
        show(goal, door(clients["Blue Heron Outfitters"], people["marta"]), people["marta"])
    for name, who, mail, then, words, answered, said in ASKED:
        contact = Contact.objects.select_related("client").get(client=clients[name], first_name=who)
        request = _asked(contact, words, min(back(*then), clock.now() - timedelta(minutes=40)))
        if answered:
            at = back(*answered)
            with as_of(at):
                request.client = door(clients[name], people[mail])
                answer(request, said, by=people[mail])
            Request.objects.filter(pk=request.pk).update(answered_at=at)
            _words_of(contact, said, at)
    dana = Contact.objects.get(client=clients["Blue Heron Outfitters"], first_name="Dana")
    for days in (9, 6, 2):
        with as_of(back(days, "18:10")):
            record("portal.entered", by=None, about=dana, client=dana.client_id, in_story=False, name=dana.name)


def _asked(contact: Contact, words: str, at: datetime) -> Request:
    with as_of(at):
        request = make(contact, words)
    Request.objects.filter(pk=request.pk).update(at=at)
    _words_of(contact, words, at)
    return request


def _words_of(contact: Contact, words: str, at: datetime) -> None:
    Touchpoint.objects.filter(client=contact.client_id, summary=words).update(at=at)
