"""One client per industry: keys, scopes, and the sentence that names the other."""

from __future__ import annotations

import pytest

from rapport.reckon.exclusivity import Holder, Scope, collisions, key_of


def holder(id: int | None, name: str, industry: str, *, scope: Scope = "industry", regions: tuple[str, ...] = (),
           services: tuple[str, ...] = ()) -> Holder:  # fmt: skip
    return Holder(id, name, key_of(scope, industry, regions, services))


def names(candidate: Holder, *others: Holder) -> list[str]:
    return [collision.other_name for collision in collisions(candidate, others)]


@pytest.mark.parametrize(
    "regions, services",
    [((), ()), (("Istria",), ("SEO",)), (("Zagreb",), ("Ads",)), (("Boston",), ())],
)
def test_an_industry_is_taken_whatever_the_region_or_service(
    regions: tuple[str, ...], services: tuple[str, ...]
) -> None:
    adria = holder(1, "Adria Dental", "Dental clinics", regions=("Zagreb",), services=("Ads",))
    newcomer = holder(None, "Smile Studio", "dental  CLINICS", regions=regions, services=services)
    (collision,) = collisions(newcomer, [adria])
    assert (collision.other_id, collision.other_name) == (1, "Adria Dental")
    assert collision.shared == adria.keys
    assert collision.reason.plain() == "Adria Dental already stands for Dental clinics."


@pytest.mark.parametrize(
    "scope, newcomer, collides",
    [
        ("industry+region", {"regions": ("Zagreb",)}, True),
        ("industry+region", {"regions": ("Istria", "zagreb")}, True),
        ("industry+region", {"regions": ("Istria",)}, False),
        ("industry+region", {"regions": ("Istria",), "services": ("Ads",)}, False),
        ("industry+region", {}, True),  # not known: everywhere
        ("industry+service", {"services": ("Ads",)}, True),
        ("industry+service", {"services": ("SEO",), "regions": ("Zagreb",)}, False),
        ("industry+service", {}, True),
        ("off", {"regions": ("Zagreb",), "services": ("Ads",)}, False),
    ],
)
def test_a_narrowed_key_collides_only_on_what_it_is_narrowed_to(
    scope: Scope, newcomer: dict[str, tuple[str, ...]], collides: bool
) -> None:
    adria = holder(1, "Adria Dental", "Dental clinics", scope=scope, regions=("Zagreb",), services=("Ads",))
    candidate = holder(2, "Smile Studio", "Dental clinics", scope=scope, **newcomer)
    assert (names(candidate, adria) == ["Adria Dental"]) is collides
    assert (names(adria, candidate) == ["Smile Studio"]) is collides


def test_the_sentence_names_what_is_shared() -> None:
    adria = holder(1, "Adria Dental", "Dental clinics", scope="industry+region", regions=("Zagreb", "Istria", "Lika"))
    newcomer = holder(None, "Smile", "Dental clinics", scope="industry+region", regions=("lika", "istria", "Boston"))
    (collision,) = collisions(newcomer, [adria])
    assert collision.reason.plain() == "Adria Dental already stands for Dental clinics (Istria, Lika)."
    assert {key.narrowed for key in collision.shared} == {"Istria", "Lika"}


def test_another_industry_is_free() -> None:
    assert names(holder(None, "Elbe Solar", "Solar power"), holder(1, "Adria Dental", "Dental clinics")) == []


def test_an_industry_is_recognised_without_its_marks() -> None:
    assert names(holder(None, "New", "cestovní kanceláře"), holder(1, "Old", "Cestovni kancelare")) == ["Old"]


@pytest.mark.parametrize("industry", ["", "  ", "\u0301"])
def test_a_client_without_an_industry_occupies_nothing(industry: str) -> None:
    assert key_of("industry", industry) == frozenset()
    assert names(holder(None, "A", industry), holder(1, "B", industry)) == []


def test_a_client_never_collides_with_itself_but_two_newcomers_do() -> None:
    adria = holder(1, "Adria Dental", "Dental clinics")
    assert names(adria, adria) == []
    assert names(holder(None, "A", "Dental clinics"), holder(None, "B", "Dental clinics")) == ["B"]


def test_several_collisions_stand_by_name_whatever_the_order() -> None:
    others = [holder(n, name, "Dental clinics") for n, name in enumerate(["Žito", "adria", "Čista"])]
    newcomer = holder(None, "Smile", "Dental clinics")
    assert names(newcomer, *others) == names(newcomer, *reversed(others)) == ["adria", "Čista", "Žito"]


def test_an_unknown_scope_is_refused() -> None:
    with pytest.raises(ValueError, match="no scope of exclusivity"):
        key_of("planet", "Dental clinics")  # type: ignore[arg-type]
