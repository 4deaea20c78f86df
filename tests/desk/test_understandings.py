"""Agreed words through the browser: marked without JavaScript, sent, corrected, taken over; links taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import letters, person, token_of

from rapport.approvals.decide import decide
from rapport.approvals.models import Approval
from rapport.attention.models import open_items
from rapport.conversations.log import log
from rapport.conversations.understandings.models import Understanding
from rapport.desk.today.kinds import kind_of, page_of
from rapport.journal import clock
from rapport.links.models import Link
from rapport.portfolio.models import Client

SAID = "We like the new pages. Does the campaign keep the 4,000?"
READING = "They decide whether the winter budget stays."


@pytest.fixture
def luka(cast: Any, caller: Any) -> Any:
    return caller(cast.luka)


@pytest.fixture
def ivana(cast: Any) -> Any:
    return person(cast.adria, language="en")


@pytest.fixture
def note(cast: Any, ivana: Any) -> Any:
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    return log(client, by=cast.luka, channel="call", began="theirs", summary=SAID, people=[ivana])


def new_page(cast: Any, note: Any) -> str:
    return f"{reverse('understanding_new', args=[cast.adria.pk])}?source=touchpoint&id={note.pk}"


def write(browser: Any, cast: Any, note: Any, ivana: Any, then: str = "send", **more: Any) -> Understanding:
    sent = {"words": "Does the campaign keep the 4,000?", "reading": READING, "contact": ivana.pk, "then": then}
    answer = browser.post(new_page(cast, note), {**sent, **more})
    assert answer.status_code == 303
    return Understanding.objects.get(pk=answer.headers["Location"].split("/")[2])


def token(row: Understanding) -> tuple[Approval, str]:
    assert row.approval
    return row.approval, token_of(letters(row.approval)[-1].text)


def test_the_story_leads_to_the_page_with_the_words_filled_in(cast: Any, luka: Any, note: Any) -> None:
    story = luka.get(reverse("client", args=[cast.adria.pk])).content.decode()
    assert new_page(cast, note).replace("&", "&amp;") in story
    html = luka.get(new_page(cast, note)).content.decode()
    assert html.count(SAID) == 2  # to be marked, and in the field to be cut down
    assert "data-mark-in" in html


def test_a_specialist_is_not_led_there(cast: Any, caller: Any, note: Any) -> None:
    story = caller(cast.tin).get(reverse("client", args=[cast.adria.pk])).content.decode()
    assert "Write our reading" not in story
    assert caller(cast.tin).get(new_page(cast, note)).status_code == 403


def test_written_and_sent_in_one_press(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    day = clock.today() + timedelta(days=12)
    row = write(luka, cast, note, ivana, due=day.isoformat())
    assert row.state == "sent"
    assert row.approval
    assert row.approval.due.date() == day


def test_a_day_too_far_keeps_it_and_says_why(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana, due="2099-01-05")
    html = luka.get(reverse("understanding", args=[row.pk])).content.decode()
    assert row.state == "draft"
    assert "Kept, but not sent: Choose a day that lies ahead, within a year." in html


def test_the_page_shows_both_texts_and_the_version(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    html = luka.get(reverse("understanding", args=[row.pk])).content.decode()
    assert row.approval
    for told in (SAID, READING, "Sent to Ivana Perić.", "Waits for their word", row.approval.mark):
        assert told in html
    tab = luka.get(reverse("client_understandings", args=[cast.adria.pk])).content.decode()
    assert READING in tab


def test_words_they_never_said_come_back_with_a_sentence(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    sent = {"words": "We pay 9,000.", "reading": READING, "contact": ivana.pk}
    answer = luka.post(new_page(cast, note), sent)
    assert answer.status_code == 422
    assert "Only their own words stand here" in answer.content.decode()
    assert READING in answer.content.decode()


@pytest.mark.parametrize("query", ["?source=touchpoint&id=x", "?source=nonsense&id=1", "?source=touchpoint&id=99999"])
def test_words_that_are_not_there_are_404(cast: Any, luka: Any, query: str) -> None:
    assert luka.get(reverse("understanding_new", args=[cast.adria.pk]) + query).status_code == 404


def test_words_of_another_client_are_not_read_through_ones_own(cast: Any, luka: Any, caller: Any) -> None:
    client = Client.objects.fetch(cast.nina, cast.polyot.pk)
    foreign = log(client, by=cast.nina, channel="call", began="theirs", summary="A secret.")
    assert luka.get(new_page(cast, foreign)).status_code == 404
    both = caller(cast.petra)
    assert both.get(new_page(cast, foreign)).status_code == 404  # hers to see, but of another client


def test_corrected_it_leads_from_today_to_the_answer_and_is_taken_over(
    cast: Any, luka: Any, note: Any, ivana: Any, follow: Any
) -> None:
    row = write(luka, cast, note, ivana)
    approval, secret = token(row)
    decide(secret, kind="corrected", version=approval.version, name="Ivana P.", words="It is 4,500.")
    follow()
    item = open_items(kind="corrected").get()
    address = page_of(kind_of("corrected"), cast.adria.pk, item.facts)
    html = luka.get(address).content.decode()
    assert "It is 4,500." in html
    assert "Signed “Ivana P.”" in html
    page = luka.get(reverse("understanding", args=[row.pk])).content.decode()
    assert "Take their words as agreed" in page
    assert luka.post(reverse("understanding_take_over", args=[row.pk])).status_code == 303
    row.refresh_from_db()
    assert (row.reading, row.state) == ("It is 4,500.", "confirmed")
    assert luka.post(reverse("understanding_take_over", args=[row.pk])).status_code == 409


def test_a_change_by_two_is_said_and_nothing_is_lost(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana, then="keep")
    address = reverse("understanding_change", args=[row.pk])
    sent = {"words": row.words, "contact": ivana.pk, "version": row.version, "then": "keep"}
    assert luka.post(address, {**sent, "reading": "Theirs."}).status_code == 303
    answer = luka.post(address, {**sent, "reading": "Mine."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine." in html
    assert "It now reads: “Theirs.”" in html
    assert f'name="version" value="{row.version + 1}"' in html


def test_withdrawn_by_hand_it_is_a_draft_at_once(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    assert row.approval
    luka.post(reverse("approval_withdraw", args=[row.approval.pk]))
    row.refresh_from_db()
    assert row.state == "draft"
    html = luka.get(reverse("approval", args=[row.approval.pk])).content.decode()
    assert "Withdrawn" in html


def test_asked_again_a_moment_later_is_refused_in_words(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    assert row.approval
    answer = luka.post(reverse("approval_again", args=[row.approval.pk]))
    assert answer.status_code == 422
    assert "They were asked a moment ago." in answer.content.decode()


def test_living_links_are_listed_and_taken_back(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    approval, secret = token(row)
    address = reverse("client_links", args=[cast.adria.pk])
    html = luka.get(address).content.decode()
    assert "A question to answer" in html
    assert ivana.name in html
    assert secret not in html
    link = Link.objects.get(subject_id=approval.pk)
    assert luka.post(reverse("link_take_back", args=[cast.adria.pk, link.pk])).status_code == 303
    assert luka.get(reverse("portal_approval", args=[secret])).status_code == 410
    assert "No link is alive" in luka.get(address).content.decode()


def test_set_aside_and_brought_back(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    luka.post(reverse("understanding_drop", args=[row.pk]))
    tab = reverse("client_understandings", args=[cast.adria.pk])
    assert READING not in luka.get(tab).content.decode()
    luka.post(reverse("understanding_bring_back", args=[row.pk]))
    assert READING in luka.get(tab).content.decode()


def test_the_tab_costs_the_same_for_one_and_for_many(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            luka.get(reverse("client_understandings", args=[cast.adria.pk]))
        return len(queries)

    write(luka, cast, note, ivana)
    cost()
    one = cost()
    rows = [
        Understanding(
            client=cast.adria, contact=ivana, source="touchpoint", source_id=note.pk, said_at=clock.now(),
            original=SAID, words=SAID, reading=READING, by=cast.luka,
        )
        for _ in range(30)
    ]  # fmt: skip
    Understanding.objects.bulk_create(rows)
    assert cost() == one


def test_the_story_tells_what_they_were_asked_and_said(cast: Any, luka: Any, note: Any, ivana: Any) -> None:
    row = write(luka, cast, note, ivana)
    approval, secret = token(row)
    decide(secret, kind="confirmed", version=approval.version, name="Ivana P.")
    html = luka.get(reverse("client", args=[cast.adria.pk])).content.decode()
    assert "Ivana Perić was asked: Did we understand you right?" in html
    assert "Ivana P. confirmed: Did we understand you right?" in html
