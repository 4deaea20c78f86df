"""Ending well: from five working days before the last day it is asked for, step by step, until it is done or said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.approvals.ask import ask
from rapport.attention.ask import close
from rapport.attention.models import open_items
from rapport.conversations.promises.make import make
from rapport.delivery.extra.capture import capture
from rapport.journal import clock
from rapport.links.models import Link
from rapport.onboarding.accesses.note import note
from rapport.onboarding.accesses.revoke_of_client import revoke_of_client
from rapport.onboarding.endings import facts, remind
from rapport.onboarding.endings.close_doors import close_doors
from rapport.onboarding.endings.finish import finish, reopen
from rapport.onboarding.endings.hand_files import hand_files
from rapport.onboarding.endings.models import Ending
from rapport.onboarding.endings.say_hello import say_hello
from rapport.onboarding.endings.show_cause import show_cause
from rapport.portfolio.models import Channel, Client, Engagement
from rapport.portfolio.part_ways import part_ways
from rapport.portfolio.pause import resume

MONDAY = date(2026, 3, 2)
LAST = date(2026, 3, 31)  # a Tuesday
HELLO = date(2026, 9, 1)
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
def leaving(cast, adria, follow):
    part_ways(adria, by=cast.luka, cause="in-house", last_day=LAST)
    follow()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


def remaining(client):
    stands = facts.standing(client)
    assert stands is not None
    return [step.key for step in stands.judged.remaining]


def test_it_is_asked_for_from_five_working_days_before(cast, leaving):
    item = open_items(kind="ending").get()
    assert (clock.day_of(item.shows_from), clock.day_of(item.due)) == (date(2026, 3, 24), LAST)
    assert item.client_id == leaving.pk


def test_nothing_is_asked_and_nothing_stands_where_nobody_parts(cast, adria):
    assert facts.standing(adria) is None
    remind.look_over()
    assert not open_items(kind="ending").exists()
    with pytest.raises(ValidationError, match="not parting ways"):
        hand_files(adria, by=cast.luka, note="x")


def test_step_by_step_until_all_is_done(cast, leaving):
    note(leaving, by=cast.luka, system="Google Ads", state="tested")
    promise = make(leaving, by=cast.luka, by_us=True, what="The last report", due=LAST, member=cast.luka)
    ivana = casting.contact(cast.adria, "Ivana")
    Channel.objects.create(contact=ivana, kind="mail", value="i@adria.example", folded="i@adria.example")
    work = capture(leaving, by=cast.luka, what="A film", minutes=90)
    ask(work, purpose="extra", client=leaving, contact=ivana, by=cast.luka, title="A film?", shown=[("What", "Film")])
    assert remaining(leaving) == ["accesses", "work", "doors", "files", "cause", "hello"]
    stands = facts.standing(leaving)
    assert ([one.system for one in stands.accesses], [one.what for one in stands.promises]) == (
        ["Google Ads"], ["The last report"],
    )  # fmt: skip
    with pytest.raises(ValidationError, match="not done yet"):
        finish(leaving, by=cast.luka)
    revoke_of_client(leaving, by=cast.luka)
    type(promise).objects.update(state="kept")
    assert close_doors(leaving, by=cast.luka) == 0  # the question took its link along
    assert not Link.objects.filter(used_at=None, revoked_at=None).exists()
    hand_files(leaving, by=cast.luka, note="All layouts, to Ivana, on their drive")
    show_cause(leaving, by=cast.luka, evidence="Her mail of 20 February: they hire two people.")
    say_hello(leaving, by=cast.luka, on=HELLO, idea="How their two new people are doing; an audit for free")
    assert remaining(leaving) == []
    ending = finish(leaving, by=cast.luka, remains="words nobody needs")
    assert (ending.done_by, ending.remains) == (cast.luka, "")
    assert not open_items(kind="ending").exists()
    assert reopen(leaving, by=cast.luka)
    assert not reopen(leaving, by=cast.luka)
    assert open_items(kind="ending").exists()


def test_what_cannot_be_done_is_said_and_stays(cast, leaving):
    ending = finish(leaving, by=cast.luka, remains="They keep us as administrators until June, in writing.")
    assert ending.remains.startswith("They keep us")
    assert finish(leaving, by=cast.luka).done_at == ending.done_at
    remind.look_over()
    assert not open_items(kind="ending").exists()


def test_the_hello_comes_back_on_its_day_with_the_idea(cast, leaving, at, follow):
    say_hello(leaving, by=cast.luka, on=HELLO, idea="An audit for free")
    item = open_items(kind="note").get()
    assert (clock.day_of(item.shows_from), item.why.plain()) == (HELLO, "Say hello again: An audit for free")
    say_hello(leaving, by=cast.luka, on=HELLO + DAY, idea="An audit for free")
    assert clock.day_of(open_items(kind="note").get().shows_from) == HELLO + DAY
    close(open_items(kind="note").get(), by=cast.luka, outcome="done")
    remind.look_over()
    assert not open_items(kind="note").exists()
    resume(leaving, by=cast.luka)
    follow()
    assert not open_items(kind="ending").exists()


@pytest.mark.parametrize(
    "on, idea, says",
    [
        (LAST, "An audit", "after the last day"),
        (date(2190, 1, 1), "An audit", "five years ahead"),
        (HELLO, " \0", "without an idea"),
        (HELLO, "x" * 5001, "At most 5000"),
    ],
)
def test_a_hello_has_a_day_after_the_end_and_an_idea(cast, leaving, on, idea, says):
    with pytest.raises(ValidationError, match=says):
        say_hello(leaving, by=cast.luka, on=on, idea=idea)
    assert not open_items(kind="note").exists()


def test_a_colleague_of_another_client_and_a_specialist_end_nothing(cast, leaving):
    seen = Client.objects.fetch(cast.tin, leaving.pk)
    for deed in (
        lambda: hand_files(seen, by=cast.tin, note="x"), lambda: close_doors(seen, by=cast.tin),
        lambda: finish(seen, by=cast.tin, remains="x"),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            deed()
    assert not Ending.objects.exists()


def test_three_months_after_the_end_nobody_is_asked_any_more(cast, leaving, at):
    at(LAST + 91 * DAY)
    remind.look_over()
    assert not open_items(kind="ending").exists()


def test_first_orders_are_counted_among_the_clients_one_sees(cast, adria, django_assert_num_queries):
    service = Engagement.objects.get(client=cast.adria).service
    Engagement.objects.filter(client=cast.adria).update(since=date(2024, 1, 1), until=date(2024, 3, 1))
    Engagement.objects.create(client=cast.adria, service=service, fee=Decimal(900), since=date(2025, 1, 1))
    with django_assert_num_queries(1):
        found = facts.lasting(cast.luka)
    assert (found.began, found.lasted) == (1, 1)
    assert facts.lasting(cast.nina).began == 0
