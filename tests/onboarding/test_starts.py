"""What moves a start: followers hand on what comes next, finish what is complete, and tell what stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from tests.cast import Cast
from tests.onboarding.beginning import CONTENT, known, line, started

from rapport.attention.models import open_items
from rapport.conversations.meetings.hold import hold
from rapport.conversations.meetings.models import Meeting
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.receive import receive
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.take import take
from rapport.journal import clock
from rapport.journal.models import Entry, Failure
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.accesses.move_on import move_on
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.questionnaires.send_in import send_in
from rapport.onboarding.starts import remind
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.drop import drop
from rapport.onboarding.starts.finish import finish
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.sign_exception import sign_exception
from rapport.onboarding.starts.steps import standings
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Status


@pytest.fixture(autouse=True)
def on_a_tuesday() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 17, 10, 0, tzinfo=UTC), tick=True):
        yield


def standing(start: Start) -> Any:
    start = Start.objects.select_related("client", "edition__service").get(pk=start.pk)
    return standings([start])[start.pk]


def task(key: str) -> Task:
    return Task.objects.get(once__endswith=f":{key}")


def done(cast: Cast, key: str) -> None:
    take(task_for(cast.luka, task(key).pk), by=cast.luka)


def answered(cast: Cast, start: Start) -> None:
    row = Questionnaire.objects.select_related("edition", "client").get(start=start)
    send_in(row, name="Ivana", with_gaps=True)


def given(cast: Cast, start: Start) -> None:
    for access in Access.objects.filter(start=start):
        access.client = known(cast.luka, cast.adria)
        for state in ("asked", "given", "tested"):
            move_on(access, to=state, by=cast.luka)
            access.refresh_from_db()
            access.client = known(cast.luka, cast.adria)


def met(cast: Cast, start: Start) -> None:
    assert start.meeting is not None
    with time_machine.travel(start.meeting.at + timedelta(hours=2), tick=False):
        meeting = Meeting.objects.get(pk=start.meeting_id)
        meeting.client = known(cast.luka, cast.adria)
        hold(meeting, by=cast.luka)


@pytest.fixture
def going(cast: Cast, follow: Callable[[], int]) -> Start:
    Client.objects.filter(pk=cast.adria.pk).update(status=Status.ONBOARDING)
    start = started(cast)
    follow()
    return start


def test_who_has_the_first_move_is_told_with_what_is_ready(going: Start) -> None:
    now = standing(going)
    assert (now.done, now.total) == (0, 8)
    ready = {step.key for step in now.ready}
    assert {"questionnaire", "audit", "handover"} <= ready
    assert {step.key for step in now.waiting} >= {"build"}
    assert open_items(kind="task_handed").count() == 1


def test_the_next_task_is_handed_over_when_what_it_waited_for_is_done(
    cast: Cast, going: Start, follow: Callable[[], int]
) -> None:
    done(cast, "audit")
    follow()
    assert task("build").state == "open"  # the client still owes the material
    owed = Owed.objects.get(source="start")
    owed.client = known(cast.luka, cast.adria)
    receive(owed, by=cast.luka)
    follow()
    assert (task("build").state, task("build").member) == ("handed", cast.tin)
    assert task("build").due_at > clock.now()
    assert not Failure.objects.exists()


def test_when_every_step_is_done_onboarding_is_done_by_itself(
    cast: Cast, going: Start, follow: Callable[[], int]
) -> None:
    answered(cast, going)
    given(cast, going)
    for owed in Owed.objects.filter(source="start"):
        owed.client = known(cast.luka, cast.adria)
        receive(owed, by=cast.luka)
    for key in ("handover", "audit", "build"):
        done(cast, key)
    follow()
    assert standing(going).reasons[0].plain().endswith("First meeting.")
    going.client = known(cast.luka, cast.adria)
    with pytest.raises(ValidationError, match="First meeting"):
        finish(going, by=cast.luka)
    met(cast, going)
    follow()
    going.refresh_from_db()
    assert (going.state, going.done_by) == ("done", None)
    assert Client.objects.get(pk=cast.adria.pk).status == Status.ACTIVE
    assert Entry.objects.filter(name="start.done").count() == 1
    assert task("later").state != "done"
    assert not Failure.objects.exists()


def test_a_start_that_stands_still_is_told_once_and_settled_when_it_moves(
    cast: Cast, going: Start, follow: Callable[[], int]
) -> None:
    remind.look_over()
    assert not open_items(kind="start_stuck").exists()
    with time_machine.travel(clock.now() + timedelta(days=20), tick=False):
        remind.look_over()
        remind.look_over()
        item = open_items(kind="start_stuck").get()
        assert item.facts["start"] == going.pk
        assert item.why.plain().startswith("SEO: ")
        going.client = known(cast.luka, cast.adria)
        drop(going, by=cast.luka, reason="They bought something else.")
        assert not open_items(kind="start_stuck").exists()


def test_an_exception_needs_a_head_a_reason_and_something_open(cast: Cast, going: Start) -> None:
    going.client = known(cast.luka, cast.adria)
    with pytest.raises(PermissionDenied):
        sign_exception(going, by=cast.luka, reason="Now")
    going.client = known(cast.marta, cast.adria)
    with pytest.raises(ValidationError):
        sign_exception(going, by=cast.marta, reason=" \0")
    signed = sign_exception(going, by=cast.marta, reason="The fair.")
    assert signed.state == "working"
    assert "Build" in signed.exception.open_then
    assert "Later" not in signed.exception.open_then
    assert sign_exception(going, by=cast.marta, reason="Again").exception.reason == "The fair."
    assert Client.objects.get(pk=cast.adria.pk).status == Status.ACTIVE


def test_dropped_in_error_it_takes_along_what_nobody_has_touched(cast: Cast, going: Start) -> None:
    done(cast, "audit")
    going.client = known(cast.luka, cast.adria)
    with pytest.raises(ValidationError):
        drop(going, by=cast.luka, reason="")
    drop(going, by=cast.luka, reason="Begun in error.")
    assert task("audit").state == "done"
    assert set(Task.objects.exclude(pk=task("audit").pk).values_list("state", flat=True)) == {"dropped"}
    assert set(Owed.objects.filter(source="start").values_list("state", flat=True)) == {"released"}
    assert set(Access.objects.values_list("state", flat=True)) == {"not-needed"}
    assert Questionnaire.objects.get().state == "closed"
    assert going.engagement is not None
    again = begin(known(cast.luka, cast.adria), by=cast.luka, engagement=going.engagement)
    assert again.pk != going.pk


def test_a_client_is_active_when_the_last_of_its_starts_lets_it(cast: Cast, going: Start) -> None:
    other = Start.objects.create(client=cast.adria, edition=going.edition, began_on=clock.today(), made_by=cast.luka)
    going.client = known(cast.marta, cast.adria)
    sign_exception(going, by=cast.marta, reason="Now")
    assert Client.objects.get(pk=cast.adria.pk).status == Status.ONBOARDING
    other.client = known(cast.marta, cast.adria)
    sign_exception(other, by=cast.marta, reason="Now")
    assert Client.objects.get(pk=cast.adria.pk).status == Status.ACTIVE


def test_many_starts_are_judged_with_the_same_number_of_statements(
    cast: Cast, going: Start, django_assert_num_queries: Any
) -> None:
    one = list(Start.objects.select_related("client", "edition__service"))
    with django_assert_num_queries(10):
        standings(one)
    for _n in range(5):
        Start.objects.create(client=cast.isar, edition=going.edition, began_on=clock.today(), made_by=cast.ana)
    many = list(Start.objects.select_related("client", "edition__service"))
    with django_assert_num_queries(10):
        standings(many)


def test_beginnings_go_along_when_two_clients_become_one(cast: Cast, going: Start, follow: Callable[[], int]) -> None:
    kept = known(cast.marta, cast.isar)
    made = merge(kept, known(cast.marta, cast.adria), by=cast.marta)
    follow()
    assert Start.objects.get().client_id == cast.isar.pk
    assert Questionnaire.objects.get().client_id == cast.isar.pk
    unmerge(made, by=cast.marta)
    follow()
    assert Start.objects.get().client_id == cast.adria.pk


def test_a_line_that_tests_accesses_lets_given_ones_count(cast: Cast) -> None:
    content = {**CONTENT, "tasks": [line("accesses", "client"), line("test-accesses", after=["accesses"])]}
    start = started(cast, content)
    access = Access.objects.filter(start=start).first()
    assert access is not None
    Access.objects.filter(start=start).update(state="given")
    Task.objects.update(begins=clock.today())
    now = standing(start)
    assert "test-accesses" in {step.key for step in now.ready}
    Access.objects.filter(pk=access.pk).update(state="asked")
    assert "test-accesses" in {step.key for step in standing(start).waiting}
