"""One deed for many clients does for each what the single deed does, with its rights, and says which were not done."""

from __future__ import annotations

from typing import Any

import pytest
from tests import cast as casting

from rapport.journal.models import Entry
from rapport.overview import client_line
from rapport.portfolio.models import Crew, Keeper, Tag


@pytest.fixture
def world(cast: casting.Cast) -> casting.Cast:
    client_line.refresh_all()
    return cast


def keeper_of(client: Any) -> str:
    return str(Keeper.objects.get(client=client, part="keeper", until=None).member.name)


def test_many_clients_are_handed_over_at_once(world: casting.Cast, caller: Any) -> None:
    Keeper.objects.create(client=world.adria, member=world.marta, part="deputy", since=world.adria.since)
    picks = [world.adria.pk, world.isar.pk]
    browser = caller(world.marta)
    page = browser.get("/clients/hand-overs/", {"pick": picks, "next": "/clients/?tier=B"})
    assert "Adria Dental" in page.content.decode()
    assert "Isar Klinik" in page.content.decode()
    answer = browser.post(
        "/clients/hand-overs/",
        {"pick": picks, "keeper": world.nina.pk, "note": "From Monday", "next": "/clients/?tier=B"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/clients/?tier=B")
    assert keeper_of(world.adria) == keeper_of(world.isar) == "Nina Horvat"
    assert Keeper.objects.filter(client=world.adria, part="deputy", until=None, member=world.marta).exists()
    assert Entry.objects.filter(name="client.handed_over", by=world.marta).count() == 2
    assert "2 clients handed over to Nina Horvat." in browser.get("/clients/").content.decode()


def test_what_one_may_not_hand_over_stays_and_is_named(world: casting.Cast, caller: Any) -> None:
    world.luka.roles = ["manager", "specialist"]
    world.luka.save()
    Crew.objects.create(client=world.isar, member=world.luka, since=world.isar.since)
    browser = caller(world.luka)
    picks = [world.adria.pk, world.isar.pk, world.polyot.pk, 987654]
    browser.post("/clients/hand-overs/", {"pick": picks, "keeper": world.ana.pk})
    assert (keeper_of(world.adria), keeper_of(world.isar), keeper_of(world.polyot)) == (
        "Ana Vidović", "Ana Vidović", "Nina Horvat",
    )  # fmt: skip
    assert Entry.objects.filter(name="client.handed_over").count() == 1
    page = browser.get("/clients/").content.decode()
    assert "1 client handed over to Ana Vidović." in page
    assert "Not done for Isar Klinik" in page
    assert "Polyot" not in page


def test_tags_are_added_to_those_that_are_there(world: casting.Cast, caller: Any) -> None:
    world.adria.tags.add(Tag.called("Old"))
    browser = caller(world.marta)
    browser.post("/clients/tags/", {"pick": [world.adria.pk, world.tatrawood.pk], "tags": "VIP, Đurđa"})
    assert set(world.adria.tags.values_list("name", flat=True)) == {"Old", "VIP", "Đurđa"}
    assert set(world.tatrawood.tags.values_list("name", flat=True)) == {"VIP", "Đurđa"}
    assert "2 clients tagged VIP, Đurđa." in browser.get("/clients/").content.decode()


def test_a_form_that_is_not_filled_in_changes_nothing(world: casting.Cast, caller: Any) -> None:
    browser = caller(world.marta)
    assert browser.post("/clients/hand-overs/", {"pick": [world.adria.pk]}).status_code == 422
    assert browser.post("/clients/tags/", {"pick": [world.adria.pk], "tags": ""}).status_code == 422
    assert "No client is ticked" in browser.get("/clients/hand-overs/").content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["tin", "fran"])
def test_whoever_may_not_change_clients_has_no_deeds_for_many(world: casting.Cast, caller: Any, who: str) -> None:
    browser = caller(getattr(world, who))
    for address in ("/clients/hand-overs/", "/clients/tags/"):
        assert browser.post(address, {"pick": [world.adria.pk], "keeper": world.ana.pk, "tags": "x"}).status_code == 403
    assert "formaction" not in browser.get("/clients/").content.decode()
