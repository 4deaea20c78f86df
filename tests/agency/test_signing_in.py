"""Signing in through the very pages: throttled, with a second step, with a lost password; and out again."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client as Browser
from tests.cast import PASSWORD, Cast

from rapport.agency.drop_second_step import drop_second_step
from rapport.post.models import Outgoing

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def sign_in(browser: Browser, password: str, email: str = "luka@kordun.example", ip: str = "10.0.0.1"):
    return browser.post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=ip)


def signed_in(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(datetime.now(UTC).timestamp()) // 30))


def set_up_second_step(browser: Browser) -> str:
    """Through the pages, as a member does it, the password once more; the secret."""
    browser.post("/account/reauthenticate/?next=/account/2fa/totp/activate/", {"password": PASSWORD})
    page = browser.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert secret, page
    answer = browser.post("/account/2fa/totp/activate/", {"code": code(secret.group())})
    assert answer.status_code == 302, answer.content.decode()
    return secret.group()


def test_the_right_password_opens_whatever_the_case_of_the_address(cast: Cast) -> None:
    browser = Browser()
    assert sign_in(browser, PASSWORD, "Luka@Kordun.Example").status_code == 302
    assert signed_in(browser)


def test_the_page_asked_for_comes_after_signing_in(cast: Cast) -> None:
    browser = Browser()
    door = browser.get("/me/")
    assert door.headers["Location"] == "/door/?next=/me/"
    page = browser.get(door.headers["Location"])
    assert page.headers["Location"] == "/account/login/?next=%2Fme%2F"
    answer = browser.post(page.headers["Location"], {"login": cast.luka.email, "password": PASSWORD, "next": "/me/"})
    assert answer.headers["Location"] == "/me/"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(cast: Cast) -> None:
    answer = Browser().post("/me/absences/", {}, headers={"referer": "http://testserver/me/?tab=2"})
    assert answer.headers["Location"] == "/door/?next=/me/%3Ftab%3D2"
    answer = Browser().post("/me/absences/", {}, headers={"referer": "http://evil.example/me/"})
    assert answer.headers["Location"] == "/door/?next=/"


def test_a_fragment_is_not_answered_with_the_door(cast: Cast) -> None:
    assert Browser().get("/me/", headers={"HX-Request": "true"}).status_code == 401


def test_the_sixth_wrong_password_in_five_minutes_shuts_the_account_even_for_the_right_one(cast: Cast) -> None:
    browser = Browser()
    with time_machine.travel(NOON, tick=False) as now:
        for attempt in range(5):
            assert sign_in(browser, "wrong", ip=f"10.0.0.{attempt}").status_code == 200
        answer = sign_in(browser, PASSWORD, ip="10.0.0.9")
        assert not signed_in(browser)
        assert "Too many failed login attempts. Try again later." in answer.content.decode()
        assert sign_in(Browser(), PASSWORD, cast.ana.email).status_code == 302, "others sign in meanwhile"
        now.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(browser, PASSWORD, ip="10.0.0.9").status_code == 302
        assert signed_in(browser)


def test_whoever_is_not_active_does_not_come_in(cast: Cast) -> None:
    cast.luka.is_active = False
    cast.luka.save()
    browser = Browser()
    sign_in(browser, PASSWORD)
    assert not signed_in(browser)


def test_signing_out_takes_a_post(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    browser.get("/account/logout/")
    assert signed_in(browser)
    assert browser.post("/account/logout/").status_code == 302
    assert not signed_in(browser)


def test_a_code_is_asked_after_the_password_and_works_once(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        secret = set_up_second_step(browser)
        now.shift(timedelta(minutes=1))
        second = Browser()
        answer = sign_in(second, PASSWORD)
        assert answer.headers["Location"].startswith("/account/2fa/authenticate/")
        assert second.get(answer.headers["Location"]).status_code == 200
        assert not signed_in(second)
        assert second.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
        assert not signed_in(second)
        assert second.post("/account/2fa/authenticate/", {"code": code(secret)}).status_code == 302
        assert signed_in(second)
        third = Browser()
        sign_in(third, PASSWORD)
        third.post("/account/2fa/authenticate/", {"code": code(secret)})
        assert not signed_in(third), "a code that somebody looked at over the shoulder is used up"


def test_codes_are_not_guessed_without_end(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        secret = set_up_second_step(browser)
        now.shift(timedelta(minutes=1))
        second = Browser()
        sign_in(second, PASSWORD)
        for guess in range(5):
            second.post("/account/2fa/authenticate/", {"code": f"00000{guess}"})
        second.post("/account/2fa/authenticate/", {"code": code(secret)})
        assert not signed_in(second)


def test_a_recovery_code_lets_in_once(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        set_up_second_step(browser)
        listed = browser.get("/account/2fa/recovery-codes/download/").content.decode().split()
        assert len(listed) == 10
        now.shift(timedelta(minutes=1))
        for outcome in (True, False):
            second = Browser()
            sign_in(second, PASSWORD)
            second.post("/account/2fa/authenticate/", {"code": listed[0]})
            assert signed_in(second) is outcome


def test_the_secret_is_not_kept_in_the_clear(cast: Cast) -> None:
    browser = Browser()
    sign_in(browser, PASSWORD)
    secret = set_up_second_step(browser)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_an_older_key_still_opens_the_secret(cast: Cast, settings) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        secret = set_up_second_step(browser)
        now.shift(timedelta(minutes=1))
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a new key for tests only"
        second = Browser()
        sign_in(second, PASSWORD)
        second.post("/account/2fa/authenticate/", {"code": code(secret)})
        assert signed_in(second)


def test_the_second_step_is_turned_off_only_with_the_password_fresh(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        secret = set_up_second_step(browser)
        now.shift(timedelta(hours=1))
        answer = browser.post("/account/2fa/totp/deactivate/")
        assert "reauthenticate" in answer.headers["Location"]
        assert Authenticator.objects.filter(type="totp").exists()
        browser.post("/account/2fa/reauthenticate/", {"code": code(secret)})
        browser.post("/account/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(type="totp").exists()


def test_the_password_again_is_enough_where_there_is_no_second_step(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser()
        sign_in(browser, PASSWORD)
        now.shift(timedelta(hours=1))
        answer = browser.get("/account/2fa/totp/activate/")
        assert answer.headers["Location"].startswith("/account/reauthenticate/")
        assert browser.post("/account/reauthenticate/", {"password": "wrong"}).status_code == 200
        answer = browser.post("/account/reauthenticate/?next=/account/2fa/totp/activate/", {"password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        assert browser.get("/account/2fa/totp/activate/").status_code == 200


def test_an_administrator_takes_a_lost_second_step_away(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        browser = Browser()
        sign_in(browser, PASSWORD)
        set_up_second_step(browser)
        assert drop_second_step(cast.luka, by=cast.iva)
        assert not drop_second_step(cast.luka, by=cast.iva)
        second = Browser()
        sign_in(second, PASSWORD)
        assert signed_in(second)


def test_a_forgotten_password_comes_through_the_outbox_in_the_members_language(cast: Cast, settings) -> None:
    settings.MAIL_GOES_OUT = True
    cast.luka.language = "hr"
    cast.luka.save()
    browser = Browser()
    assert browser.post("/account/password/reset/", {"email": "Luka@kordun.example"}).status_code == 302
    letter = Outgoing.objects.get()
    assert (letter.to, letter.language) == ("luka@kordun.example", "hr")
    address = re.search(r"http://testserver(/account/password/reset/key/\S+)", letter.text)
    assert address, letter.text
    page = browser.get(address.group(1))
    new = {"password1": "a quite different sentence", "password2": "a quite different sentence"}
    assert browser.post(page.headers["Location"], new).status_code == 302
    assert sign_in(Browser(), PASSWORD).status_code == 200
    assert sign_in(Browser(), "a quite different sentence").status_code == 302
    again = Browser().get(address.group(1), follow=True)
    assert "password1" not in again.content.decode(), "the link works once"


def test_an_address_nobody_has_gets_no_letter_and_the_same_answer(cast: Cast, settings) -> None:
    settings.MAIL_GOES_OUT = True
    known, unknown = (
        Browser().post("/account/password/reset/", {"email": email})
        for email in (cast.luka.email, "nobody@kordun.example")
    )
    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]
    assert list(Outgoing.objects.values_list("to", flat=True)) == [cast.luka.email]


def test_without_a_mail_server_no_letter_is_promised(cast: Cast, settings) -> None:
    settings.MAIL_GOES_OUT = False
    answer = Browser().post("/account/password/reset/", {"email": cast.luka.email})
    assert "Ask an administrator" in answer.content.decode()
    assert not Outgoing.objects.exists()


def test_nobody_signs_themselves_up(cast: Cast) -> None:
    answer = Browser().post("/account/signup/", {"email": "new@x.example", "password1": "a long enough sentence"})
    assert answer.status_code in (200, 403)
    assert not type(cast.luka).objects.filter(email="new@x.example").exists()


def test_a_changed_password_is_told_by_mail(cast: Cast, caller) -> None:
    browser = Browser()
    sign_in(browser, PASSWORD)
    new = {
        "oldpassword": PASSWORD,
        "password1": "a quite different sentence",
        "password2": "a quite different sentence",
    }
    assert browser.post("/account/password/change/", new).status_code == 302
    assert Outgoing.objects.get().to == cast.luka.email
    assert signed_in(browser)


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/",
        "/account/password/reset/",
        "/account/signup/",
        "/account/inactive/",
        "/account/password/reset/done/",
    ],
)
def test_pages_of_the_door_carry_no_script_or_style_of_their_own(cast: Cast, path: str) -> None:
    page = Browser().get(path)
    assert page.status_code == 200
    check_strict(page)


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/", "/account/logout/",
        "/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/generate/", "/account/password/change/",
        "/account/reauthenticate/", "/account/2fa/reauthenticate/",
    ],
)  # fmt: skip
def test_pages_of_the_second_step_carry_no_script_or_style_of_their_own(cast: Cast, path: str) -> None:
    browser = Browser()
    sign_in(browser, PASSWORD)
    if "totp/activate" in path:
        browser.post("/account/reauthenticate/", {"password": PASSWORD})
    else:
        set_up_second_step(browser)
    page = browser.get(path)
    assert page.status_code == 200, page.headers
    check_strict(page)


def check_strict(page) -> None:
    text = page.content.decode()
    assert "'unsafe-inline'" not in page.headers["Content-Security-Policy"]
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/json" in script, script
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
    assert "rapport" in text.lower()
    assert "ui/css/" in text, "the page stands under our layout"
