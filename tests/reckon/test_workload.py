"""How much a manager carries, against the cap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.workload import CAP, check, load


@pytest.mark.parametrize(
    "clients, carried",
    [
        ([], 0),
        ([("A", 1)], 1.5),
        ([("B", 1)], 1),
        ([("C", 1)], 0.5),
        ([("B", 0)], 1),
        ([("B", 2)], 1 + 1 / 3),
        ([("A", 3)], 1.5 + 2 * 0.5),
        ([("B", 1)] * 15, CAP),
        ([(None, 1), ("", 1), ("Z", 1)], 3),
        ([("A", 2), ("A", 1), ("B", 4), ("C", 1)], 2 + 1.5 + 2 + 0.5),
    ],
)
def test_a_load_is_weighted_by_tier_and_engagements(clients: list[tuple[str | None, int]], carried: float) -> None:
    assert load(clients) == pytest.approx(carried)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 engagements"):
        load([("A", -1)])


@pytest.mark.parametrize(
    "before, added, over",
    [(14, 1, False), (14, 1.5, True), (15, 0, False), (15, 0.01, True), (14.999999999999, 1e-12, False)],
)
def test_exactly_the_cap_still_fits(before: float, added: float, over: bool) -> None:
    verdict = check(before, added)
    assert verdict.over is over
    assert verdict.share == pytest.approx((before + added) / 15)


def test_the_verdict_says_before_and_after() -> None:
    said = [reason.plain() for reason in check(14.5, 1 + 1 / 3, 15).reasons]
    assert said == ["The load would be 15.8 against a cap of 15.", "It was 14.5 before."]
    assert [reason.plain() for reason in check(14.5, 0, 12.5).reasons] == ["The load is 14.5 against a cap of 12.5."]


@pytest.mark.parametrize("cap", [0, -3])
def test_a_cap_of_nothing_is_refused(cap: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        check(1, 1, cap)


CLIENTS = st.lists(st.tuples(st.sampled_from(["A", "B", "C", None]), st.integers(0, 9)), max_size=30)


@given(clients=CLIENTS, more=st.tuples(st.sampled_from(["A", "B", "C", None]), st.integers(0, 9)))
def test_one_client_more_is_never_lighter(clients: list[tuple[str | None, int]], more: tuple[str | None, int]) -> None:
    assert load([*clients, more]) > load(clients)
    assert load([more, *clients]) == pytest.approx(load([*clients, more]))
