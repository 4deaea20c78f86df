"""What a client owes on its pages: the list with its deeds, one thing, and what is refused in words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast as casting

from rapport.delivery.owed.give import give
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import note
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client
from rapport.post.models import Outgoing

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def ivana(cast):
    person = casting.contact(cast.adria, "Ivana", "Perić")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


@pytest.fixture
def photos(cast, adria, ivana):
    return note(
        adria, by=cast.luka, what="Photos <b>", due=clock.today() - 3 * DAY, contact=ivana, waits="The new page"
    )


def text(answer):
    return answer.content.decode()


def test_an_empty_page_teaches_the_next_step(luka, adria):
    page = text(luka.get(reverse("client_owed", args=[adria.pk])))
    assert "They owe us nothing now" in page
    assert reverse("owed_new", args=[adria.pk]) in page


def test_it_is_written_down_received_and_taken_back(luka, adria, ivana):
    words = {
        "what": "The logo", "kind": "material", "contact": ivana.pk, "due": (clock.today() - DAY).isoformat(),
        "waits": "The banner", "once": str(uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        answer = luka.post(reverse("owed_new", args=[adria.pk]), words)
    made = Owed.objects.get()
    assert (answer.status_code, made.what, made.contact) == (303, "The logo", ivana)
    page = text(luka.get(reverse("client_owed", args=[adria.pk])))
    assert "1 day late" in page
    assert "for it waits: The banner" in page
    luka.post(reverse("owed_done", args=[made.pk]))
    assert "Received late" in text(luka.get(reverse("client_owed", args=[adria.pk])))
    luka.post(reverse("owed_reopen", args=[made.pk]))
    assert Owed.objects.get().state == "open"


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": ""}, "cannot stay empty"),
        ({"due": ""}, "cannot stay empty"),
        ({"due": "soon"}, "no day of the calendar"),
        ({"due": "2190-01-01"}, "five years ahead"),
        ({"contact": "999999"}, "valid choice"),
        ({"kind": "gold"}, "valid choice"),
        ({"waits": "x" * 301}, "At most 300 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, wrong, says):
    words = {"what": "The keyword list", "kind": "material", "due": clock.today().isoformat(), **wrong}
    answer = luka.post(reverse("owed_new", args=[adria.pk]), words)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not Owed.objects.exists()
    if "what" not in wrong:
        assert "The keyword list" in text(answer)


def test_one_press_reminds_kindly_and_the_second_is_refused_in_words(luka, photos):
    page = text(luka.get(reverse("owed", args=[photos.pk])))
    assert "Photos &lt;b&gt;" in page
    assert "we find a way together" in page  # the letter as it would go
    assert luka.post(reverse("owed_remind", args=[photos.pk])).status_code == 303
    again = luka.post(reverse("owed_remind", args=[photos.pk]))
    assert again.status_code == 422
    assert "was reminded today already" in text(again)
    assert Outgoing.objects.count() == 1


def test_what_they_gave_is_looked_at_and_may_not_be_enough(luka, photos, ivana):
    give(photos, contact=ivana, note="In the folder")
    page = text(luka.get(reverse("owed", args=[photos.pk])))
    assert "In the folder" in page
    answer = luka.post(reverse("owed_missing", args=[photos.pk]), {"why": ""})
    assert (answer.status_code, Owed.objects.get().state) == (422, "given")
    luka.post(reverse("owed_missing", args=[photos.pk]), {"why": "Two are too small"})
    assert "Two are too small" in text(luka.get(reverse("owed", args=[photos.pk])))


def test_of_two_who_move_it_the_second_sees_how_it_stands(luka, photos):
    address = reverse("owed_move", args=[photos.pk])
    words = {"why": "He asked", "version": "1"}
    assert luka.post(address, {"due": (clock.today() + DAY).isoformat(), **words}).status_code == 303
    answer = luka.post(address, {"due": (clock.today() + 2 * DAY).isoformat(), **words})
    assert answer.status_code == 422
    assert "Somebody changed it meanwhile" in text(answer)
    assert "He asked" in text(answer)
    changed = luka.post(reverse("owed_change", args=[photos.pk]), {"what": "x", "kind": "other", "version": "1"})
    assert "Somebody changed it meanwhile" in text(changed)
    assert luka.post(address, {"due": "", "why": "", "version": "2"}).status_code == 422
    assert luka.post(reverse("owed_release", args=[photos.pk]), {"why": ""}).status_code == 422
    assert luka.post(reverse("owed_done", args=[photos.pk]), {"on": "2190-01-01"}).status_code == 422
    assert luka.post(reverse("owed_given", args=[photos.pk]), {"note": "By post"}).status_code == 303


def test_a_specialist_reads_and_does_nothing(cast, caller, photos, adria):
    tin = caller(cast.tin)
    page = text(tin.get(reverse("owed", args=[photos.pk])))
    assert "Mark received" not in page
    assert "Write down what we need" not in text(tin.get(reverse("client_owed", args=[adria.pk])))


@pytest.mark.parametrize("n", [3, 25])
def test_the_page_takes_the_same_statements_whatever_the_rows(
    cast, luka, adria, ivana, n, django_assert_max_num_queries
):
    for i in range(n):
        note(adria, by=cast.luka, what=f"Thing {i}", due=clock.today() - i * DAY, contact=ivana)
    Owed.objects.filter(what__in=["Thing 1", "Thing 2"]).update(state="done", closed_at=clock.now())
    with django_assert_max_num_queries(10):
        assert luka.get(reverse("client_owed", args=[adria.pk])).status_code == 200
