"""Goals on their pages: set, judged letter by letter, changed by two, ended and opened again, shown to the client."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from rapport.delivery.models import Goal, Task
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.portfolio.show import is_shown

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def goal(adria):
    return Goal.objects.create(client=adria, title="Improve the site")


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def to(name, thing):
    return reverse(name, args=[thing.pk])


def test_a_goal_is_set_from_its_form_with_figures_as_people_write_them(luka, adria):
    sent = {
        "title": "1,200 visits a day from search", "aim": "The shop lives from them.", "metric": "Visits",
        "baseline": "830,5", "target": "1 200", "due": (clock.today() + 90 * DAY).isoformat(), "once": str(uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        answer = luka.post(to("goal_new", adria), sent)
    goal = Goal.objects.get()
    assert (goal.baseline, goal.target) == (Decimal("830.5"), Decimal(1200))
    page = text(luka.get(answer.headers["Location"]))
    assert "830.5 → 1,200" in page
    assert "Visits from 830.5 to 1,200." in page
    assert "Whether it can be reached is not judged" in page
    assert "nothing is missing" in page
    assert "830.5" in text(luka.get(to("goal_change", goal)))


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"title": ""}, "cannot stay empty"),
        ({"target": "many"}, "Write a number"),
        ({"target": "9" * 30}, "Write a number"),
        ({"due": "2026-02-31"}, "no day of the calendar"),
        ({"unit": "u" * 21}, "At most 20 characters"),
        ({"since": "2026-05-02", "due": "2026-05-01"}, "end before it begins"),
        ({"title": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, wrong, says):
    answer = luka.post(to("goal_new", adria), {"title": "More visits", "aim": "They live from it", **wrong})
    assert answer.status_code == 422
    assert says in text(answer)
    assert "They live from it" in text(answer)
    assert not Goal.objects.exists()


def test_what_its_services_are_judged_by_is_offered(luka, adria):
    assert "Visits from search" in text(luka.get(to("goal_new", adria)))


def test_what_is_missing_is_said_letter_by_letter(luka, goal):
    page = text(luka.get(to("goal", goal)))
    assert "“Improve” can mean anything here" in page
    assert "4 letters are missing" in page
    assert "Nothing is planned for it yet." in page


def test_of_two_who_change_it_the_second_chooses(luka, goal):
    sent = {"title": "More visits", "version": "1", "aim": "A"}
    luka.post(to("goal_change", goal), sent)
    answer = luka.post(to("goal_change", goal), {**sent, "title": "Fewer visits"})
    assert answer.status_code == 409
    assert "Fewer visits" in text(answer)
    again = {**sent, "title": "Fewer visits", "version": "2", "keep_title": "theirs"}
    assert luka.post(to("goal_change", goal), again).status_code == 303
    assert Goal.objects.get().title == "More visits"


def test_it_ends_and_is_opened_again_and_says_what_was_done(luka, cast, goal):
    task = {"client": goal.client, "keeper": cast.luka, "goal": goal}
    Task.objects.create(title="Tags", state="done", closed_at=clock.now(), **task)
    Task.objects.create(title="Words", **task)
    page = text(luka.get(to("goal", goal)))
    assert "1 of 2 tasks done." in page
    answer = luka.post(to("goal_close", goal), {"state": "missed"})
    assert answer.status_code == 422
    assert "Say why" in text(answer)
    luka.post(to("goal_close", goal), {"state": "missed", "note": "The chair came late"})
    assert "The chair came late" in text(luka.get(to("goal", goal)))
    assert "The goal was missed: Improve the site: The chair came late" in text(luka.get(to("client", goal.client)))
    assert luka.post(to("goal_change", goal), {"title": "x", "version": 2}).status_code == 422
    luka.post(to("goal_reopen", goal))
    assert Goal.objects.get().state == "open"


def test_the_client_sees_it_when_it_is_marked(luka, goal):
    luka.post(to("goal_mark", goal), {"shown": "yes"})
    assert is_shown(goal)
    luka.post(to("goal_mark", goal))
    assert not is_shown(goal)
