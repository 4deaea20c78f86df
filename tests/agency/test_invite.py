"""Invitations: one living link at a time, used once, ended by time, taken back; and the first administrator."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.cast import Cast

from rapport.agency.invite import LASTS, AlreadyHere, accept, first_administrator, invite, invited, waits, withdraw
from rapport.agency.models import Agency, Member, Role
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.post.models import Outgoing

GOOD = "a sentence to remember"


def send(cast: Cast, email: str = "Eva@New.Example", **words: object) -> tuple[Member, str]:
    given = {"name": "Eva Nová", "roles": ["manager"], "team": cast.growth, "by": cast.iva, **words}
    member, address = invite(email, **given)  # type: ignore[arg-type]
    return member, address.rstrip("/").rsplit("/", 1)[1]


def test_whoever_is_invited_cannot_sign_in_before_they_come(cast: Cast) -> None:
    member, token = send(cast)
    assert (member.email, member.is_active, waits(member)) == ("eva@new.example", False, True)
    joined = accept(token, name="Eva Nová", password=GOOD)
    assert joined == member
    joined.refresh_from_db()
    assert joined.is_active
    assert joined.check_password(GOOD)
    assert list(Entry.objects.values_list("name", flat=True)) == ["member.invited", "member.joined"]


def test_the_letter_carries_the_link_in_their_language(cast: Cast) -> None:
    send(cast, language="sk")
    letter = Outgoing.objects.get()
    assert (letter.to, letter.language) == ("eva@new.example", "sk")
    assert "/invitations/" in letter.text


def test_a_link_works_once(cast: Cast) -> None:
    _member, token = send(cast)
    assert accept(token, name="Eva", password=GOOD)
    assert accept(token, name="Mallory", password="another sentence") is None
    assert Member.objects.get(email="eva@new.example").name == "Eva"


def test_a_link_ends_after_seven_days(cast: Cast) -> None:
    _member, token = send(cast)
    with time_machine.travel(clock.now() + LASTS - timedelta(minutes=1)):
        assert invited(token)
    with time_machine.travel(clock.now() + LASTS + timedelta(minutes=1)):
        assert invited(token) is None
        assert accept(token, name="Eva", password=GOOD) is None


def test_a_second_invitation_ends_the_first_link(cast: Cast) -> None:
    member, first = send(cast)
    again, second = send(cast, roles=["specialist"])
    assert (again.pk, again.roles) == (member.pk, ["specialist"])
    assert invited(first) is None
    assert invited(second) == member
    assert Outgoing.objects.count() == 2


def test_an_invitation_taken_back_leaves_no_member(cast: Cast) -> None:
    member, token = send(cast)
    withdraw(member, by=cast.iva)
    assert invited(token) is None
    assert not Member.objects.filter(email="eva@new.example").exists()


def test_whoever_has_joined_is_not_taken_back(cast: Cast) -> None:
    member, token = send(cast)
    accept(token, name="Eva", password=GOOD)
    with pytest.raises(AlreadyHere, match="Eva"):
        withdraw(member, by=cast.iva)


def test_a_member_is_not_invited_again(cast: Cast) -> None:
    with pytest.raises(AlreadyHere, match=r"luka@kordun\.example"):
        send(cast, "Luka@kordun.example")
    assert not Outgoing.objects.exists()


@pytest.mark.parametrize("name", ["luka", "marta", "petra", "fran", "tin"])
def test_only_an_administrator_invites(cast: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        send(cast, by=getattr(cast, name))
    assert not Member.objects.filter(email="eva@new.example").exists()


@pytest.mark.django_db
def test_the_first_administrator_can_do_all_and_is_the_only_first() -> None:
    member = first_administrator(
        "You@Agency.example", name="You", password=GOOD, agency="Kordun & Field", language="hr"
    )
    assert set(member.roles) == {Role.ADMIN, Role.HEAD, Role.MANAGER}
    assert (member.email, member.language, member.formats) == ("you@agency.example", "hr", "hr")
    assert Agency.ours().name == "Kordun & Field"
    with pytest.raises(AlreadyHere):
        first_administrator("b@agency.example", name="B", password=GOOD)
    assert Member.objects.count() == 1
