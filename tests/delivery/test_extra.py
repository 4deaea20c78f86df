"""Extra work: captured, counted, told and answered, given or refused; tests end with a result told."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.approvals.decide import decide
from rapport.approvals.models import Approval
from rapport.approvals.withdraw import withdraw
from rapport.attention.models import open_items
from rapport.conversations.models import Touchpoint
from rapport.delivery.extra import facts, remind
from rapport.delivery.extra.capture import capture
from rapport.delivery.extra.change import change
from rapport.delivery.extra.end_test import end_test
from rapport.delivery.extra.give import give
from rapport.delivery.extra.lock import Stale
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.extra.refuse import refuse
from rapport.delivery.extra.reopen import reopen
from rapport.delivery.extra.sources import source_of
from rapport.delivery.extra.tell import tell
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Channel, Client
from rapport.post.models import Outgoing

MONDAY = date(2026, 3, 2)
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


def caught(cast, adria, **more):
    return capture(adria, by=cast.luka, **{"what": "A film for the fair", "minutes": 180, **more})


def fresh(extra, adria):
    row = ExtraWork.objects.get(pk=extra.pk)
    row.client = adria
    return row


def answer(extra, kind, follow, words=""):
    asked = Approval.objects.filter(subject="delivery.extrawork", subject_id=extra.pk).latest("pk")
    token = Outgoing.objects.filter(key__startswith=f"approval:{asked.pk}:").latest("pk").text
    token = token.split("/c/")[1].split("/")[0]
    decide(token, kind=kind, version=asked.version, name="Ivana Perić", words=words)
    follow()
    return ExtraWork.objects.get(pk=extra.pk)


def test_a_favour_is_only_counted(cast, adria):
    extra = caught(cast, adria, minutes=10)
    assert (extra.state, extra.settled_by) == ("favour", cast.luka)
    assert not open_items(kind="extra").exists()
    grown = change(extra, by=cast.luka, minutes=40)
    assert (grown.state, grown.settled_at) == ("captured", None)
    assert open_items(kind="extra").exists()


def test_untold_for_two_working_days_it_comes_to_the_keeper(cast, adria, ivana):
    extra = caught(cast, adria, contact=ivana)
    item = open_items(kind="extra").get()
    assert (item.facts["extra"], clock.day_of(item.shows_from)) == (extra.pk, MONDAY + 2 * DAY)
    said = "Ivana Perić asked for it outside the contract and has not been told: A film for the fair"
    assert item.why.plain() == said
    give(extra, by=cast.luka, price=Decimal(90), reason="Their jubilee")
    assert not open_items(kind="extra").exists()


def test_it_is_told_with_time_price_and_what_the_contract_allows(cast, adria, ivana, follow):
    extra = caught(
        cast, adria, contact=ivana, price=Decimal("240.50"), words="Could you film it?", inside="Ten photos instead"
    )
    tell(extra, by=cast.luka, contact=ivana)
    asked = Approval.objects.get()
    assert (asked.purpose, asked.language) == ("extra", "hr")
    told = " ".join(text for _heading, text in asked.shown)
    assert "A film for the fair" in told
    assert "240,50" in told.replace("\xa0", " ")  # as a Croatian reader writes it
    assert "Ten photos instead" in told
    assert not open_items(kind="extra").exists()
    yes = answer(extra, "approved", follow)
    assert (yes.state, yes.settled_at is not None) == ("quote", True)


@pytest.mark.parametrize("kind, state", [("declined", "refused"), ("corrected", "captured"), ("remarks", "quote")])
def test_what_they_say_is_where_it_stands(cast, adria, ivana, follow, kind, state):
    extra = tell(caught(cast, adria), by=cast.luka, contact=ivana)
    after = answer(extra, kind, follow, words="Make it shorter")
    assert after.state == state
    assert (after.reason == "Make it shorter") is (state == "refused")
    assert open_items(kind="extra").exists() is (state == "captured")


def test_taken_back_it_is_to_be_told_anew(cast, adria, ivana, follow):
    extra = tell(caught(cast, adria), by=cast.luka, contact=ivana)
    withdraw(Approval.objects.get(), by=cast.luka)
    follow()
    assert ExtraWork.objects.get(pk=extra.pk).state == "captured"


@pytest.mark.parametrize(
    "more, says",
    [
        ({"minutes": None}, "how long it takes"),
        ({"kind": "potential"}, "inside the contract"),
        ({"kind": "test"}, "how much of their money"),
    ],
)
def test_nothing_is_told_half(cast, adria, ivana, more, says):
    with pytest.raises(ValidationError, match=says):
        tell(caught(cast, adria, **more), by=cast.luka, contact=ivana)
    assert not Approval.objects.exists()
    assert not Outgoing.objects.exists()


def test_a_test_starts_with_their_yes_and_ends_with_a_result_told(cast, adria, ivana, follow, at):
    extra = caught(cast, adria, kind="test", price=Decimal(300), until=MONDAY + 4 * DAY)
    with pytest.raises(ValidationError, match="that they approved"):
        end_test(extra, by=cast.luka, result="It works", contact=ivana)
    tell(extra, by=cast.luka, contact=ivana)
    assert Approval.objects.get().purpose == "test"
    answer(extra, "approved", follow)
    item = open_items(kind="extra").get()
    assert clock.day_of(item.shows_from) == MONDAY + 7 * DAY
    assert item.why.plain() == "The test is over and its result is not told: A film for the fair"
    for wrong, says in (({"result": " "}, "how the test ended"), ({"contact": None}, "whom the result")):
        with pytest.raises(ValidationError, match=says):
            end_test(fresh(extra, adria), by=cast.luka, **{"result": "It works", "contact": ivana, **wrong})
    end_test(fresh(extra, adria), by=cast.luka, result="41 bookings for 300 €", contact=ivana)
    assert not open_items(kind="extra").exists()
    letter = Outgoing.objects.latest("pk")
    assert (letter.to, "41 bookings" in letter.text) == ("ivana@adria.example", True)
    assert Entry.objects.filter(name="extra.ended", client_id=adria.pk).exists()


def test_a_gift_has_a_price_and_a_reason_and_may_be_told(cast, adria, ivana):
    extra = caught(cast, adria)
    for wrong, says in (
        ({"price": None}, "what it is worth"),
        ({"reason": " "}, "why we give"),
        ({"said": "x"}, "whom"),
    ):
        with pytest.raises(ValidationError, match=says):
            give(extra, by=cast.luka, **{"price": Decimal(80), "reason": "Thanks", **wrong})
    given = give(extra, by=cast.luka, price=Decimal(80), reason="Thanks", said="With our thanks.", contact=ivana)
    assert (given.state, given.said) == ("gift", "With our thanks.")
    assert "With our thanks." in Outgoing.objects.get().text
    with pytest.raises(ValidationError, match="settled already"):
        refuse(fresh(extra, adria), by=cast.luka, reason="No")
    assert reopen(fresh(extra, adria), by=cast.luka)
    assert not reopen(fresh(extra, adria), by=cast.luka)
    assert ExtraWork.objects.get().state == "captured"


def test_a_clear_no_ends_the_question_that_was_asked(cast, adria, ivana, follow):
    extra = tell(caught(cast, adria), by=cast.luka, contact=ivana)
    refuse(fresh(extra, adria), by=cast.luka, reason="Nobody here films", said="We do not film.", contact=ivana)
    follow()
    assert (ExtraWork.objects.get().state, Approval.objects.get().state) == ("refused", "withdrawn")


def test_the_year_of_many_clients_is_one_statement(cast, adria, ivana, at, django_assert_num_queries):
    give(caught(cast, adria), by=cast.luka, price=Decimal(80), reason="Thanks")
    give(caught(cast, adria, minutes=60), by=cast.luka, price=Decimal(50), reason="Thanks", currency="USD")
    caught(cast, adria, minutes=10)
    old = caught(cast, adria, minutes=10)
    ExtraWork.objects.filter(pk=old.pk).update(settled_at=clock.now() - 365 * DAY)
    polyot = Client.objects.fetch(cast.nina, cast.polyot.pk)
    capture(polyot, by=cast.nina, what="A talk", minutes=60)
    with django_assert_num_queries(1):
        found = facts.tallies([adria.pk, polyot.pk], date(2026, 1, 1), date(2026, 12, 31))
    year = found[adria.pk]
    assert (year.gifts.number, year.gifts.minutes, year.favours.number) == (2, 240, 1)
    assert year.gifts.money == {"EUR": Decimal(80), "USD": Decimal(50)}
    assert found[polyot.pk].untold.number == 1
    assert facts.untold([adria.pk, polyot.pk]) == {polyot.pk: 1}
    assert facts.years(adria.pk) == [2026, 2025]


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"what": " \0"}, "Say in a few words"),
        ({"what": "x" * 301}, "At most 300"),
        ({"words": "x" * 5001}, "At most 5000"),
        ({"kind": "gold"}, "Choose one"),
        ({"minutes": 60_001}, "thousand hours"),
        ({"minutes": 0}, "thousand hours"),
        ({"price": Decimal(-1)}, "below zero"),
        ({"until": date(2190, 1, 1)}, "within a year"),
        ({"until": MONDAY - DAY}, "within a year"),
    ],
)
def test_what_cannot_be_is_said(cast, adria, wrong, says):
    with pytest.raises(ValidationError, match=says):
        caught(cast, adria, **wrong)
    assert not ExtraWork.objects.exists()


def test_once_stale_and_rights(cast, adria, ivana):
    extra = caught(cast, adria, once="form:1")
    assert caught(cast, adria, once="form:1", what="else") == extra
    with pytest.raises(ValidationError, match="another client"):
        capture(Client.objects.fetch(cast.nina, cast.polyot.pk), by=cast.nina, what="x", once="form:1")
    change(extra, by=cast.luka, version=1, what="A short film")
    with pytest.raises(Stale):
        tell(fresh(extra, adria), by=cast.luka, contact=ivana, version=1)
    seen = Client.objects.fetch(cast.tin, adria.pk)
    own = capture(seen, by=cast.tin, what="A banner more", minutes=90)
    change(own, by=cast.tin, minutes=60)
    with pytest.raises(PermissionDenied):
        give(own, by=cast.tin, price=Decimal(1), reason="x")
    extra.client = seen
    with pytest.raises(PermissionDenied):
        change(extra, by=cast.tin, minutes=60)  # not his own


def test_a_source_is_found_only_through_its_own_client(cast, adria, ivana):
    said = {"member": cast.luka, "channel": "call", "at": clock.now(), "summary": "Could you film it?"}
    word = Touchpoint.objects.create(client=cast.adria, began="theirs", **said)
    word.people.add(ivana)
    foreign = Touchpoint.objects.create(client=cast.polyot, began="theirs", **said)
    found = source_of(cast.luka, adria, "touchpoint", word.pk)
    assert (found.words, found.contact) == ("Could you film it?", ivana)
    assert source_of(cast.luka, adria, "touchpoint", foreign.pk) is None
    for kind in ("message", "meeting", "task", "request", "nothing"):
        assert source_of(cast.luka, adria, kind, 987_654) is None


def test_a_test_without_a_day_is_never_asked_for(cast, adria, ivana, follow):
    extra = tell(caught(cast, adria, kind="test", price=Decimal(9)), by=cast.luka, contact=ivana)
    answer(extra, "approved", follow)
    remind.look_over()
    assert not open_items(kind="extra").exists()
