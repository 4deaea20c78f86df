"""The next word due: one open item per client, moved for absences and holidays, put aside by hand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests import cast as casting

from rapport.agency.models import Absence
from rapport.attention.ask import close
from rapport.attention.models import Item, open_items
from rapport.conversations import rhythm
from rapport.conversations.models import Touchpoint
from rapport.conversations.remove import remove, restore
from rapport.conversations.waiting import lateness, word_reason
from rapport.journal import clock
from rapport.portfolio.models import Away, Client, Keeper, Status

ZAGREB = ZoneInfo("Europe/Zagreb")
TUESDAY = datetime(2020, 11, 17, 8, 10, tzinfo=ZAGREB)


@pytest.fixture
def tuesday(monkeypatch):
    """It is Tuesday, 17 November 2020, ten past eight in Zagreb."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TUESDAY)
    return TUESDAY


@pytest.fixture
def world(tuesday, cast):
    return cast


def said(client, day, **more):
    at = datetime(day.year, day.month, day.day, 11, tzinfo=ZAGREB)
    values = {"member_id": client.keepers.first().member_id, "channel": "call", "began": "ours", **more}
    return Touchpoint.objects.create(client=client, at=at, summary="Said", **values)


def word_of(client):
    rhythm.review([client])
    return open_items(kind="word", client=client).get()


def test_the_word_is_due_a_cadence_after_the_last_one(world):
    said(world.adria, date(2020, 10, 30))
    item = word_of(world.adria)
    assert item.facts == {
        "last": "2020-10-30",
        "since": item.facts["since"],
        "every": 14,
        "due": "2020-11-13",
        "moved": None,
    }
    assert item.due == datetime(2020, 11, 13, 17, tzinfo=ZAGREB)
    assert item.shows_from == datetime(2020, 11, 13, tzinfo=ZAGREB)
    assert word_reason(item.facts, clock.today()).plain() == "Last word 18 days ago, due every 14."
    assert lateness(item.facts, clock.today()).plain() == "word 4 days late"


def test_a_mail_that_nobody_answered_does_not_count(world):
    said(world.adria, date(2020, 10, 30))
    said(world.adria, date(2020, 11, 10), channel="mail", direction="out")
    assert word_of(world.adria).facts["last"] == "2020-10-30"


def test_one_client_may_have_its_own_cadence(world):
    Client.objects.filter(pk=world.adria.pk).update(cadence_days=3)
    said(world.adria, date(2020, 11, 16))
    assert word_of(world.adria).facts["due"] == "2020-11-19"


def test_a_public_holiday_of_the_client_moves_the_word(world):
    said(world.tatrawood, date(2020, 11, 10))  # a week later it is the Day of the Fight for Freedom in Slovakia
    item = word_of(world.tatrawood)
    assert item.facts["due"] == "2020-11-19"  # and on the 18th Croatia remembers Vukovar
    assert "Moved from 2020-11-17" in word_reason(item.facts, clock.today()).plain()


def test_the_absence_of_the_one_who_decides_moves_the_word(world):
    casting.contact(world.adria, "Ivana")
    ante = casting.contact(world.adria, "Ante", place="decides")
    Away.objects.create(contact=ante, first=date(2020, 11, 9), last=date(2020, 11, 20))
    said(world.adria, date(2020, 10, 30))
    assert word_of(world.adria).facts["due"] == "2020-11-23"


def test_one_absent_person_among_equals_moves_nothing(world):
    ivana = casting.contact(world.adria, "Ivana")
    casting.contact(world.adria, "Ante")
    Away.objects.create(contact=ivana, first=date(2020, 11, 9), last=date(2020, 11, 20))
    said(world.adria, date(2020, 10, 30))
    assert word_of(world.adria).facts["due"] == "2020-11-13"


def test_the_keepers_absence_moves_the_word_unless_somebody_covers(world):
    Absence.objects.create(member=world.luka, first=date(2020, 11, 9), last=date(2020, 11, 17))
    said(world.adria, date(2020, 10, 30))
    assert word_of(world.adria).facts["due"] == "2020-11-19"
    Keeper.objects.create(
        client=world.adria, member=world.ana, part="cover", since=date(2020, 11, 9), until=date(2020, 11, 17)
    )
    assert word_of(world.adria).facts["due"] == "2020-11-13"


def test_a_client_without_any_word_is_due_on_its_beginning(world):
    Client.objects.filter(pk=world.adria.pk).update(since=date(2020, 11, 16))
    item = word_of(world.adria)
    assert item.facts["due"] == "2020-11-16"
    assert word_reason(item.facts, clock.today()).plain() == "No word yet since the beginning on 2020-11-16."


@pytest.mark.parametrize("status", [Status.PAUSED, Status.GONE, Status.PROSPECT])
def test_a_client_out_of_rhythm_asks_for_no_word(world, status):
    word_of(world.adria)
    Client.objects.filter(pk=world.adria.pk).update(status=status)
    rhythm.review([world.adria])
    assert not open_items(kind="word", client=world.adria).exists()
    assert Item.objects.get(kind="word", client=world.adria).outcome == "gone"


def test_looking_twice_changes_nothing(world):
    said(world.adria, date(2020, 10, 30))
    first = word_of(world.adria)
    assert word_of(world.adria).pk == first.pk
    assert Item.objects.count() == 1


def test_a_word_put_aside_comes_again_after_a_cadence(world):
    said(world.adria, date(2020, 10, 30))
    close(word_of(world.adria), by=world.luka, outcome="dismissed", note="They are at a fair")
    item = word_of(world.adria)
    assert (item.facts["due"], item.facts["aside"]) == ("2020-12-01", "2020-11-17")
    assert "Set aside on 2020-11-17." in word_reason(item.facts, clock.today()).plain()


def test_taking_a_word_back_makes_ours_late_again(world):
    said(world.adria, date(2020, 10, 30))
    word_of(world.adria)
    word = said(world.adria, date(2020, 11, 17))
    word.client = Client.objects.fetch(world.luka, world.adria.pk)
    rhythm.review([world.adria], by=world.luka)
    assert open_items(kind="word").get().facts["due"] == "2020-12-01"
    assert remove(word, by=world.luka)
    assert open_items(kind="word").get().facts["due"] == "2020-11-13"
    assert not remove(word, by=world.luka)
    assert restore(word, by=world.luka)
    assert open_items(kind="word").get().facts["due"] == "2020-12-01"


def test_many_clients_take_as_many_statements_as_one(world, django_assert_max_num_queries):
    more = [casting.client(f"Client {n}", world.ana) for n in range(40)]
    for client in more:
        said(client, date(2020, 11, 2))
    with django_assert_max_num_queries(12):
        assert len(rhythm.review(more)) == 40
    assert open_items(kind="word", client__in=more).count() == 40
    for client in more:
        said(client, date(2020, 11, 3))
    with django_assert_max_num_queries(12):
        rhythm.review(more)
    assert {item.facts["last"] for item in open_items(kind="word", client__in=more)} == {"2020-11-03"}


def test_a_forgotten_client_is_found(world):
    assert rhythm.review_forgotten() == 4
    assert rhythm.review_forgotten() == 0


def test_whether_we_were_late_is_judged_as_it_stood_then(world):
    said(world.adria, date(2020, 10, 30))
    said(world.adria, date(2020, 11, 17))
    assert rhythm.was_late(world.adria.pk, datetime(2020, 11, 16, 16, 42, tzinfo=ZAGREB))
    assert not rhythm.was_late(world.adria.pk, datetime(2020, 11, 13, 9, tzinfo=ZAGREB))
    assert not rhythm.was_late(world.adria.pk, datetime(2020, 11, 18, 9, tzinfo=ZAGREB))


def test_nobody_is_late_towards_a_client_that_is_gone(world):
    said(world.adria, date(2020, 1, 30))
    Client.objects.filter(pk=world.adria.pk).update(status=Status.GONE)
    assert not rhythm.was_late(world.adria.pk, clock.now() - timedelta(hours=1))


def test_what_an_import_told_of_the_last_contact_counts_until_we_have_spoken(world):
    Client.objects.filter(pk=world.adria.pk).update(spoken_on=date(2020, 11, 2))
    assert word_of(world.adria).facts["last"] == "2020-11-02"
