"""A line repeats what others own, and nothing else: each fact of it, in bulk, and who may see it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast as casting

from rapport.attention.ask import ask
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.overview import client_line
from rapport.overview.models import NEVER, ClientLine
from rapport.portfolio.models import Client, Crew, Keeper, Tag
from rapport.reckon.verdict import because


def word(client: Client, by: Any, days_ago: float, began: str = "ours", **fields: Any) -> Touchpoint:
    return Touchpoint.objects.create(
        client=client, member=by, channel=fields.pop("channel", "call"), began=began, summary="…",
        at=clock.now() - timedelta(days=days_ago), **fields,
    )  # fmt: skip


def line_of(client: Client) -> ClientLine:
    client_line.refresh([client.pk])
    return ClientLine.objects.get(pk=client.pk)


def test_a_line_repeats_what_the_portfolio_knows(cast: casting.Cast) -> None:
    cast.adria.tags.add(Tag.called("Đački paket"))
    line = line_of(cast.adria)
    assert (line.name, line.folded, line.city, line.tier, line.status) == (
        "Adria Dental", "adria dental", "Split", "B", "active",
    )  # fmt: skip
    assert (line.keeper, line.keeper_name, line.team) == (cast.luka, "Luka Perko", cast.growth)
    assert (line.fee, line.currency, line.services, line.tags) == (Decimal(4000), "EUR", "|seo|", "|dacki paket|")


def test_the_last_word_is_the_newest_and_amber_when_it_tells_against_us(cast: casting.Cast) -> None:
    word(cast.adria, cast.luka, 20)
    word(cast.adria, cast.luka, 2, "theirs", why_first="complaint", direction="in")
    line = line_of(cast.adria)
    assert (line.last_began, line.last_amber, line.ours_90, line.theirs_90) == ("theirs", True, 1, 1)
    assert line.last_two_way == clock.today("Europe/Zagreb") - timedelta(days=20)
    assert [whose for _day, whose, _weight in line.strokes] == ["ours", "amber"]


def test_a_last_word_older_than_the_ledger_is_still_the_last_word(cast: casting.Cast) -> None:
    word(cast.adria, cast.luka, 400)
    old = word(cast.adria, cast.luka, 300, "theirs")
    line = line_of(cast.adria)
    assert (line.last_at, line.last_began, line.ours_90, line.strokes) == (old.at, "theirs", 0, [])


def test_a_word_taken_back_is_not_counted(cast: casting.Cast) -> None:
    word(cast.adria, cast.luka, 3, deleted_at=clock.now())
    assert line_of(cast.adria).last_at is None


def test_a_client_without_a_rhythm_has_no_word_due_and_stands_last(cast: casting.Cast) -> None:
    cast.adria.status = "paused"
    cast.adria.save()
    line = line_of(cast.adria)
    assert (line.word_due, line.word_rank, line.held) == (None, NEVER, True)


def test_only_what_waits_now_is_an_open_item(cast: casting.Cast) -> None:
    ask("note", cause="a", reason=because("Now."), client=cast.adria)
    ask("note", cause="b", reason=because("Later."), client=cast.adria, shows_from=clock.now() + timedelta(days=1))
    assert line_of(cast.adria).open_items == 1


def test_lines_of_clients_that_have_gone_go(cast: casting.Cast) -> None:
    client_line.refresh_all()
    Client.objects.filter(pk=cast.adria.pk).update(deleted_at=clock.now())
    Client.objects.filter(pk=cast.isar.pk).update(merged_into=cast.tatrawood)
    client_line.refresh_all()
    assert set(ClientLine.objects.values_list("name", flat=True)) == {"Tatrawood", "Polyot Travel"}


def test_refreshing_twice_changes_nothing(cast: casting.Cast) -> None:
    word(cast.adria, cast.luka, 2)
    client_line.refresh_all()
    before = list(ClientLine.objects.order_by("pk").values())
    client_line.refresh_all()
    assert list(ClientLine.objects.order_by("pk").values()) == before


def test_many_lines_cost_no_more_statements_than_one(cast: casting.Cast) -> None:
    for n in range(20):
        word(casting.client(f"Client {n}", cast.luka, fee=100), cast.luka, n)
    with CaptureQueriesContext(connection) as one:
        client_line.refresh([cast.adria.pk])
    with CaptureQueriesContext(connection) as many:
        client_line.refresh_all()
    assert len(many) <= len(one) + 5, [q["sql"][:90] for q in many]


@pytest.mark.parametrize("who", ["marta", "luka", "ana", "tin", "nina", "fran", "iva", "petra"])
def test_a_line_is_seen_by_whoever_sees_the_client(cast: casting.Cast, who: str) -> None:
    today = clock.today()
    Keeper.objects.create(client=cast.polyot, member=cast.luka, part="cover", since=today, until=today)
    Keeper.objects.create(client=cast.polyot, member=cast.marta, part="deputy", since=today)
    Crew.objects.create(client=cast.isar, member=cast.luka, since=today)
    client_line.refresh_all()
    member = getattr(cast, who)
    seen = set(ClientLine.objects.visible_to(member).values_list("client", flat=True))
    assert seen == set(Client.objects.visible_to(member).values_list("pk", flat=True))
