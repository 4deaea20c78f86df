"""Where a start is stuck and whose move it is, and on which days tasks fall."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.playbook import Span
from rapport.reckon.starts import Step, laid, standing, working_days
from rapport.reckon.timing import Calendar

OFFICE = Calendar()
MONDAY = date(2026, 3, 2)


def step(key: str, whose: str = "keeper", **more: object) -> Step:
    return Step(key, "task", key.title(), whose, **{"since": MONDAY, **more})  # type: ignore[arg-type]


def judged(steps: list[Step], moved: date = MONDAY, today: date = MONDAY):
    return standing(steps, moved=moved, calendar=OFFICE, today=today)


def test_the_longest_waiting_that_nothing_stands_before_holds_it_up() -> None:
    steps = [
        step("a", done_on=MONDAY),
        step("b", "specialist", since=MONDAY + timedelta(days=1), after=("a",)),
        step("c", "client"),
        step("d", after=("c",)),
        step("e", since=MONDAY + timedelta(days=9)),
    ]
    found = judged(steps, today=MONDAY + timedelta(days=3))
    assert found.blocking is not None
    assert (found.blocking.key, found.move, found.waits) == ("c", "client", 3)
    assert [one.key for one in found.ready] == ["c", "b"]
    assert [one.key for one in found.waiting] == ["d", "e"]
    assert [one.key for one in found.finished] == ["a"]
    assert (found.done, found.total, found.stuck) == (1, 5, False)
    assert found.reasons[0].plain() == "Waits for the client for 3 working days: C."


@pytest.mark.parametrize(("days", "stuck"), [(4, False), (6, False), (7, True)])
def test_five_quiet_working_days_are_stuck(days: int, stuck: bool) -> None:
    found = judged([step("a")], today=MONDAY + timedelta(days=days))
    assert found.stuck is stuck


def test_a_late_step_is_stuck_at_once_and_said() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = judged([step("a", due=MONDAY, who="Tin"), step("b", due=MONDAY)], moved=tuesday, today=tuesday)
    assert found.stuck
    assert [one.plain() for one in found.reasons] == [
        "Waits for Tin for 1 working day: A.",
        "It was due on 2026-03-02.",
        "1 more step is late, first of all B.",
    ]


def test_what_onboarding_does_not_wait_for_holds_nothing_up() -> None:
    later = step("later", onboarding=False, due=MONDAY)
    found = judged([step("a", done_on=MONDAY), later], today=MONDAY + timedelta(days=30))
    assert found.complete
    assert not found.stuck
    assert found.blocking is None
    assert found.reasons[0].plain() == "All that beginning waits for is done."
    assert judged([]).share == 1.0


def test_before_its_day_nothing_is_held_up() -> None:
    found = judged([step("a", since=MONDAY + timedelta(days=20))], today=MONDAY + timedelta(days=15))
    assert found.move is None
    assert not found.stuck
    assert found.reasons[0].plain() == "Nothing to do before 2026-03-22: A."


def test_steps_that_wait_for_each_other_do_not_break_it() -> None:
    found = judged([step("a", after=("b",)), step("b", after=("a",))], today=MONDAY + timedelta(days=30))
    assert not found.stuck
    assert found.reasons[0].plain() == "What is left waits for each other."


def test_tasks_fall_on_days_that_both_sides_work() -> None:
    theirs = Calendar(holidays=frozenset({date(2026, 3, 3)}))
    ours = Calendar(absences=((date(2026, 3, 5), date(2026, 3, 6)),))
    days = laid({"a": Span(0, 0), "b": Span(1, 2)}, date(2026, 2, 28), ours, theirs)
    assert days == {"a": (MONDAY, MONDAY), "b": (date(2026, 3, 4), date(2026, 3, 9))}
    assert laid({}, MONDAY, ours, theirs) == {}


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.integers(0, 30))
def test_later_spans_never_fall_earlier(begins: date, first: int, more: int) -> None:
    days = laid({"a": Span(first, first + more), "b": Span(first + more, first + more)}, begins, OFFICE, OFFICE)
    assert begins <= days["a"][0] <= days["a"][1] == days["b"][0]
    assert working_days(OFFICE, days["a"][0], days["a"][1]) == more
