"""The page a contact opens by link: looking decides nothing, a press decides once, an ended link tells nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import READING, WORDS, person, question

from rapport.approvals.models import Approval, Decision
from rapport.approvals.withdraw import withdraw
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.portfolio.remove_contact import remove_contact


def url(token: str) -> str:
    return reverse("portal_approval", args=[token])


def press(token: str, approval: Approval, browser: Any = None, answer: str = "confirmed", **more: str) -> Any:
    sent = {"answer": answer, "version": approval.version, "name": "Ivana Perić", **more}
    return (browser or Browser()).post(url(token), sent)


def test_the_page_shows_the_words_and_what_is_kept(cast: Any) -> None:
    approval, token = question(cast)
    answer = Browser().get(url(token))
    html = answer.content.decode()
    assert answer.status_code == 200
    for told in (WORDS, READING, "Yes, that is right", "Your name, the time and this exact version", approval.mark):
        assert told in html
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(cast: Any, method: str) -> None:
    _approval, token = question(cast)
    with CaptureQueriesContext(connection) as queries:
        for _n in range(3):
            getattr(Browser(), method)(url(token))
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not Decision.objects.exists()


def test_a_press_confirms_with_name_time_and_version(cast: Any) -> None:
    approval, token = question(cast)
    answer = press(token, approval)
    assert answer.status_code == 200
    assert "Thank you, Ivana Perić" in answer.content.decode()
    decision = Decision.objects.get()
    assert (decision.kind, decision.name, decision.version) == ("confirmed", "Ivana Perić", approval.version)
    assert decision.network == "127.0.0.0"
    entry = Entry.objects.get(name="approval.decided")
    assert (entry.client_id, entry.data["kind"], entry.data["subject_id"]) == (
        cast.adria.pk,
        "confirmed",
        cast.adria.pk,
    )


def test_a_correction_keeps_their_words(cast: Any) -> None:
    approval, token = question(cast)
    answer = press(token, approval, answer="corrected", correction="  It is 4,500.  ")
    assert "Luka Perko reads your correction" in answer.content.decode()
    assert Decision.objects.get().words == "It is 4,500."


def test_signs_that_no_database_keeps_are_left_out(cast: Any) -> None:
    approval, token = question(cast)
    press(token, approval, answer="corrected", correction="One\0\r\nTwo", name="Iva\0na")
    assert (Decision.objects.get().words, Decision.objects.get().name) == ("One\nTwo", "Ivana")


def test_not_mine_needs_no_reason(cast: Any) -> None:
    approval, token = question(cast)
    assert press(token, approval, answer="declined").status_code == 200
    assert Decision.objects.get().kind == "declined"


@pytest.mark.parametrize(
    "sent, told",
    [
        ({"name": " "}, "Write your name"),
        ({"answer": "corrected", "correction": " "}, "Write what is right"),
        ({"answer": "whatever"}, "Press one of the buttons."),
        ({"name": "x" * 121}, "At most 120 characters fit here."),
        ({"answer": "corrected", "correction": "y" * 5001}, "send the rest by mail"),
        ({"answer": "corrected", "correction": f" {READING}\r\n"}, "This stands there already."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(cast: Any, sent: dict[str, str], told: str) -> None:
    approval, token = question(cast)
    answer = press(token, approval, **{"remark": "My remark", **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "My remark" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_same_press_twice_is_one_decision_and_thanked_twice(cast: Any) -> None:
    approval, token = question(cast)
    assert [press(token, approval).status_code for _ in range(2)] == [200, 200]
    assert Decision.objects.count() == 1


def test_another_answer_after_the_first_changes_nothing(cast: Any) -> None:
    approval, token = question(cast)
    press(token, approval)
    assert press(token, approval, answer="declined").status_code == 410
    assert Decision.objects.get().kind == "confirmed"


def test_used_withdrawn_expired_and_unknown_links_show_one_page(cast: Any) -> None:
    tokens = {}
    approval, tokens["used"] = question(cast)
    press(tokens["used"], approval)
    approval, tokens["withdrawn"] = question(cast, person(cast.adria, "Ante"))
    withdraw(approval, by=cast.luka)
    _approval, tokens["expired"] = question(cast, person(cast.adria, "Mia"))
    Link.objects.filter(contact_id=_approval.contact_id).update(expires_at=clock.now() - timedelta(seconds=1))
    gone = person(cast.adria, "Eva")
    _approval, tokens["left"] = question(cast, gone)
    remove_contact(gone, by=cast.luka)
    pages = {name: Browser().get(url(token)) for name, token in tokens.items()}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(tokens, 410)
    unknown = Browser().get(url("a" * 43))
    assert unknown.status_code == 404
    assert {page.content for page in pages.values()} == {unknown.content}
    assert b"Adria" not in unknown.content


def test_the_link_of_another_purpose_opens_nothing(cast: Any) -> None:
    _approval, token = question(cast)
    Link.objects.update(purpose="invitation")
    assert Browser().get(url(token)).status_code == 404


def test_a_version_that_has_changed_cannot_be_confirmed(cast: Any) -> None:
    who = person(cast.adria)
    old, token = question(cast, who)
    new, newer = question(cast, who, shown=[("words", WORDS), ("reading", "Something else.")])
    for answer in (Browser().get(url(token)), press(token, old)):
        assert answer.status_code == 410
        assert "A newer version is on its way" in answer.content.decode()
    forged = press(newer, old)
    assert "A newer version is on its way" in forged.content.decode()
    assert not Decision.objects.exists()
    assert press(newer, new).status_code == 200


@pytest.mark.parametrize(
    "of_contact, of_client, told",
    [("hr", "en", "hr"), ("", "sk", "sk"), ("de", "ru", "ru"), ("de", "fr", "en"), ("hr-HR", "en", "hr")],
)
def test_it_speaks_the_contacts_language(cast: Any, of_contact: str, of_client: str, told: str) -> None:
    cast.adria.language = of_client
    cast.adria.save()
    _approval, token = question(cast, person(cast.adria, language=of_contact))
    browser = Browser(headers={"accept-language": "it"})
    assert f'<html lang="{told}"' in browser.get(url(token)).content.decode()
    assert '<html lang="sk"' in browser.get(url(token) + "?language=sk").content.decode()
    assert f'<html lang="{told}"' in browser.get(url(token) + "?language=xx").content.decode()


def test_the_due_moment_is_told_by_their_clock(cast: Any) -> None:
    due = clock.now().replace(hour=20, minute=0, second=0) + timedelta(days=3)
    _approval, token = question(cast, person(cast.adria, zone="Asia/Tokyo"), due=due)
    assert "05:00 your time" in Browser().get(url(token)).content.decode()


def test_a_form_from_elsewhere_decides_nothing(cast: Any) -> None:
    approval, token = question(cast)
    answer = press(token, approval, Browser(enforce_csrf_checks=True))
    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_the_plain_form_of_the_page_is_enough(cast: Any) -> None:
    _approval, token = question(cast)
    browser = Browser(enforce_csrf_checks=True)
    html = browser.get(url(token)).content.decode()
    sent = dict(re.findall(r'name="(csrfmiddlewaretoken|version|name)" value="([^"]*)"', html))
    assert browser.post(url(token), {**sent, "answer": "confirmed"}).status_code == 200
    assert Decision.objects.get().name == "Ivana Perić"


def test_whoever_guesses_waits(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("rapport.portal.link_door._guesses", lambda request: "one-minute")
    approval, token = question(cast)
    answers = [Browser().get(url(f"{n:043}")).status_code for n in range(25)]
    assert answers == [404] * 20 + [429] * 5
    waits = Browser().get(url(token))
    assert (waits.status_code, waits["Retry-After"]) == (429, "60")
    assert press(token, approval).status_code == 429
    assert not Decision.objects.exists()
    cache.clear()
    assert Browser().get(url(token)).status_code == 200


def test_script_in_words_and_names_stays_text(cast: Any) -> None:
    bad = "<script>alert(1)</script>"
    _approval, token = question(cast, person(cast.adria, first_name=bad), title=bad, intro=bad, shown=[("words", bad)])
    html = Browser().get(url(token)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
