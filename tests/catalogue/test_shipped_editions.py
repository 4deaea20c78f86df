"""The first editions that come with the product: laid out, complete in four languages, fit to begin with."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.cast import make

from rapport.catalogue.content import read
from rapport.catalogue.editions import newest, publish
from rapport.catalogue.models import Edition, Service
from rapport.catalogue.shipped import SHIPPED
from rapport.catalogue.shipped_editions import lay_out, shipped_content
from rapport.reckon.playbook import circles, problems

LANGUAGES = {"en", "hr", "sk", "ru"}
TEXTS = {"ask", "help", "label", "title", "body", "what", "criteria", "system", "level", "why", "name", "term", "plain"}


def texts(thing: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text with where it stands."""
    match thing:
        case dict() if set(thing) & LANGUAGES:
            yield place, thing
        case dict():
            for name, value in thing.items():
                yield from texts(value, f"{place}/{name}")
        case list():
            for number, value in enumerate(thing):
                yield from texts(value, f"{place}/{number}")


@pytest.mark.parametrize("key", list(SHIPPED))
def test_each_shipped_service_is_complete_in_four_languages_and_fit_to_begin_with(key: str) -> None:
    content = shipped_content(key)
    assert content is not None
    assert [(one.part, one.row, one.why.plain()) for one in problems(content)] == []
    assert circles(content["tasks"]) == ()
    incomplete = [place for place, text in texts(content) if {k for k, v in text.items() if v.strip()} != LANGUAGES]
    assert incomplete == []
    untranslated = [
        place
        for place, text in texts(content)
        if len(text["en"].split()) > 4 and len({*text.values()}) < len(LANGUAGES)
    ]
    assert untranslated == []
    service = read(content)
    assert 8 <= len(service.questionnaire) <= 12
    assert 6 <= len(service.brief) <= 8
    assert 4 <= len(service.folders) <= 6
    assert 2 <= len(service.documents) <= 4
    assert 8 <= len(service.tasks) <= 12
    assert 3 <= len(service.accesses) <= 5
    assert len(service.checklist) == 5
    assert 4 <= len(service.metrics) <= 7
    assert 6 <= len(service.glossary) <= 8
    assert len({question.kind for question in service.questionnaire}) >= 4
    assert any(question.when_key for question in service.questionnaire)
    assert {task.part for task in service.tasks} == {"keeper", "specialist", "client"}
    assert {task.onboarding for task in service.tasks} == {True, False}
    assert all(task.criteria["en"] and task.hours for task in service.tasks)


@pytest.mark.django_db
def test_a_service_without_an_edition_gets_its_first_and_one_that_has_editions_keeps_them() -> None:
    cast = make()
    Edition.objects.all().delete()
    seo = Service.objects.get(key="seo")
    own = publish(seo, {"description": {"en": "Ours."}}, "", cast.iva)
    assert lay_out(Service, Edition) == len(SHIPPED) - 1
    assert newest(seo) == own
    assert lay_out(Service, Edition) == 0
