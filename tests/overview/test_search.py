"""Whatever is typed finds what the member may see, by the beginnings of words, and never breaks."""

from __future__ import annotations

from typing import Any

import pytest
from tests import cast as casting

from rapport.overview import search
from rapport.overview.models import SearchRow
from rapport.portfolio.models import Channel, Client, Contact, Crew


@pytest.fixture
def people(cast: casting.Cast) -> casting.Cast:
    durda = casting.contact(cast.tatrawood, "Đurđa", "Šimić", job="Marketing")
    Channel.objects.create(contact=durda, kind="mail", value="durda.s@tatrawood.example", folded="x")
    Channel.objects.create(contact=durda, kind="phone", value="+385 91 123 4567", folded="y")
    casting.contact(cast.adria, "Adrian", "Kolár")
    casting.contact(cast.polyot, "Семён", "Подъёмов")
    search.refresh_all()
    return cast


def labels(member: Any, text: str) -> list[str]:
    found = search.find(member, text)
    return [hit.label for hit in (*found.clients, *found.people)]


SEEING = ["petra", "marta"]  # all clients through the index of words, one team through it; both must answer alike


@pytest.mark.parametrize("who", SEEING)
@pytest.mark.parametrize(
    "text, expected",
    [
        ("durda", ["Đurđa Šimić"]),
        ("ŠIM", ["Đurđa Šimić"]),
        ("simic durd", ["Đurđa Šimić"]),
        ("durda.s@tatra", ["Đurđa Šimić"]),
        ("+385 91 123", ["Đurđa Šimić"]),
        ("091 123-4567", ["Đurđa Šimić"]),
        ("1234567", ["Đurđa Šimić"]),
        ("dental", ["Adria Dental"]),
        ("adri", ["Adria Dental", "Adrian Kolár"]),
        ("zilina", ["Tatrawood"]),
        ("marketing", ["Đurđa Šimić"]),
        ("urda", []),
        ("adria simic", []),
    ],
)
def test_words_are_found_by_their_beginnings(people: casting.Cast, who: str, text: str, expected: list[str]) -> None:
    assert labels(getattr(people, who), text) == expected


def test_a_manager_finds_the_same_among_their_own(people: casting.Cast) -> None:
    assert labels(people.luka, "adri") == ["Adria Dental", "Adrian Kolár"]
    assert labels(people.luka, "kolar") == ["Adrian Kolár"]
    assert labels(people.luka, "durda") == []


def test_other_letters_are_found_without_their_marks(people: casting.Cast) -> None:
    assert labels(people.nina, "семен подъем") == ["Семён Подъёмов"]


@pytest.mark.parametrize(
    "who, sees",
    [
        ("marta", True), ("petra", True), ("fran", True), ("luka", True), ("tin", True),
        ("ana", False), ("nina", False), ("iva", False),
    ],
)  # fmt: skip
def test_only_what_the_member_may_see_is_found(people: casting.Cast, who: str, sees: bool) -> None:
    assert labels(getattr(people, who), "adria dental") == (["Adria Dental"] if sees else [])


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', "'", "*", "adr*", '"adr" OR *', "a:b", "NEAR(", "-adr", "(", "\\", "%", "_", "_client", "_t1", "^",
     "\0", "adr\0", "';--", "& | !", ":*", "'adr':*", "é" * 500, "0", "000", "+++", "ª²", "𝕏", "1" * 900],
)  # fmt: skip
@pytest.mark.parametrize("who", ["petra", "marta", "luka"])
def test_no_sign_in_a_query_is_syntax(people: casting.Cast, who: str, text: str) -> None:
    found = labels(getattr(people, who), text)
    assert found == [] or "adr" in text.lower()


def test_an_exact_name_stands_before_names_that_begin_so_and_those_before_others(cast: casting.Cast) -> None:
    for name in ("Lipa Apteka", "Lipa", "Nova Lipa", "Lipanj"):
        casting.client(name, cast.luka)
    search.refresh_all()
    for who in (cast.petra, cast.marta, cast.luka):
        assert labels(who, "lipa") == ["Lipa", "Lipa Apteka", "Lipanj", "Nova Lipa"]


def test_what_is_found_says_which_letters_were_asked_for(people: casting.Cast) -> None:
    (hit,) = search.find(people.petra, "dur").people
    assert hit.parts == (("Đur", True), ("đa ", False), ("Šimić", False))
    assert (hit.note, hit.client_id) == ("Tatrawood", people.tatrawood.pk)


def test_a_name_that_changes_is_found_by_the_new_one_only(people: casting.Cast) -> None:
    people.adria.name = "Jadran Dental"
    people.adria.save()
    search.refresh([people.adria.pk])
    assert labels(people.petra, "jadran") == ["Jadran Dental"]
    assert labels(people.petra, "adria") == ["Adrian Kolár"]


def test_what_has_gone_is_not_found(people: casting.Cast) -> None:
    Contact.objects.filter(last_name="Kolár").update(deleted_at=people.adria.created_at)
    Client.objects.filter(pk=people.tatrawood.pk).update(merged_into=people.adria)
    search.refresh_all()
    assert labels(people.petra, "kolar") == labels(people.petra, "durda") == labels(people.petra, "tatrawood") == []


def test_a_person_who_moved_is_found_with_the_new_client_only(people: casting.Cast) -> None:
    Contact.objects.filter(last_name="Kolár").update(client=people.tatrawood)
    search.refresh([people.adria.pk, people.tatrawood.pk])
    search.refresh([people.tatrawood.pk])
    search.refresh([people.adria.pk])
    assert SearchRow.objects.filter(label="Adrian Kolár").values_list("client", flat=True).get() == people.tatrawood.pk
    assert labels(people.luka, "kolar") == []


def test_a_client_of_another_team_that_one_covers_is_found(people: casting.Cast) -> None:
    people.luka.roles = ["specialist"]
    people.luka.save()
    Crew.objects.create(client=people.polyot, member=people.luka, since=people.polyot.since)
    assert labels(people.luka, "polyot") == ["Polyot Travel"]


def test_refreshing_twice_writes_nothing(people: casting.Cast, django_assert_num_queries: Any) -> None:
    before = list(SearchRow.objects.order_by("pk").values())
    search.refresh_all()
    assert list(SearchRow.objects.order_by("pk").values()) == before
