"""The doors: the demo's list only in the demo, the first run from this machine only, invitations, health."""

from pathlib import Path

import pytest
from django.test import Client as Browser
from tests.cast import Cast

from rapport.agency.invite import invite
from rapport.agency.models import Agency, Member, Role
from rapport.desk.seeding import mark

GOOD = "a sentence to remember"
FIRST = {"agency": "Ours", "name": "You", "email": "you@agency.example", "password": GOOD}


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def demo(settings, folder: Path) -> None:
    settings.DEMO = True
    mark.set_mark()


def link(cast: Cast) -> str:
    _member, address = invite("eva@new.example", name="Eva Nová", roles=["manager"], team=cast.growth, by=cast.iva)
    return address.removeprefix("http://testserver")


@pytest.mark.usefixtures("demo")
def test_in_the_demo_one_click_enters_as_anybody(cast: Cast) -> None:
    browser = Browser()
    assert browser.get("/door/?next=/me/").headers["Location"] == "/demo/?next=%2Fme%2F"
    page = browser.get("/demo/?next=/me/").content.decode()
    assert "Luka Perko" in page
    assert "Iva Babić" in page
    answer = browser.post(f"/demo/{cast.luka.pk}/", {"next": "/me/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/")
    assert browser.get("/me/").status_code == 200


@pytest.mark.usefixtures("demo")
def test_the_demos_door_leads_to_no_strange_house(cast: Cast) -> None:
    answer = Browser().post(f"/demo/{cast.luka.pk}/", {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(("setting", "marked"), [(False, True), (True, False), (False, False)])
def test_outside_the_demo_its_page_does_not_exist(
    cast: Cast, settings, folder: Path, setting: bool, marked: bool
) -> None:
    settings.DEMO = setting
    if marked:
        mark.set_mark()
    browser = Browser()
    assert browser.get("/demo/").status_code == 404
    assert browser.post(f"/demo/{cast.luka.pk}/").status_code == 404
    assert "_auth_user_id" not in browser.session


@pytest.mark.django_db
def test_the_first_run_makes_an_administrator_and_is_gone(folder: Path) -> None:
    browser = Browser()
    assert browser.get("/door/").headers["Location"] == "/first-run/"
    assert browser.get("/first-run/").status_code == 200
    refused = browser.post("/first-run/", {**FIRST, "password": "short", "agency": ""})
    assert refused.status_code == 422
    assert not Member.objects.exists()
    assert browser.post("/first-run/", FIRST).status_code == 303
    assert Member.objects.get().is_(Role.ADMIN)
    assert Agency.ours().name == "Ours"
    assert browser.get("/members/").status_code == 200, "whoever begins is signed in"
    assert Browser().get("/first-run/").status_code == 404
    assert Browser().post("/first-run/", {**FIRST, "email": "b@agency.example"}).status_code == 404
    assert Member.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "meta",
    [{"REMOTE_ADDR": "192.168.1.7"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"HTTP_FORWARDED": "for=127.0.0.1"},
     {"HTTP_X_REAL_IP": "127.0.0.1"}, {"REMOTE_ADDR": "nonsense"}],
)  # fmt: skip
def test_the_first_run_opens_to_this_machine_only(folder: Path, meta: dict[str, str]) -> None:
    assert Browser().get("/first-run/", **meta).status_code == 404
    assert Browser().post("/first-run/", FIRST, **meta).status_code == 404
    assert not Member.objects.exists()
    page = Browser().get("/door/", **meta)
    assert page.status_code == 403
    assert "rapport administrator" in page.content.decode()


def test_an_invitation_is_looked_at_often_and_used_once(cast: Cast) -> None:
    address = link(cast)
    for _ in range(3):
        assert Browser().get(address).status_code == 200
    browser = Browser()
    assert browser.post(address, {"name": "Eva", "password": "short"}).status_code == 422
    assert browser.post(address, {"name": "Eva Nová", "password": GOOD}).status_code == 303
    assert browser.get("/me/").status_code == 200
    assert Browser().get(address).status_code == 410
    assert Browser().post(address, {"name": "Mallory", "password": GOOD}).status_code == 410


def test_a_password_like_ones_own_address_is_refused(cast: Cast) -> None:
    answer = Browser().post(link(cast), {"name": "Eva", "password": "eva@new.example"})
    assert answer.status_code == 422


def test_an_invitation_that_never_was_says_so(db: None) -> None:
    assert Browser().get("/invitations/made-up/").status_code == 410


def test_the_house_says_that_it_is_well(db: None) -> None:
    answer = Browser().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_the_icon_is_where_browsers_look_for_it(db: None) -> None:
    assert Browser().get("/favicon.ico").headers["Location"].endswith("ui/img/favicon.ico")
