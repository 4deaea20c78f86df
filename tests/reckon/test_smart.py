"""Goals and tasks letter by letter: what is missing, what cannot be judged yet, and that words are not overread."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon import smart
from rapport.reckon.verdict import because

TODAY = date(2026, 3, 2)
DUE = date(2026, 3, 20)


@pytest.mark.parametrize(
    "title, more, state",
    [
        ("Fix the tag on /thanks", {}, "ok"),
        ("", {}, "missing"),
        ("…!", {}, "missing"),
        ("Monthly report", {}, "missing"),
        ("Monthly report", {"what": "with last year beside it"}, "ok"),
        ("Improve the landing page", {}, "missing"),
        ("Improve the landing page", {"criteria": "Loads in two seconds."}, "ok"),
        ("Improve speed to 2 seconds", {}, "ok"),
        ("Poboljšati početnu stranicu klijenta", {}, "missing"),
        ("Zlepšiť úvodnú stránku klienta", {}, "missing"),
        ("Улучшить главную страницу клиента", {}, "missing"),
        ("Napisati tri teksta za katalog", {}, "ok"),
    ],
)
def test_specific(title, more, state):
    assert smart.task(title, today=TODAY, **more).of("S").state == state


@pytest.mark.parametrize(
    "facts, state, words",
    [
        ({"metric": "Leads", "baseline": Decimal("40.00"), "target": Decimal(60), "unit": "a month"}, "ok",
         "Leads from 40 a month to 60 a month."),
        ({"metric": "Leads", "target": Decimal(60)}, "ok", "Leads to 60; where it stands today is not known."),
        ({"metric": "Leads", "baseline": Decimal(60), "target": Decimal(60)}, "missing",
         "The target is what it is today already."),
        ({"metric": "Leads"}, "missing", "A figure is named, its target is not."),
        ({"target": Decimal(60)}, "missing", "A target is named, but not of which figure."),
        ({"criteria": "Five of five buyers find the form."}, "ok", "It is said how one will know."),
        ({}, "missing", "No figure with its target, and nothing that says how one will know."),
    ],
)  # fmt: skip
def test_a_goal_is_measured(facts, state, words):
    check = smart.goal("More leads from search", today=TODAY, **facts).of("M")
    assert (check.state, check.reason.plain()) == (state, words)


def test_the_feasible_is_unknown_until_somebody_judges_it():
    assert smart.goal("More leads from search", today=TODAY).of("A").state == "unknown"
    for ok, state in ((True, "ok"), (False, "missing"), (None, "unknown")):
        fit = smart.Fit(ok, because("So it is."))
        assert smart.goal("More leads from search", today=TODAY, fit=fit).of("A") == ("A", state, fit.reason)
    assert smart.task("Fix the tag today", today=TODAY).of("A").state == "unknown"
    assert smart.task("Fix the tag today", today=TODAY, hours=3).of("A").state == "unknown"
    assert smart.task("Fix the tag today", today=TODAY, hours=3, room=4).of("A").state == "unknown"
    assert smart.task("Fix the tag today", today=TODAY, hours=5, room=4).of("A").state == "missing"
    assert smart.task("Fix the tag today", today=TODAY, hours=3, room=4, fit=fit).of("A").state == "unknown"


@pytest.mark.parametrize(
    "facts, state",
    [
        ({"goal": "Leads"}, "ok"),
        ({"milestone": "Launch"}, "ok"),
        ({}, "missing"),
        ({"goals_there": False}, "missing"),
        ({"has_client": False}, "unknown"),
    ],
)
def test_a_task_serves_something(facts, state):
    assert smart.task("Fix the tag today", today=TODAY, **facts).of("R").state == state


@pytest.mark.parametrize(
    "facts, state",
    [
        ({"due": DUE}, "ok"),
        ({"due": TODAY}, "ok"),
        ({}, "missing"),
        ({"due": date(2026, 3, 1)}, "missing"),
        ({"due": DUE, "since": date(2026, 4, 1)}, "missing"),
        ({"due": date(9999, 12, 31)}, "missing"),
    ],
)
def test_dated(facts, state):
    assert smart.goal("More leads from search", today=TODAY, **facts).of("T").state == state


def test_a_form_says_what_is_delivered_and_steps_alone_do_not():
    said = [
        smart.task("Fix the tag today", today=TODAY, **more).of("M").state for more in ({"form": True}, {"steps": 3})
    ]
    assert said == ["ok", "missing"]


@given(st.text(), st.text(), st.text(), st.dates(), st.one_of(st.none(), st.dates()), st.integers(0, 5))
def test_whatever_is_written_five_letters_are_judged_with_a_reason(title, what, criteria, today, due, steps):
    found = smart.task(title, today=today, what=what, criteria=criteria, due=due, steps=steps)
    assert "".join(check.letter for check in found.checks) == "SMART"
    assert all(check.reason.plain() for check in found.checks)
    assert found.is_smart == (not found.missing)


@given(st.text(min_size=1), st.text(), st.dates())
def test_saying_more_never_makes_a_task_less_smart(title, criteria, today):
    less = smart.task(title, today=today)
    more = smart.task(title, today=today, criteria=criteria, goal="Leads", due=today)
    assert {check.letter for check in more.missing} <= {check.letter for check in less.missing}
