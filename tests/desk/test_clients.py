"""The clients page: who sees which lines, in which order, how far one page goes, and how little it asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast as casting

from rapport.conversations.models import Touchpoint
from rapport.desk.models import SavedView
from rapport.journal import clock
from rapport.overview import client_line, lines
from rapport.overview.models import ClientLine
from rapport.portfolio.models import Crew, Keeper, Tag


@pytest.fixture
def world(cast: casting.Cast) -> casting.Cast:
    Touchpoint.objects.create(
        client=cast.adria, member=cast.luka, channel="mail", began="theirs", direction="in", summary="Why?",
        why_first="complaint", at=clock.now() - timedelta(days=2),
    )  # fmt: skip
    client_line.refresh_all()
    return cast


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content[:300]
    return re.findall(r'<th scope="row" class="c-client"><a [^>]*>([^<]*)</a>', answer.content.decode())


SEEN = {
    "marta": {"Adria Dental", "Tatrawood", "Isar Klinik"},
    "luka": {"Adria Dental"},
    "ana": {"Isar Klinik"},
    "tin": {"Adria Dental"},
    "nina": {"Polyot Travel"},
    "fran": {"Adria Dental", "Tatrawood", "Isar Klinik", "Polyot Travel"},
    "petra": {"Adria Dental", "Tatrawood", "Isar Klinik", "Polyot Travel"},
}


@pytest.mark.parametrize("who", SEEN)
def test_each_member_sees_the_clients_they_may_see(world: casting.Cast, caller: Any, who: str) -> None:
    assert set(names(caller(getattr(world, who)).get("/clients/"))) == SEEN[who]


def test_an_administrator_has_no_list_of_clients(world: casting.Cast, caller: Any) -> None:
    assert caller(world.iva).get("/clients/").status_code == 403


def test_a_specialist_sees_no_fee_and_cannot_sort_by_it(world: casting.Cast, caller: Any) -> None:
    for address in ("/clients/", "/clients/?sort=-fee"):
        page = caller(world.tin).get(address).content.decode()
        assert "4,000" not in page
        assert "4000" not in page
        assert "c-fee" not in page
    assert "4,000" in caller(world.luka).get("/clients/").content.decode()


def test_a_manager_who_also_works_as_a_specialist_sees_fees_of_their_own_only(world: casting.Cast, caller: Any) -> None:
    world.luka.roles = ["manager", "specialist"]
    world.luka.save()
    Crew.objects.create(client=world.isar, member=world.luka, since=clock.today())
    page = caller(world.luka).get("/clients/?sort=-fee")
    assert set(names(page)) == {"Adria Dental", "Isar Klinik"}
    assert "6,400" not in page.content.decode()
    assert "6400" not in page.content.decode()


@pytest.mark.parametrize(
    "sort, expected",
    [
        ("name", ["Adria Dental", "Isar Klinik", "Polyot Travel", "Tatrawood"]),
        ("-name", ["Tatrawood", "Polyot Travel", "Isar Klinik", "Adria Dental"]),
        ("-fee", ["Isar Klinik", "Tatrawood", "Adria Dental", "Polyot Travel"]),
        ("tier", ["Isar Klinik", "Tatrawood", "Adria Dental", "Polyot Travel"]),
        ("keeper", ["Isar Klinik", "Adria Dental", "Tatrawood", "Polyot Travel"]),
        ("-last", ["Adria Dental", "Polyot Travel", "Isar Klinik", "Tatrawood"]),
    ],
)
def test_lines_come_in_the_order_asked_for(world: casting.Cast, caller: Any, sort: str, expected: list[str]) -> None:
    assert names(caller(world.petra).get(f"/clients/?sort={sort}")) == expected


@pytest.mark.parametrize("sort", [direction + sort for sort in lines.SORTS for direction in ("", "-")])
@pytest.mark.parametrize("who", ["petra", "marta", "luka"])
def test_pages_forth_and_back_show_every_client_once(world: casting.Cast, who: str, sort: str) -> None:
    """With many equal values, so that only the client itself decides where a page ends."""
    for n in range(12):
        casting.client(f"Same {n % 3}", world.luka if n % 2 else world.nina, fee=100 if n % 3 else None)
    Keeper.objects.bulk_create(
        Keeper(client=line.client, member=world.marta, part="deputy", since=clock.today()) for line in []
    )
    client_line.refresh_all()
    member, today = getattr(world, who), clock.today()
    whole = [row["client_id"] for row in lines.page(member, lines.Looking(sort=sort), today, size=100).rows]
    assert len(whole) == len(set(whole)) == ClientLine.objects.visible_to(member).count()
    assert [row["client_id"] for row in lines.every(member, lines.Looking(sort=sort), today, ["name"])] == whole
    seen, look, pages = [], lines.Looking(sort=sort), []
    while True:
        page = lines.page(member, look, today, size=4)
        seen += [row["client_id"] for row in page.rows]
        pages.append([row["client_id"] for row in page.rows])
        if not page.later:
            break
        look = lines.Looking(sort=sort, after=lines._cursor(look, page.later))
    assert seen == whole
    while page.earlier:
        page = lines.page(member, lines.Looking(sort=sort, before=lines._cursor(look, page.earlier)), today, size=4)
        pages.pop()
        assert [row["client_id"] for row in page.rows] == pages[-1]
    assert len(pages) == 1


@pytest.mark.parametrize(
    "query, expected",
    [
        ("tier=A", {"Tatrawood", "Isar Klinik"}),
        ("tier=A&tier=B", {"Tatrawood", "Isar Klinik", "Adria Dental", "Polyot Travel"}),
        ("view=first", {"Adria Dental"}),
        ("service=seo&tier=B", {"Adria Dental", "Polyot Travel"}),
        ("service=none", set()),
        ("status=paused", set()),
        ("keeper={marta}", {"Tatrawood"}),
        ("industry={dental}", {"Adria Dental"}),
        ("tag={vip}", {"Isar Klinik"}),
        ("team={harbour}", {"Polyot Travel"}),
        ("view=x&sort=x&tier=Z&keeper=x&after=%00%FF", {"Tatrawood", "Isar Klinik", "Adria Dental", "Polyot Travel"}),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(world: casting.Cast, caller: Any, query: str, expected: set[str]) -> None:
    world.isar.tags.add(vip := Tag.called("VIP"))
    client_line.refresh_all()
    query = query.format(
        marta=world.marta.pk, dental=world.adria.industry_id, vip=vip.pk, harbour=world.harbour.pk
    )  # fmt: skip
    assert set(names(caller(world.petra).get(f"/clients/?{query}"))) == expected


def test_a_filter_never_shows_what_one_may_not_see(world: casting.Cast, caller: Any) -> None:
    assert names(caller(world.luka).get(f"/clients/?keeper={world.nina.pk}")) == []
    assert names(caller(world.luka).get(f"/clients/?pick={world.polyot.pk}&pick={world.adria.pk}")) == ["Adria Dental"]


def test_prospects_and_the_gone_have_views_of_their_own(world: casting.Cast, caller: Any) -> None:
    world.tatrawood.status = "prospect"
    world.tatrawood.save()
    world.isar.status = "gone"
    world.isar.save()
    client_line.refresh_all()
    browser = caller(world.marta)
    assert names(browser.get("/clients/")) == ["Adria Dental"]
    assert names(browser.get("/clients/?view=prospects")) == ["Tatrawood"]
    assert names(browser.get("/clients/?view=gone")) == ["Isar Klinik"]
    assert set(names(browser.get("/clients/?status=prospect&status=active"))) == {"Adria Dental", "Tatrawood"}


@pytest.mark.parametrize("who", SEEN)
@pytest.mark.parametrize("view", lines.VIEWS)
def test_a_tab_counts_what_its_page_shows(world: casting.Cast, who: str, view: str) -> None:
    for n, status in enumerate(("prospect", "gone", "paused", "leaving", "active", "active")):
        casting.client(f"Client {n}", world.marta if n % 2 else world.luka, status=status)
    Keeper.objects.create(client=world.polyot, member=world.marta, part="deputy", since=world.polyot.since)
    client_line.refresh_all()
    ClientLine.objects.filter(name="Client 5").update(last_amber=True, word_rank=1)
    member, today = getattr(world, who), clock.today()
    shown = lines.page(member, lines.Looking(view=view), today).rows
    assert lines.head(member, today, lines.Looking(view=view), {})["found"] == len(shown)
    filtered = lines.Looking(view=view, filters={"tier": ("B",)})
    shown = lines.page(member, filtered, today).rows
    assert lines.head(member, today, filtered, {})["found"] == len(shown)


def test_counts_are_capped(world: casting.Cast, caller: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CAP", 2)
    page = caller(world.petra).get("/clients/").content.decode()
    assert ('<span class="count">2+</span>' in page and "more than 2 clients" in page) or "2+" in page
    found = lines.head(world.petra, clock.today(), lines.Looking(), {})
    assert found["in_all"] == 3


def test_the_page_asks_at_most_ten_statements_whatever_the_rows(world: casting.Cast, caller: Any) -> None:
    world.marta.roles = ["head", "manager", "specialist"]
    world.marta.save()
    for n in range(60):
        client = casting.client(f"Client {n}", world.luka, fee=100 + n)
        Touchpoint.objects.create(
            client=client, member=world.luka, channel="call", began="ours", summary="…",
            at=clock.now() - timedelta(days=n),
        )  # fmt: skip
    client_line.refresh_all()
    SavedView.objects.create(member=world.marta, name="Big", query="sort=-fee")
    browser = caller(world.marta)
    for address in ("/clients/", f"/clients/?tier=B&keeper={world.luka.pk}&industry=1&tag=1&service=seo&sort=-last"):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        assert len(asked) <= 10, "\n".join(query["sql"][:120] for query in asked)


def test_a_line_says_who_came_first_and_what_is_late(world: casting.Cast, caller: Any) -> None:
    page = caller(world.petra).get("/clients/").content.decode()
    assert "they first" in page
    assert "d late" in page
    assert "no word yet" not in page.split("they first")[0][-200:]


def test_a_view_can_be_saved_looked_at_and_deleted(world: casting.Cast, caller: Any) -> None:
    browser = caller(world.marta)
    answer = browser.post("/clients/views/", {"name": " Big  ones ", "query": "sort=-fee&tier=A&evil=1&after=x"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/clients/?sort=-fee&tier=A")
    view = SavedView.objects.get()
    assert (view.member, view.name, view.query) == (world.marta, "Big ones", "sort=-fee&tier=A")
    assert "Big ones" in browser.get("/clients/?sort=-fee&tier=A").content.decode()
    assert "a view of that name" in browser.post("/clients/views/", {"name": "Big ones"}, follow=True).content.decode()
    assert caller(world.luka).post(f"/clients/views/{view.pk}/deletion/").status_code == 404
    browser.post(f"/clients/views/{view.pk}/deletion/")
    assert not SavedView.objects.exists()


def test_filters_have_a_page_of_their_own_and_answer_a_menu(world: casting.Cast, caller: Any) -> None:
    browser = caller(world.luka)
    page = browser.get("/clients/filters/?tier=A").content.decode()
    assert 'name="tier" value="A" checked' in page
    assert "Luka Perko" in page
    assert "Nina Horvat" not in page
    menu = browser.get("/clients/filters/?by=keeper&tier=A", headers={"HX-Request": "true"}).content.decode()
    assert f"tier=A&amp;keeper={world.luka.pk}" in menu or f"keeper={world.luka.pk}&amp;tier=A" in menu
    assert "<html" not in menu


def test_an_empty_list_teaches_the_next_step(cast: casting.Cast, caller: Any) -> None:
    assert "No clients yet" in caller(cast.luka).get("/clients/").content.decode()
    assert "Nobody fits" in caller(cast.luka).get("/clients/?tier=C").content.decode()
