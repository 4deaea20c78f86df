"""vCards of a client's people: out with what is theirs, in after a look, known ones matched and nobody doubled."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast

from rapport.documents.models import Document
from rapport.portfolio.models import Contact
from rapport.reckon.vcards import Cards, read_cards

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ivana Perić
N:Perić;Ivana;;;
EMAIL:{known}
TEL;TYPE=CELL:+385 91 234 5678
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Maja Kos
N:Kos;Maja;;;
TITLE:Head of marketing
BDAY:1984-03-09
EMAIL:maja@adria.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Maja Kos
N:Kos;Maja;;;
EMAIL:maja@adria.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
ORG:Adria Dental
END:VCARD
"""


def given(text: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "people.vcf"
    return file


def preview(cast: Cast, browser: Browser) -> tuple[str, Document]:
    known = person(cast.adria).channels.get().value
    answer = browser.post(reverse("client_cards_in", args=[cast.adria.pk]), {"file": given(CARDS.format(known=known))})
    assert answer.status_code == 200
    return answer.content.decode(), Document.objects.get()


def test_a_look_shows_what_each_card_would_do_and_writes_nothing(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    html, _document = preview(cast, caller(cast.luka))
    for told in ("Known as Ivana Perić", "+385 91 234 5678", "maja@adria.example", "file twice", "names nobody"):
        assert told in html
    assert Contact.objects.count() == 1


def test_the_chosen_ones_are_written_and_again_nothing_is_doubled(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    browser = caller(cast.luka)
    _html, document = preview(cast, browser)
    url = reverse("client_cards_in", args=[cast.adria.pk])
    for _n in range(2):
        assert browser.post(url, {"document": document.pk, "card": ["0", "1", "2", "3"]}).status_code == 303
    maja, ivana = Contact.objects.get(first_name="Maja"), Contact.objects.get(first_name="Ivana")
    assert (maja.job, maja.birth_day, maja.birth_month, maja.birth_year) == ("Head of marketing", 9, 3, 1984)
    assert sorted(one.kind for one in ivana.channels.all()) == ["mail", "phone"]
    assert Contact.objects.count() == 2


def test_only_what_was_ticked_is_written(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    browser = caller(cast.luka)
    _html, document = preview(cast, browser)
    browser.post(reverse("client_cards_in", args=[cast.adria.pk]), {"document": document.pk, "card": ["x", "0"]})
    assert Contact.objects.count() == 1


def test_a_file_of_somebody_else_cannot_be_named(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    _html, document = preview(cast, caller(cast.luka))
    marta = caller(cast.marta)
    sent = {"document": document.pk, "card": ["1"]}
    assert marta.post(reverse("client_cards_in", args=[cast.adria.pk]), sent).status_code == 422
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("text", ["", "Dear all", "\0\0"])
def test_what_is_no_vcard_is_said(cast: Cast, caller: Callable[[Any], Browser], text: str) -> None:
    answer = caller(cast.luka).post(reverse("client_cards_in", args=[cast.adria.pk]), {"file": given(text)})
    assert answer.status_code == 422
    assert not Document.objects.exists()


def test_the_people_go_out_as_cards_that_read_back(cast: Cast, caller: Callable[[Any], Browser]) -> None:
    ivana = person(
        cast.adria, job="Director; sales", birth_day=9, birth_month=3, birth_year=1984, manner="Short, please"
    )
    answer = caller(cast.fran).get(reverse("client_cards", args=[cast.adria.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="adria-dental.vcf"'
    read = read_cards(answer.content)
    assert isinstance(read, Cards)
    card = read.cards[0]
    assert (card.name, card.title, card.organisation) == ("Ivana Perić", "Director; sales", "Adria Dental")
    assert card.mails[0].value == ivana.channels.get().value
    assert str(card.birthday) == "1984-03-09"
    assert "Short" not in answer.content.decode()
    assert caller(cast.nina).get(reverse("client_cards", args=[cast.adria.pk])).status_code == 404
