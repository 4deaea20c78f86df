"""One's own page: settings, manners, and being away with somebody who covers."""

from datetime import timedelta

import pytest
from django.forms import model_to_dict
from tests.cast import Cast, client

from rapport.agency.models import Absence, Member
from rapport.agency.set_up import OWN
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Keeper


def settings_of(member: Member, **words: str) -> dict[str, str]:
    now = {name: "" if value is None else str(value) for name, value in model_to_dict(member, OWN).items()}
    return {**now, **words}


def days(first: int = 3, last: int = 9) -> dict[str, str]:
    today = clock.today()
    return {"first": str(today + timedelta(days=first)), "last": str(today + timedelta(days=last))}


def test_settings_are_saved_and_the_next_page_speaks_the_language(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    answer = browser.post("/me/", settings_of(cast.luka, language="hr", formats="hr", zone="Asia/Tokyo", theme="dark"))
    assert answer.status_code == 303
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.language, luka.formats, luka.zone, luka.theme) == ("hr", "hr", "Asia/Tokyo", "dark")
    page = browser.get("/me/")
    assert 'lang="hr"' in page.content.decode()
    assert 'data-theme="dark"' in page.content.decode()
    assert set(Entry.objects.get().data["fields"]) == {"language", "formats", "zone", "theme"}


def test_formats_that_do_not_go_with_the_language_give_way(cast: Cast, caller) -> None:
    caller(cast.luka).post("/me/", settings_of(cast.luka, language="ru", formats="en_US"))
    assert Member.objects.get(pk=cast.luka.pk).formats == "ru"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"zone": "Europe/"}, "There is no time zone called “Europe/”"),
        ({"week": "whenever"}, "Write working hours like"),
        ({"quiet_from": "20:00", "quiet_until": ""}, "Give both a beginning and an end"),
        ({"name": ""}, "This is needed"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(
    cast: Cast, caller, words: dict[str, str], said: str
) -> None:
    answer = caller(cast.luka).post("/me/", settings_of(cast.luka, name="Luka the Great") | words)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if "name" not in words:
        assert "Luka the Great" in page
    assert Member.objects.get(pk=cast.luka.pk).name == "Luka Perko"
    assert not Entry.objects.exists()


def test_roles_are_not_among_ones_own_settings(cast: Cast, caller) -> None:
    caller(cast.luka).post("/me/", settings_of(cast.luka, roles="admin", team="", is_active=""))
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.roles, luka.team, luka.is_active) == (["manager"], cast.growth, True)


def test_theme_and_language_change_from_the_menu(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    assert browser.post("/me/manners/", {"theme": "dark", "next": "/me/"}).headers["Location"] == "/me/"
    browser.post("/me/manners/", {"language": "sk", "next": "//evil.example/"})
    browser.post("/me/manners/", {"language": "xx", "theme": "pink"})
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.theme, luka.language, luka.formats) == ("dark", "sk", "sk")


def test_an_absence_with_a_colleague_who_covers(cast: Cast, caller) -> None:
    client("Blue Door", cast.luka)
    browser = caller(cast.luka)
    assert browser.post("/me/absences/", {**days(), "note": "sea", "cover": cast.ana.pk}).status_code == 303
    assert Absence.objects.get().note == "sea"
    covers = Keeper.objects.filter(part="cover", member=cast.ana)
    assert {row.client.name for row in covers} == {"Adria Dental", "Blue Door"}
    assert "Ana Vidović covers for 2 clients." in browser.get("/me/").content.decode()
    assert not Client.objects.visible_to(cast.ana).filter(pk=cast.adria.pk).exists(), "not before it begins"


def test_a_cover_that_runs_shows_the_clients_and_ends_with_the_absence(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    browser.post("/me/absences/", {**days(0, 5), "cover": cast.ana.pk})
    assert Client.objects.visible_to(cast.ana).filter(pk=cast.adria.pk).exists()
    absence = Absence.objects.get()
    assert browser.post(f"/me/absences/{absence.pk}/").status_code == 303
    assert not Absence.objects.exists()
    assert not Client.objects.visible_to(cast.ana).filter(pk=cast.adria.pk).exists()


def test_the_same_absence_clicked_twice_is_one(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    for _ in range(2):
        assert browser.post("/me/absences/", {**days(), "cover": cast.ana.pk}).status_code == 303
    assert Absence.objects.count() == 1
    assert Keeper.objects.filter(part="cover").count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (days(5, 3), "The last day cannot be before the first."),
        (days(-9, -3), "These days are over already."),
        ({"first": "9999-01-01", "last": "9999-01-02"}, "cannot be right"),
        ({"first": "0001-01-01", "last": "2026-13-41"}, "no day of the calendar"),
    ],
)
def test_impossible_days_are_refused_in_words(cast: Cast, caller, words: dict[str, str], said: str) -> None:
    answer = caller(cast.luka).post("/me/absences/", words)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Absence.objects.exists()


def test_nobody_who_keeps_no_clients_can_cover(cast: Cast, caller) -> None:
    for who in (cast.tin, cast.fran, cast.luka):
        answer = caller(cast.luka).post("/me/absences/", {**days(), "cover": who.pk})
        assert answer.status_code == 422
    assert not Keeper.objects.filter(part="cover").exists()


def test_somebody_elses_absence_is_not_there(cast: Cast, caller) -> None:
    absence = Absence.objects.create(member=cast.ana, first=clock.today(), last=clock.today())
    assert caller(cast.luka).post(f"/me/absences/{absence.pk}/").status_code == 404
    assert caller(cast.nina).post(f"/me/absences/{absence.pk}/").status_code == 404
    assert Absence.objects.exists()
    assert caller(cast.marta).post(f"/me/absences/{absence.pk}/").status_code == 303, "the head of the team may"


def test_a_specialist_is_asked_for_no_cover(cast: Cast, caller) -> None:
    browser = caller(cast.tin)
    assert 'name="cover"' not in browser.get("/me/").content.decode()
    assert browser.post("/me/absences/", days()).status_code == 303
