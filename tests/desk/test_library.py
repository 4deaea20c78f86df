"""Pages of the library."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.agency.models import Member
from rapport.catalogue.models import Saying, Service
from rapport.catalogue.write_saying import write_saying
from rapport.delivery.conflicts.decide import decide
from rapport.delivery.conflicts.models import Conflict
from rapport.delivery.conflicts.note import note
from rapport.delivery.conflicts.settle import settle
from rapport.journal import clock
from rapport.portfolio.models import Client


def page(by: Member, title: str = "Say it twice", **fields: Any) -> Saying:
    return write_saying(
        **{
            "kind": "phrase",
            "titles": {"en": title},
            "texts": {"en": "Once more."},
            "service": None,
            "by": by,
            **fields,
        }
    )


def lesson(cast: Any, words: str) -> Conflict:
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    made = note(client, by=cast.luka, title="Whose delay", facts="Late.", began_on=clock.today())
    made = decide(made, decision="Ours.", right="ours", by=cast.luka, version=1)
    return settle(made, lesson=words, cost=None, currency="EUR", cost_minutes=None, by=cast.luka, version=2)


def test_the_library_finds_pages_and_words_and_leads_to_services(cast: Any, caller: Any) -> None:
    page(cast.luka)
    browser = caller(cast.tin)
    everything = browser.get("/library/").content.decode()
    assert "Say it twice" in everything
    assert "Write a page" not in everything
    assert f"/services/{Service.objects.get(key='design').pk}/" in everything
    found = browser.get("/library/", {"q": "spam"}).content.decode()
    assert "Deliverability" in found
    assert "Say it twice" not in found
    assert "Objections" in browser.get("/library/", {"kind": "objection", "service": "999999"}).content.decode()
    for odd in ("?kind=x&service=y&page=z", "?q=%00&page=-1", "?q=" + "я" * 3_000, "?service=99999999999999999999"):
        assert browser.get(f"/library/{odd}").status_code == 200
    assert "Nothing found" in browser.get("/library/", {"q": "xyzzy"}).content.decode()


def test_the_library_takes_the_same_statements_however_many_pages(cast: Any, caller: Any) -> None:
    browser = caller(cast.luka)
    counts = []
    for number in (3, 25):
        for n in range(number):
            page(cast.luka, f"Page {number} {n}", service=Service.objects.get(key="seo"))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/library/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_manager_writes_changes_and_takes_out_a_page(cast: Any, caller: Any) -> None:
    browser = caller(cast.luka)
    sent = {
        "kind": "no",
        "title_en": "No to night work",
        "text_en": "We sleep.",
        "once": "0e37e2a6-5f5c-4a7e-9f43-0d8ffd0e8c3e",
    }
    for _ in range(2):
        assert browser.post("/library/new/", sent).status_code == 303
    saying = Saying.objects.get(titles__en="No to night work")
    here = f"/library/{saying.pk}/"
    assert browser.post(f"{here}words/", {**sent, "title_hr": "Ne noćnom radu", "version": "1"}).status_code == 422
    words = {**sent, "title_hr": "Ne noćnom radu", "text_hr": "Spavamo.", "version": "1"}
    assert browser.post(f"{here}words/", words).status_code == 303
    both = caller(cast.ana).post(f"{here}words/", {**sent, "text_en": "We sleep at night.", "version": "1"})
    assert both.status_code == 409
    assert "We sleep at night." in both.content.decode()
    chosen = {
        **sent,
        "text_en": "We sleep at night.",
        "version": "2",
        "keep_text_en": "mine",
        "keep_title_hr": "theirs",
        "keep_text_hr": "theirs",
    }
    assert caller(cast.ana).post(f"{here}words/", chosen).status_code == 303
    saying.refresh_from_db()
    assert saying.texts == {"en": "We sleep at night.", "hr": "Spavamo."}
    assert browser.post(f"{here}removal/").status_code == 303
    assert browser.get(here).status_code == 404
    assert browser.post(f"{here}removal/undo/").status_code == 303
    assert browser.get(here).status_code == 200


def test_what_helped_is_said_with_one_click_and_taken_back(cast: Any, caller: Any) -> None:
    saying = page(cast.luka)
    browser, here = caller(cast.tin), f"/library/{saying.pk}/"
    for _ in range(2):
        browser.post(f"{here}help/")
    assert "helped 1 time" in browser.get(here).content.decode()
    browser.post(f"{here}help/undo/")
    assert "This helped" in browser.get(here).content.decode()


def test_a_page_that_is_not_in_ones_language_says_so(cast: Any, caller: Any) -> None:
    saying = page(cast.luka, titles={"hr": "Šutnja"}, texts={"hr": "Zlato."})
    answer = caller(cast.ana).get(f"/library/{saying.pk}/").content.decode()
    assert "It is not there in your language yet." in answer
    assert 'lang="hr"' in answer


def test_a_lesson_goes_into_the_library_without_the_client(cast: Any, caller: Any) -> None:
    conflict = lesson(cast, "Adria Dental pays late: ask for half before.")
    browser = caller(cast.luka)
    form = browser.get(f"/library/new/?lesson={conflict.pk}").content.decode()
    assert "ask for half before" in form
    assert "Whose delay" not in form
    sent = {"kind": "phrase", "title_en": "Half before", "text_en": conflict.lesson, "lesson": str(conflict.pk)}
    refused = browser.post("/library/new/", sent)
    assert refused.status_code == 422
    assert "Take the client’s name out first" in refused.content.decode()
    assert browser.post("/library/new/", {**sent, "text_en": "Ask for half before."}).status_code == 303
    assert caller(cast.nina).get(f"/library/new/?lesson={conflict.pk}").status_code == 404
