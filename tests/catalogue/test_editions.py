"""Publishing editions of a service: the next number, one content for good, problems in words."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.cast import Cast, make

from rapport.catalogue.editions import Unfit, newest, newest_of, publish
from rapport.catalogue.models import Edition, Service
from rapport.journal.models import Entry

pytestmark = pytest.mark.django_db

CONTENT: dict[str, Any] = {"description": {"en": "Being found."}, "tasks": [{"key": "a", "title": {"en": "Begin"}}]}


@pytest.fixture
def cast() -> Cast:
    return make()


@pytest.fixture
def service() -> Service:
    return Service.objects.create(key="letters", names={"en": "Letters"})


def test_each_publishing_makes_the_next_number_and_the_ones_before_stay(cast: Cast, service: Service) -> None:
    assert newest(service) is None
    first = publish(service, CONTENT, " The  beginning ", cast.iva)
    second = publish(service, {**CONTENT, "checklist": [{"en": "Read aloud"}]}, "", cast.marta)
    assert (first.number, first.note, second.number) == (1, "The beginning", 2)
    assert newest(service) == second
    assert newest_of([service]) == {service.pk: second}
    assert Edition.objects.get(pk=first.pk).content == CONTENT
    with pytest.raises(TypeError):
        first.save()
    entry = Entry.objects.filter(name="service.published").latest("id")
    assert (entry.by, entry.about_id, entry.data["number"]) == (cast.marta, service.pk, 2)


def test_what_is_wrong_is_told_per_place_and_nothing_is_written(cast: Cast, service: Service) -> None:
    with pytest.raises(Unfit) as refusal:
        publish(service, {**CONTENT, "tasks": [{"key": "a", "title": {"en": "Begin"}, "after": ["b"]}]}, "", cast.iva)
    assert refusal.value.messages == ["Playbook, “Begin”: It waits for “b”, which is no task of this playbook."]
    with pytest.raises(ValidationError):
        publish(service, CONTENT, "x" * 301, cast.iva)
    assert not Edition.objects.filter(service=service).exists()


def test_the_same_content_is_not_published_twice(cast: Cast, service: Service) -> None:
    publish(service, CONTENT, "", cast.iva)
    with pytest.raises(ValidationError, match="Nothing is different from edition 1"):
        publish(service, CONTENT, "", cast.iva)


def test_publishing_is_for_administrators_and_heads(cast: Cast, service: Service) -> None:
    for one in (cast.luka, cast.tin, cast.fran):
        with pytest.raises(PermissionDenied):
            publish(service, CONTENT, "", one)
