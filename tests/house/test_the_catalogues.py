"""Four languages, complete: nothing left in English by oversight, no placeholder lost on the way."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from tests.house.sources import listing

from rapport.config import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|(?<!\{)\{\w+\}(?!\})|%[sd](?!\w)")
# Languages whose first plural form is for exactly one, so that the number may be left out of it.
ONE_MEANS_ONE = {"sk"}


@cache
def messages() -> tuple[Message, ...]:
    return tuple(message for message in catalogues.extract() if message.id)


@cache
def catalogue(language: str) -> Catalog:
    assert catalogues.catalogue_path(language).exists(), "make it: python -m rapport.config.catalogues update"
    return catalogues.read(language)


def first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]


def said(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_of_the_sources_stands_in_the_catalogue(language: str) -> None:
    lacking = [
        first(message) for message in messages() if catalogue(language).get(first(message), message.context) is None
    ]
    assert not lacking, "python -m rapport.config.catalogues update brings in" + listing(lacking[:40])


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_catalogue_holds_no_message_that_the_sources_do_not(language: str) -> None:
    known = {(first(message), message.context) for message in messages()}
    gone = [first(message) for message in said(language) if (first(message), message.context) not in known]
    assert not gone, "python -m rapport.config.catalogues update takes out" + listing(gone[:40])


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_message_is_translated_and_none_is_a_guess(language: str) -> None:
    refusals = [f"empty: {first(message)}" for message in said(language) if not all(forms(message))]
    refusals += [f"fuzzy: {first(message)}" for message in said(language) if message.fuzzy]
    assert not refusals, f"{len(refusals)} in {language}" + listing(refusals[:40])


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_counted_message_has_all_the_forms_of_its_language(language: str) -> None:
    wanted = catalogue(language).num_plurals
    assert wanted == 3
    refusals = []
    for message in said(language):
        if isinstance(message.id, tuple | list) and len(forms(message)) != wanted:
            refusals.append(f"{first(message)}: {len(forms(message))} forms of {wanted}")
    # A message asked for with and without a count must be the same message.
    for message in messages():
        there = catalogue(language).get(first(message), message.context)
        if there is not None and isinstance(message.id, tuple | list) != isinstance(there.id, tuple | list):
            refusals.append(f"{first(message)}: counted in one place and not in the other")
    assert not refusals, listing(refusals)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_placeholder_comes_through(language: str) -> None:
    refusals = []
    for message in said(language):
        wanted = set(PLACEHOLDER.findall(message.id[-1] if isinstance(message.id, tuple | list) else str(message.id)))
        for number, form in enumerate(forms(message)):
            got = set(PLACEHOLDER.findall(form))
            may_lack = isinstance(message.id, tuple | list) and number == 0 and language in ONE_MEANS_ONE
            if form and got != wanted and not (may_lack and got <= wanted):
                refusals.append(f"{first(message)}: {sorted(wanted)} became {sorted(got)} in “{form}”")
    assert not refusals, listing(refusals[:40])


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_breaks_at_both_ends_are_kept(language: str) -> None:
    refusals = [
        first(message)
        for message in said(language)
        for form in forms(message)
        if form
        and (form[0].isspace() != first(message)[0].isspace() or form[-1].isspace() != first(message)[-1].isspace())
    ]
    assert not refusals, listing(refusals)
