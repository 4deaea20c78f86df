"""Pages of conflicts, with clients and inside teams."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import note
from rapport.journal import clock
from rapport.portfolio.models import Client

WORDS = {"title": "Whose delay", "began_on": "2020-10-05", "facts": "The texts came late."}


@pytest.fixture
def conflict(cast: Any) -> Conflict:
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    return note(client, by=cast.luka, title="Whose delay", facts="Late.", began_on=clock.today())


def test_a_keeper_writes_one_down_decides_and_settles_it(cast: Any, caller: Any) -> None:
    browser, of_client = caller(cast.luka), f"/clients/{cast.adria.pk}/conflicts/"
    assert "No conflicts with this client" in browser.get(of_client).content.decode()
    sent = {**WORDS, "theirs": "Nobody asked.", "once": "0e37e2a6-5f5c-4a7e-9f43-0d8ffd0e8c3e"}
    for _ in range(2):
        assert browser.post(f"{of_client}new/", sent).status_code == 303
    one = Conflict.objects.get()
    here = f"/conflicts/{one.pk}/"
    assert browser.post(f"{here}decision/", {"decision": "We ask before.", "version": 1}).status_code == 422
    decided = {"decision": "We ask before.", "right": "theirs", "version": 1}
    assert browser.post(f"{here}decision/", decided).status_code == 303
    odd = {"lesson": "Ask.", "cost": "many", "hours": "-1", "currency": "EURO", "version": 2}
    refused = browser.post(f"{here}settlement/", odd)
    assert refused.status_code == 422
    assert "That is no amount." in refused.content.decode()
    assert "Ask." in refused.content.decode()
    settled = {"lesson": "Ask.", "cost": "1 200,50", "hours": "2.5", "currency": "", "version": 2}
    assert browser.post(f"{here}settlement/", settled).status_code == 303
    one.refresh_from_db()
    assert (str(one.cost), one.currency, one.cost_minutes) == ("1200.50", "EUR", 150)
    page = browser.get(here).content.decode()
    assert f"/library/new/?lesson={one.pk}" in page
    assert "1,200.50" in browser.get(of_client).content.decode()
    assert browser.post(f"{here}opening/").status_code == 303


def test_the_story_says_that_and_not_what_and_the_crew_reads_no_more(
    cast: Any, caller: Any, conflict: Conflict
) -> None:
    story = caller(cast.tin).get(f"/clients/{cast.adria.pk}/").content.decode()
    assert "A conflict was written down" in story
    assert "Whose delay" not in story
    assert caller(cast.tin).get(f"/conflicts/{conflict.pk}/").status_code == 403
    assert caller(cast.tin).get(f"/clients/{cast.adria.pk}/conflicts/").status_code == 403
    assert caller(cast.nina).get(f"/conflicts/{conflict.pk}/").status_code == 404
    assert (
        f"/clients/{cast.adria.pk}/conflicts/" in caller(cast.luka).get(f"/clients/{cast.adria.pk}/").content.decode()
    )


def test_the_second_editor_sees_both_accounts(cast: Any, caller: Any, conflict: Conflict) -> None:
    address = f"/conflicts/{conflict.pk}/words/"
    assert caller(cast.luka).post(address, {**WORDS, "title": "Our delay", "version": 1}).status_code == 303
    answer = caller(cast.marta).post(address, {**WORDS, "title": "Their delay", "version": 1})
    assert answer.status_code == 409
    assert "Luka Perko saved this while you were writing" in answer.content.decode()
    chosen = {**WORDS, "title": "Their delay", "version": 2, "keep_title": "mine"}
    assert caller(cast.marta).post(address, chosen).status_code == 303
    conflict.refresh_from_db()
    assert conflict.title == "Their delay"
    stale = caller(cast.luka).post(
        f"/conflicts/{conflict.pk}/decision/", {"decision": "So.", "right": "ours", "version": 1}
    )
    assert stale.status_code == 422
    assert "Somebody changed it meanwhile" in stale.content.decode()
    assert 'name="version" value="3"' in stale.content.decode()


def test_a_team_keeps_its_own_and_a_head_of_all_chooses_the_team(cast: Any, caller: Any) -> None:
    assert caller(cast.luka).post("/conflicts/new/", WORDS).status_code == 303
    assert "Whose delay" in caller(cast.ana).get("/conflicts/").content.decode()
    assert "Whose delay" not in caller(cast.nina).get("/conflicts/").content.decode()
    assert caller(cast.petra).post("/conflicts/new/", WORDS).status_code == 422
    assert caller(cast.petra).post("/conflicts/new/", {**WORDS, "team": cast.harbour.pk}).status_code == 303
    assert Conflict.objects.filter(team=cast.harbour).count() == 1
    assert caller(cast.tin).get("/conflicts/").status_code == 403


def test_the_lists_take_the_same_statements_however_long(cast: Any, caller: Any) -> None:
    client, browser, counts = Client.objects.fetch(cast.luka, cast.adria.pk), caller(cast.luka), []
    for number in (3, 25):
        for n in range(number):
            note(client, by=cast.luka, title=f"Case {n}", facts="So.", began_on=clock.today())
            note(None, team=cast.growth, by=cast.luka, title=f"Ours {n}", facts="So.", began_on=clock.today())
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/clients/{cast.adria.pk}/conflicts/").status_code == 200
            assert browser.get("/conflicts/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
