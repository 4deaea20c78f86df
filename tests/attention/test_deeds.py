"""Snoozing, dismissing, giving away and taking back: each once however often it is clicked, refused in words."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from tests.cast import Cast

from rapport.attention.access import item_for
from rapport.attention.ask import ask, close
from rapport.attention.delegate import CannotTake, delegate, takers
from rapport.attention.dismiss import NeedsReason, dismiss
from rapport.attention.models import Delegation, Item, Snooze
from rapport.attention.snooze import CannotSnooze, opening, presets, snooze, wake
from rapport.attention.undo import undo
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.reckon.verdict import because


@pytest.fixture
def item(cast: Cast) -> Item:
    return ask("word", cause="word:adria", reason=because("Last word 18 days ago."), client=cast.adria)


def now_of(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_a_snooze_clicked_twice_is_one(cast: Cast, item: Item) -> None:
    until = clock.now() + timedelta(days=2)
    first, second = (snooze(item, by=cast.luka, until=until, note="after their board") for _ in range(2))
    assert first == second
    assert Snooze.objects.count() == 1
    assert now_of(item).snoozed_until == until
    assert Entry.objects.filter(name="item.snoozed").count() == 1


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_snooze_into_the_past_or_far_away_is_refused(cast: Cast, item: Item, days: int) -> None:
    with pytest.raises(CannotSnooze):
        snooze(item, by=cast.luka, until=clock.now() + timedelta(days=days))
    assert now_of(item).snoozed_until is None


def test_undoing_a_snooze_brings_the_earlier_one_back(cast: Cast, item: Item) -> None:
    week, month = clock.now() + timedelta(days=7), clock.now() + timedelta(days=30)
    snooze(item, by=cast.luka, until=week)
    second = snooze(item, by=cast.luka, until=month)
    assert second
    assert undo(item, f"snooze-{second.pk}", by=cast.luka)
    assert now_of(item).snoozed_until == week
    assert not undo(item, f"snooze-{second.pk}", by=cast.luka)
    assert now_of(item).snoozed_until == week


def test_what_is_woken_shows_at_once(cast: Cast, item: Item) -> None:
    snooze(item, by=cast.luka, until=clock.now() + timedelta(days=7))
    assert wake(item, by=cast.luka)
    assert not wake(item, by=cast.luka)
    assert now_of(item).snoozed_until is None


def test_a_closed_item_is_not_snoozed_or_given_away(cast: Cast, item: Item) -> None:
    close(item, by=cast.luka, outcome="done")
    assert snooze(item, by=cast.luka, until=clock.now() + timedelta(days=1)) is None
    assert delegate(item, by=cast.luka, to=cast.tin) is None


def test_a_snooze_ends_when_the_members_work_begins(cast: Cast) -> None:
    assert opening(cast.luka, date(2026, 11, 18)).isoformat() == "2026-11-18T08:00:00+01:00"


def test_the_same_date_is_not_offered_twice() -> None:
    saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
    assert [day for _, day in presets(sunday)] == [date(2026, 11, 23), date(2026, 11, 25)]
    assert [day for _, day in presets(saturday)] == [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)]


def test_nothing_is_dismissed_without_a_reason(cast: Cast, item: Item) -> None:
    with pytest.raises(NeedsReason):
        dismiss(item, by=cast.luka, reason="  ")
    assert dismiss(item, by=cast.luka, reason="They are closed in August.")
    assert (now_of(item).outcome, now_of(item).note) == ("dismissed", "They are closed in August.")


def test_an_item_is_given_to_whoever_works_for_the_client(cast: Cast, item: Item) -> None:
    first, second = (delegate(item, by=cast.luka, to=cast.tin, note="you know the pages") for _ in range(2))
    assert first == second
    assert Delegation.objects.count() == 1
    assert now_of(item).member == cast.tin


def test_an_item_is_not_given_to_whoever_cannot_see_the_client(cast: Cast, item: Item) -> None:
    for stranger in (cast.nina, cast.ana, cast.fran, cast.iva):
        with pytest.raises(CannotTake, match=stranger.name):
            delegate(item, by=cast.luka, to=stranger)
    assert now_of(item).member is None
    assert not Entry.objects.exists()


def test_those_offered_are_those_who_may_take(cast: Cast, item: Item) -> None:
    assert takers(item, but=cast.luka) == [cast.marta, cast.petra, cast.tin]


def test_what_was_given_away_comes_back_once(cast: Cast, item: Item) -> None:
    given = delegate(item, by=cast.luka, to=cast.tin)
    onward = delegate(item, by=cast.tin, to=cast.marta)
    assert given
    assert onward
    assert not undo(item, f"delegation-{given.pk}", by=cast.luka), "it has been given on since"
    assert undo(item, f"delegation-{onward.pk}", by=cast.tin)
    assert not undo(item, f"delegation-{onward.pk}", by=cast.tin)
    assert now_of(item).member == cast.tin


@pytest.mark.parametrize("deed", ["", "nothing", "snooze-", "snooze-x", "delegation-99", "snooze-99"])
def test_an_unknown_deed_is_not_undone(cast: Cast, item: Item, deed: str) -> None:
    assert not undo(item, deed, by=cast.luka)


def test_an_item_is_brought_to_whoever_may_act_on_it(cast: Cast, item: Item) -> None:
    own = ask("rejects", cause="rejects:1", reason=because("7 rows wait."), member=cast.iva)
    for member in (cast.luka, cast.marta, cast.tin, cast.petra):
        assert item_for(member, item.pk) == item
    assert item_for(cast.iva, own.pk) == own
    for member in (cast.nina, cast.ana, cast.iva):
        with pytest.raises(Http404):
            item_for(member, item.pk)
    with pytest.raises(Http404):
        item_for(cast.luka, own.pk)
    with pytest.raises(PermissionDenied):
        item_for(cast.fran, item.pk)
