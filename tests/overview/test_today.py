"""Whose item it is on which day, in which order, and in how many statements."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, client

from rapport.agency.models import Absence, Member
from rapport.attention.ask import ask, close
from rapport.attention.models import Item, open_items
from rapport.overview.today import Day, today
from rapport.portfolio.models import Client, Keeper
from rapport.reckon.verdict import because

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # a Tuesday, ten past eight in Zagreb
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def asked(kind: str, client: Client | None = None, **more: Any) -> Item:
    values: dict[str, Any] = {"cause": f"{kind}:{client and client.pk}:{Item.objects.count()}", "due": AT + HOUR}
    return ask(kind, reason=because("Because."), client=client, **(values | more))


def names(day: Day) -> list[str]:
    return [row.line.name if row.line else "" for row in day.now]


def test_an_item_of_a_client_is_its_keepers(cast: Cast) -> None:
    asked("word", cast.adria)
    assert names(today(cast.luka, AT)) == ["Adria Dental"]
    assert [names(today(other, AT)) for other in (cast.marta, cast.ana, cast.tin, cast.nina, cast.petra)] == [[]] * 5


def test_three_items_of_a_client_are_one_row(cast: Cast) -> None:
    for kind in ("word", "first_call", "birthday"):
        asked(kind, cast.adria)
    (row,) = today(cast.luka, AT).now
    assert [thing.kind for thing in row.things] == ["first_call", "word", "birthday"]
    assert row.box == "now"
    assert row.first_of_its_box


def test_a_deputy_sees_it_only_while_the_keeper_is_away(cast: Cast) -> None:
    Keeper.objects.create(client=cast.adria, member=cast.ana, part=Keeper.Part.DEPUTY, since=AT.date())
    asked("word", cast.adria)
    assert names(today(cast.ana, AT)) == []
    Absence.objects.create(member=cast.luka, first=AT.date(), last=AT.date())
    assert names(today(cast.ana, AT)) == ["Adria Dental"]
    assert names(today(cast.luka, AT)) == ["Adria Dental"]


def test_whoever_covers_sees_it_until_the_last_day(cast: Cast) -> None:
    cover = Keeper.objects.create(
        client=cast.adria, member=cast.ana, part=Keeper.Part.COVER, since=AT.date(), until=AT.date()
    )
    asked("word", cast.adria)
    assert names(today(cast.ana, AT)) == ["Adria Dental"]
    Keeper.objects.filter(pk=cover.pk).update(until=AT.date() - timedelta(days=1), since=AT.date() - timedelta(days=9))
    assert names(today(cast.ana, AT)) == []


def test_what_was_given_away_is_whose_it_was_given_to(cast: Cast) -> None:
    item = asked("word", cast.adria)
    open_items(pk=item.pk).update(member=cast.tin)
    assert names(today(cast.luka, AT)) == []
    assert names(today(cast.tin, AT)) == ["Adria Dental"]


def test_what_was_given_to_one_who_no_longer_sees_the_client_is_not_told(cast: Cast) -> None:
    open_items(pk=asked("word", cast.adria).pk).update(member=cast.nina)
    assert names(today(cast.nina, AT)) == []


def test_a_deleted_client_needs_nobody(cast: Cast) -> None:
    asked("word", cast.adria)
    Client.objects.filter(pk=cast.adria.pk).update(deleted_at=AT)
    assert names(today(cast.luka, AT)) == []


def test_three_horizons(cast: Cast) -> None:
    asked("note", cast.adria, shows_from=AT + 10 * HOUR)  # this evening
    asked("note", cast.adria, shows_from=AT + 20 * HOUR)  # tomorrow
    asked("note", cast.adria, shows_from=AT + 60 * HOUR)  # the day after
    done = asked("note", cast.adria)
    close(done, by=cast.luka, outcome="done")
    sleeping = asked("note", cast.adria)
    open_items(pk=sleeping.pk).update(snoozed_until=AT + 3 * HOUR)
    woken = asked("note", cast.adria)
    open_items(pk=woken.pk).update(snoozed_until=AT - HOUR)
    day = today(cast.luka, AT)
    assert [len(rows) for rows in (day.now[0].things, day.tomorrow[0].things, day.later, day.done)] == [2, 1, 1, 1]
    assert day.done[0].client_name == "Adria Dental"


def test_something_of_ones_own_is_a_row_without_a_client(cast: Cast) -> None:
    asked("rejects", member=cast.iva)
    (row,) = today(cast.iva, AT).now
    assert row.line is None
    assert row.key.startswith("item-")


def test_the_client_with_less_time_left_comes_first(cast: Cast) -> None:
    other = client("Otok Sailing", cast.luka, tier="C")
    asked("word", cast.adria, due=AT + 30 * HOUR)
    asked("word", other, due=AT - HOUR)
    assert names(today(cast.luka, AT)) == ["Otok Sailing", "Adria Dental"]


def test_lateness_is_counted_in_days_of_the_member(cast: Cast) -> None:
    asked("word", cast.adria, due=datetime(2026, 11, 13, 16, tzinfo=UTC))
    (row,) = today(cast.luka, AT).now
    late = row.things[0].late(ZoneInfo("Europe/Zagreb"))
    assert late
    assert late.plain() == "4 days late"
    assert today(cast.luka, AT).late_words == 1


def many(member: Member, clients: int, items: int) -> None:
    made = [client(f"Client {n:04}", member) for n in range(clients)]
    Item.objects.bulk_create(
        Item(
            kind=("word", "first_call", "birthday", "note")[n % 4], cause=f"c{n}", client=made[n % clients],
            due=AT + timedelta(hours=n % 97 - 20), shows_from=AT, reason={"say": "Because."},
        )
        for n in range(items)
    )  # fmt: skip


def test_statements_do_not_grow_with_clients_and_items(cast: Cast) -> None:
    counts = []
    for clients, items in ((1, 1), (40, 200)):
        many(cast.luka, clients, items) if clients > 1 else asked("word", cast.adria)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            today(cast.luka, AT)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_two_thousand_items_are_all_ranked(cast: Cast) -> None:
    many(cast.luka, 200, 2000)
    day = today(cast.luka, AT)
    assert sum(len(row.things) for row in day.now) == 2000


def test_a_member_who_keeps_very_many_sees_the_most_pressing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.overview.today.FEW", 5)
    monkeypatch.setattr("rapport.overview.today.VERY_MANY", 8)
    monkeypatch.setattr("rapport.overview.today.MOST", 20)
    many(cast.luka, 30, 60)
    day = today(cast.luka, AT)
    assert day.capped
    assert sum(len(row.things) for row in (*day.now, *day.tomorrow)) == 20
    latest = max(thing.due for row in day.now for thing in row.things if thing.due)
    assert Item.objects.filter(due__lt=latest).count() < 20
