"""Asking for approval through the browser, what waits and what became of it; also for files and passed questions."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import letters, person, question, token_of

from rapport.approvals.decide import decide
from rapport.approvals.models import Approval
from rapport.approvals.pass_on import pass_on
from rapport.documents.bring import bring, bring_text, bring_version
from rapport.journal import clock
from rapport.portfolio.models import Client

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def luka(cast: Any, caller: Any) -> Any:
    return caller(cast.luka)


def send(browser: Any, cast: Any, paper: Any, who: Any, **more: Any) -> Any:
    sent = {"paper": paper.pk, "purpose": "layout", "title": "Autumn pages", "contact": who.pk} | more.pop("but", more)
    return browser.post(reverse("approval_new", args=[cast.adria.pk]), sent)


def test_the_newest_version_is_asked_with_news_and_others(cast: Any, luka: Any) -> None:
    ivana, ante = person(cast.adria), person(cast.adria, "Ante")
    paper = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka).paper
    newest = bring_version(paper, BytesIO(PNG + b"2"), name="pages.png", by=cast.luka, news="Smaller sun")
    more = bring(cast.adria.pk, BytesIO(b"%PDF-1.7"), name="texts.pdf", by=cast.luka).paper
    form = luka.get(reverse("approval_new", args=[cast.adria.pk]), {"paper": paper.pk}).content.decode()
    assert "Smaller sun" in form
    day = clock.today() + timedelta(days=9)
    answer = send(luka, cast, paper, ivana, news="Smaller sun\n\n", also=[ante.pk], along=[more.pk], by_code="on",
                  due=day.isoformat(), intro="After your word we go on.")  # fmt: skip
    assert answer.status_code == 303
    approval = Approval.objects.get(root=None)
    assert [file["name"] for file in approval.files] == ["pages.png", "texts.pdf"]
    assert approval.files[0]["digest"] == newest.document.digest
    assert (approval.number, approval.news, approval.by_code) == (2, ["Smaller sun"], True)
    assert approval.due == cast.adria.calendar().end_of_day(day)
    html = luka.get(answer["Location"]).content.decode()
    for told in ("Autumn pages, version 2", "Ante Perić may answer too", "Smaller sun", "texts.pdf", "Waits for their"):
        assert told in html, told
    picture = luka.get(reverse("approval_file", args=[approval.pk, 1]))
    assert picture["Content-Type"] == "image/png"
    assert luka.get(reverse("approval_file", args=[approval.pk, 3])).status_code == 404
    again = luka.get(reverse("approval_new", args=[cast.adria.pk]), {"paper": paper.pk}).content.decode()
    assert 'value="Autumn pages"' in again


def test_a_document_of_words_stands_on_their_page(cast: Any, luka: Any) -> None:
    paper = bring_text(cast.adria.pk, "Plan", "One\nTwo", by=cast.luka).paper
    ivana = person(cast.adria)
    led = {send(luka, cast, paper, ivana)["Location"] for _doubled in range(2)}
    assert len(led) == 1
    assert Approval.objects.get().shown == [["text", "One\nTwo"]]


@pytest.mark.parametrize("wrong", [{"paper": ""}, {"contact": ""}, {"title": " "}, {"due": "2020-01-01"},
                                   {"purpose": "quote"}, {"news": "x" * 301}, {"due": "nonsense"}])  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_lost(cast: Any, luka: Any, wrong: dict[str, str]) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka).paper
    answer = send(luka, cast, paper, person(cast.adria), but={"intro": "Kept words", **wrong})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert not Approval.objects.exists()


def test_of_another_client_neither_document_nor_person_can_be_chosen(cast: Any, luka: Any) -> None:
    theirs = bring(cast.polyot.pk, BytesIO(PNG), name="secret.png", by=cast.nina).paper
    ours = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka).paper
    assert send(luka, cast, theirs, person(cast.adria)).status_code == 422
    assert send(luka, cast, ours, person(cast.polyot, "Olga")).status_code == 422
    form = luka.get(reverse("approval_new", args=[cast.adria.pk]), {"paper": theirs.pk}).content.decode()
    assert "secret" not in form


def test_without_a_document_or_somebody_to_ask_the_page_teaches_the_next_step(cast: Any, luka: Any) -> None:
    there = reverse("approval_new", args=[cast.adria.pk])
    assert "There is no document yet" in luka.get(there).content.decode()
    bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka)
    assert "Nobody there can be asked" in luka.get(there).content.decode()


def test_what_waits_stands_above_what_they_decided(cast: Any, luka: Any) -> None:
    ivana = person(cast.adria)
    approval, token = question(cast, ivana, purpose="milestone", title="The second stage")
    share = pass_on(token, name="Kate", mail="kate@partner.example")
    there = reverse("client_approvals", args=[cast.adria.pk])
    html = luka.get(there).content.decode()
    assert "The second stage" in html
    assert "and 1 more" in html
    moved = luka.get(reverse("approval", args=[share.pk]))
    assert (moved.status_code, moved["Location"]) == (303, reverse("approval", args=[approval.pk]))
    page = luka.get(moved["Location"]).content.decode()
    assert "Ivana Perić passed it on to Kate" in page
    theirs = token_of(letters(share)[0].text)
    decide(theirs, kind="declined", version=approval.version, name="Kate", words="Too late")
    html = luka.get(there).content.decode()
    assert "Nothing waits for them" in html
    assert "“Too late”" in html
    page = luka.get(moved["Location"]).content.decode()
    assert "Declined" in page
    assert "Not their" not in page


def test_asked_again_goes_to_whoever_has_it(cast: Any, luka: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    approval, token = question(cast, person(cast.adria), purpose="milestone")
    share = pass_on(token, name="Kate", mail="kate@partner.example")
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert luka.post(reverse("approval_again", args=[approval.pk])).status_code == 303
    assert [len(letters(one)) for one in (approval, share)] == [1, 2]


def test_the_silence_rule_is_written_down_with_where_it_was_agreed(cast: Any, luka: Any) -> None:
    there = reverse("client_change", args=[cast.adria.pk])
    html = luka.get(there).content.decode()
    assert 'name="silence_days"' in html
    row = Client.objects.get(pk=cast.adria.pk)
    facts = {"name": row.name, "industry": "Dental clinics", "tier": "B", "status": "active", "zone": row.zone,
             "week": row.week, "language": "en", "country": "HR", "version": row.version}  # fmt: skip
    refused = luka.post(there, {**facts, "silence_days": 5})
    assert refused.status_code == 422
    assert "Say where that was agreed" in refused.content.decode()
    assert luka.post(there, {**facts, "silence_days": 0, "silence_note": "x"}).status_code == 422
    assert luka.post(there, {**facts, "silence_days": 5, "silence_note": "contract, §4"}).status_code == 302
    row.refresh_from_db()
    assert (row.silence_days, row.silence_note) == (5, "contract, §4")
    assert "contract, §4" in luka.get(reverse("client_facts", args=[cast.adria.pk])).content.decode()


def test_the_list_asks_the_same_number_of_statements_whatever_was_asked(cast: Any, luka: Any) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert luka.get(reverse("client_approvals", args=[cast.adria.pk])).status_code == 200
        return len(asked)

    def fill(number: int) -> None:
        for n in range(number):
            who = person(cast.adria, f"Person{Approval.objects.count()}{n}")
            approval, token = question(cast, who, subject=who, purpose="milestone")
            if n % 2:
                decide(token, kind="approved", version=approval.version, name="X")

    fill(3)
    statements()
    few = statements()
    fill(25)
    assert statements() == few <= 16
