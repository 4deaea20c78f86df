"""What is worded once is answered as if it were worded anew, for whatever values, on whatever day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, client, make

from rapport.journal import clock, worded
from rapport.journal.worded import ask
from rapport.portfolio.models import Client, Keeper

asked: list[str] = []


@pytest.fixture
def cast(db: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(worded, "_KNOWN", {})
    asked.clear()
    return make()


def named(name: str, since: datetime) -> QuerySet[Client]:
    asked.append(name)
    return Client.objects.filter(name=name, created_at__gt=since).select_related("team")


def among(pks: Collection[int]) -> QuerySet[Client, tuple[int, str]]:
    return Client.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "name")


def kept_today(member: int) -> QuerySet[Keeper]:
    return Keeper.objects.current().filter(member=member).order_by("pk")


def none_of(kind: str, pk: int) -> QuerySet[Client]:
    return Client.objects.none() if kind == "none" else Client.objects.filter(pk=pk)


def test_it_is_worded_once_and_answers_for_other_values(cast: Cast) -> None:
    client("50%_off '?", cast.luka)
    before = clock.now() - timedelta(days=9)
    for name in ("Adria Dental", "50%_off '?", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            found = ask(named, name, before)
        assert [one.name for one in found] == [one.name for one in Client.objects.filter(name=name)]
        assert len(queries) == 1
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as queries:
        assert ask(named, "Adria Dental", before)[0].team == cast.adria.team
    assert len(queries) == 1
    assert ask(named, "Adria Dental", clock.now() + timedelta(days=1)) == []


def test_lists_of_any_length_are_answered_by_few_statements(cast: Cast) -> None:
    every = list(Client.objects.order_by("pk").values_list("pk", "name"))
    for number in range(1, len(every) + 1):
        assert ask(among, {pk for pk, _name in every[:number]}) == every[:number]
    assert len(worded._KNOWN) <= len(every).bit_length() + 1


def test_a_day_in_it_is_today(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Keeper.objects.filter(member=cast.luka)
    mine.update(since=clock.today(), until=clock.today())
    assert ask(kept_today, cast.luka.pk) == list(mine)
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert ask(kept_today, cast.luka.pk) == []


def test_what_changes_the_statement_is_its_kind(cast: Cast) -> None:
    for _again in range(2):
        assert ask(none_of, cast.adria.pk, kind=("none",)) == []
        assert ask(none_of, cast.adria.pk, kind=("some",)) == [cast.adria]


def test_a_client_is_fetched_as_its_door_lets_see_it(cast: Cast) -> None:
    """One statement for all members of a kind, and each sees their own: the door itself is the judge."""
    seen = 0
    for member in (cast.luka, cast.ana, cast.nina, cast.marta, cast.petra, cast.tin, cast.fran, cast.iva):
        for pk in Client.objects.values_list("pk", flat=True):
            through = Client.objects.here().visible_to(member).filter(pk=pk).first()
            try:
                fetched = Client.objects.fetch(member, pk)
            except Client.DoesNotExist:
                assert through is None
                continue
            assert through is not None
            assert fetched.standing == through.standing_of(member) != frozenset()
            seen += 1
    assert seen > 8
    Client.objects.filter(pk=cast.adria.pk).update(deleted_at=clock.now())
    with pytest.raises(Client.DoesNotExist):
        Client.objects.fetch(cast.luka, cast.adria.pk)
    cast.luka.is_active = False
    with pytest.raises(Client.DoesNotExist):
        Client.objects.fetch(cast.luka, cast.isar.pk)
    assert Client.objects.filter(Q(pk=cast.isar.pk)).exists()
