"""Conflicts with clients and inside teams: written down, decided, settled; who sees them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from tests.cast import Cast, make

from rapport.agency.models import Member
from rapport.delivery.conflicts.access import conflict_for, of_team
from rapport.delivery.conflicts.change import change
from rapport.delivery.conflicts.decide import decide
from rapport.delivery.conflicts.lock import ConflictChanged
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import note
from rapport.delivery.conflicts.settle import reopen, settle
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make()


def with_adria(by: Member, cast: Cast, **fields: Any) -> Conflict:
    client = Client.objects.fetch(by, cast.adria.pk)
    words = {"title": "Whose delay", "facts": "The texts came late.", "began_on": clock.today()}
    return note(client, by=by, **{**words, **fields})


def in_growth(by: Member, cast: Cast, **fields: Any) -> Conflict:
    words = {"title": "One Friday, twice", "facts": "Two promised it.", "began_on": clock.today(), "team": cast.growth}
    return note(None, by=by, **{**words, **fields})


def test_a_conflict_goes_from_facts_over_a_decision_to_a_lesson(cast: Cast) -> None:
    one = with_adria(cast.luka, cast, ours="We waited.", theirs="Nobody asked us.")
    with pytest.raises(ValidationError, match="Write the decision first"):
        settle(one, lesson="Ask.", cost=None, currency="EUR", cost_minutes=None, by=cast.luka, version=1)
    one = decide(one, decision="We ask a week before.", right="theirs", by=cast.luka, version=1)
    assert (one.state, one.right) == ("decided", "theirs")
    one = settle(one, lesson="Ask.", cost=Decimal(120), currency="EUR", cost_minutes=90, by=cast.luka, version=2)
    assert (one.state, one.cost_minutes, one.settled_at is not None) == ("settled", 90, True)
    with pytest.raises(ValidationError, match="Open it again first"):
        decide(one, decision="No.", right="ours", by=cast.luka, version=3)
    one = reopen(one, by=cast.luka)
    assert (one.state, one.settled_at, one.lesson) == ("open", None, "Ask.")


def test_the_journal_says_that_and_not_what(cast: Cast) -> None:
    one = with_adria(cast.luka, cast)
    one = change(one, {"facts": "The texts never came."}, by=cast.luka, version=1)
    one = decide(one, decision="We ask.", right="nobody", by=cast.luka, version=2)
    settle(one, lesson="Ask.", cost=None, currency="EUR", cost_minutes=None, by=cast.luka, version=3)
    entries = list(Entry.objects.filter(about="delivery.conflict").order_by("id"))
    assert [(entry.name, entry.in_story) for entry in entries] == [
        ("conflict.noted", True),
        ("conflict.changed", False),
        ("conflict.decided", False),
        ("conflict.settled", True),
    ]
    said = " ".join(str(entry.data) for entry in entries)
    assert not any(word in said for word in ("texts", "delay", "ask"))


def test_keeper_and_head_see_it_the_crew_is_refused_and_others_find_nothing(cast: Cast) -> None:
    one = with_adria(cast.luka, cast)
    for member in (cast.luka, cast.marta, cast.petra):
        assert conflict_for(member, one.pk) == one
    with pytest.raises(PermissionDenied):
        conflict_for(cast.tin, one.pk)
    for member in (cast.ana, cast.nina, cast.iva):
        with pytest.raises(Http404):
            conflict_for(member, one.pk)
    with pytest.raises(PermissionDenied):  # finance sees the client, not its quarrels
        conflict_for(cast.fran, one.pk)


def test_a_teams_own_is_seen_by_its_managers_and_heads(cast: Cast) -> None:
    one = in_growth(cast.luka, cast)
    for member in (cast.luka, cast.ana, cast.marta, cast.petra):
        assert conflict_for(member, one.pk) == one
        assert list(of_team(member)) == [one]
    for member in (cast.tin, cast.nina, cast.iva, cast.fran):
        with pytest.raises(Http404):
            conflict_for(member, one.pk)
        assert not of_team(member).exists()
    client = with_adria(cast.luka, cast)
    assert client not in of_team(cast.luka)


def test_one_writes_of_ones_own_team_and_a_head_of_all_chooses(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        in_growth(cast.luka, cast, team=cast.harbour)
    with pytest.raises(ValidationError) as refusal:
        in_growth(cast.petra, cast, team=None)
    assert "team" in refusal.value.message_dict
    assert in_growth(cast.petra, cast, team=cast.harbour).team == cast.harbour
    with pytest.raises(PermissionDenied):
        in_growth(cast.tin, cast)


@pytest.mark.parametrize(
    "fields, wrong",
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"facts": ""}, "facts"),
        ({"ours": "x" * 20_001}, "ours"),
        ({"began_on": date(1789, 7, 14)}, "began_on"),
        ({"began_on": date(2199, 1, 1)}, "began_on"),
    ],
)
def test_what_is_no_account_is_refused_at_its_field(cast: Cast, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        with_adria(cast.luka, cast, **fields)
    assert list(refusal.value.message_dict) == [wrong]
    assert not Conflict.objects.exists()


def test_decisions_and_costs_that_cannot_be_are_refused(cast: Cast) -> None:
    one = with_adria(cast.luka, cast)
    with pytest.raises(ValidationError) as refusal:
        decide(one, decision=" ", right="the client", by=cast.luka, version=1)
    assert set(refusal.value.message_dict) == {"decision", "right"}
    one = decide(one, decision="So.", right="both", by=cast.luka, version=1)
    with pytest.raises(ValidationError) as refusal:
        settle(one, lesson="", cost=Decimal(-1), currency="EUR", cost_minutes=10**9, by=cast.luka, version=2)
    assert set(refusal.value.message_dict) == {"lesson", "cost", "hours"}


def test_of_two_at_once_the_second_is_asked(cast: Cast) -> None:
    one = with_adria(cast.luka, cast)
    change(one, {"title": "Our delay"}, by=cast.luka, version=1)
    deeds: list[Callable[[], object]] = [
        lambda: change(one, {"title": "Their delay"}, by=cast.luka, version=1),
        lambda: decide(one, decision="So.", right="ours", by=cast.luka, version=1),
    ]
    for deed in deeds:
        with pytest.raises(ConflictChanged):
            deed()
    assert Conflict.objects.get(pk=one.pk).title == "Our delay"


def test_a_doubled_click_writes_it_down_once(cast: Cast) -> None:
    first = with_adria(cast.luka, cast, once="form:1", began_on=clock.today() - timedelta(days=1))
    assert with_adria(cast.luka, cast, once="form:1") == first
    assert Conflict.objects.count() == 1
