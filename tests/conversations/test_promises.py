"""Promises: made, kept, moved, released; what reminds of them and when; what is read from words is only proposed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.agency.models import Absence
from rapport.attention.ask import close
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import remind
from rapport.conversations.promises.confirm import confirm, unconfirm
from rapport.conversations.promises.keep import keep
from rapport.conversations.promises.lock import Stale
from rapport.conversations.promises.make import make
from rapport.conversations.promises.mark_broken import mark_broken
from rapport.conversations.promises.models import Promise
from rapport.conversations.promises.move import move, put_back
from rapport.conversations.promises.propose import propose_from_words, withdraw
from rapport.conversations.promises.refuse import refuse, take_back
from rapport.conversations.promises.release import release
from rapport.conversations.promises.reopen import reopen
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client
from rapport.reckon import triage

THURSDAY = date(2026, 3, 5)
FRIDAY = THURSDAY + timedelta(days=1)
MONDAY = FRIDAY + timedelta(days=3)


@pytest.fixture
def at(monkeypatch):
    """`at(day, hour)` is the instant it is from then on."""

    def set_to(day, hour=9):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    set_to(date(2026, 3, 2))
    return set_to


@pytest.fixture
def adria(cast, at):
    cast.luka.week = "mon-fri 09:00-17:00"
    cast.luka.save()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def ours(cast, adria, **more):
    return make(adria, by=cast.luka, **{"by_us": True, "what": "the split", "due": FRIDAY, "member": cast.luka, **more})


def theirs(cast, adria, **more):
    return make(adria, by=cast.luka, **{"by_us": False, "what": "access", "due": FRIDAY, **more})


def fresh(promise, adria):
    row = Promise.objects.get(pk=promise.pk)
    row.client = adria
    return row


def quote(text):
    return triage.Quote(text, 0, len(text), ("will",))


def seen(text, by_us=True, due=FRIDAY, **more):
    return triage.PromiseSeen(quote(text), by_us, due, "Friday" if due else "", **more)


def test_a_promise_of_ours_shows_from_a_working_day_before(cast, adria):
    promise = ours(cast, adria, due=MONDAY)
    item = open_items(kind="promise").get()
    assert (item.client_id, item.member_id, item.facts["promise"]) == (adria.pk, None, promise.pk)
    assert item.shows_from.astimezone(clock.zone_of("Europe/Zagreb")).date() == FRIDAY
    assert item.due == promise.due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert item.why.plain() == "We promised by 2026-03-09: the split."


def test_an_absence_of_the_owner_brings_the_reminder_forward(cast, adria):
    Absence.objects.create(member=cast.luka, first=THURSDAY, last=FRIDAY)
    ours(cast, adria, due=MONDAY)
    assert open_items(kind="promise").get().shows_from.date() == date(2026, 3, 3)  # midnight of the 4th in Zagreb


def test_their_promise_shows_on_our_next_working_day_after_it(cast, adria):
    theirs(cast, adria, contact=casting.contact(cast.adria, "Ivana", "Perić"))
    item = open_items(kind="promise_theirs").get()
    assert item.shows_from.astimezone(clock.zone_of("Europe/Zagreb")).date() == MONDAY
    assert item.why.plain() == "Ivana Perić promised by 2026-03-06: access."


def test_a_promise_without_a_day_is_asked_about_after_a_week(cast, adria):
    ours(cast, adria, due=None)
    item = open_items(kind="promise").get()
    assert item.due is None
    assert item.shows_from.astimezone(clock.zone_of("Europe/Zagreb")).date() == date(2026, 3, 9)


def test_a_specialist_who_promised_is_the_one_reminded(cast, adria):
    ours(cast, adria, member=cast.tin)
    assert open_items(kind="promise").get().member == cast.tin


def test_the_same_words_never_make_two(cast, adria):
    assert ours(cast, adria, once="form-1") == ours(cast, adria, once="form-1", what="something else")
    assert Promise.objects.count() == 1
    assert Entry.objects.filter(name="promise.made").count() == 1


def test_a_form_sent_for_another_client_is_refused(cast, adria):
    ours(cast, adria, once="form-1")
    with pytest.raises(ValidationError, match="another client"):
        make(Client.objects.fetch(cast.marta, cast.tatrawood.pk), by=cast.marta, by_us=True, what="x", once="form-1")


@pytest.mark.parametrize(
    "field, more",
    [
        ("what", {"what": "  "}),
        ("what", {"what": "x" * 301}),
        ("due", {"due": date(1, 1, 1)}),
        ("due", {"due": date(9999, 12, 31)}),
    ],
)
def test_what_cannot_be_promised_is_refused_at_its_field(cast, adria, field, more):
    with pytest.raises(ValidationError) as refusal:
        ours(cast, adria, **more)
    assert field in refusal.value.message_dict
    assert not Promise.objects.exists()


def test_somebody_of_another_client_is_refused(cast, adria):
    with pytest.raises(ValidationError, match="at this client"):
        ours(cast, adria, contact=casting.contact(cast.isar, "Hans"))


def test_whoever_has_no_standing_is_refused_before_anything_is_written(cast, adria):
    with pytest.raises(PermissionDenied):
        make(Client.objects.fetch(cast.fran, cast.adria.pk), by=cast.fran, by_us=True, what="money")
    assert not Promise.objects.exists()


def test_kept_on_the_day_is_kept_even_after_closing_time(cast, adria, at):
    promise = ours(cast, adria)
    at(FRIDAY, 20)
    assert keep(promise, by=cast.luka).state == "kept"
    item = Item.objects.get(kind="promise")
    assert (item.outcome, item.closed_by) == ("done", cast.luka)


def test_kept_after_the_day_is_kept_late(cast, adria, at):
    promise = ours(cast, adria)
    at(MONDAY)
    assert keep(promise, by=cast.luka).state == "late"


def test_kept_after_the_hour_that_was_named_is_kept_late(cast, adria, at):
    promise = ours(cast, adria, due=None, due_at=datetime(2026, 3, 6, 10, tzinfo=UTC))
    assert promise.due == FRIDAY
    at(FRIDAY, 12)
    assert keep(promise, by=cast.luka).state == "late"


def test_kept_in_time_may_be_said_later(cast, adria, at):
    promise = ours(cast, adria)
    at(MONDAY)
    assert keep(promise, by=cast.luka, on=FRIDAY).state == "kept"


@pytest.mark.parametrize("on", [MONDAY + timedelta(days=1), date(2026, 3, 1)])
def test_kept_on_a_day_that_cannot_be_is_refused(cast, adria, at, on):
    promise = ours(cast, adria)
    at(MONDAY)
    with pytest.raises(ValidationError):
        keep(promise, by=cast.luka, on=on)


def test_kept_twice_is_kept_once(cast, adria):
    promise = ours(cast, adria)
    keep(promise, by=cast.luka)
    keep(promise, by=cast.luka)
    mark_broken(promise, by=cast.luka)
    assert Promise.objects.get().state == "kept"
    assert Entry.objects.filter(name="promise.kept").count() == 1


def test_a_kept_promise_that_is_taken_back_is_asked_about_again(cast, adria):
    promise = ours(cast, adria)
    keep(promise, by=cast.luka)
    assert reopen(promise, by=cast.luka)
    assert not reopen(promise, by=cast.luka)
    assert open_items(kind="promise").count() == 1
    assert Promise.objects.get().closed_at is None


def test_a_released_promise_says_who_let_it_go(cast, adria):
    promise = ours(cast, adria)
    with pytest.raises(ValidationError):
        release(promise, by=cast.luka, who=" ")
    done = release(promise, by=cast.luka, who="Ivana Perić", note="no budget")
    assert (done.state, done.note) == ("released", "Ivana Perić: no budget")
    assert not open_items(kind="promise").exists()


def test_a_moved_promise_is_late_against_its_first_day(cast, adria, at):
    promise = move(ours(cast, adria), by=cast.luka, due=MONDAY, why="ill")
    assert promise.moved[0][0] == FRIDAY.isoformat()
    assert open_items(kind="promise").get().due == promise.due_at
    at(MONDAY)
    assert keep(promise, by=cast.luka).state == "late"


def test_a_day_the_client_agreed_to_counts_instead(cast, adria, at):
    promise = move(ours(cast, adria), by=cast.luka, due=MONDAY, agreed=True)
    at(MONDAY)
    assert keep(promise, by=cast.luka).state == "kept"


def test_of_two_who_move_it_the_second_is_told(cast, adria):
    promise = ours(cast, adria)
    move(promise, by=cast.luka, due=MONDAY, version=1)
    with pytest.raises(Stale) as stale:
        move(promise, by=cast.luka, due=THURSDAY, version=1)
    assert stale.value.theirs.due == MONDAY


def test_a_move_is_taken_back(cast, adria):
    promise = move(ours(cast, adria), by=cast.luka, due=MONDAY)
    assert put_back(promise, by=cast.luka)
    assert not put_back(promise, by=cast.luka)
    assert (Promise.objects.get().due, Promise.objects.get().moved) == (FRIDAY, [])
    assert open_items(kind="promise").get().due == datetime(2026, 3, 6, 16, tzinfo=UTC)


def test_what_was_put_aside_by_hand_is_asked_again_only_when_the_day_moves(cast, adria):
    promise = ours(cast, adria)
    close(open_items(kind="promise").get(), by=cast.luka, outcome="dismissed", note="known")
    remind.look_over()
    assert not open_items(kind="promise").exists()
    move(promise, by=cast.luka, due=MONDAY)
    assert open_items(kind="promise").count() == 1


def test_a_client_that_is_gone_is_reminded_of_nothing(cast, adria):
    ours(cast, adria)
    Client.objects.filter(pk=adria.pk).update(status="gone")
    remind.look_over()
    assert not open_items(kind="promise").exists()


def test_looking_over_changes_nothing_that_is_right(cast, adria):
    ours(cast, adria)
    theirs(cast, adria)
    before = list(Item.objects.order_by("pk").values())
    remind.look_over()
    assert list(Item.objects.order_by("pk").values()) == before


def test_what_is_read_from_words_waits_for_a_person(cast, adria):
    made = propose_from_words(
        adria, "message", 7, "", written_on=date(2026, 3, 2), from_us=True, member=cast.luka,
        seen=(seen("I will send the split by Friday."), seen("You promised the access.", is_reminder=True),
              seen("The printer will deliver it.", by_us=None)),
    )  # fmt: skip
    assert [one.state for one in made] == ["proposed"]
    assert (made[0].words, made[0].due, made[0].made_by) == ("I will send the split by Friday.", FRIDAY, None)
    assert not open_items(kind="promise").exists()
    assert (
        open_items(kind="proposed").get().why.plain() == "1 promise read from words: I will send the split by Friday."
    )


def test_reading_the_same_words_again_proposes_nothing_new(cast, adria):
    read = {"written_on": date(2026, 3, 2), "from_us": True, "seen": (seen("I will send it."), seen("We will call."))}
    propose_from_words(adria, "message", 7, "", **read)
    refuse(fresh(Promise.objects.first(), adria), by=cast.luka)
    propose_from_words(adria, "message", 7, "", **read)
    assert sorted(Promise.objects.values_list("state", flat=True)) == ["none", "proposed"]
    assert open_items(kind="proposed").count() == 1


def test_words_that_are_corrected_take_their_proposals_back(cast, adria):
    read = {"written_on": date(2026, 3, 2), "from_us": True}
    propose_from_words(adria, "touchpoint", 7, "", **read, seen=(seen("I will send it."), seen("We will call.")))
    confirm(fresh(Promise.objects.get(words="We will call."), adria), by=cast.luka)
    propose_from_words(adria, "touchpoint", 7, "", **read, seen=())
    assert [(one.words, one.state) for one in Promise.objects.all()] == [("We will call.", "open")]
    assert not open_items(kind="proposed").exists()
    withdraw("touchpoint", 7)
    assert Promise.objects.count() == 1


def test_a_text_sorted_to_another_client_takes_its_proposals_along(cast, adria):
    read = {"written_on": date(2026, 3, 2), "from_us": True, "seen": (seen("I will send it."),)}
    propose_from_words(adria, "message", 7, "", **read)
    propose_from_words(cast.isar, "message", 7, "", **read)
    assert Promise.objects.get().client == cast.isar
    assert open_items(kind="proposed").get().client == cast.isar


def test_a_proposal_is_mended_while_it_is_confirmed(cast, adria):
    (made,) = propose_from_words(
        adria, "message", 7, "", written_on=date(2026, 3, 2), from_us=True, seen=(seen("I will send it."),)
    )
    done = confirm(fresh(made, adria), by=cast.luka, what="The split by channel", due=MONDAY)
    assert (done.state, done.what, done.member, done.made_by) == ("open", "The split by channel", cast.luka, cast.luka)
    assert done.due_at == datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert not open_items(kind="proposed").exists()
    assert open_items(kind="promise").count() == 1
    assert unconfirm(fresh(made, adria), by=cast.luka)
    assert Promise.objects.get().state == "proposed"
    assert open_items(kind="proposed").count() == 1


def test_what_is_no_promise_can_be_one_after_all(cast, adria):
    promise = ours(cast, adria)
    assert refuse(promise, by=cast.luka)
    assert not open_items(kind="promise").exists()
    assert take_back(promise, by=cast.luka)
    assert Promise.objects.get().state == "open"
    assert open_items(kind="promise").count() == 1
