"""The pages of the work: the list with its filters, the board, the matrix, the month, a client's work."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast as casting

from rapport.agency.models import Role
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.overview.client_line import refresh
from rapport.portfolio.models import Client, Crew

PAGES = ("work", "work_board", "work_matrix", "work_calendar")


@pytest.fixture(autouse=True)
def on_a_tuesday_morning():
    with time_machine.travel("2026-11-24T07:00:00+00:00", tick=False):
        yield


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


def task(cast, title, days=3, **fields):
    due = None if days is None else clock.now() + timedelta(days=days, hours=8)
    values = {"client": cast.adria, "keeper": cast.luka, "member": cast.tin, "state": "doing", "due_at": due}
    return Task.objects.create(title=title, **{**values, **fields})


@pytest.fixture
def tasks(cast):
    return [
        task(cast, "Banner for spring", -2),
        task(cast, "Key words", state="handed", service=None, check_at=clock.now() + timedelta(days=1)),
        task(cast, "Which photos?", state="unclear"),
        task(cast, "Landing page", state="delivered", client_due=date(2026, 11, 30), hours=Decimal("7.5")),
        task(cast, "Ask for access", None, member=None, state="open"),
        task(cast, "Write the letter", 0, member=cast.luka, important=True),
        task(cast, "Last month", state="done", closed_at=clock.now()),
        task(cast, "Secret of Harbour", client=cast.polyot, keeper=cast.nina),
        task(cast, "Gone", deleted_at=clock.now()),
    ]


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ")


def titles(page):
    return [one.title for one in Task.objects.order_by("pk") if f">{one.title}<" in page]


def listed(browser, name="work", **asked):
    return titles(text(browser.get(reverse(name), asked)))


@pytest.mark.parametrize(
    "asked, found",
    [
        ({}, ["Banner for spring", "Key words", "Which photos?", "Landing page", "Ask for access", "Write the letter"]),
        ({"whose": "do"}, ["Write the letter"]),
        ({"whose": "given", "late": "1"}, ["Banner for spring"]),
        ({"state": "delivered"}, ["Landing page"]),
        ({"state": "open"}, ["Ask for access"]),
        ({"state": "done"}, ["Last month"]),
        ({"q": "BANNER spring"}, ["Banner for spring"]),
        ({"q": "nothing like it"}, []),
        ({"client": "999999"}, []),
        ({"whose": "all", "q": "harbour"}, []),
        ({"page": "7"}, []),
        (
            {"whose": "them", "state": "'; drop", "sort": "client__password", "client": "x", "page": "-1"},
            ["Banner for spring", "Key words", "Which photos?", "Landing page", "Ask for access", "Write the letter"],
        ),
        ({"q": "zz\x00qq"}, []),
    ],
)
def test_the_list_shows_what_is_asked_for_and_only_what_one_may_see(luka, tasks, asked, found):
    assert listed(luka, **asked) == found


@pytest.mark.parametrize("sort", ["due", "-due", "check", "title", "-title", "client", "who", "state", "-made"])
def test_it_is_sorted_by_what_is_on_the_list_of_sorts(luka, tasks, sort):
    page = text(luka.get(reverse("work"), {"sort": sort}))
    if sort.endswith("title"):
        places = [page.index(f">{title}<") for title in ("Ask for access", "Key words", "Which photos?")]
        assert places == sorted(places, reverse=sort.startswith("-"))
    if sort.endswith("due"):
        assert page.index(">Ask for access<") > page.index(">Banner for spring<")  # without a date: last, either way


def test_specialists_begin_with_their_own_and_contractors_see_nothing_else(cast, caller, tasks):
    Crew.objects.create(client=cast.polyot, member=cast.tin, since=date(2024, 1, 1))
    assert "Secret of Harbour" in listed(caller(cast.tin))
    assert "Write the letter" not in listed(caller(cast.tin))
    assert "Write the letter" in listed(caller(cast.tin), whose="all")
    hired = casting.member("Vesna Radić", [Role.CONTRACTOR])
    Crew.objects.create(client=cast.adria, member=hired, since=date(2024, 1, 1))
    task(cast, "For Vesna", member=hired)
    for name in PAGES:
        assert set(listed(caller(hired), name, whose="all")) <= {"For Vesna"}
    assert caller(hired).get(reverse("client_work", args=[cast.adria.pk])).status_code == 403


def test_the_board_has_a_column_for_each_move_and_buttons_do_the_next_deed(cast, luka, caller, tasks):
    page = text(luka.get(reverse("work_board")))
    assert "Last month" not in page
    assert page.index("Not handed over</h2>") < page.index(">Ask for access<") < page.index("Waits for a yes</h2>")
    delivered = tasks[3]
    assert f'action="{reverse("task_take", args=[delivered.pk])}"' in page
    assert f'href="{reverse("task_hand", args=[tasks[4].pk])}"' in page
    answer = luka.post(reverse("task_take", args=[delivered.pk]), {"next": reverse("work_board")})
    assert (answer.status_code, answer["Location"]) == (303, reverse("work_board"))
    assert "Landing page" not in titles(text(luka.get(reverse("work_board"))))
    his = text(caller(cast.tin).get(reverse("work_board")))
    assert f'action="{reverse("task_accept", args=[tasks[1].pk])}"' in his
    assert reverse("task_take", args=[tasks[0].pk]) not in his
    caller(cast.tin).post(reverse("task_accept", args=[tasks[1].pk]))
    assert Task.objects.get(pk=tasks[1].pk).state == "doing"


def test_the_matrix_weighs_time_against_the_client(cast, luka, tasks):
    Client.objects.filter(pk=cast.adria.pk).update(potential=1, key_account=False)
    refresh([cast.adria.pk])
    page = text(luka.get(reverse("work_matrix")))
    now, plan, delegate, later = (page.index(f'id="box-{key}"') for key in ("now", "plan", "delegate", "drop"))
    assert now < page.index(">Write the letter<") < plan
    assert "Important, as somebody said." in page
    assert delegate < page.index(">Banner for spring<") < later
    assert later < page.index(">Ask for access<")


def test_the_month_holds_due_dates_checks_and_what_clients_were_told(luka, tasks):
    page = text(luka.get(reverse("work_calendar")))
    assert "Nov 2026" in page
    assert page.count(">Key words<") == 2  # its check and its date
    assert page.count(">Landing page<") == 2
    assert "Ask for access" not in page
    december = text(luka.get(reverse("work_calendar"), {"month": "2026-12"}))
    assert "Dec 2026" in december
    for odd in ("soon", "9999-99", "1066-01", "2026-1\x00"):
        assert "Nov 2026" in text(luka.get(reverse("work_calendar"), {"month": odd}))


def test_a_clients_work_stands_by_whose_move_it_is(cast, luka, caller, tasks):
    page = text(luka.get(reverse("client_work", args=[cast.adria.pk])))
    assert page.index("Our move</h3>") < page.index("Which photos?") < page.index("Under way</h3>")
    assert page.index("Done lately</h3>") < page.index("Last month")
    assert "6 tasks" in page
    assert "1 late" in page
    assert "Secret of Harbour" not in page
    assert reverse("task_new", args=[cast.adria.pk]) in page
    assert text(luka.get(reverse("client_work", args=[cast.polyot.pk])), 404)
    assert caller(cast.fran).get(reverse("client_work", args=[cast.adria.pk])).status_code == 403
    empty = text(caller(cast.ana).get(reverse("client_work", args=[cast.isar.pk])))
    assert "No work is open" in empty


@pytest.mark.parametrize("name", [*PAGES, "client_work"])
def test_the_statements_do_not_grow_with_the_tasks(cast, luka, tasks, name):
    where = reverse(name, args=[cast.adria.pk] if name == "client_work" else [])

    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert luka.get(where).status_code == 200
        return len(asked)

    statements()
    few = statements()
    for n in range(25):
        task(cast, f"More {n}", n - 5, state=("open", "doing", "handed", "delivered", "done")[n % 5])
    assert statements() == few <= 12
