"""Plural forms as they are spoken in the four languages, read from the real catalogues."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from rapport.config import catalogues
from rapport.journal import clock
from rapport.reckon.verdict import because, counted
from rapport.ui.formats import ago, formats, say

NUMBERS = (1, 2, 5, 11, 21, 22, 25)
LIKE_RUSSIAN = (0, 1, 2, 2, 0, 1, 2)  # Croatian counts so too: 21 as 1, 22 as 2, 11 as many
FORMS = {"en": (0, 1, 1, 1, 1, 1, 1), "hr": LIKE_RUSSIAN, "ru": LIKE_RUSSIAN, "sk": (0, 1, 2, 2, 2, 2, 2)}
CLIENTS = {
    "en": ("client", "clients"),
    "hr": ("klijent", "klijenta", "klijenata"),
    "sk": ("klient", "klienti", "klientov"),
    "ru": ("клиент", "клиента", "клиентов"),
}
DAYS_AGO = {
    "en": ("{} day ago", "{} days ago"),
    "hr": ("prije {} dan", "prije {} dana", "prije {} dana"),
    "sk": ("pred {} dňom", "pred {} dňami", "pred {} dňami"),
    "ru": ("{} день назад", "{} дня назад", "{} дней назад"),
}
DAYS = {
    "en": ("day", "days"),
    "hr": ("dan", "dana", "dana"),
    "sk": ("deň", "dni", "dní"),
    "ru": ("день", "дня", "дней"),
}
EACH = [(language, n, form) for language, forms in FORMS.items() for n, form in zip(NUMBERS, forms, strict=True)]


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    catalogues.compile_if_stale()


@pytest.mark.parametrize(("language", "n", "form"), EACH)
def test_clients_are_counted_as_they_are_spoken(language: str, n: int, form: int) -> None:
    with translation.override(language):
        assert ngettext("%(num)s client", "%(num)s clients", n) % {"num": n} == f"{n} {CLIENTS[language][form]}"


@pytest.mark.parametrize(("language", "n", "form"), [each for each in EACH if each[1] > 1])
def test_days_gone_are_counted_as_they_are_spoken(language: str, n: int, form: int) -> None:
    with translation.override(language):
        assert ago(clock.today() - timedelta(days=n)) == DAYS_AGO[language][form].format(n)


@pytest.mark.parametrize(("language", "n", "form"), EACH)
def test_numbers_inside_reasons_are_counted_too(language: str, n: int, form: int) -> None:
    with translation.override(language):
        said = say(because("{days}", days=counted("{n} day", "{n} days", n)))
        assert said == f"{n} {DAYS[language][form]}"


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_plural_of_the_product_has_all_its_forms_and_takes_the_right_one(language: str) -> None:
    """Each plural message of the catalogue, at each number, is the form that is spoken at that number."""
    catalogue = catalogues.read(language)
    wrong = []
    with translation.override(language):
        for message in catalogue:
            if not message.id or not isinstance(message.id, tuple | list) or message.context:
                continue
            one, many = message.id
            for n, form in zip(NUMBERS, FORMS[language], strict=True):
                if ngettext(one, many, n) != message.string[form]:
                    wrong.append(f"{one} at {n}: {ngettext(one, many, n)}")
    assert sum(isinstance(message.id, tuple) for message in catalogue) > 50
    assert not wrong, "\n".join(wrong[:20])


def test_a_number_in_a_sentence_is_written_the_readers_way() -> None:
    with translation.override("hr"), formats("hr"):
        assert say(because("{days}", days=counted("{n} day", "{n} days", 1234))) == "1.234 dana"
    with translation.override("en"), formats("en_US"):
        assert say(because("{days}", days=counted("{n} day", "{n} days", 1234))) == "1,234 days"
