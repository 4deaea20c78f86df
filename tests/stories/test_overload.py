"""Too many hours promised to somebody: the head is asked, and no longer when it fits again."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from rapport.agency.absences import note_absence
from rapport.attention.ask import close
from rapport.attention.models import open_items
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.take import take
from rapport.journal import clock
from rapport.journal.models import Failure
from rapport.stories import overload


@pytest.fixture(autouse=True)
def on_a_monday_morning():
    with time_machine.travel("2026-11-23T07:00:00+00:00", tick=False):
        yield


@pytest.fixture
def told(follow):
    def run():
        follow()
        assert not Failure.objects.exists(), Failure.objects.first().error
        return list(open_items(kind="overload").order_by("cause"))

    return run


def given(cast, hours):
    row = Task.objects.create(client=cast.adria, title="The texts", keeper=cast.luka, hours=Decimal(hours))
    task = task_for(cast.luka, row.pk)
    due = clock.now() + timedelta(days=4, hours=8)
    return hand(task, by=cast.luka, to=cast.tin, due_at=due, knowing=True)


def test_the_head_is_asked_when_more_is_handed_over_than_there_is_and_not_when_it_fits_again(cast, told):
    given(cast, 30)
    assert told() == []
    more = given(cast, 10)
    (item,) = told()
    assert (item.member, item.client) == (cast.marta, None)
    assert item.why.plain() == "Tin Babić is promised 40.0 h in the week from 2026-11-23, and 36.0 h may be."
    told()
    assert len(told()) == 1
    take(task_for(cast.luka, more.pk), by=cast.luka)
    assert told() == []


def test_a_dismissal_holds_until_it_is_more_still_and_the_night_looks_at_everybody(cast, told):
    Task.objects.create(
        client=cast.adria, title="Old", keeper=cast.luka, member=cast.tin, state="doing", hours=Decimal(50),
        due_at=clock.now() - timedelta(days=9),
    )  # fmt: skip
    Task.objects.create(client=cast.adria, title="Unknown", keeper=cast.luka, member=cast.tin, state="doing")
    overload.look_at_all()
    (item,) = open_items(kind="overload")
    assert item.why.plain().endswith("Not counted: 1 task without hours.")
    close(item, by=cast.marta, outcome="dismissed", note="He knows.")
    overload.look_at_all()
    assert not open_items(kind="overload").exists()
    given(cast, 5)
    assert len(told()) == 1


def test_an_absence_can_make_it_too_much(cast, told):
    given(cast, 30)
    note_absence(cast.tin, by=cast.marta, first=clock.today(), last=clock.today() + timedelta(days=2))
    assert len(told()) == 1
