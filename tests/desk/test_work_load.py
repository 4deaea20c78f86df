"""The load page: who is promised how much, what a week is made of, and whether a promise fits."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast as casting

from rapport.agency.models import Absence, Role
from rapport.conversations.meetings.models import Meeting, Participant
from rapport.delivery.tasks.models import Task, TimeNote
from rapport.journal import clock
from rapport.portfolio.models import Crew

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_a_monday_morning():
    with time_machine.travel("2026-11-23T07:00:00+00:00", tick=False):
        yield


@pytest.fixture
def marta(cast, caller):
    return caller(cast.marta)


def task(cast, hours, days=4, **fields):
    values = {"client": cast.adria, "title": "The texts", "keeper": cast.luka, "member": cast.tin, "state": "doing"}
    due = clock.now() + timedelta(days=days, hours=9)
    return Task.objects.create(**{**values, "hours": hours and Decimal(hours), "due_at": due, **fields})


def page(browser, **asked):
    return browser.get(reverse("load"), asked).content.decode().replace("\u00a0", " ")


def week(browser, member, monday=MONDAY):
    answer = browser.get(reverse("load_week", args=[member.pk, monday]), headers={"HX-Request": "true"})
    return answer.content.decode()


def test_hours_of_tasks_and_meetings_stand_against_what_may_be_promised(cast, marta):
    one = task(cast, 30)
    TimeNote.objects.create(task=one, member=cast.tin, on=clock.today(), minutes=120)
    task(cast, 6, state="handed")
    task(cast, 9, state="delivered")  # spent
    task(cast, 9, deleted_at=clock.now())
    task(cast, None)
    meeting = Meeting.objects.create(
        client=cast.adria, host=cast.luka, local=clock.now(), at=clock.now() + timedelta(hours=4), zone="UTC", uid="m",
        minutes=90,
    )  # fmt: skip
    Participant.objects.create(meeting=meeting, member=cast.tin)
    Participant.objects.create(meeting=meeting, member=cast.luka, answer="declined")
    shown = page(marta)
    assert "35.5 of 36 h" in shown  # 28 + 6 + 1.5 of 45 working hours, 80 % of them
    assert "nearly full" in shown
    assert "6 h not accepted yet" in shown
    assert "1 task without hours" in shown
    assert "1.5 of 36 h" not in shown
    cast.agency.plannable = 60
    cast.agency.save()
    shown = page(marta)
    assert "35.5 of 27 h" in shown
    assert "8.5 h over" in shown
    assert "Tin Babić in 1 week." in shown


def test_absences_take_hours_away(cast, marta):
    Absence.objects.create(member=cast.tin, first=MONDAY, last=MONDAY + timedelta(days=6))
    assert "not there" in page(marta)
    task(cast, 4)
    assert "4 h over" in page(marta)


def test_a_week_opens_to_what_it_is_made_of_and_hides_what_one_does_not_see(cast, caller, marta):
    Crew.objects.create(client=cast.polyot, member=cast.tin, since=date(2024, 1, 1))
    task(cast, 8, title="Banner for spring")
    task(cast, None, title="How long is this?")
    task(cast, 5, client=cast.polyot, title="Secret of Harbour")
    shown = week(marta, cast.tin)
    assert "Banner for spring" in shown
    assert "hours not said" in shown
    assert "Secret of Harbour" not in shown
    assert "1 thing for clients you do not see" in shown
    assert "Secret of Harbour" in week(caller(cast.petra), cast.tin)
    assert marta.get(reverse("load_week", args=[cast.tin.pk, MONDAY])).status_code == 200
    for day in (MONDAY - timedelta(days=7), MONDAY + timedelta(days=1), date(9999, 12, 27)):
        assert marta.get(reverse("load_week", args=[cast.tin.pk, day])).status_code == 404
    assert marta.get("/work/load/1/2026-13-45/").status_code == 404


def test_does_it_fit_is_answered_with_who_else_could(cast, caller, marta):
    free = casting.member("Vesna Radić", [Role.SPECIALIST], cast.growth)
    task(cast, 30)
    asked = {"hours": "20", "due": (MONDAY + timedelta(days=4)).isoformat(), "member": cast.tin.pk}
    shown = page(marta, **asked)
    assert "It does not fit: 6 h are free until" in shown
    assert "It would fit by Tue 1 Dec." in shown
    assert f"<b>{free.name}</b> (is in the same team): 36 h are free until then" in shown
    fragment = marta.get(reverse("load_fits"), {**asked, "hours": "5,5"}).content.decode()
    assert "It fits: 6 h are free until" in fragment.replace("\u00a0", " ")
    assert "<html" not in fragment
    own = Task.objects.get()  # the task that is being handed over does not stand in its own way
    assert "It fits" in marta.get(reverse("load_fits"), {**asked, "task": own.pk}).content.decode()


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"hours": "many"}, "Write hours as a number"),
        ({"hours": "-3"}, "0.25"),
        ({"hours": "1e9"}, "hours"),
        ({"hours": "NaN"}, "Write hours as a number"),
        ({"due": "soon"}, "no day of the calendar"),
        ({"due": "0001-01-01"}, "cannot be right"),
        ({"member": "999"}, "valid choice"),
        ({"member": ""}, "cannot stay empty"),
    ],
)
def test_what_cannot_be_asked_is_said(cast, marta, wrong, says):
    asked = {"hours": "5", "due": "2026-12-01", "member": str(cast.tin.pk), **wrong}
    answer = marta.get(reverse("load"), asked)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert marta.get(reverse("load_fits"), asked).status_code == 200


def test_the_statements_do_not_grow_with_people_and_tasks(cast, marta):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert marta.get(reverse("load"), {"team": "all"}).status_code == 200
        return len(asked)

    statements()
    few = statements()
    for n in range(12):
        one = casting.member(f"Doer{n} Nth", [Role.SPECIALIST], cast.growth)
        for hours in (3, 5):
            task(cast, hours, member=one)
    assert statements() == few <= 12
