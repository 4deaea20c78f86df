"""Moving a milestone: what else moves, what cannot be, how much can slip, and what a stage waits for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.reckon.plan import (
    Before,
    Refused,
    Stage,
    check,
    critical,
    earliest,
    end_of,
    expected,
    in_order,
    laid_anew,
    may_begin,
    move,
    slack,
    standing,
    working_days,
)
from rapport.reckon.timing import Calendar

MARCH = date(2026, 3, 1)  # a Sunday


def day(n):
    return date(2026, 3, n)


def stage(key, first, last, *after, **more):
    return Stage(key, f"Stage {key}", day(first), day(last), frozenset(after), **more)


def dates(moved):
    return {shift.key: (shift.first.day, shift.last.day) for shift in moved.shifts}


# keys, audit and pages one after the other, photos beside them, the launch after all
WAY = [
    stage(1, 2, 6),
    stage(2, 9, 13, 1),
    stage(3, 2, 3),
    stage(4, 16, 17, 2, 3),
]


@pytest.mark.parametrize(
    "key, first, last, moves",
    [
        (1, 3, None, {1: (3, 9), 2: (10, 16), 4: (17, 18)}),  # a day, and all that follows
        (1, 2, 9, {1: (2, 9), 2: (10, 16), 4: (17, 18)}),  # longer
        (1, 2, 5, {1: (2, 5)}),  # shorter: nothing comes earlier by itself
        (3, 9, None, {3: (9, 10)}),  # there was room
        (3, 13, None, {3: (13, 16), 4: (17, 18)}),
        (4, 24, 24, {4: (24, 24)}),
        (2, 10, None, {2: (10, 16), 4: (17, 18)}),
    ],
)
def test_what_follows_moves_along(key, first, last, moves):
    found = move(WAY, key, day(first), last and day(last), today=MARCH)
    assert dates(found) == moves
    assert found.shifts[0].key == key
    assert [shift.key for shift in found.others] == list(moves)[1:]


def test_the_end_of_the_plan_is_said_before_and_after():
    found = move(WAY, 1, day(4), today=MARCH)
    assert (found.end_was, found.end, found.later) == (day(17), day(19), 2)
    assert found.others[0].reason.plain() == "It comes after “Stage 1”, which now ends on 2026-03-10."


@pytest.mark.parametrize(
    "stages, key, first, last, says",
    [
        (WAY, 2, day(6), None, "It comes after “Stage 1”, which ends on 2026-03-06: it can begin on 2026-03-09"),
        (WAY, 2, day(10), day(9), "It would end on 2026-03-09, before it begins on 2026-03-10."),
        (WAY, 1, date(2026, 2, 27), None, "2026-02-27 is past: it cannot begin then."),
        ([stage(1, 2, 6, done=day(5))], 1, day(9), None, "“Stage 1” is done, and what is done does not move."),
        ([stage(1, 2, 6, begun=True)], 1, day(9), None, "It began on 2026-03-02: only its last day can move."),
        ([stage(1, 2, 6, begun=True)], 1, day(2), date(2026, 2, 28), "It would end on 2026-02-28, before it begins"),
    ],
)
def test_what_cannot_be_is_refused_in_words(stages, key, first, last, says):
    with pytest.raises(Refused) as refused:
        move(stages, key, first, last, today=MARCH)
    assert refused.value.reason.plain().startswith(says)


def test_what_has_ended_already_does_not_end_earlier():
    with pytest.raises(Refused, match="2026-03-10 is past, and it is not done"):
        move([stage(1, 2, 13, begun=True)], 1, day(2), day(10), today=day(12))


@pytest.mark.parametrize(
    "stages, says",
    [
        ([stage(1, 2, 3, 1)], "“Stage 1” cannot come after itself."),
        (
            [stage(1, 2, 3, 3), stage(2, 4, 5, 1), stage(3, 6, 9, 2), stage(4, 10, 11, 3)],
            "These would wait for each other in a circle: Stage 1 → Stage 2 → Stage 3 → Stage 1.",
        ),
    ],
)
def test_a_circle_is_refused_and_named(stages, says):
    with pytest.raises(Refused) as refused:
        check(stages[0], stages)
    assert refused.value.reason.plain() == says


def test_what_is_done_late_holds_up_and_done_early_lets_through():
    late = [stage(1, 2, 6, done=day(10)), stage(2, 9, 10, 1)]
    assert slack(late) == {2: 0}
    assert dates(move(late, 2, day(11), today=day(10))) == {2: (11, 12)}
    assert earliest(late[1], late) == day(11)
    early = [stage(1, 2, 6, done=day(3)), stage(2, 9, 10, 1)]
    assert dates(move(early, 2, day(4), today=day(4))) == {2: (4, 5)}


def test_what_has_begun_or_is_done_stays_where_it_is():
    begun = [stage(1, 2, 6), stage(2, 9, 13, 1, begun=True), stage(3, 9, 10, 1, done=day(9)), stage(4, 9, 10, 1)]
    assert set(dates(move(begun, 1, day(3), today=MARCH))) == {1, 4}


def test_the_length_is_kept_in_the_working_days_of_whoever_does_it():
    zagreb = Calendar("Europe/Zagreb", holidays="HR")  # Easter Monday is 6 April 2026
    away = Calendar(absences=((day(12), day(13)),))
    found = move([stage(1, 2, 6), stage(2, 9, 11, 1, calendar=away)], 1, day(5), today=MARCH)
    assert dates(found) == {1: (5, 11), 2: (16, 18)}
    easter = Stage(1, "Words", date(2026, 3, 30), date(2026, 4, 1), calendar=zagreb)
    assert move([easter], 1, date(2026, 4, 3), today=MARCH).shifts[0].last == date(2026, 4, 8)


def test_slack_and_the_critical_path():
    assert slack(WAY) == {3: 8, 1: 0, 2: 0, 4: 0}
    assert critical(WAY) == (1, 2, 4)
    assert slack([]) == {}
    violated = [stage(1, 2, 6), stage(2, 5, 10, 1)]
    assert slack(violated)[1] == -2


def test_as_things_stand_what_is_late_ends_today_at_the_earliest():
    today = day(11)
    found = {one.key: (one.first.day, one.last.day) for one in expected([replace(WAY[0], begun=True), *WAY[1:]], today)}
    assert found == {1: (2, 11), 2: (12, 18), 3: (11, 12), 4: (19, 20)}
    assert expected(WAY, MARCH) == in_order(WAY)


def test_the_same_way_from_another_day_on():
    found = {one.key: (one.first, one.last) for one in laid_anew([replace(WAY[0], done=day(5)), *WAY[1:]], day(14))}
    assert found == {1: (day(16), day(20)), 2: (day(23), day(27)), 3: (day(16), day(17)), 4: (day(30), day(31))}
    assert laid_anew([], day(14)) == ()


@pytest.mark.parametrize(
    "befores, may, whose, says",
    [
        ([], True, "", ""),
        ([Before("Layout", done=True)], True, "", ""),
        ([Before("Layout", done=True, needs_yes=True, yes="yes")], True, "", ""),
        ([Before("Layout", done=False, who="Lena")], False, "ours", "“Layout” is not done yet; Lena is at it."),
        ([Before("Layout", done=False)], False, "ours", "“Layout” is not done yet."),
        ([Before("Layout", True, True, "none")], False, "ours", "The client has not been asked about “Layout” yet."),
        ([Before("Layout", True, True, "asked")], False, "theirs", "“Layout” waits for the client’s yes."),
        ([Before("Layout", True, True, "no")], False, "ours", "The client did not agree to “Layout”: mend it"),
        ([Before("A", True, True, "asked"), Before("B", done=False)], False, "ours", "“A” waits for the client’s yes."),
    ],
)
def test_a_stage_begins_when_what_it_waits_for_is_done_and_agreed(befores, may, whose, says):
    found = may_begin(befores)
    assert (found.may, found.whose) == (may, whose)
    assert (found.reasons[0].plain() if found.reasons else "").startswith(says)


@pytest.mark.parametrize(
    "one, befores, more, state, whose, says",
    [
        (stage(1, 2, 6, done=day(6)), [], {}, "done", "", "Done on 2026-03-06."),
        (stage(1, 2, 6, done=day(6)), [], {"needs_yes": True}, "unasked", "ours", "The client is still to be asked"),
        (stage(1, 2, 6, done=day(6)), [], {"needs_yes": True, "yes": "asked"}, "asked", "theirs", "It waits for"),
        (stage(1, 2, 6, done=day(6)), [], {"needs_yes": True, "yes": "no"}, "refused", "ours", "The client did not"),
        (stage(1, 2, 6, done=day(6)), [], {"needs_yes": True, "yes": "yes"}, "done", "", "The client said yes."),
        (stage(1, 2, 6, begun=True), [], {}, "late", "ours", "It should have ended on 2026-03-06, 3 days ago."),
        (stage(1, 2, 6), [Before("A", True, True, "asked")], {}, "late", "theirs", "“A” waits for the client’s yes."),
        (stage(1, 2, 13, begun=True), [], {}, "going", "ours", "Under way until 2026-03-13."),
        (stage(1, 9, 13), [], {"who": "Tin"}, "ready", "ours", "It may begin: Tin is next."),
        (stage(1, 9, 13), [], {}, "ready", "ours", "It may begin; nobody is named for it."),
        (stage(1, 10, 13), [], {}, "ahead", "", "It begins on 2026-03-10."),
        (stage(1, 9, 13), [Before("A", done=False)], {}, "blocked", "ours", "“A” is not done yet."),
        (stage(1, 10, 13), [Before("A", done=False)], {}, "ahead", "", "It begins on 2026-03-10."),
        (
            stage(1, 10, 13),
            [Before("A", done=False), Before("B", True, True, "asked")],
            {},
            "blocked",
            "theirs",
            "“B” waits for the client’s yes.",
        ),
    ],
)
def test_where_a_stage_stands_and_whose_move_it_is(one, befores, more, state, whose, says):
    found = standing(one, befores, day(9), **more)
    assert (found.state, found.whose) == (state, whose)
    assert found.reasons[-1].plain().startswith(says)


# ---- properties

CALENDARS = st.sampled_from([Calendar(), Calendar(absences=((day(10), day(18)),)), Calendar(holidays="HR")])


@st.composite
def plans(draw):
    """Up to seven stages, each after some of the earlier ones and on days that keep them apart."""
    found = []
    for key in range(1, draw(st.integers(1, 7)) + 1):
        after = draw(st.sets(st.sampled_from(range(1, key)), max_size=3)) if key > 1 else set()
        first = MARCH + timedelta(days=draw(st.integers(0, 30)))
        before = [one.end for one in found if one.key in after]
        first = max([first, *(end + timedelta(days=1) for end in before)])
        last = first + timedelta(days=draw(st.integers(0, 12)))
        calendar = draw(CALENDARS)
        found.append(Stage(key, f"Stage {key}", first, last, frozenset(after), calendar, begun=draw(st.just(False))))
    return draw(st.permutations(found))


def resting(draw, stages):
    return [
        replace(one, done=one.last) if one.key % 3 == 0 else replace(one, begun=True) if one.key % 4 == 0 else one
        for one in stages
    ]


@settings(max_examples=60, deadline=None)
@given(st.data(), plans())
def test_after_a_move_no_dependency_is_broken_and_nothing_else_came_earlier(data, stages):
    stages = resting(data, stages) if data.draw(st.booleans()) else stages
    free = [one.key for one in stages if not one.rests]
    if not free:
        return
    key = data.draw(st.sampled_from(free))
    asked = next(one for one in stages if one.key == key)
    first = max(asked.first, MARCH) + timedelta(days=data.draw(st.integers(0, 40)))
    found = move(stages, key, first, today=MARCH)
    # the order in which the stages are given does not matter
    assert move(data.draw(st.permutations(stages)), key, first, today=MARCH) == found
    shifts = {shift.key: shift for shift in found.shifts}
    after = {
        one.key: replace(one, first=shifts[one.key].first, last=shifts[one.key].last) if one.key in shifts else one
        for one in stages
    }
    for one in after.values():
        if not one.rests:
            assert all(after[key].end < one.first for key in one.after)
    for one in stages:
        moved = after[one.key]
        if one.rests:
            assert moved == one
        if one.key != key:
            assert moved.first >= one.first
            assert moved.last >= one.last
        if moved != one:
            assert working_days(moved) == working_days(one)
    assert found.end == end_of(after.values())


@settings(max_examples=40, deadline=None)
@given(st.data(), plans())
def test_slack_is_exactly_what_can_slip(data, stages):
    left = slack(stages)
    assert min(left.values()) >= 0
    assert critical(stages)
    one = data.draw(st.sampled_from(stages))
    room, last = left[one.key], one.last
    for _n in range(room):
        last = one.calendar.next_working_day(last + timedelta(days=1))
    assert move(stages, one.key, one.first, last, today=MARCH).end == end_of(stages)
    over = one.calendar.next_working_day(last + timedelta(days=1))
    assert move(stages, one.key, one.first, over, today=MARCH).end > end_of(stages)
