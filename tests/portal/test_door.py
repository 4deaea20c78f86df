"""The portal's door: it tells nobody whom we know, a key opens once, and what was revoked is revoked at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.approvals.asking import person
from tests.cast import Cast, contact
from tests.portal.coming_in import as_contact

from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.links.models import Link
from rapport.overview.portal.send_key import invite
from rapport.portal.visit import COOKIE
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.remove_contact import remove_contact
from rapport.portfolio.shut_out import shut_out
from rapport.post.models import Outgoing

DOOR = "/portal/"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


def ask(mail: str, browser: Browser | None = None) -> Any:
    return (browser or Browser()).post(DOOR, {"mail": mail})


def keys() -> list[str]:
    """The keys in all letters, in the order in which they were written."""
    return [
        token for text in Outgoing.objects.order_by("pk").values_list("text", flat=True) for token in token_in(text)
    ]


def token_in(text: str) -> list[str]:
    return re.findall(r"/portal/key/([\w-]{43})/", text)


def key_page(token: str) -> str:
    return reverse("portal_key", args=[token])


def words(answer: Any) -> str:
    """The page without what is made anew each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_the_answer_is_the_same_whether_we_know_the_address_or_not(cast: Cast) -> None:
    who = person(cast.adria)
    known = who.channels.get().value
    answers = {mail: ask(mail) for mail in (known, "nobody@nowhere.example")}
    mails = list(answers)
    assert {answer.status_code for answer in answers.values()} == {200}
    assert words(answers[mails[0]]).replace(mails[0], "") == words(answers[mails[1]]).replace(mails[1], "")
    assert [letter.to for letter in Outgoing.objects.all()] == [known]


def test_the_page_itself_asks_nothing_about_the_address(cast: Cast, settings: Any) -> None:
    """A worker looks whether we know it: the time of the answer tells nothing."""
    woken: list[str] = []
    settings.PORTAL_WAKE = f"{__name__}.noted"
    globals()["noted"] = woken.append
    known = person(cast.adria).channels.get().value
    asked = {}
    for mail in (known, "nobody@nowhere.example"):
        with CaptureQueriesContext(connection) as queries:
            ask(mail)
        asked[mail] = [query["sql"] for query in queries]
    assert asked[known] == asked["nobody@nowhere.example"]
    assert woken == [known, "nobody@nowhere.example"]


def test_the_letter_goes_to_the_address_we_know_and_never_to_the_one_that_was_typed(cast: Cast) -> None:
    """The address book compares without accents; a look-alike is somebody else's mailbox."""
    who = person(cast.adria)
    ask(f"ivána@client-{cast.adria.pk}.example")
    assert not Outgoing.objects.exists()
    ask(who.channels.get().value.upper())
    assert Outgoing.objects.get().to == who.channels.get().value


@pytest.mark.parametrize("mail", ["", "ivana", "a@b", "x" * 300 + "@y.example", "a\0b@c", "a@b.example, c@d.example"])
def test_what_is_no_address_is_refused_in_words(cast: Cast, mail: str) -> None:
    answer = ask(mail)
    assert answer.status_code == 422
    assert "name@company.com" in answer.content.decode()


def test_a_key_opens_once_and_looking_uses_nothing_up(cast: Cast) -> None:
    who = person(cast.adria)
    ask(who.channels.get().value)
    (token,) = keys()
    scanner = Browser()
    for _look in range(3):
        with CaptureQueriesContext(connection) as queries:
            page = scanner.get(key_page(token))
        assert page.status_code == 200
        assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "Good to see you, Ivana" in page.content.decode()
    assert COOKIE not in scanner.cookies
    browser = Browser()
    answer = browser.post(key_page(token))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/portal/home/")
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/portal/")
    assert browser.get("/portal/home/").status_code == 200
    assert browser.get(DOOR).headers["Location"] == "/portal/home/"
    entry = Entry.objects.get(name="portal.entered")
    assert (entry.client_id, entry.about_id, entry.data) == (cast.adria.pk, who.pk, {"name": "Ivana Perić"})
    for method in ("get", "post"):  # it has done its work
        again = getattr(Browser(), method)(key_page(token))
        assert again.status_code == 410
        assert "used, or is too old" in again.content.decode()
    assert Browser().get(key_page("made-up")).status_code == 404


def test_each_coming_in_has_a_key_of_its_own_and_signing_out_ends_it(cast: Cast) -> None:
    who = person(cast.adria)
    browser = as_contact(who)
    before = browser.cookies[COOKIE].value
    ask(who.channels.get().value)
    answer = browser.post(key_page(keys()[0]))
    assert answer.cookies[COOKIE].value != before
    old = Browser()
    old.cookies[COOKIE] = before
    assert old.get("/portal/home/").headers["Location"] == DOOR
    now = browser.cookies[COOKIE].value
    assert browser.get("/portal/leave/").status_code == 405
    assert browser.post("/portal/leave/").headers["Location"] == DOOR
    browser.cookies[COOKIE] = now
    assert browser.get("/portal/home/").headers["Location"] == DOOR


def test_a_browser_may_hold_a_members_session_too(cast: Cast) -> None:
    browser = as_contact(person(cast.adria))
    browser.force_login(cast.luka)
    assert browser.get("/portal/home/").status_code == 200
    assert browser.get("/today/").status_code == 200
    browser.post("/portal/leave/")
    assert browser.get("/today/").status_code == 200


def test_a_key_ends_after_twenty_minutes_and_a_visit_after_fourteen_days(cast: Cast, monkeypatch: Any) -> None:
    who = person(cast.adria)
    ask(who.channels.get().value)
    link, now = Link.objects.get(purpose="portal_door"), clock.now()
    assert timedelta(minutes=19) < link.expires_at - now <= timedelta(minutes=20)
    assert link.token_hash not in keys()
    browser = as_contact(who)
    monkeypatch.setattr("rapport.journal.clock.now", lambda: now + timedelta(minutes=21))
    assert Browser().post(key_page(keys()[0])).status_code == 410
    assert browser.get("/portal/home/").status_code == 200
    monkeypatch.setattr("rapport.journal.clock.now", lambda: now + timedelta(days=15))
    assert browser.get("/portal/home/").headers["Location"] == DOOR


def test_who_presses_too_often_waits(cast: Cast) -> None:
    mail = person(cast.adria).channels.get().value
    answers = [ask(mail) for _time in range(6)]
    assert {answer.status_code for answer in answers} == {200}  # that there are no more letters is not told
    assert Outgoing.objects.count() == 3
    for number in range(20):
        last = ask(f"somebody{number}@nowhere.example")
    assert last.status_code == 429
    assert "Retry-After" in last.headers


@pytest.mark.parametrize(
    "change",
    [
        lambda who, cast: remove_contact(who, by=cast.luka),
        lambda who, cast: shut_out(who, Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka),
        lambda who, cast: shut_out(who, Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka, keep_out=True),
        lambda who, cast: who.channels.all().delete(),
        lambda who, cast: Client.objects.filter(pk=cast.adria.pk).update(status="gone"),
        lambda who, cast: Client.objects.filter(pk=cast.adria.pk).update(deleted_at=clock.now()),
        lambda who, cast: Client.objects.filter(pk=cast.adria.pk).update(merged_into=cast.isar),
        lambda who, cast: Contact.objects.filter(pk=who.pk).update(client=cast.isar),
    ],
    ids=["removed", "shut out", "kept out", "another address", "gone", "deleted", "merged", "moved"],
)  # fmt: skip
def test_what_is_revoked_is_revoked_at_once(cast: Cast, change: Any) -> None:
    who = person(cast.adria)
    browser = as_contact(who)
    ask(who.channels.get().value)
    assert browser.get("/portal/home/").status_code == 200
    change(who, cast)
    assert browser.get("/portal/home/").headers["Location"] == DOOR
    if not Contact.objects.filter(pk=who.pk, client=cast.isar).exists():  # at another client the letter is good
        assert Browser().post(key_page(keys()[0])).status_code == 410


def test_who_is_kept_out_gets_no_key_until_one_of_us_sends_one(cast: Cast) -> None:
    who, adria = person(cast.adria), Client.objects.fetch(cast.luka, cast.adria.pk)
    shut_out(who, adria, by=cast.luka, keep_out=True)
    ask(who.channels.get().value)
    assert not keys()
    assert invite(who, adria, by=cast.luka) == who.channels.get().value
    letter = Outgoing.objects.get()
    assert "Luka Perko invites you" in letter.text
    assert letter.headers["Reply-To"] == cast.luka.email
    with pytest.raises(ValidationError, match="a moment ago"):
        invite(who, adria, by=cast.luka)
    assert Browser().post(key_page(keys()[0])).status_code == 303
    assert [entry.name for entry in Entry.objects.filter(about="portfolio.contact").order_by("pk")] == [
        "portal.shut_out", "portal.invited", "portal.entered",
    ]  # fmt: skip


def test_whom_we_have_shut_out_may_ask_for_a_new_key(cast: Cast) -> None:
    who = person(cast.adria)
    ask(who.channels.get().value)
    shut_out(who, Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka)
    ask(who.channels.get().value)
    old, new = keys()
    assert Browser().post(key_page(old)).status_code == 410
    assert Browser().post(key_page(new)).status_code == 303


def test_only_who_keeps_the_client_sends_keys_and_ends_visits(cast: Cast) -> None:
    who, seen = person(cast.adria), Client.objects.fetch(cast.tin, cast.adria.pk)
    for deed in (invite, shut_out):
        with pytest.raises(PermissionDenied):
            deed(who, seen, by=cast.tin)
    nobody = contact(cast.adria, "Without", "Mail")
    with pytest.raises(ValidationError, match="mail address"):
        invite(nobody, Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka)


def test_a_contact_of_two_clients_chooses_and_can_change_over(cast: Cast) -> None:
    one = person(cast.adria)
    other = contact(cast.polyot, "Ivana", "Perić")
    address = one.channels.get().value
    other.channels.create(kind="mail", value=address, folded=address)
    beside = person(cast.isar)
    ask(address)
    (token,) = keys()  # one letter, whatever they are
    browser = Browser()
    assert browser.post(key_page(token)).headers["Location"] == "/portal/who/"
    page = browser.get("/portal/who/").content.decode()
    assert [name for name in ("Adria Dental", "Polyot Travel", "Isar Klinik") if name in page] == [
        "Adria Dental",
        "Polyot Travel",
    ]
    browser.post("/portal/who/", {"contact": other.pk})
    assert "Polyot Travel" in browser.get("/portal/home/").content.decode()
    for foreign in (beside.pk, 987654, "x", ""):
        assert browser.post("/portal/who/", {"contact": foreign}).status_code == 200
        assert "Polyot Travel" in browser.get("/portal/home/").content.decode()
    browser.post("/portal/who/", {"contact": one.pk})
    assert "Adria Dental" in browser.get("/portal/home/").content.decode()
    assert "/portal/who/" in browser.get("/portal/home/").content.decode()
    assert "/portal/who/" not in as_contact(beside).get("/portal/home/").content.decode()


def test_the_language_of_a_visit_is_kept_for_the_visit(cast: Cast) -> None:
    browser = as_contact(person(cast.adria, language="hr"))
    assert '<html lang="hr"' in browser.get("/portal/home/").content.decode()
    answer = browser.post("/portal/language/", {"language": "sk", "next": "/portal/requests/"})
    assert answer.headers["Location"] == "/portal/requests/"
    assert '<html lang="sk"' in browser.get("/portal/home/").content.decode()
    for onward in ("https://elsewhere.example/", "//elsewhere.example", "/today/"):
        answer = browser.post("/portal/language/", {"language": "xx", "next": onward})
        assert answer.headers["Location"] == "/portal/home/"
    assert '<html lang="sk"' in browser.get("/portal/home/").content.decode()
