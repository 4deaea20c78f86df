"""Goals: set, judged, ended with a word on how, and what was done for them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from rapport.delivery.goals import facts
from rapport.delivery.goals.change import change
from rapport.delivery.goals.close import close, reopen
from rapport.delivery.goals.judge import judge
from rapport.delivery.goals.models import Goal
from rapport.delivery.goals.set_goal import set_goal
from rapport.delivery.models import Milestone, Plan, Task
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def goal(cast, adria):
    values = {
        "title": "40 bookings a month from search", "aim": "The new chair stands empty two days a week.",
        "metric": "Bookings", "baseline": Decimal(22), "target": Decimal(40), "due": clock.today() + 90 * DAY,
    }  # fmt: skip
    return set_goal(adria, values, by=cast.luka, once="form:1")


def test_a_goal_is_set_once_and_judged_letter_by_letter(cast, adria, goal):
    assert set_goal(adria, {"title": "Other"}, by=cast.luka, once="form:1") == goal
    assert judge(goal).letters() == {"S": "ok", "M": "ok", "A": "unknown", "R": "ok", "T": "ok"}
    assert judge(Goal(client=adria, title="Improve")).letters()["M"] == "missing"
    assert Entry.objects.filter(name="goal.set").count() == 1
    with pytest.raises(PermissionDenied):
        set_goal(Client.objects.fetch(cast.tin, cast.adria.pk), {"title": "x"}, by=cast.tin)
    with pytest.raises(ValidationError, match="another client"):
        set_goal(Client.objects.fetch(cast.nina, cast.polyot.pk), {"title": "x"}, by=cast.nina, once="form:1")


@pytest.mark.parametrize(
    "values, field",
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "x", "unit": "u" * 21}, "unit"),
        ({"title": "x", "aim": "a" * 5001}, "aim"),
        ({"title": "x", "target": Decimal("NaN")}, "target"),
        ({"title": "x", "target": Decimal(10) ** 15}, "target"),
        ({"title": "x", "due": date(1801, 1, 1)}, "due"),
        ({"title": "x", "since": date(2026, 5, 2), "due": date(2026, 5, 1)}, "due"),
    ],
)
def test_what_cannot_be_a_goal_is_said_at_its_field(cast, adria, values, field):
    with pytest.raises(ValidationError) as refused:
        set_goal(adria, values, by=cast.luka)
    assert list(refused.value.message_dict) == [field]


def test_of_two_who_change_it_the_second_is_asked(cast, adria, goal):
    changed = change(goal, {"title": "50  bookings a month"}, by=cast.luka, version=1)
    assert (changed.title, changed.version) == ("50 bookings a month", 2)
    with pytest.raises(ChangedMeanwhile):
        change(goal, {"title": "60 bookings a month"}, by=cast.luka, version=1)
    assert change(goal, {"title": "50 bookings a month"}, by=cast.luka, version=2).version == 2


@pytest.mark.parametrize("state, note", [("reached", ""), ("missed", "The chair came late"), ("dropped", "Sold")])
def test_it_ends_with_a_word_on_how_and_is_opened_again(cast, adria, goal, state, note):
    if note:
        with pytest.raises(ValidationError, match="Say why"):
            close(goal, state, by=cast.luka)
    assert close(goal, state, by=cast.luka, note=note).state == state
    close(goal, "reached", by=cast.luka)  # a doubled click changes nothing
    assert Entry.objects.filter(name=f"goal.{state}").count() == 1
    with pytest.raises(ValidationError, match="has ended"):
        change(goal, {"title": "x"}, by=cast.luka, version=2)
    assert reopen(goal, by=cast.luka)
    assert not reopen(goal, by=cast.luka)
    with pytest.raises(ValidationError, match="how it ended"):
        close(goal, "open", by=cast.luka)


def test_what_was_done_for_it_is_said(cast, adria, goal, django_assert_num_queries):
    assert facts.in_words(facts.work_for([goal.pk]).get(goal.pk, facts.Work()))[0].plain() == (
        "Nothing is planned for it yet."
    )
    plan = Plan.objects.create(client=adria, title="Site")
    today, now = clock.today(), clock.now()
    stage = Milestone.objects.create(plan=plan, title="Pages", first=today, last=today, goal=goal)
    gone = Plan.objects.create(client=adria, title="Dropped", state="dropped")
    Milestone.objects.create(plan=gone, title="Never", first=today, last=today, goal=goal)
    task = {"client": adria, "keeper": cast.luka}
    Task.objects.create(title="Tags", goal=goal, state="done", closed_at=now - DAY, **task)
    Task.objects.create(title="Words", milestone=stage, **task)
    Task.objects.create(title="Dropped", goal=goal, state="dropped", **task)
    with django_assert_num_queries(2):
        work = facts.work_for([goal.pk, 987654])[goal.pk]
    assert ([one.title for one in work.milestones], [one.title for one in work.tasks]) == (["Pages"], ["Tags", "Words"])
    said = [reason.plain() for reason in facts.in_words(work)]
    assert said[:2] == ["0 of 1 milestone done.", "1 of 2 tasks done."]
    assert said[2].endswith(": Tags.")


def test_those_under_way_come_first_by_date(cast, adria, goal):
    soon = set_goal(adria, {"title": "Soon", "due": clock.today() + DAY}, by=cast.luka)
    undated = set_goal(adria, {"title": "Some day"}, by=cast.luka)
    ended = close(set_goal(adria, {"title": "Old"}, by=cast.luka), "reached", by=cast.luka)
    assert facts.goals_of(adria.pk) == [soon, goal, undated, ended]
    assert facts.goals_of(adria.pk, open_only=True) == [soon, goal, undated]
