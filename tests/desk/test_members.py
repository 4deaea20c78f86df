"""The administrator's pages: inviting, changing, teams, rules."""

import pytest
from allauth.mfa.models import Authenticator
from django.forms import model_to_dict
from tests.cast import Cast

from rapport.agency.change_rules import RULES
from rapport.agency.models import Agency, Member, Team
from rapport.post.models import Outgoing

EVA = {"email": "eva@new.example", "name": "Eva Nová", "roles": ["manager", "head"], "language": "sk"}


def test_everyone_is_listed_with_roles_and_team(cast: Cast, caller) -> None:
    page = caller(cast.iva).get("/members/").content.decode()
    for one in Member.objects.all():
        assert one.name in page
    assert "Account manager" in page


def test_an_invitation_from_the_page_shows_its_link_once(cast: Cast, caller, settings) -> None:
    settings.MAIL_GOES_OUT = True
    browser = caller(cast.iva)
    answer = browser.post("/members/invite/", {**EVA, "team": cast.growth.pk})
    assert answer.status_code == 200
    assert "http://testserver/invitations/" in answer.content.decode()
    eva = Member.objects.get(email="eva@new.example")
    assert (eva.roles, eva.team, eva.language, eva.is_active) == (["manager", "head"], cast.growth, "sk", False)
    page = browser.get(f"/members/{eva.pk}/").content.decode()
    assert "/invitations/" not in page
    assert "invited, not here yet" in page
    assert "invited" in browser.get("/members/").content.decode()


def test_where_no_mail_goes_out_the_page_does_not_promise_it(cast: Cast, caller, settings) -> None:
    settings.MAIL_GOES_OUT = False
    page = caller(cast.iva).post("/members/invite/", EVA).content.decode()
    assert "No mail server is set" in page
    assert "is on its way" not in page


@pytest.mark.parametrize(
    "words", [{"email": "luka@kordun.example"}, {"email": "eva"}, {"roles": []}, {"roles": ["king"]}]
)
def test_a_wrong_invitation_is_refused_and_nothing_typed_is_lost(cast: Cast, caller, words: dict) -> None:
    answer = caller(cast.iva).post("/members/invite/", EVA | words)
    assert answer.status_code == 422
    assert "Eva Nová" in answer.content.decode()
    assert not Outgoing.objects.exists()


def test_saving_an_invited_member_leaves_the_invitation_alive(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    page = browser.post("/members/invite/", EVA).content.decode()
    address = page[page.index("/invitations/") :].split("<")[0].split('"')[0]
    eva = Member.objects.get(email="eva@new.example")
    assert browser.post(f"/members/{eva.pk}/", {"name": "Eva N.", "roles": ["finance"]}).status_code == 303
    assert browser.get(address).status_code == 200
    eva.refresh_from_db()
    assert (eva.name, eva.roles, eva.is_active) == ("Eva N.", ["finance"], False)


def test_an_invitation_is_renewed_and_taken_back(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    browser.post("/members/invite/", EVA)
    eva = Member.objects.get(email="eva@new.example")
    assert "/invitations/" in browser.post(f"/members/{eva.pk}/invitation/").content.decode()
    assert browser.post(f"/members/{eva.pk}/invitation/end/").status_code == 303
    assert not Member.objects.filter(pk=eva.pk).exists()
    assert browser.post(f"/members/{cast.luka.pk}/invitation/").status_code == 303
    assert browser.post(f"/members/{cast.luka.pk}/invitation/end/").status_code == 303
    assert Member.objects.filter(pk=cast.luka.pk).exists()


def test_a_member_is_changed_and_the_last_administrator_kept(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    answer = browser.post(f"/members/{cast.luka.pk}/", {"name": "Luka P.", "roles": ["head"], "is_active": "on"})
    assert answer.status_code == 303
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.name, luka.roles, luka.team, luka.is_active) == ("Luka P.", ["head"], None, True)
    answer = browser.post(f"/members/{cast.iva.pk}/", {"name": "Iva", "roles": ["manager"], "is_active": "on"})
    assert answer.status_code == 422
    assert "Somebody else must be an administrator first." in answer.content.decode()


def test_a_lost_second_step_is_taken_away(cast: Cast, caller) -> None:
    Authenticator.objects.create(user=cast.luka, type="totp", data={"secret": "x"})
    browser = caller(cast.iva)
    assert "Take the second step away" in browser.get(f"/members/{cast.luka.pk}/").content.decode()
    assert browser.post(f"/members/{cast.luka.pk}/second-step/end/").status_code == 303
    assert not Authenticator.objects.exists()


def test_a_team_is_added_once(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    assert browser.post("/teams/", {"name": "West"}).status_code == 303
    answer = browser.post("/teams/", {"name": "West"})
    assert answer.status_code == 422
    assert "There is a team called West already." in answer.content.decode()
    assert Team.objects.filter(name="West").count() == 1


def test_rules_are_changed_and_impossible_ones_refused(cast: Cast, caller) -> None:
    browser = caller(cast.iva)
    now = {name: str(value) for name, value in model_to_dict(Agency.ours(), RULES).items()}
    assert browser.post("/agency/", now | {"cadence_a": "5", "load_cap": "12", "currency": "usd"}).status_code == 303
    assert (Agency.ours().cadence_a, Agency.ours().load_cap, Agency.ours().currency) == (5, 12, "USD")
    for wrong in ({"zone": "Europe/"}, {"cadence_b": "0"}, {"currency": "EURO"}, {"week": "x"}, {"country": "XX"}):
        assert browser.post("/agency/", now | wrong).status_code == 422, wrong
    assert Agency.ours().cadence_b == 14
