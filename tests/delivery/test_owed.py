"""What a client owes: written down, given, received, moved only with a reason, reminded; and how it counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.attention.ask import close
from rapport.attention.models import open_items
from rapport.delivery.owed import facts, remind
from rapport.delivery.owed.change import change
from rapport.delivery.owed.give import give
from rapport.delivery.owed.lock import Stale
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.move import move
from rapport.delivery.owed.note import note
from rapport.delivery.owed.receive import receive
from rapport.delivery.owed.release import release
from rapport.delivery.owed.remind_them import remind_them
from rapport.delivery.owed.reopen import not_enough, reopen
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Channel, Client, Status
from rapport.post.models import Outgoing

MONDAY = date(2026, 3, 2)
FRIDAY = MONDAY + timedelta(days=4)
DAY = timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    def set_to(day, hour=9):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    set_to(MONDAY)
    return set_to


@pytest.fixture
def adria(cast, at):
    cast.luka.week = "mon-fri 09:00-17:00"
    cast.luka.save()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def ivana(cast):
    person = casting.contact(cast.adria, "Ivana", "Perić", language="hr")
    Channel.objects.create(contact=person, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return person


def owe(cast, adria, **more):
    return note(adria, by=cast.luka, **{"what": "Photos of the practice", "due": FRIDAY, **more})


def fresh(owed, adria):
    row = Owed.objects.get(pk=owed.pk)
    row.client = adria
    return row


def test_it_comes_to_the_keeper_on_our_next_working_day_after_its_day(cast, adria, ivana):
    owed = owe(cast, adria, contact=ivana, waits="The new page")
    item = open_items(kind="owed").get()
    assert (item.client_id, item.member_id, item.facts["owed"]) == (adria.pk, None, owed.pk)
    assert clock.day_of(item.shows_from) == FRIDAY + 3 * DAY
    said = "Ivana Perić owes us by 2026-03-06: Photos of the practice. For it waits: The new page"
    assert item.why.plain() == said


def test_given_by_the_contact_is_looked_at_by_us_and_then_received(cast, adria, ivana, at):
    owed = owe(cast, adria, contact=ivana)
    at(FRIDAY)
    assert give(owed, contact=ivana, note="In the shared folder\0") is True
    assert give(owed, contact=ivana) is False
    item = open_items(kind="owed").get()
    assert item.why.plain().startswith("Ivana Perić says it is given: Photos of the practice.")
    assert item.shows_from == clock.now()
    at(FRIDAY + 3 * DAY)
    done = receive(fresh(owed, adria), by=cast.luka)
    assert (done.state, done.given_note, clock.day_of(done.given_at)) == ("done", "In the shared folder", FRIDAY)
    assert not open_items(kind="owed").exists()
    entry = Entry.objects.get(name="owed.received")
    assert entry.data["late"] is False  # they gave it in time; that we looked later is ours
    assert receive(fresh(owed, adria), by=cast.luka).version == done.version  # the second click changes nothing


def test_what_was_not_enough_is_owed_again_with_its_day(cast, adria, ivana, at):
    owed = owe(cast, adria, contact=ivana)
    give(owed, contact=ivana)
    with pytest.raises(ValidationError, match="Say what is missing"):
        not_enough(fresh(owed, adria), by=cast.luka, why=" ")
    assert not_enough(fresh(owed, adria), by=cast.luka, why="The third floor is missing")
    row = fresh(owed, adria)
    assert (row.state, row.given_at, row.note, row.due) == ("open", None, "The third floor is missing", FRIDAY)
    assert facts.waiting([adria.pk])[adria.pk][0].note == "The third floor is missing"


def test_the_day_moves_only_with_a_reason_and_the_earlier_one_stays(cast, adria):
    owed = owe(cast, adria)
    with pytest.raises(ValidationError, match="only with a reason"):
        move(owed, by=cast.luka, due=FRIDAY + DAY, why="  ")
    moved = move(owed, by=cast.luka, due=FRIDAY + 7 * DAY, why="The photographer is ill", version=1)
    assert moved.moved[0][0] == FRIDAY.isoformat()
    with pytest.raises(Stale):
        move(owed, by=cast.luka, due=FRIDAY, why="Back", version=1)
    with pytest.raises(ValidationError, match="on that day already"):
        move(fresh(owed, adria), by=cast.luka, due=FRIDAY + 7 * DAY, why="Again")
    for day, says in ((date(1907, 1, 1), "too long ago"), (date(2107, 1, 1), "five years ahead")):
        with pytest.raises(ValidationError, match=says):
            move(fresh(owed, adria), by=cast.luka, due=day, why="x")


@pytest.mark.parametrize("ours, counted", [(False, (0, 1)), (True, (1, 0))])
def test_a_move_for_them_is_held_to_the_first_day_one_of_ours_is_not(cast, adria, at, ours, counted):
    owed = owe(cast, adria)
    move(owed, by=cast.luka, due=FRIDAY + 7 * DAY, why="x", ours=ours)
    at(FRIDAY + 4 * DAY)
    receive(fresh(owed, adria), by=cast.luka)
    record = facts.involvements([adria.pk])[adria.pk]
    assert (record.on_time, record.late) == counted


def test_involvement_of_many_clients_is_one_statement(cast, adria, at, django_assert_num_queries):
    polyot = Client.objects.fetch(cast.nina, cast.polyot.pk)
    for n in range(6):
        owe(cast, adria, what=f"Thing {n}", due=FRIDAY)
    note(polyot, by=cast.nina, what="Logo", due=FRIDAY)
    at(FRIDAY)
    for one in Owed.objects.filter(client=adria.pk)[:4]:
        receive(fresh(one, adria), by=cast.luka)
    release(fresh(Owed.objects.get(what="Thing 5"), adria), by=cast.luka, why="Not used any more")
    at(FRIDAY + 3 * DAY)
    with django_assert_num_queries(1):
        found = facts.involvements([adria.pk, polyot.pk, cast.isar.pk])
    assert (found[adria.pk].on_time, found[adria.pk].overdue) == (4, 1)
    assert found[adria.pk].share is not None
    assert (found[polyot.pk].overdue, found[polyot.pk].share) == (1, None)
    assert cast.isar.pk not in found
    with django_assert_num_queries(1):
        waiting = facts.waiting([adria.pk, polyot.pk])
    assert [one.what for one in waiting[adria.pk]] == ["Thing 4"]
    assert waiting[adria.pk][0].late
    assert facts.late([adria.pk, polyot.pk]) == {adria.pk: 1, polyot.pk: 1}


def test_a_kind_reminder_goes_once_a_day_in_their_language_about_all_that_is_late(cast, adria, ivana, at):
    owed = owe(cast, adria, contact=ivana, waits="The new page")
    owe(cast, adria, contact=ivana, what="Access to the booking system", due=MONDAY)
    owe(cast, adria, contact=ivana, what="Not late yet", due=FRIDAY + 20 * DAY)
    at(FRIDAY + 3 * DAY)
    remind.look_over()
    assert open_items(kind="owed", shows_from__lte=clock.now()).count() == 2
    assert remind_them(owed, by=cast.luka) == ivana
    letter = Outgoing.objects.get()
    assert (letter.to, letter.language, letter.headers) == (
        "ivana@adria.example", "hr", {"Reply-To": cast.luka.email},
    )  # fmt: skip
    assert "Photos of the practice" in letter.text
    assert "Access to the booking system" in letter.text
    assert "Not late yet" not in letter.text
    assert Owed.objects.filter(reminded_at=clock.now()).count() == 2
    assert not open_items(kind="owed", shows_from__lte=clock.now()).exists()  # two working days' peace
    with pytest.raises(ValidationError, match="today already"):
        remind_them(fresh(owed, adria), by=cast.luka)
    assert Outgoing.objects.count() == 1


def test_nobody_can_be_reminded_without_a_person_and_an_address(cast, adria):
    with pytest.raises(ValidationError, match="Say first who"):
        remind_them(owe(cast, adria), by=cast.luka)
    with pytest.raises(ValidationError, match="No mail address"):
        remind_them(owe(cast, adria, contact=casting.contact(cast.adria, "Ante")), by=cast.luka)


def test_dismissed_by_hand_it_comes_back_when_the_day_moves(cast, adria, at):
    owed = owe(cast, adria)
    at(FRIDAY + 3 * DAY)
    close(open_items(kind="owed").get(), by=cast.luka, outcome="dismissed", note="I call him")
    remind.look_over()
    assert not open_items(kind="owed").exists()
    move(fresh(owed, adria), by=cast.luka, due=FRIDAY + 9 * DAY, why="He asked")
    assert open_items(kind="owed").exists()


def test_a_client_that_is_gone_reminds_of_nothing_and_one_that_comes_back_does(cast, adria):
    owe(cast, adria)
    Client.objects.filter(pk=adria.pk).update(status=Status.GONE)
    remind.look_over()
    assert not open_items(kind="owed").exists()
    Client.objects.filter(pk=adria.pk).update(status=Status.ACTIVE)
    remind.look_over()
    assert open_items(kind="owed").exists()


def test_the_same_form_is_one_thing_and_of_one_client(cast, adria):
    assert owe(cast, adria, once="form:1") == owe(cast, adria, once="form:1", what="else")
    with pytest.raises(ValidationError, match="another client"):
        note(Client.objects.fetch(cast.nina, cast.polyot.pk), by=cast.nina, what="x", due=FRIDAY, once="form:1")


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": " \0 "}, "Say in a few words"),
        ({"what": "x" * 301}, "At most 300"),
        ({"waits": "x" * 301}, "At most 300"),
        ({"kind": "gold"}, "Choose one"),
        ({"due": date(1800, 1, 1)}, "too long ago"),
        ({"due": date(2190, 1, 1)}, "five years ahead"),
    ],
)
def test_what_cannot_be_owed_is_said(cast, adria, wrong, says):
    with pytest.raises(ValidationError, match=says):
        owe(cast, adria, **wrong)
    assert not Owed.objects.exists()


def test_words_change_and_closing_is_taken_back(cast, adria, ivana):
    owed = owe(cast, adria)
    change(owed, by=cast.luka, what="Ten photos", kind="material", waits="", contact=ivana, version=1)
    with pytest.raises(Stale):
        change(owed, by=cast.luka, what="Nine photos", kind="material", waits="", contact=None, version=1)
    release(fresh(owed, adria), by=cast.luka, why="We have our own")
    with pytest.raises(ValidationError, match="closed already"):
        change(fresh(owed, adria), by=cast.luka, what="x", kind="material", waits="", contact=None)
    assert reopen(fresh(owed, adria), by=cast.luka) is True
    assert reopen(fresh(owed, adria), by=cast.luka) is False


def test_a_specialist_sees_it_and_keeps_none_of_it(cast, adria):
    owed = owe(cast, adria)
    seen = Client.objects.fetch(cast.tin, cast.adria.pk)
    owed.client = seen
    with pytest.raises(PermissionDenied):
        receive(owed, by=cast.tin)
    with pytest.raises(PermissionDenied):
        note(seen, by=cast.tin, what="x", due=FRIDAY)
    with pytest.raises(ValidationError, match="Choose somebody"):
        owe(cast, adria, contact=casting.contact(cast.polyot, "Nina"))
