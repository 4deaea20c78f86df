"""The client page: its head, its story, who sees what of it, and how many statements it takes."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting

from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Away, Client, Contact, Tag
from rapport.reckon.verdict import because


def said(cast, *, by=None, client=None, ago=0.0, **more):
    by = by or cast.luka
    values = {"channel": "call", "began": "ours", "summary": "The split is ready on Friday", **more}
    row = Client.objects.fetch(by, (client or cast.adria).pk)
    return log(row, by=by, at=clock.now() - timedelta(days=ago), **values)


@pytest.fixture
def page(cast, caller):
    def read(member, client=None, path="", **query):
        answer = caller(member).get(f"/clients/{(client or cast.adria).pk}/{path}", query)
        return answer.status_code, answer.content.decode()

    return read


def test_the_head_says_who_and_how_it_stands(cast, page):
    cast.adria.tags.add(Tag.called("VIP"))
    said(cast, ago=40)
    status, html = page(cast.luka)
    assert status == 200
    for words in ("Adria Dental", "Tier B", "Dental clinics · Split", "VIP", "Luka Perko", "€4,000", "days late"):
        assert words in html
    assert re.search(r"Last word (39|40) days ago, due every 14\.", html)  # the clocks may change in between
    assert "<b>0 of 0" not in html


def test_a_client_without_words_teaches_the_first_step(cast, page):
    _status, html = page(cast.luka)
    assert "The story begins here" in html


def test_the_story_merges_words_and_what_happened(cast, page):
    said(cast, summary="About the winter budget")
    record("contact.added", by=cast.luka, about=cast.adria, client=cast.adria.pk, name="Ivana Perić")
    record("nobody.knows", by=cast.luka, client=cast.adria.pk)
    _status, html = page(cast.luka)
    assert "About the winter budget" in html
    assert "Ivana Perić is a new contact" in html
    assert "nobody.knows" not in html


@pytest.mark.parametrize(
    "kind, seen", [("words", "The split"), ("people", "is a new contact"), ("first", "Why so late")]
)
def test_the_story_is_filtered_by_kind(cast, page, kind, seen):
    said(cast)
    said(cast, began="theirs", summary="Why so late")
    record("contact.added", by=cast.luka, about=cast.adria, client=cast.adria.pk, name="Ivana")
    _status, html = page(cast.luka, path="story/", kind=kind)
    story = html[html.index('id="story"') : html.index("</ol>", html.index('id="story"'))]
    assert seen in story
    assert sum(words in story for words in ("The split", "is a new contact")) == (0 if kind == "first" else 1)


def test_the_story_is_searched_without_marks(cast, page):
    said(cast, summary="Đurđa loves the plan")
    said(cast, summary="Nothing of the kind")
    _status, html = page(cast.luka, path="story/", q="durda")
    assert "Đurđa loves" in html
    assert "Nothing of the kind" not in html[html.index('id="story"') : html.index("</ol>", html.index('id="story"'))]


def test_older_lines_come_by_cursor_also_without_script(cast, caller):
    for n in range(25):
        Touchpoint.objects.create(
            client=cast.adria, member=cast.luka, channel="call", began="ours", summary=f"Word {n:02}",
            at=clock.now() - timedelta(hours=n),
        )  # fmt: skip
    browser = caller(cast.luka)
    html = browser.get(f"/clients/{cast.adria.pk}/").content.decode()
    assert "Word 19" in html
    assert "Word 20" not in html
    more = unescape(re.search(r'href="([^"]+/story/\?after=[^"]+)"', html)[1])
    whole = browser.get(more).content.decode()
    assert "Word 24" in whole
    assert "<html" in whole
    piece = browser.get(more, headers={"HX-Request": "true"}).content.decode()
    assert "Word 24" in piece
    assert "<html" not in piece
    assert "Word 19" not in piece


def test_a_broken_cursor_begins_anew(cast, page):
    said(cast)
    assert page(cast.luka, path="story/", after="yesterday")[0] == 200


def test_who_began_shows_marks_with_reasons_to_choose(cast, page):
    said(cast, began="theirs", summary="Where is the report")
    _status, html = page(cast.luka)
    assert "Why they began" in html
    assert "New request" in html
    assert "a share is said from ten contacts on" in html


def test_an_item_of_the_client_is_a_next_step(cast, page):
    ask("note", cause="mine", reason=because("{step}", step="Send the split"), client=cast.adria, due=clock.now())
    _status, html = page(cast.luka)
    assert "Send the split" in html
    assert "by " in html


def test_finance_sees_the_money_and_no_word_of_the_story(cast, page):
    said(cast, summary="A secret of the story", ago=40)
    record("contact.added", by=cast.luka, about=cast.adria, client=cast.adria.pk, name="Ivana")
    status, html = page(cast.fran)
    assert status == 200
    assert "€4,000" in html
    for hidden in (
        "A secret of the story",
        "is a new contact",
        "Last word",
        "Log a word with",
        "Who began",
        "days late",
    ):
        assert hidden not in html
    assert page(cast.fran, path="story/")[0] == 403


def test_a_specialist_of_the_crew_sees_the_story_without_money(cast, page):
    said(cast, summary="For the crew to read")
    status, html = page(cast.tin)
    assert status == 200
    assert "For the crew to read" in html
    assert "4,000" not in html


def test_another_teams_client_is_not_there(cast, page):
    assert page(cast.nina)[0] == 404
    assert page(cast.luka, cast.polyot)[0] == 404
    assert page(cast.luka, path="story/")[0] == 200
    assert page(cast.nina, path="story/")[0] == 404
    assert page(cast.ana)[0] == 404


def test_an_administrator_without_a_role_towards_clients_is_refused(cast, page):
    assert page(cast.iva)[0] == 403


def test_a_deleted_client_is_not_there(cast, page):
    Client.objects.filter(pk=cast.adria.pk).update(deleted_at=clock.now())
    assert page(cast.luka)[0] == 404


def test_a_prospect_without_anything_has_a_page(cast, page):
    bare = Client.objects.create(name="Bare", status="prospect", zone="UTC", country="", week="mon-fri 09:00-17:00")
    status, html = page(cast.petra, bare)
    assert status == 200
    assert "nobody" in html


@pytest.mark.parametrize("language", ["hr", "sk", "ru"])
def test_the_page_speaks_every_language(cast, page, language):
    type(cast.luka).objects.filter(pk=cast.luka.pk).update(language=language, formats="")
    said(cast, began="theirs", ago=2, mood="so-so", next_step="Call", next_step_on=clock.today())
    cast.luka.refresh_from_db()
    assert page(cast.luka)[0] == 200


def fill(cast, n):
    ivana = casting.contact(cast.adria, "Ivana", "Perić", job="marketing", manner="Mail before noon")
    Away.objects.create(contact=ivana, first=clock.today(), last=clock.today() + timedelta(days=2))
    for number in range(n):
        contact = casting.contact(cast.adria, f"Person {number}")
        cast.adria.tags.add(Tag.called(f"Tag {number}"))
        said(
            cast, ago=number, began="theirs" if number % 3 else "ours", people=[ivana, contact], next_step="Call",
            files=[SimpleUploadedFile("a.pdf", b"%PDF")],
        )  # fmt: skip
        record("contact.added", by=cast.luka, about=contact, client=cast.adria.pk, name=contact.name)


@pytest.mark.parametrize("n", [1, 25])
def test_the_page_takes_at_most_eleven_statements_whatever_the_rows(cast, caller, django_assert_max_num_queries, n):
    fill(cast, n)
    browser = caller(cast.luka)
    browser.get(f"/clients/{cast.adria.pk}/")
    with django_assert_max_num_queries(11):
        answer = browser.get(f"/clients/{cast.adria.pk}/")
    assert answer.status_code == 200
    assert Contact.objects.count() == n + 1
    assert open_items(client=cast.adria).count() >= n


def test_older_lines_take_few_statements(cast, caller, django_assert_max_num_queries):
    fill(cast, 20)
    browser = caller(cast.luka)
    address = f"/clients/{cast.adria.pk}/story/"
    with django_assert_max_num_queries(7):
        assert browser.get(address, headers={"HX-Request": "true"}).status_code == 200
