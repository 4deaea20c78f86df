"""Find and commands: a page without JavaScript, a fragment for what floats, and only deeds that the member may do."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast as casting

from rapport.catalogue.models import Saying
from rapport.overview import search


@pytest.fixture
def world(cast: casting.Cast) -> casting.Cast:
    casting.contact(cast.tatrawood, "Adrian", "Kolár")
    search.refresh_all()
    return cast


def found(browser: Any, text: str, **headers: str) -> str:
    answer = browser.get("/search/", {"q": text}, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_and_the_fragment_find_the_same(world: casting.Cast, caller: Any) -> None:
    page, fragment = found(caller(world.marta), "adr"), found(caller(world.marta), "adr", X_Palette="true")
    for text in (page, fragment):
        assert "<mark>Adr</mark>ia Dental" in text
        assert "<mark>Adr</mark>ian" in text
        assert "Do with Adria Dental" in text
    assert "<html" in page
    assert "<html" not in fragment
    assert 'role="option"' in fragment


def test_deeds_are_those_the_member_may_do_with_the_client(world: casting.Cast, caller: Any) -> None:
    assert f"/clients/{world.adria.pk}/change/" in found(caller(world.luka), "adria") or "Change" in found(
        caller(world.luka), "adria"
    )
    for who in (world.tin, world.fran):
        page = found(caller(who), "adria", X_Palette="true")
        assert "Adria" in page
        assert "Hand over" not in page
        assert "Change" not in page


def test_another_teams_client_is_not_found(world: casting.Cast, caller: Any) -> None:
    assert "Nothing of that name" in found(caller(world.nina), "adria", X_Palette="true")


def test_commands_are_found_by_their_words_and_only_those_allowed(world: casting.Cast, caller: Any) -> None:
    assert "Take on a client" in found(caller(world.luka), "take", X_Palette="true")
    assert "Take on a client" not in found(caller(world.tin), "take", X_Palette="true")
    assert "Take on a client" in found(caller(world.luka), "", X_Palette="true")


def test_an_answer_asks_at_most_ten_statements(world: casting.Cast, caller: Any) -> None:
    world.marta.roles = ["head", "manager", "specialist"]
    world.marta.save()
    browser = caller(world.marta)
    found(browser, "adr", X_Palette="true")
    with CaptureQueriesContext(connection) as asked:
        found(browser, "adr", X_Palette="true")
    assert len(asked) <= 10, "\n".join(query["sql"][:100] for query in asked)


@pytest.mark.parametrize("text", ["<script>", "%", "\0", "'", '"*', "x" * 5000])
def test_whatever_is_typed_is_answered(world: casting.Cast, caller: Any, text: str) -> None:
    assert "<script>alert" not in found(caller(world.petra), text, X_Palette="true")


def test_pages_of_the_library_are_found_by_any_part_of_their_words(world: casting.Cast, caller: Any) -> None:
    Saying.objects.create(
        kind="objection", titles={"en": "It is too expensive"}, texts={"en": "Ask first."}, folded="it is too expensive"
    )
    for headers in ({}, {"X_Palette": "true"}):
        assert "It is too expensive" in found(caller(world.luka), "expensive", **headers)
    assert "It is too expensive" not in found(caller(world.luka), "ex")
    assert "It is too expensive" not in found(caller(world.luka), "nothing of the kind")
