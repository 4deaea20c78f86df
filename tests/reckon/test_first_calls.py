"""Who called first: what counts, what is marked, what is amber, and when a share falls."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.first_calls import REASONS, Contact_, Ledger, is_amber, is_mark, ledger

NOW = datetime(2024, 11, 17, 8, tzinfo=UTC)


def ago(days: float, *, ours: bool = True, agreed: bool = False, reason: str | None = None, late: bool = False,
        thread: str | None = None) -> Contact_:  # fmt: skip
    return Contact_(NOW - timedelta(days=days), ours, agreed, reason, late, thread)


def window(ours: int, theirs: int, start: int = 1) -> list[Contact_]:
    return [ago(start + n / 10, ours=n < ours) for n in range(ours + theirs)]


@pytest.mark.parametrize(
    "contact, mark, amber",
    [
        (ago(1, ours=True, reason="late", late=True), False, False),
        (ago(1, ours=False, agreed=True, reason="complaint", late=True), False, False),
        (ago(1, ours=False), True, False),
        (ago(1, ours=False, late=True), True, True),
        (ago(1, ours=False, reason="late"), True, True),
        (ago(1, ours=False, reason="complaint"), True, True),
        (ago(1, ours=False, reason="question"), True, False),
        (ago(1, ours=False, reason="praise"), True, False),
        (ago(1, ours=False, reason="request"), True, False),
        (ago(1, ours=False, reason="other"), True, False),
        (ago(1, ours=False, reason="praise", late=True), True, True),
    ],
)
def test_a_mark_is_begun_by_them_outside_an_appointment_and_amber_tells_against_us(
    contact: Contact_, mark: bool, amber: bool
) -> None:
    assert is_mark(contact) is mark
    assert is_amber(contact) is amber


def test_the_share_counts_contacts_inside_an_appointment_but_does_not_mark_them() -> None:
    book = ledger([*window(9, 0), ago(3, ours=False, agreed=True), ago(4, ours=False, reason="late")], NOW)
    assert (book.ours, book.theirs, book.total, len(book.marks), book.amber) == (9, 2, 11, 1, 1)
    assert book.share is not None
    assert (book.share.k, book.share.n) == (9, 11)


def test_41_of_52_is_79_percent_between_66_and_88() -> None:
    share = ledger(window(41, 11), NOW).share
    assert share is not None
    assert [round(100 * x) for x in (share.share, share.low, share.high)] == [79, 66, 88]


def test_under_ten_contacts_there_is_no_share() -> None:
    assert ledger(window(7, 2), NOW).share is None
    assert ledger(window(7, 3), NOW).share is not None


def test_a_thread_counts_once_for_whoever_began_it() -> None:
    letters = [ago(5, thread="a"), ago(6, ours=False, thread="a"), ago(4, thread="a"), ago(3, ours=False, thread="b")]
    book = ledger([*letters, ago(2), ago(1)], NOW)
    assert (book.ours, book.theirs) == (2, 2)
    assert [mark.thread for mark in book.marks] == ["b", "a"]


def test_a_thread_begun_before_the_window_stays_there() -> None:
    assert ledger([ago(95, thread="a"), ago(2, ours=False, thread="a")], NOW).total == 0


@pytest.mark.parametrize("days, counted", [(0, 1), (-0.01, 0), (89.99, 1), (90, 0), (180, 0)])
def test_the_window_ends_now_and_reaches_back_ninety_days(days: float, counted: int) -> None:
    assert ledger([ago(days)], NOW).total == counted


@pytest.mark.parametrize(
    "now, before, falling",
    [
        ((5, 15), (16, 4), True),  # 25 % (11 to 47) after 80 %
        ((12, 8), (16, 4), True),  # 60 % (39 to 78) after 80 %: under it, by a hair
        ((13, 7), (16, 4), False),  # 65 % (43 to 82) after 80 %: cannot be told
        ((16, 4), (5, 15), False),  # rising
        ((0, 9), (20, 0), False),  # too few now
        ((0, 20), (9, 0), False),  # too few before
        ((0, 10), (10, 0), True),
    ],
)
def test_a_share_falls_only_when_chance_cannot_explain_it(
    now: tuple[int, int], before: tuple[int, int], falling: bool
) -> None:
    book = ledger([*window(*now), *window(*before, start=91)], NOW)
    said = [reason.plain() for reason in book.reasons]
    assert book.falling is falling
    assert (f"Before that we began {before[0]} of {sum(before)}." in said) is book.falling


def test_the_ledger_says_what_it_counted() -> None:
    book = ledger([ago(1), ago(2, ours=False, late=True), ago(3, ours=False, reason="complaint")], NOW)
    assert [reason.plain() for reason in book.reasons] == [
        "We began 1 of 3 in 90 days.",
        "They came first while we were late or with a complaint: 2 times.",
    ]
    assert ledger([], NOW, days=1).reasons[0].plain() == "No contact in 1 day."


def test_a_reason_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match='"boredom" is no reason'):
        ledger([ago(1, ours=False, reason="boredom")], NOW)


def test_a_ledger_over_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        ledger([], NOW, days=0)


CONTACTS = st.lists(
    st.builds(
        Contact_,
        at=st.floats(-5, 200).map(lambda days: NOW - timedelta(days=days)),
        ours=st.booleans(),
        agreed=st.booleans(),
        reason=st.sampled_from([None, *REASONS]),
        word_overdue=st.booleans(),
        thread=st.sampled_from([None, None, "a", "b"]),
    ),
    max_size=40,
    unique_by=lambda c: c.at,
)


@given(contacts=CONTACTS, seed=st.integers(0, 99))
def test_the_order_of_contacts_never_matters(contacts: list[Contact_], seed: int) -> None:
    shuffled = contacts[:]
    random.Random(seed).shuffle(shuffled)
    assert ledger(shuffled, NOW) == ledger(contacts, NOW)


@given(contacts=CONTACTS)
def test_the_counts_agree(contacts: list[Contact_]) -> None:
    book: Ledger = ledger(contacts, NOW)
    assert book.ours + book.theirs == book.total
    assert book.amber <= len(book.marks) <= book.theirs
    assert (book.share is None) == (book.total < 10)
    assert list(book.marks) == sorted(book.marks, key=lambda c: c.at, reverse=True)
