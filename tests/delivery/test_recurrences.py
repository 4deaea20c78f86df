"""Tasks that come again: laid ahead once each, on working days, changed from now on, ended."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests import cast as casting

from rapport.agency.models import Role
from rapport.delivery.tasks.accept import accept
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.access_recurrence import recurrence_for
from rapport.delivery.tasks.begin_recurrence import begin_recurrence
from rapport.delivery.tasks.change_recurrence import change_recurrence
from rapport.delivery.tasks.end_recurrence import end_recurrence
from rapport.delivery.tasks.lay_ahead import lay_ahead
from rapport.delivery.tasks.models import Recurrence, Task
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Keeper

MONDAY = date(2026, 11, 23)
WEEKLY, MONTHLY = "FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=25"


@pytest.fixture(autouse=True)
def on_a_monday_morning():
    with time_machine.travel("2026-11-23T07:00:00+00:00", tick=False):
        yield


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def begin(cast, adria, rule=WEEKLY, first=MONDAY, until=None, **like):
    like = {"title": "Look at the budgets", "member": cast.tin, "hours": Decimal("1.5"), **like}
    return begin_recurrence(adria, by=cast.luka, rule=rule, first=first, until=until, like=like)


def laid(recurrence, **only):
    rows = Task.objects.filter(recurrence=recurrence, **only).order_by("due_at")
    return [one.due_at.date().isoformat()[5:] for one in rows]


def test_the_next_four_weeks_are_written_down_and_handed_over(cast, adria):
    weekly = begin(cast, adria, steps=["Search", "Social"], days_before=2)
    assert laid(weekly) == ["11-27", "12-04", "12-11", "12-18"]
    one = Task.objects.filter(recurrence=weekly).first()
    assert (one.state, one.member, one.keeper, one.hours) == ("handed", cast.tin, cast.luka, Decimal("1.5"))
    assert one.begins == date(2026, 11, 25)
    assert one.check_at is not None
    assert [step.text for step in one.steps.all()] == ["Search", "Social"]
    assert lay_ahead() == 0  # nothing comes twice
    with time_machine.travel("2026-12-01T03:00:00+00:00"):
        assert lay_ahead() == 1
    assert laid(weekly)[-1] == "12-28"  # Christmas is moved to the next working day


def test_of_a_rare_one_the_next_is_always_there(cast, adria):
    yearly = begin(cast, adria, "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=1", first=date(2027, 3, 1))
    assert laid(yearly) == ["03-01"]
    assert Task.objects.get().due_at.year == 2027
    assert lay_ahead() == 0


def test_one_day_is_one_task_whoever_lays_it(cast, adria):
    weekly = begin(cast, adria)
    same = begin(cast, adria)
    assert same.pk == weekly.pk
    one = Task.objects.filter(recurrence=weekly).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(
            client=cast.adria, keeper=cast.luka, title="Twin", recurrence=weekly, occurrence=one.occurrence
        )
    Task.objects.filter(pk=one.pk).update(state="dropped")
    assert lay_ahead() == 0  # dropped by hand: it stays away


def test_changed_from_now_on_the_untouched_follow_and_the_others_stay(cast, adria):
    weekly = begin(cast, adria)
    first, second, *_rest = Task.objects.filter(recurrence=weekly).order_by("due_at")
    accept(task_for(cast.tin, first.pk, "task.do"), by=cast.tin)
    like = {**weekly.like, "title": "Look at all budgets", "member": cast.tin, "hours": Decimal(2)}
    changed = recurrence_for(cast.luka, weekly.pk, "task.keep")
    change_recurrence(changed, by=cast.luka, rule="FREQ=WEEKLY;BYDAY=TH", first=MONDAY, until=None, like=like)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.title) == ("doing", "Look at the budgets")
    assert second.state == "dropped"
    assert laid(weekly, state="handed") == ["11-26", "12-03", "12-10", "12-17"]
    assert set(Task.objects.filter(state="handed").values_list("title", "hours")) == {
        ("Look at all budgets", Decimal(2))
    }
    changed = recurrence_for(cast.luka, weekly.pk, "task.keep")
    like["title"] = "Only the title"
    change_recurrence(changed, by=cast.luka, rule="FREQ=WEEKLY;BYDAY=TH", first=MONDAY, until=None, like=like)
    assert laid(weekly, state="handed", title="Only the title") == ["11-26", "12-03", "12-10", "12-17"]


def test_another_doer_gets_them_anew(cast, adria):
    weekly = begin(cast, adria)
    changed = recurrence_for(cast.luka, weekly.pk, "task.keep")
    like = {**weekly.like, "member": cast.luka}
    change_recurrence(changed, by=cast.luka, rule=WEEKLY, first=MONDAY, until=None, like=like)
    assert laid(weekly) == ["11-27", "12-04", "12-11", "12-18"]
    assert set(Task.objects.filter(recurrence=weekly).values_list("member", "state")) == {(cast.luka.pk, "doing")}


def test_ended_nothing_comes_and_what_was_accepted_stays(cast, adria):
    weekly = begin(cast, adria)
    first = Task.objects.filter(recurrence=weekly).order_by("due_at").first()
    accept(task_for(cast.tin, first.pk, "task.do"), by=cast.tin)
    assert end_recurrence(recurrence_for(cast.luka, weekly.pk, "task.keep"), by=cast.luka)
    assert not end_recurrence(recurrence_for(cast.luka, weekly.pk, "task.keep"), by=cast.luka)
    assert laid(weekly, state="doing") == ["11-27"]
    assert Task.objects.open().count() == 1
    assert lay_ahead() == 0
    names = list(Entry.objects.filter(name__startswith="recurrence.").order_by("pk").values_list("name", flat=True))
    assert names == ["recurrence.begun", "recurrence.ended"]


def test_who_has_gone_gets_nothing_and_the_clients_keeper_takes_over(cast, adria):
    weekly = begin(cast, adria)
    cast.tin.is_active = False
    cast.tin.save()
    Keeper.objects.filter(client=cast.adria).update(member=cast.ana)
    with time_machine.travel("2026-12-01T03:00:00+00:00"):
        assert lay_ahead() == 1
    last = Task.objects.filter(recurrence=weekly).order_by("due_at").last()
    assert (last.state, last.member, last.keeper) == ("open", None, cast.ana)
    Client.objects.filter(pk=cast.adria.pk).update(status="paused")
    with time_machine.travel("2026-12-20T03:00:00+00:00"):
        assert lay_ahead() == 0


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"hours": Decimal(-1)}, "hours"),
        ({"days_before": 400}, "days_before"),
        ({"steps": ["x"] * 101}, "steps"),
        ({"rule": "FREQ=NEVER"}, "every"),
        ({"first": date(1066, 1, 1)}, "first"),
        ({"until": MONDAY - timedelta(days=1)}, "until"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast, adria, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        begin(cast, adria, **wrong)
    assert field in refusal.value.message_dict
    assert not Recurrence.objects.exists()


def test_only_who_keeps_the_client_begins_one(cast, adria):
    his = Client.objects.fetch(cast.tin, cast.adria.pk)
    with pytest.raises(PermissionDenied):
        begin_recurrence(his, by=cast.tin, rule=WEEKLY, first=MONDAY, like={"title": "x"})
    own = begin_recurrence(
        None, by=cast.marta, rule=MONTHLY, first=MONDAY, like={"title": "Bills", "member": cast.marta}
    )
    assert laid(own) == ["11-25"]
    assert Task.objects.get().state == "doing"


# on their pages


def test_it_is_begun_on_its_page_changed_and_ended(cast, adria, caller):
    luka = caller(cast.luka)
    words = {
        "title": "Monthly report", "every": "month", "within": "work-1", "first": "2026-11-23", "hours": "3,5",
        "member": cast.tin.pk, "steps": "Figures\nWords",
    }  # fmt: skip
    answer = luka.post(reverse("recurrence_new", args=[adria.pk]), words)
    made = Recurrence.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("recurrence", args=[made.pk]))
    assert (made.rule, made.like["hours"]) == ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "3.5")
    page = luka.get(answer["Location"]).content.decode()
    assert "Every month: the last working day" in page
    assert "Waits for a yes" in page
    assert "Monthly report" in luka.get(reverse("client_work", args=[adria.pk])).content.decode()
    assert "Monthly report" in luka.get(reverse("recurrences")).content.decode()
    form = luka.get(reverse("recurrence_change", args=[made.pk])).content.decode()
    assert 'value="3.5"' in form
    refused = luka.post(reverse("recurrence_change", args=[made.pk]), {**words, "title": "", "first": "soon"})
    assert refused.status_code == 422
    answer = luka.post(reverse("recurrence_change", args=[made.pk]), {**words, "every": "week", "weekdays": [1, 3]})
    made.refresh_from_db()
    assert (answer.status_code, made.rule) == (303, "FREQ=WEEKLY;BYDAY=TU,TH")
    luka.post(reverse("recurrence_end", args=[made.pk]))
    made.refresh_from_db()
    assert made.ended_at is not None
    assert "ended" in luka.get(reverse("recurrence", args=[made.pk])).content.decode()
    assert luka.post(reverse("recurrence_change", args=[made.pk]), words).status_code == 422


def test_a_task_that_was_done_once_lends_its_words(cast, adria, caller):
    task = Task.objects.create(client=cast.adria, title="Check the feed", keeper=cast.luka, hours=Decimal(2))
    page = caller(cast.luka).get(reverse("recurrence_new", args=[adria.pk]), {"task": task.pk}).content.decode()
    assert 'value="Check the feed"' in page
    other = Task.objects.create(client=cast.polyot, title="Secret of Harbour", keeper=cast.nina)
    assert caller(cast.luka).get(reverse("recurrence_new", args=[adria.pk]), {"task": other.pk}).status_code == 404


def test_what_comes_again_is_seen_by_whoever_works_for_the_client(cast, adria, caller):
    weekly = begin(cast, adria)
    for name, status in (("tin", 200), ("marta", 200), ("nina", 404), ("fran", 403)):
        assert caller(getattr(cast, name)).get(reverse("recurrence", args=[weekly.pk])).status_code == status, name
    assert caller(cast.tin).post(reverse("recurrence_end", args=[weekly.pk])).status_code == 403
    assert caller(cast.nina).post(reverse("recurrence_end", args=[weekly.pk])).status_code == 404
    hired = casting.member("Vesna Radić", [Role.CONTRACTOR])
    assert caller(hired).get(reverse("recurrence", args=[weekly.pk])).status_code == 403
    assert "Look at the budgets" not in caller(cast.nina).get(reverse("recurrences")).content.decode()
