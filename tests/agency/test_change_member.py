"""Changing members, teams and rules: recorded with what was before, and never without an administrator left."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.cast import Cast

from rapport.agency.change_member import LastAdministrator, change_member
from rapport.agency.change_rules import change_rules
from rapport.agency.make_team import make_team
from rapport.agency.models import Agency, Member, Team
from rapport.agency.set_up import set_up
from rapport.journal.models import Entry


def kept(member: Member, **words: object) -> dict:
    return {"name": member.name, "roles": member.roles, "team": member.team, "is_active": True, **words}


def test_the_change_tells_what_was_before(cast: Cast) -> None:
    change_member(cast.luka, by=cast.iva, **kept(cast.luka, roles=["head"], team=None))
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.roles, luka.team) == (["head"], None)
    before = Entry.objects.get(name="member.changed").data["before"]
    assert (before["roles"], before["team"]) == (["manager"], cast.growth.pk)


@pytest.mark.parametrize("words", [{"roles": ["manager"]}, {"is_active": False}])
def test_the_last_administrator_stays(cast: Cast, words: dict) -> None:
    with pytest.raises(LastAdministrator):
        change_member(cast.iva, by=cast.iva, **kept(cast.iva, **words))
    iva = Member.objects.get(pk=cast.iva.pk)
    assert (iva.roles, iva.is_active) == (["admin"], True)
    assert not Entry.objects.exists()


def test_an_administrator_may_go_when_another_stays(cast: Cast) -> None:
    change_member(cast.luka, by=cast.iva, **kept(cast.luka, roles=["admin"]))
    change_member(cast.iva, by=cast.iva, **kept(cast.iva, is_active=False))
    assert not Member.objects.get(pk=cast.iva.pk).is_active


def test_whoever_leaves_is_out_with_the_next_click(cast: Cast, caller) -> None:
    browser = caller(cast.luka)
    assert browser.get("/me/").status_code == 200
    change_member(cast.luka, by=cast.iva, **kept(cast.luka, is_active=False))
    answer = browser.get("/me/")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/door/")


def test_only_an_administrator_changes_members_teams_and_rules(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        change_member(cast.luka, by=cast.petra, **kept(cast.luka, roles=["admin"]))
    with pytest.raises(PermissionDenied):
        make_team("West", by=cast.petra)
    with pytest.raises(PermissionDenied):
        change_rules(by=cast.petra, load_cap=3)
    assert not Entry.objects.exists()


def test_two_teams_of_one_name_are_refused_in_words(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="Growth"):
        make_team("Growth", by=cast.iva)
    assert Team.objects.count() == 2


def test_rules_remember_what_they_were(cast: Cast) -> None:
    change_rules(by=cast.iva, load_cap=20, cadence_a=7)
    assert Agency.ours().load_cap == 20
    assert Entry.objects.get().data == {"before": {"load_cap": 15}}
    change_rules(by=cast.iva, load_cap=20)
    assert Entry.objects.count() == 1


def test_ones_own_settings_leave_roles_alone(cast: Cast) -> None:
    stale = Member.objects.get(pk=cast.luka.pk)
    change_member(cast.luka, by=cast.iva, **kept(cast.luka, roles=["finance"]))
    set_up(stale, theme="dark")
    luka = Member.objects.get(pk=cast.luka.pk)
    assert (luka.theme, luka.roles) == ("dark", ["finance"])
