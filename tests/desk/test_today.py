"""The Today page over HTTP: rows, everything done in place with and without JavaScript, undo, statements."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, client, contact

from rapport.attention.ask import ask
from rapport.attention.models import Delegation, Item, open_items
from rapport.conversations.models import Touchpoint
from rapport.journal.models import Entry
from rapport.overview import client_line
from rapport.portfolio.models import Away, Client
from rapport.reckon.verdict import because

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # a Tuesday, ten past eight in Zagreb
Sign = Callable[[Any], Caller]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def at_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def note(client: Client | None, text: str = "Send the split by channel.", **more: Any) -> Item:
    return ask("note", cause=f"note:{uuid4()}", reason=because(text), client=client, **more)


def at(name: str, *parts: object, **query: object) -> str:
    return reverse(name, args=parts) + (f"?{urlencode(query)}" if query else "")


def test_a_day_shows_who_needs_one_and_why(cast: Cast, caller: Sign) -> None:
    client_line.refresh([cast.adria.pk])
    note(cast.adria, due=AT + timedelta(hours=1))
    page = caller(cast.luka).get("/today/").content.decode()
    assert "Good morning, Luka." in page
    assert "<b>One</b> client needs you" in page
    assert "Adria Dental" in page
    assert "B · Split" in page
    assert "Send the split by channel." in page
    assert "by 09:10" in page
    assert "in 1 h" in page
    assert page.count("button solid") == 1


def test_the_root_leads_to_the_first_place_one_may_enter(cast: Cast, caller: Sign) -> None:
    assert caller(cast.luka).get("/").headers["Location"] == "/today/"
    assert caller(cast.fran).get("/").headers["Location"] == "/clients/"


def test_a_row_is_ticked_in_place_and_taken_back(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    answer = browser.post(at("item_done", item.pk, row=f"client-{cast.adria.pk}"), headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="client-{cast.adria.pk}"' in text
    assert "row done" in text
    assert "Done: Adria Dental." in text
    assert 'hx-swap-oob="innerHTML"' in text
    assert Item.objects.get().outcome == "done"
    undo = at("item_undo", item.pk, "closed", row=f"client-{cast.adria.pk}")
    assert undo.replace("&", "&amp;") in text
    again = browser.post(undo, headers=HTMX).content.decode()
    assert "row done" not in again.split("done-fold")[0]
    assert Item.objects.get().closed_at is None


def test_everything_works_without_javascript(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    answer = browser.post(at("item_done", item.pk), follow=True)
    assert answer.redirect_chain == [("/today/", 303)]
    assert "Done: Adria Dental." in answer.content.decode()
    assert browser.post(at("item_undo", item.pk, "closed"), follow=True).status_code == 200
    assert open_items().count() == 1


def test_a_doubled_click_is_one_deed(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    for _ in range(2):
        assert browser.post(at("item_done", item.pk)).status_code == 303
    assert Entry.objects.filter(name="item.done").count() == 1


def test_the_row_of_a_client_is_put_off_as_a_whole(cast: Cast, caller: Sign) -> None:
    first, second, browser = note(cast.adria), note(cast.adria), caller(cast.luka)
    there = at("item_snooze", first.pk, row=f"client-{cast.adria.pk}", also=second.pk)
    text = browser.post(there, {"until": "2026-11-19"}, headers=HTMX).content.decode()
    assert "Adria Dental comes back Thu 19 Nov, 08:00." in text
    assert set(Item.objects.values_list("snoozed_until", flat=True)) == {datetime(2026, 11, 19, 7, tzinfo=UTC)}
    (snoozed,) = first.snoozes.all()
    (other,) = second.snoozes.all()
    browser.post(at("item_undo", first.pk, f"snooze-{snoozed.pk}", **{"with": f"{second.pk}.snooze-{other.pk}"}))
    assert set(Item.objects.values_list("snoozed_until", flat=True)) == {None}


@pytest.mark.parametrize(
    "until", ["", "soon", "2026-11-16", "0001-01-01", "9999-12-31", "2026-13-40", "2026-11-17T25:00"]
)
def test_a_day_that_cannot_be_is_refused_in_words(cast: Cast, caller: Sign, until: str) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    answer = browser.post(at("item_snooze", item.pk, row=f"client-{cast.adria.pk}"), {"until": until}, headers=HTMX)
    assert answer.status_code == 422
    assert "row-fail" in answer.content.decode()
    assert Item.objects.get().snoozed_until is None


def test_what_sleeps_until_this_afternoon_can_be_woken(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    browser.post(at("item_snooze", item.pk), {"until": "2026-11-17T15:00"})
    assert "at 15:00" in browser.get("/today/").content.decode()
    browser.post(at("item_wake", item.pk))
    assert Item.objects.get().snoozed_until is None


def test_nothing_is_dismissed_without_a_reason(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    there = at("item_dismiss", item.pk, row=f"client-{cast.adria.pk}")
    assert browser.post(there, {"reason": " "}, headers=HTMX).status_code == 422
    assert browser.post(there, {"reason": "They closed the shop."}, headers=HTMX).status_code == 200
    assert Item.objects.get().note == "They closed the shop."
    assert "Dismissed: They closed the shop." in browser.get("/today/done/").content.decode()


def test_an_item_is_given_only_to_who_works_for_the_client(cast: Cast, caller: Sign) -> None:
    item, browser = note(cast.adria), caller(cast.luka)
    there = at("item_delegate", item.pk, row=f"client-{cast.adria.pk}")
    offered = browser.get(there, headers=HTMX).content.decode()
    assert "Tin Babić" in offered
    assert "Nina Horvat" not in offered
    refused = browser.post(there, {"to": cast.nina.pk}, headers=HTMX)
    assert refused.status_code == 422
    assert "Nina Horvat does not work for this client" in refused.content.decode()
    assert refused.headers["HX-Retarget"] == "#delegate-body"
    assert "is given to Tin Babić" in browser.post(there, {"to": cast.tin.pk}, headers=HTMX).content.decode()
    assert Delegation.objects.get().to == cast.tin
    assert "Adria Dental" in caller(cast.tin).get("/today/").content.decode()
    assert 'data-key="e"' not in browser.get("/today/").content.decode()


@pytest.mark.parametrize("deed", ["item_done", "item_snooze", "item_wake", "item_dismiss", "item_delegate", "item_why"])
def test_anothers_item_is_not_there_and_stays_as_it_was(cast: Cast, caller: Sign, deed: str) -> None:
    item = note(cast.adria)
    posted = {"until": "2026-11-19", "reason": "no", "to": cast.nina.pk, "why_first": "other"}
    for stranger in (cast.nina, cast.ana):
        assert caller(stranger).post(at(deed, item.pk), posted).status_code == 404
        own = note(client("Own client", stranger))
        assert caller(stranger).post(at(deed, own.pk, also=item.pk), posted).status_code in (303, 404)
    kept = Item.objects.get(pk=item.pk)
    assert (kept.closed_at, kept.snoozed_until, kept.member) == (None, None, None)


def test_a_folded_item_of_another_client_is_left_alone(cast: Cast, caller: Sign) -> None:
    other = client("Otok Sailing", cast.luka)
    first, second = note(cast.adria), note(other)
    caller(cast.luka).post(at("item_done", first.pk, also=second.pk))
    assert list(open_items()) == [second]


def test_a_word_is_logged_in_place_and_says_who_began(cast: Cast, caller: Sign) -> None:
    note(cast.adria)
    browser, once = caller(cast.luka), uuid4()
    there = at("today_log", cast.adria.pk, row=f"client-{cast.adria.pk}")
    typed = {"channel": "call", "summary": "They keep the budget.", "began": "ours", "once": once}
    for _ in range(2):
        text = browser.post(there, typed, headers=HTMX).content.decode()
    assert "Logged with Adria Dental: we began." in text
    said = Touchpoint.objects.get()
    assert (said.began, said.channel, said.summary) == ("ours", "call", "They keep the budget.")


@pytest.mark.parametrize("lacking", ["summary", "began", "channel"])
def test_a_word_that_lacks_something_is_refused_and_nothing_typed_is_lost(
    cast: Cast, caller: Sign, lacking: str
) -> None:
    note(cast.adria)
    typed = {"channel": "mail", "summary": "They keep the budget.", "began": "ours"} | {lacking: ""}
    for headers in (HTMX, {}):
        answer = caller(cast.luka).post(at("today_log", cast.adria.pk), typed, headers=headers)
        if headers or lacking == "summary":
            assert answer.status_code == 422
        if lacking != "summary":
            assert "They keep the budget." in answer.content.decode()
        assert 'role="alert"' in answer.content.decode()
    assert not Touchpoint.objects.exists()


def test_why_they_began_is_one_click(cast: Cast, caller: Sign) -> None:
    browser = caller(cast.luka)
    typed = {"channel": "mail", "summary": "Can we keep the budget?", "began": "theirs"}
    browser.post(at("today_log", cast.adria.pk), typed)
    item = open_items(kind="first_call").get()
    page = browser.get("/today/").content.decode()
    assert "“Can we keep the budget?”" in page
    assert "Why they began" in page
    there = at("item_why", item.pk, row=f"client-{cast.adria.pk}")
    assert browser.post(there, {"why_first": "mischief"}, headers=HTMX).status_code == 422
    assert browser.post(there, {"why_first": "question"}, headers=HTMX).status_code == 200
    assert Touchpoint.objects.get().why_first == "question"


def test_a_row_opens_and_closes_in_place(cast: Cast, caller: Sign) -> None:
    note(cast.adria)
    browser, there = caller(cast.luka), at("today_row", f"client-{cast.adria.pk}")
    assert "row open" in browser.get(there, {"open": 1}, headers=HTMX).content.decode()
    assert "row open" not in browser.get(there, headers=HTMX).content.decode()
    assert browser.get(there).status_code == 302
    assert browser.get(at("today_row", "client-999"), headers=HTMX).status_code == 404
    assert caller(cast.nina).get(there, headers=HTMX).status_code == 404


def test_tomorrow_and_done_have_pages_of_their_own(cast: Cast, caller: Sign) -> None:
    note(cast.adria, "Congratulate them.", shows_from=AT + timedelta(days=1))
    browser = caller(cast.luka)
    assert "Congratulate them." not in browser.get("/today/").content.decode()
    assert "Congratulate them." in browser.get("/today/tomorrow/").content.decode()
    assert "Nothing done yet today" in browser.get("/today/done/").content.decode()


def test_an_empty_day_teaches_the_next_step(cast: Cast, caller: Sign) -> None:
    client_line.refresh([cast.adria.pk])
    assert "Nobody waits for you" in caller(cast.luka).get("/today/").content.decode()
    assert "No clients yet" in caller(cast.tin).get("/today/").content.decode()


def test_only_the_first_rows_are_drawn_and_the_rest_is_one_click_away(cast: Cast, caller: Sign) -> None:
    for n in range(30):
        note(client(f"Client {n:02}", cast.luka))
    browser = caller(cast.luka)
    page = browser.get("/today/").content.decode()
    assert page.count('class="row') - page.count('class="rows') - page.count('class="row-') == 25
    assert 'href="?rows=50"' in page
    assert 'href="?rows=' not in browser.get("/today/", {"rows": "50"}).content.decode()
    assert browser.get("/today/", {"rows": "-1"}).status_code == 200


def test_the_page_takes_at_most_ten_statements_whatever_the_rows(cast: Cast, caller: Sign) -> None:
    browser, counts = caller(cast.luka), []
    for clients in (1, 60):
        made = [client(f"Client {clients} {n:02}", cast.luka, fee=n) for n in range(clients)]
        for each in made:
            note(each)
            Away.objects.create(contact=contact(each, "Ivana"), first=AT.date(), last=AT.date())
            Entry.objects.create(name="client.taken_on", at=AT, client_id=each.pk)
        client_line.refresh([each.pk for each in made])
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/today/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_the_column_beside_tells_who_is_away_what_changed_and_who_began(cast: Cast, caller: Sign) -> None:
    Away.objects.create(contact=contact(cast.adria, "Ivana", "Perić"), first=AT.date(), last=AT.date())
    Entry.objects.create(name="client.taken_on", at=AT - timedelta(hours=3), client_id=cast.adria.pk, by=cast.marta)
    for n in range(12):
        Touchpoint.objects.create(
            client=cast.adria, member=cast.luka, channel="call", began="theirs" if n < 3 else "ours",
            at=AT - timedelta(days=n + 1), summary="x",
        )  # fmt: skip
    client_line.refresh([cast.adria.pk])
    page = caller(cast.luka).get("/today/").content.decode()
    assert "<b>Ivana Perić</b> is away" in page
    assert "<b>Adria Dental</b> is a new client" in page
    assert "You began <b>9 of 12</b>, 75%" in page


def test_the_head_sees_the_teams_day_and_a_manager_does_not(cast: Cast, caller: Sign) -> None:
    note(cast.adria)
    page = caller(cast.marta).get("/today/team/").content.decode()
    assert "Luka Perko" in page
    assert "Nina Horvat" not in page
    assert caller(cast.luka).get("/today/team/").status_code == 403


def test_the_digest_can_be_read_in_the_browser(cast: Cast, caller: Sign) -> None:
    note(cast.adria)
    assert "1 client needs you today" in caller(cast.luka).get("/today/digest/").content.decode()
    assert caller(cast.luka).get("/today/changes/").status_code == 200


def test_what_is_ones_own_is_not_counted_as_a_client(cast: Cast, caller: Sign) -> None:
    ask("rejects", cause="rejects:1", reason=because("7 rows wait."), member=cast.luka)
    assert "<b>One</b> thing of your own waits" in caller(cast.luka).get("/today/").content.decode()
    note(cast.adria)
    page = caller(cast.luka).get("/today/").content.decode()
    assert "<b>One</b> client needs you, <b>one</b> thing of your own waits." in page
