"""The access register on its pages: the list, one access, revoking with the list first, and the page read once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast as casting
from tests.onboarding.test_drops import SECRET, asked, person

from rapport.journal import clock
from rapport.onboarding.accesses.models import Access, Drop
from rapport.onboarding.accesses.note import note
from rapport.onboarding.accesses.put_secret import put_secret
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing

DAY = timedelta(days=1)


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def ads(cast, adria):
    return note(adria, by=cast.luka, system="Google <b>", member=cast.tin, state="given", until=clock.today() + 3 * DAY)


def text(answer):
    return answer.content.decode()


def test_an_empty_page_teaches_the_next_step(luka, adria):
    page = text(luka.get(reverse("client_accesses", args=[adria.pk])))
    assert "No access is written down yet" in page
    assert "Revoke all" not in page


def test_it_is_added_moved_and_changed(luka, cast, adria):
    sent = {"system": "Web shop", "state": "sought", "member": cast.tin.pk, "once": str(uuid4())}
    for _twice in range(2):
        assert luka.post(reverse("access_new", args=[adria.pk]), sent).status_code == 303
    made = Access.objects.get()
    page = text(luka.get(reverse("client_accesses", args=[adria.pk])))
    assert "Nobody knows; being found" in page
    luka.post(reverse("access_state", args=[made.pk]), {"to": "given", "note": "Found it"})
    page = text(luka.get(reverse("access", args=[made.pk])))
    assert "Found it" in page
    refused = luka.post(reverse("access_state", args=[made.pk]), {"to": "sought"})
    assert refused.status_code == 422
    assert "cannot go there" in text(refused)
    change = {"system": "The web shop", "version": "2"}
    assert luka.post(reverse("access_change", args=[made.pk]), change).status_code == 303
    stale = luka.post(reverse("access_change", args=[made.pk]), change)
    assert "Somebody changed it meanwhile" in text(stale)


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"system": ""}, "cannot stay empty"),
        ({"state": "revoked"}, "valid choice"),
        ({"until": "1850-01-01"}, "cannot be right"),
        ({"due": "soon"}, "no day of the calendar"),
        ({"member": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, adria, wrong, says):
    sent = {"system": "Web shop", "why": "To measure", "state": "wanted", **wrong}
    answer = luka.post(reverse("access_new", args=[adria.pk]), sent)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "To measure" in text(answer)
    assert not Access.objects.exists()


def test_revoking_shows_the_list_first_and_takes_one_press(luka, cast, adria, ads, caller):
    shop = note(adria, by=cast.luka, system="Web shop", state="tested")
    page = text(luka.get(reverse("accesses_revoke", args=[adria.pk])))
    assert "Google &lt;b&gt;" in page
    assert Access.objects.filter(state="revoked").count() == 0
    luka.post(reverse("accesses_revoke", args=[adria.pk]), {"access": [shop.pk, "x"], "note": "Their wish"})
    assert list(Access.objects.filter(state="revoked")) == [shop]
    head = caller(cast.marta)
    assert "Google &lt;b&gt;" in text(head.get(reverse("accesses_of_member", args=[cast.tin.pk])))
    head.post(reverse("accesses_of_member", args=[cast.tin.pk]), {"access": [ads.pk]})
    assert "Nothing to revoke" in text(head.get(reverse("accesses_of_member", args=[cast.tin.pk])))
    other = casting.member("Ida Head", ["head"], cast.harbour)
    assert caller(other).get(reverse("accesses_of_member", args=[cast.tin.pk])).status_code == 404
    assert luka.get(reverse("accesses_of_member", args=[cast.tin.pk])).status_code == 403


def test_a_secret_is_asked_for_and_read_once_on_a_page_that_dies(luka, cast, adria, ads, caller):
    ivana = person(cast.adria)
    ask = {"for_member": cast.tin.pk, "contact": ivana.pk}
    assert luka.post(reverse("drop_new", args=[ads.pk]), ask).status_code == 303
    letter = Outgoing.objects.get()
    put_secret(letter.text.split("/drop/")[1].split("/")[0], secret=SECRET, name="Ivana")
    drop, tin = Drop.objects.get(), caller(cast.tin)
    assert "Read it, once" in text(tin.get(reverse("access", args=[ads.pk])))
    assert "Read it, once" not in text(luka.get(reverse("access", args=[ads.pk])))
    address = reverse("drop_reveal", args=[drop.pk])
    assert tin.get(address).status_code == 405
    assert luka.post(address).status_code == 403
    read = tin.post(address)
    assert SECRET in text(read)
    assert read["Cache-Control"] == "no-store"
    assert 'hx-history="false"' in text(read)
    again = tin.post(address)
    assert (again.status_code, again["Cache-Control"]) == (410, "no-store")
    assert SECRET not in text(again)
    assert "nothing is kept" in text(tin.get(reverse("access", args=[ads.pk])))


def test_it_is_taken_back_and_another_key_is_said_in_words(luka, cast, adria, settings):
    drop, token = asked(adria, cast.luka, cast.luka)
    put_secret(token, secret=SECRET, name="Ivana")
    settings.SECRET_KEY_FALLBACKS, key = [], settings.SECRET_KEY
    Drop.objects.update(secret="")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE onboarding_drop SET secret = 'gAAAA-not-ours'")
    answer = luka.post(reverse("drop_reveal", args=[drop.pk]))
    assert (answer.status_code, settings.SECRET_KEY) == (409, key)
    assert "cannot be opened" in text(answer)
    luka.post(reverse("drop_end", args=[drop.pk]))
    assert Drop.objects.get().ended_at is not None


@pytest.mark.parametrize("n", [3, 25])
def test_the_page_takes_the_same_statements_whatever_the_rows(cast, luka, adria, n, django_assert_max_num_queries):
    for i in range(n):
        note(
            adria, by=cast.luka, system=f"System {i}", member=cast.tin, state="given" if i % 2 else "asked",
            until=clock.today() + i * DAY,
        )  # fmt: skip
    with django_assert_max_num_queries(11):
        assert luka.get(reverse("client_accesses", args=[adria.pk])).status_code == 200
