"""Promises on their pages: the tab, one promise, the panel beside the story, and marking kept from Today."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast as casting

from rapport.attention.models import open_items
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.journal import clock
from rapport.portfolio.models import Client

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def promise(cast, adria):
    return make(
        adria, by=cast.luka, by_us=True, what="The split by channel", due=clock.today(), member=cast.luka,
        contact=casting.contact(cast.adria, "Ivana", "Perić"),
    )  # fmt: skip


@pytest.fixture
def proposed(adria):
    return make(
        adria, by=None, by_us=False, what="Access by Friday", words="We give you access by Friday.",
        source="touchpoint", source_id=1, proposed=True,
    )  # fmt: skip


def past(adria, n, state="kept", by_us=True):
    at = clock.now() - timedelta(days=9)
    return [
        Promise.objects.create(
            client=adria, by_us=by_us, what=f"Past {i}", due=at.date(), state=state, closed_at=at, made_at=at
        )
        for i in range(n)
    ]


def text(answer):
    return answer.content.decode()


def test_the_panel_stands_beside_the_story(luka, adria, promise, proposed):
    past(adria, 17)
    past(adria, 4, "broken")
    page = text(luka.get(reverse("client", args=[adria.pk])))
    assert "kept 17 of 21 in a year, 81%" in page.replace("\u00a0", "")
    assert "We: The split by channel" in page
    assert "1 read from words, to be confirmed" in page


def test_what_is_proposed_stands_on_top_with_its_words(luka, adria, promise, proposed):
    page = text(luka.get(reverse("client_promises", args=[adria.pk])))
    assert page.index("We give you access by Friday.") < page.index("The split by channel")


def test_a_new_promise_is_written_down_and_taken_back(luka, adria, cast):
    words = {"side": "theirs", "what": "The logo", "due": (clock.today() + DAY).isoformat(), "once": str(uuid4())}
    for _twice in range(2):
        answer = luka.post(reverse("promise_new", args=[adria.pk]), words)
    made = Promise.objects.get()
    assert (answer.status_code, made.by_us, made.what, made.made_by) == (303, False, "The logo", cast.luka)
    luka.post(reverse("promise_refuse", args=[made.pk]))
    assert Promise.objects.get().state == "none"


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": ""}, "cannot stay empty"),
        ({"due": "soon"}, "no day of the calendar"),
        ({"hour": "25:99", "due": "2026-05-05"}, "no time of day"),
        ({"hour": "10:00", "due": ""}, "Choose the day of that hour"),
        ({"side": "nobody"}, "valid choice"),
        ({"contact": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, wrong, says):
    words = {"side": "ours", "what": "The keyword list", "due": "", **wrong}
    answer = luka.post(reverse("promise_new", args=[adria.pk]), words)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Promise.objects.exists()
    if "what" not in wrong:
        assert "The keyword list" in text(answer)


def test_one_click_confirms_and_another_takes_it_back(luka, adria, proposed):
    luka.post(reverse("promise_confirm", args=[proposed.pk]))
    assert Promise.objects.get().state == "open"
    luka.post(reverse("promise_unconfirm", args=[proposed.pk]))
    assert Promise.objects.get().state == "proposed"


def test_it_is_mended_while_it_is_confirmed(luka, adria, proposed, cast):
    day = clock.today() + 3 * DAY
    words = {"side": "ours", "what": "Booking access", "due": day.isoformat(), "hour": "11:00", "member": cast.luka.pk}
    assert luka.post(reverse("promise_confirm", args=[proposed.pk]), words).status_code == 303
    made = Promise.objects.get()
    assert (made.by_us, made.what, made.due) == (True, "Booking access", day)
    assert made.due_at.astimezone(clock.zone_of("Europe/Zagreb")).hour == 11


def test_mark_kept_in_place_on_today(luka, adria, promise):
    page = text(luka.get(reverse("today")))
    address = f"{reverse('promise_keep', args=[promise.pk])}?row=client-{adria.pk}&amp;horizon=now"
    assert address in page
    assert "<b>One</b> client needs you, <b>one</b> promise is due" in page
    answer = luka.post(address.replace("&amp;", "&"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Kept: The split by channel." in text(answer)
    assert Promise.objects.get().state == "kept"
    luka.post(reverse("promise_reopen", args=[promise.pk]))
    assert open_items(kind="promise").exists()


def test_the_day_is_moved_and_the_earlier_one_is_shown(luka, promise):
    words = {"due": (clock.today() + 4 * DAY).isoformat(), "why": "Ivana is away", "version": "1"}
    luka.post(reverse("promise_move", args=[promise.pk]), words)
    page = text(luka.get(reverse("promise", args=[promise.pk])))
    assert "Ivana is away" in page
    assert "It is held to" in page
    luka.post(reverse("promise_put_back", args=[promise.pk]))
    assert Promise.objects.get().due == clock.today()


def test_of_two_who_move_it_the_second_sees_how_it_stands(luka, promise):
    address = reverse("promise_move", args=[promise.pk])
    luka.post(address, {"due": (clock.today() + 4 * DAY).isoformat(), "version": "1"})
    answer = luka.post(address, {"due": (clock.today() + 9 * DAY).isoformat(), "why": "More work", "version": "1"})
    assert answer.status_code == 422
    assert "Somebody changed it meanwhile" in text(answer)
    assert "More work" in text(answer)
    assert Promise.objects.get().due == clock.today() + 4 * DAY


def test_whoever_let_it_go_is_named(luka, promise):
    address = reverse("promise_release", args=[promise.pk])
    assert luka.post(address, {"who": " "}).status_code == 422
    luka.post(address, {"who": "Ivana Perić"})
    assert Promise.objects.get().note == "Ivana Perić"


def test_not_kept_can_be_taken_back(luka, promise):
    luka.post(reverse("promise_break", args=[promise.pk]), {"note": "Nobody was free"})
    assert Promise.objects.get().state == "broken"
    luka.post(reverse("promise_reopen", args=[promise.pk]))
    assert Promise.objects.get().state == "open"


def test_the_story_tells_of_promises(luka, adria, promise):
    luka.post(reverse("promise_keep", args=[promise.pk]))
    page = text(luka.get(f"{reverse('client_story', args=[adria.pk])}?kind=promises"))
    assert "We kept: The split by channel" in page
    assert "We promised by" in page


@pytest.mark.parametrize("n", [1, 20])
def test_the_tab_takes_the_same_statements_whatever_is_promised(luka, adria, cast, n, django_assert_max_num_queries):
    for i in range(n):
        make(adria, by=cast.luka, by_us=bool(i % 2), what=f"Promise {i}", due=clock.today(), member=cast.luka)
    past(adria, n)
    luka.get(reverse("client_promises", args=[adria.pk]))
    with django_assert_max_num_queries(9):
        luka.get(reverse("client_promises", args=[adria.pk]))
