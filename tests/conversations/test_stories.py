"""What happens elsewhere and moves the next word, seen from the events to the items."""

from datetime import timedelta

import pytest

from rapport.agency.models import Absence
from rapport.attention.models import Item, open_items
from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.models import Failure
from rapport.journal.record import record
from rapport.overview.models import ClientLine
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Status


@pytest.fixture
def told(follow):
    def run():
        follow()
        assert not Failure.objects.exists(), Failure.objects.first().error

    return run


def say(cast, member, client, **more):
    values = {"channel": "call", "began": "ours", "summary": "Said", **more}
    return log(Client.objects.fetch(member, client.pk), by=member, **values)


def test_a_new_client_is_asked_for_its_first_word(cast, told):
    record("client.taken_on", by=cast.luka, about=cast.adria, client=cast.adria.pk, name="Adria", keeper=cast.luka.pk)
    told()
    assert open_items(kind="word").get().client == cast.adria


def test_another_tier_is_another_day(cast, told):
    say(cast, cast.luka, cast.adria)
    Client.objects.filter(pk=cast.adria.pk).update(tier="C")
    record("client.changed", by=cast.luka, about=cast.adria, client=cast.adria.pk, changes={"tier": ["B", "C"]})
    told()
    assert open_items(kind="word").get().facts["every"] == 30


def test_a_keepers_absence_moves_the_words_of_their_clients(cast, told):
    say(cast, cast.luka, cast.adria)
    before = open_items(kind="word").get().due
    Absence.objects.create(member=cast.luka, first=clock.today(), last=clock.today() + timedelta(days=40))
    record("member.away", by=cast.luka, about=cast.luka, in_story=False)
    told()
    assert open_items(kind="word").get().due > before + timedelta(days=20)


def test_a_client_that_is_gone_asks_for_nothing(cast, told):
    say(cast, cast.luka, cast.adria, began="theirs", why_first="complaint")
    Client.objects.filter(pk=cast.adria.pk).update(status=Status.GONE)
    record("client.gone", by=cast.luka, about=cast.adria, client=cast.adria.pk)
    told()
    assert not open_items(client=cast.adria).exists()


def test_a_logged_word_reaches_the_lists(cast, told):
    say(cast, cast.luka, cast.adria, began="theirs", why_first="late")
    told()
    line = ClientLine.objects.get(pk=cast.adria.pk)
    assert (line.last_began, line.last_amber, line.theirs_90) == ("theirs", True, 1)


def test_words_go_along_when_two_clients_become_one_and_come_back(cast, told):
    other = say(cast, cast.ana, cast.isar, next_step="Send it", began="theirs", why_first="complaint")
    said = say(cast, cast.luka, cast.adria)
    done = merge(cast.adria, cast.isar, by=cast.petra)
    told()
    assert set(Touchpoint.objects.filter(client=cast.adria)) == {other, said}
    assert open_items(kind="note").get().client == cast.adria
    assert open_items(kind="word").get().client == cast.adria
    unmerge(done, by=cast.petra)
    told()
    assert Touchpoint.objects.get(client=cast.isar) == other
    assert open_items(kind="note").get().client == cast.isar
    assert {item.client for item in open_items(kind="word")} == {cast.adria, cast.isar}
    assert open_items(kind="first_call").get().client == cast.isar


def test_a_cadence_of_the_agency_that_changed_moves_every_word(cast, told):
    say(cast, cast.luka, cast.adria)
    cast.agency.cadence_b = 5
    cast.agency.save()
    record("agency.changed", by=cast.iva, about=cast.agency, in_story=False, before={"cadence_b": 14})
    told()
    assert Item.objects.get(kind="word", client=cast.adria, closed_at=None).facts["every"] == 5
