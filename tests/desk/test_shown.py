"""The keeper's side of the portal: what they see, marks with a press and back, who comes in, a look as they do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import person, question
from tests.cast import Cast, contact
from tests.portal.coming_in import as_contact

from rapport.delivery.models import Goal, Plan
from rapport.delivery.requests.make import make
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact, Shown
from rapport.portfolio.show import hide, is_shown, show, shown
from rapport.post.models import Outgoing


def adria(cast: Cast) -> Client:
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def goal(client: Client, title: str = "Forty implants a month") -> Goal:
    return Goal.objects.create(client=client, title=title)


def tab(cast: Cast, browser: Any) -> str:
    answer = browser.get(reverse("client_portal", args=[cast.adria.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_showing_twice_marks_once_and_hiding_twice_takes_back_once(cast: Cast) -> None:
    client = adria(cast)
    one = goal(client)
    first = show(one, client, cast.luka)
    assert show(one, client, cast.luka) == first
    assert shown(client.pk, Goal) == {one.pk}
    assert is_shown(one)
    assert [hide(one, cast.luka), hide(one, cast.luka)] == [True, False]
    assert shown(client.pk, Goal) == set()
    show(one, client, cast.luka)
    assert Shown.objects.count() == 2  # who showed it when, and who took it back, is kept
    names = Entry.objects.filter(name__startswith="shown.").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["shown.marked", "shown.taken_back", "shown.marked"]


def test_only_who_keeps_the_client_shows_and_hides(cast: Cast) -> None:
    one = goal(cast.adria)
    with pytest.raises(PermissionDenied):
        show(one, Client.objects.fetch(cast.tin, cast.adria.pk), cast.tin)
    show(one, adria(cast), cast.luka)
    with pytest.raises(PermissionDenied):
        hide(one, cast.tin)
    with pytest.raises(Client.DoesNotExist):
        hide(one, cast.nina)
    with pytest.raises(ValidationError):
        show(goal(cast.polyot), adria(cast), cast.luka)


def test_a_press_shows_a_thing_and_another_takes_it_back(cast: Cast, caller: Any) -> None:
    browser, one = caller(cast.luka), goal(cast.adria)
    assert "1 thing that you could show" in tab(cast, browser)
    mark, end = (reverse(name, args=[cast.adria.pk]) for name in ("shown_mark", "shown_end"))
    answer = browser.post(mark, {"kind": "goal", "id": one.pk, "next": "/clients/"})
    assert answer.headers["Location"] == "/clients/"
    page = tab(cast, browser)
    assert "Take out of sight" in page
    assert "could show" not in page
    assert one.title in as_contact(person(cast.adria)).get("/portal/home/").content.decode()
    answer = browser.post(end, {"kind": "goal", "id": one.pk, "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("client_portal", args=[cast.adria.pk])
    assert not is_shown(one)


@pytest.mark.parametrize(
    "kind, number", [("goal", "987654"), ("member", "1"), ("goal", "x"), ("", ""), ("goal", "9" * 30)]
)
def test_what_is_not_there_or_anothers_is_not_marked(cast: Cast, caller: Any, kind: str, number: str) -> None:
    theirs, draft = goal(cast.polyot), Plan.objects.create(client=cast.adria, title="A draft")
    for data in ({"kind": kind, "id": number}, {"kind": "goal", "id": theirs.pk}, {"kind": "plan", "id": draft.pk}):
        assert caller(cast.luka).post(reverse("shown_mark", args=[cast.adria.pk]), data).status_code == 404
    assert not Shown.objects.exists()


def test_what_ended_stays_marked_and_is_said_to_be_unseen(cast: Cast, caller: Any) -> None:
    plan = Plan.objects.create(client=cast.adria, title="The shop", state="going", settled_at=clock.now())
    show(plan, adria(cast), cast.luka)
    Plan.objects.filter(pk=plan.pk).update(state="dropped")
    assert "not there any more, so not seen" in tab(cast, caller(cast.luka))
    assert "The shop" not in as_contact(person(cast.adria)).get("/portal/home/").content.decode()


def test_it_says_who_came_in_when_and_lets_one_send_a_key_or_end_it(cast: Cast, caller: Any) -> None:
    who, browser = person(cast.adria), caller(cast.luka)
    contact(cast.adria, "Without", "Mail")
    record("portal.entered", by=None, about=who, client=cast.adria.pk, in_story=False, name=who.name)
    make(who, "A new menu")
    page = tab(cast, browser)
    for words in ("last came in", "no mail address is known", "A new menu", "Send a key"):
        assert words in page
    browser.post(reverse("portal_invite", args=[cast.adria.pk, who.pk]))
    assert Outgoing.objects.get().to == who.channels.get().value
    again = browser.post(reverse("portal_invite", args=[cast.adria.pk, who.pk]), follow=True)
    assert "a moment ago" in again.content.decode()
    inside = as_contact(who)
    browser.post(reverse("portal_shut_out", args=[cast.adria.pk, who.pk]), {"keep": "yes"})
    assert Contact.objects.get(pk=who.pk).kept_out
    assert inside.get("/portal/home/").headers["Location"] == "/portal/"
    assert "kept out" in tab(cast, browser)
    assert "Let them in again" in tab(cast, browser)


def test_who_works_for_the_client_looks_and_presses_nothing(cast: Cast, caller: Any) -> None:
    one, who = goal(cast.adria), person(cast.adria)
    show(one, adria(cast), cast.luka)
    page = tab(cast, caller(cast.tin))
    assert one.title in page
    assert "Take out of sight" not in page
    assert "Send a key" not in page
    assert caller(cast.tin).post(reverse("portal_invite", args=[cast.adria.pk, who.pk])).status_code == 403


def test_the_look_is_theirs_in_their_language_and_nothing_on_it_can_be_pressed(cast: Cast, caller: Any) -> None:
    who = person(cast.adria, place="decides")
    person(cast.adria, "Ante", "Radić")
    question(cast, who)
    show(goal(cast.adria), adria(cast), cast.luka)
    address, browser = reverse("client_portal_preview", args=[cast.adria.pk]), caller(cast.luka)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address).content.decode()
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    for words in ("This is what Ivana Perić sees", "Did we understand you?", "Forty implants a month"):
        assert words in page
    assert '<div class="portal-page" inert>' in page
    assert (
        "Did we understand you?"
        not in browser.get(f"{address}?contact={contact(cast.adria, 'Eva').pk}").content.decode()
    )
    for wrong in (person(cast.polyot).pk, "x", 987654, "9" * 40):
        assert browser.get(f"{address}?contact={wrong}").status_code == 404
    assert browser.get(reverse("client_portal_preview", args=[cast.polyot.pk])).status_code == 404


def test_the_page_asks_as_often_with_three_rows_as_with_twenty_five(cast: Cast, caller: Any) -> None:
    browser, client, counts = caller(cast.luka), adria(cast), []
    for rows in (range(3), range(3, 25)):
        for number in rows:
            show(goal(client, f"Goal {number}"), client, cast.luka)
            goal(client, f"Unseen {number}")
            make(person(client, f"Person{'x' * number}"), f"Wish {number}")
        with CaptureQueriesContext(connection) as queries:
            tab(cast, browser)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 34, counts
