"""What a handover lacks: table of single faults, and that each is said once and in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.handover import HandedOver, Person, Sold, judge

SOLD = Sold("SEO", "Growth", Decimal(1200), date(2026, 3, 2))
IVANA = Person("Ivana", decides=True, reached=True)
WHOLE = HandedOver(
    "Adria", "Riva 1", "Split", "HR", "Dentists", "hr", "Europe/Zagreb", "Adria d.o.o.", "HR1", "Marta", (SOLD,),
    ("A report in March",), False, (IVANA,),
)  # fmt: skip


def test_a_whole_handover_can_be_accepted() -> None:
    assert judge(WHOLE).missing == ()
    assert judge(replace(WHOLE, promises=(), none_promised=True)).acceptable


@pytest.mark.parametrize(
    ("change", "part", "words"),
    [
        ({"name": " "}, "client", "no name"),
        ({"address": ""}, "client", "address is missing"),
        ({"city": ""}, "client", "city is missing"),
        ({"country": ""}, "client", "country is missing"),
        ({"industry": ""}, "client", "industry is missing"),
        ({"language": ""}, "client", "language"),
        ({"zone": ""}, "client", "clock"),
        ({"services": ()}, "services", "what they buy"),
        ({"services": (replace(SOLD, package=""),)}, "services", "package of SEO"),
        ({"services": (replace(SOLD, fee=None),)}, "services", "fee for SEO"),
        ({"services": (replace(SOLD, since=None),)}, "services", "From which day"),
        ({"services": (SOLD, SOLD)}, "services", "twice"),
        ({"promises": ()}, "promises", "or that nothing was"),
        ({"none_promised": True}, "promises", "one is wrong"),
        ({"people": ()}, "people", "Nobody at the client"),
        ({"people": (replace(IVANA, decides=False),)}, "people", "who decides"),
        ({"people": (replace(IVANA, reached=False),)}, "people", "How to reach Ivana"),
        ({"keeper": ""}, "keeper", "look after"),
    ],
)
def test_each_missing_part_is_said_once(change: dict, part: str, words: str) -> None:
    verdict = judge(replace(WHOLE, **change))
    assert not verdict.acceptable
    [one] = verdict.missing
    assert (one.part, one.required) == (part, True)
    assert words in one.why.plain()


def test_a_fee_of_nothing_is_a_fee() -> None:
    assert judge(replace(WHOLE, services=(replace(SOLD, fee=Decimal(0)),))).acceptable


def test_what_would_only_help_does_not_stand_in_the_way() -> None:
    verdict = judge(replace(WHOLE, legal_name="", legal_number="", people=(IVANA, Person("Ante"))))
    assert verdict.acceptable
    assert [one.part for one in verdict.missing] == ["client", "client", "people"]


@given(st.builds(HandedOver, name=st.text(), none_promised=st.booleans(), people=st.just((IVANA,)) | st.just(())))
def test_an_acceptable_one_names_who_decides_and_what_was_promised(handed: HandedOver) -> None:
    verdict = judge(handed)
    assert verdict.acceptable <= any(person.decides and person.reached for person in handed.people)
    assert verdict.acceptable <= (bool(handed.promises) != handed.none_promised)
