"""Reading a document and a pasted text over for misspelt words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from tests.cast import Cast, contact

from rapport.delivery.checks import spell
from rapport.delivery.checks.models import KnownWord
from rapport.documents.keep import keep
from rapport.documents.models import Paper, Version
from rapport.gateways.dictionaries import Missing

ENGLISH = {"the", "report", "of", "is", "late", "we", "see", "and"}


class Fake:
    """Knows a few words, and what was meant."""

    def know(self, word: str) -> bool:
        return word.lower() in ENGLISH

    def instead_of(self, word: str, **_more: Any) -> list[str]:
        return ["report"]


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def words_of(language: str) -> Fake:
        if language == "sk":
            raise Missing("sk")
        return Fake()

    monkeypatch.setattr(spell, "words_of", words_of)


def version_of(cast: Cast, data: bytes, kind: str = "text/plain") -> Version:
    paper = Paper.objects.create(client_id=cast.adria.pk, title="October")
    file = keep(BytesIO(data), name="october.txt", by=cast.luka, kind=kind, client=cast.adria.pk)
    return Version.objects.create(paper=paper, document=file)


def test_a_version_is_read_over_and_the_clients_people_are_no_faults(cast: Cast, caller: Callable[[Any], Any]) -> None:
    contact(cast.adria, "Ivana", "Marić")
    version = version_of(cast, b"We see Ivana and Adria Dental. The reprot of Mari\xc4\x87eva is late late.")
    address = reverse("version_spelling", args=[version.pk])
    page = caller(cast.luka).get(address + "?language=en").content.decode()
    assert "<mark>reprot</mark>" in page
    assert "Perhaps: report" in page
    assert "stands twice" in page
    assert page.count("<mark>") == 2
    assert caller(cast.nina).get(address).status_code == 404


def test_a_word_once_learnt_is_right_and_may_be_forgotten(cast: Cast, caller: Callable[[Any], Any]) -> None:
    luka = caller(cast.luka)
    told = luka.post(reverse("spelling_word"), {"word": "Lookalike", "language": "en", "next": "/library/spelling/"})
    assert told.headers["Location"] == "/library/spelling/"
    luka.post(reverse("spelling_word"), {"word": "lookalike", "language": "en"})
    assert [word.word for word in KnownWord.objects.all()] == ["Lookalike"]
    said = {"language": "en", "text": "see the lookalike and the reprot"}
    assert luka.post(reverse("spelling"), said).content.decode().count("<mark>") == 1
    luka.post(reverse("spelling_forget", args=[KnownWord.objects.get().pk]))
    assert luka.post(reverse("spelling"), said).content.decode().count("<mark>") == 2


def test_what_cannot_be_read_is_said(cast: Cast, caller: Callable[[Any], Any]) -> None:
    luka = caller(cast.luka)
    for data, kind, words in (
        (b"PK\x03\x04", "application/zip", "damaged"),
        (b"%PDF-1.7", "application/pdf", "cannot be taken out"),
    ):
        page = luka.get(reverse("version_spelling", args=[version_of(cast, data, kind).pk]))
        assert page.status_code == 200
        assert words in page.content.decode()
    page = luka.post(reverse("spelling"), {"language": "sk", "text": "Ahoj"}).content.decode()
    assert "apt install hunspell-sk" in page
    assert luka.post(reverse("spelling"), {"language": "sk", "text": ""}).status_code == 422
    assert luka.post(reverse("spelling_word"), {"word": "two words", "language": "en"}).status_code == 303
    assert not KnownWord.objects.exists()
