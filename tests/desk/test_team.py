"""The head's page: load against the cap, who is away, who covers; the administrator's: what did not go out."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, client

from rapport.agency.models import Absence, Member
from rapport.desk.team.people import away, carrying, covers_of, led_by
from rapport.journal import clock
from rapport.journal.models import Entry, Failure
from rapport.journal.record import record
from rapport.portfolio.models import Keeper
from rapport.post.models import Outgoing
from rapport.post.put import put


def days(first: int, last: int) -> dict[str, date]:
    today = clock.today()
    return {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}


def test_a_head_sees_their_team_and_a_head_without_one_all(cast: Cast) -> None:
    assert set(led_by(cast.marta)) == {cast.luka, cast.marta, cast.ana, cast.tin}
    assert set(led_by(cast.petra)) == set(Member.objects.all())
    assert set(led_by(cast.iva)) == set(Member.objects.all())


def test_load_stands_against_each_ones_own_cap(cast: Cast) -> None:
    cast.luka.load_cap = 2
    cast.luka.save()
    client("Blue Door", cast.luka, tier="A", fee=900)
    client("Gone Ltd", cast.luka, status="gone")
    rows = {row.member: row for row in carrying(list(led_by(cast.marta)), cast.agency)}
    assert set(rows) == {cast.luka, cast.marta, cast.ana}
    luka = rows[cast.luka]
    assert (luka.carried.clients, luka.carried.engagements, luka.carried.load) == (2, 2, 2.5)
    assert (luka.verdict.cap, luka.verdict.over) == (2, True)
    assert (rows[cast.marta].verdict.cap, rows[cast.marta].verdict.over) == (15, False)


def test_days_nobody_covers_are_counted_per_client(cast: Cast) -> None:
    blue = client("Blue Door", cast.luka)
    absence = Absence.objects.create(member=cast.luka, **days(2, 9))
    span = days(2, 9)
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="cover", since=span["first"], until=span["last"])
    Keeper.objects.create(client=blue, member=cast.ana, part="cover", since=span["first"], until=span["first"])
    people = list(led_by(cast.marta))
    (one,) = away(people, carrying(people, cast.agency), covers_of(people))
    assert one.absence == absence
    assert [(cover.cover_name, len(cover.clients)) for cover in one.covers] == [("Ana Vidović", 1), ("Ana Vidović", 1)]
    assert one.bare == 1


def test_whoever_covers_a_colleague_keeps_clients_of_their_own(cast: Cast) -> None:
    span = days(1, 5)
    Keeper.objects.create(client=cast.adria, member=cast.marta, part="cover", since=span["first"], until=span["last"])
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="deputy", since=clock.today())
    assert [(one.keeper_name, one.cover_name) for one in covers_of(list(led_by(cast.marta)))] == [
        ("Luka Perko", "Marta Kovač")
    ]


def test_the_page_names_no_client_and_costs_a_handful_of_statements(cast: Cast, caller) -> None:
    for n in range(12):
        client(f"Client {n}", cast.luka, fee=100)
    Absence.objects.create(member=cast.luka, **days(0, 4))
    span = days(0, 4)
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="cover", since=span["first"], until=span["last"])
    for head in (cast.marta, cast.petra, cast.iva):
        browser = caller(head)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get("/team/").content.decode()
        assert "Luka Perko" in page
        assert "Adria Dental" not in page
        assert "nobody covers 12 clients throughout" in page
        assert len(queries) <= 16, [query["sql"][:90] for query in queries]


def test_a_head_notes_an_absence_and_who_covers(cast: Cast, caller) -> None:
    browser = caller(cast.marta)
    words = {"member": cast.luka.pk, "cover": cast.ana.pk, "note": "sea", **days(1, 5)}
    assert browser.post("/team/absences/", words).status_code == 303
    assert Absence.objects.get().member == cast.luka
    cover = Keeper.objects.get(part="cover")
    assert (cover.client, cover.member, cover.given_by) == (cast.adria, cast.ana, cast.marta)
    assert "Ana Vidović covers 1 client" in browser.get("/team/").content.decode()


def test_what_is_covered_already_is_said_and_left(cast: Cast, caller) -> None:
    span = days(1, 5)
    Keeper.objects.create(client=cast.adria, member=cast.marta, part="cover", since=span["first"], until=span["last"])
    client("Blue Door", cast.luka)
    browser = caller(cast.marta)
    assert (
        browser.post("/team/absences/", {"member": cast.luka.pk, "cover": cast.ana.pk, **days(3, 9)}).status_code == 303
    )
    assert "Covered by somebody else already: Adria Dental." in browser.get("/team/").content.decode()
    assert Keeper.objects.get(part="cover", member=cast.ana).client.name == "Blue Door"


@pytest.mark.parametrize("who", ["nina", "fran"])
def test_a_head_notes_nothing_for_another_team(cast: Cast, caller, who: str) -> None:
    answer = caller(cast.marta).post("/team/absences/", {"member": getattr(cast, who).pk, **days(1, 5)})
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_nobody_covers_for_themselves(cast: Cast, caller) -> None:
    answer = caller(cast.marta).post("/team/absences/", {"member": cast.luka.pk, "cover": cast.luka.pk, **days(1, 5)})
    assert answer.status_code == 422
    assert "Nobody covers for themselves" in answer.content.decode()


def test_an_administrator_notes_days_but_hands_no_clients_over(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    assert 'name="cover"' not in browser.get("/team/").content.decode()
    words = {"member": cast.luka.pk, "cover": cast.ana.pk, **days(1, 5)}
    assert browser.post("/team/absences/", words).status_code == 303
    assert Absence.objects.exists()
    assert not Keeper.objects.filter(part="cover").exists()


def test_what_did_not_go_out_is_shown_with_the_servers_words_and_no_text(cast: Cast, caller) -> None:
    letter = put(key="a", to="eva@new.example", subject="Come in", text="https://secret.example/invitations/xyz/")
    Outgoing.objects.filter(pk=letter.pk).update(attempts=12, error="550 no such mailbox")
    entry = record("client.taken_on", by=cast.luka, client=cast.adria.pk)
    Entry.objects.filter(pk=entry.pk).update(attempts=8, try_at=clock.now() + timedelta(days=1))
    Failure.objects.create(entry=entry, follower="taken_on.ask", at=clock.now(), error="Traceback\nKeyError: 'tier'")
    browser = caller(cast.iva)
    page = browser.get("/outbox/").content.decode()
    for words in ("550 no such mailbox", "Come in", "KeyError", "taken_on.ask", "given up"):
        assert words in page
    assert "secret.example" not in page
    assert browser.post("/outbox/again/").status_code == 303
    assert Outgoing.objects.get().attempts == 0
    assert Outgoing.objects.get().not_before is None
    entry.refresh_from_db()
    assert (entry.attempts, entry.try_at) == (0, None)


def test_a_letter_that_waits_for_the_morning_still_waits(cast: Cast, caller) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    put(key="digest", to="luka@kordun.example", subject="Today", text="…", not_before=tomorrow)
    caller(cast.iva).post("/outbox/again/")
    assert Outgoing.objects.get().not_before == tomorrow


@pytest.mark.parametrize("who", ["luka", "tin", "fran"])
def test_the_page_is_for_heads_and_administrators(cast: Cast, caller, who: str) -> None:
    assert caller(getattr(cast, who)).get("/team/").status_code == 403
    assert caller(getattr(cast, who)).get("/outbox/").status_code == 403
    assert caller(cast.petra).get("/outbox/").status_code == 403
