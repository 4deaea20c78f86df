"""Correcting a touchpoint: what it said before stays, and two at once both see what the other wrote."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.attention.models import Item, open_items
from rapport.conversations.access import touchpoint_for
from rapport.conversations.correct import Stale, correct
from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.conversations.remove import remove
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client


@pytest.fixture
def word(cast):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    logged = log(client, by=cast.luka, channel="call", began="ours", summary="Budget is 400")
    return touchpoint_for(cast.luka, logged.pk)


def test_what_it_said_before_is_kept(cast, word):
    ivana = casting.contact(cast.adria, "Ivana")
    corrected = correct(word, by=cast.marta, version=1, summary="Budget is 4,000", people=[ivana])
    assert (corrected.summary, corrected.version) == ("Budget is 4,000", 2)
    earlier = corrected.earlier.get()
    assert (earlier.by, earlier.values["summary"], earlier.values["people"]) == (cast.marta, "Budget is 400", [])
    assert Entry.objects.get(name="touchpoint.corrected").data == {"fields": ["people", "summary"]}
    assert Touchpoint.objects.get(pk=word.pk).folded == "budget is 4,000"


def test_a_correction_that_changes_nothing_leaves_no_trace(cast, word):
    assert correct(word, by=cast.luka, version=1, summary="Budget is 400 ").version == 1
    assert not Entry.objects.filter(name="touchpoint.corrected").exists()


def test_the_second_of_two_gets_to_see_the_first(cast, word):
    correct(word, by=cast.marta, version=1, summary="Budget is 4,000")
    with pytest.raises(Stale) as stale:
        correct(word, by=cast.luka, version=1, summary="Budget is 40,000")
    assert stale.value.theirs.summary == "Budget is 4,000"
    assert Touchpoint.objects.get(pk=word.pk).summary == "Budget is 4,000"


def test_a_corrected_beginning_makes_a_mark(cast, word):
    correct(word, by=cast.luka, version=1, began="theirs")
    assert open_items(kind="first_call").get().cause == f"first_call:{word.pk}"


def test_a_corrected_day_moves_the_next_word(cast, word):
    correct(word, by=cast.luka, version=1, at=clock.now() - timedelta(days=40))
    assert open_items(kind="word").get().due < clock.now()


def test_a_corrected_channel_judges_the_direction_anew(cast, word):
    assert correct(word, by=cast.luka, version=1, channel="mail", direction="").direction == "out"


def test_a_next_step_taken_out_is_settled(cast, word):
    correct(word, by=cast.luka, version=1, next_step="Send the split")
    assert open_items(kind="note").exists()
    correct(word, by=cast.luka, version=2, next_step="")
    assert not open_items(kind="note").exists()
    assert Item.objects.get(kind="note").outcome == "gone"


def test_a_moment_ahead_is_refused_and_nothing_changes(cast, word):
    with pytest.raises(ValidationError):
        correct(word, by=cast.luka, version=1, at=clock.now() + timedelta(days=1))
    assert Touchpoint.objects.get(pk=word.pk).version == 1


def test_whoever_only_sees_the_money_may_not_correct(cast, word):
    word.client = Client.objects.fetch(cast.fran, cast.adria.pk)
    with pytest.raises(PermissionDenied):
        correct(word, by=cast.fran, version=1, summary="Nothing")


def test_a_removed_touchpoint_takes_its_step_along(cast, word):
    correct(word, by=cast.luka, version=1, next_step="Send the split")
    remove(touchpoint_for(cast.luka, word.pk), by=cast.luka)
    assert not open_items(kind="note").exists()
