"""`rapport members`, `invite` and `administrator`: what they print, and what they refuse in words."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from tests.cast import Cast

from rapport.agency.invite import invited
from rapport.agency.models import Member, Role


def run(*words: str, **options: object) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_members_are_listed_as_promised(cast: Cast) -> None:
    run("invite", "eva@new.example", "--name", "Eva Nová", "--role", "manager")
    cast.ana.is_active = False
    cast.ana.save()
    rows = {row["email"]: row for row in json.loads(run("members", "--json")[0])}
    assert rows["luka@kordun.example"] | {"joined": ""} == {
        "email": "luka@kordun.example", "name": "Luka Perko", "roles": ["manager"], "team": "Growth",
        "language": "en", "zone": "Europe/Zagreb", "state": "here", "joined": "",
    }  # fmt: skip
    assert (rows["eva@new.example"]["state"], rows["eva@new.example"]["joined"]) == ("invited", None)
    assert rows["ana@kordun.example"]["state"] == "left"
    assert "Luka Perko" in run("members")[0]


@pytest.mark.django_db
def test_an_empty_house_lists_nobody() -> None:
    assert json.loads(run("members", "--json")[0]) == []
    out, err = run("members")
    assert out == ""
    assert "rapport administrator" in err


def test_invite_shows_the_link_when_asked(cast: Cast) -> None:
    out, err = run(
        "invite", "eva@new.example", "--name", "Eva Nová", "--role", "manager", "--role", "head", "--team", "growth",
        "--language", "sk", "--show",
    )  # fmt: skip
    member = invited(out.strip().rstrip("/").rsplit("/", 1)[1])
    assert member
    assert (member.roles, member.team, member.language) == (["manager", "head"], cast.growth, "sk")
    assert "Eva Nová is invited." in err


def test_invite_answers_with_exactly_one_value(cast: Cast) -> None:
    out, _err = run("invite", "eva@new.example", "--name", "Eva", "--role", "finance", "--json")
    shown = json.loads(out)
    assert (shown["member"]["state"], shown["address"]) == ("invited", None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["eva@new.example", "--team", "West"], "no team called “West”. Teams: Growth, Harbour."),
        (["luka@kordun.example"], "luka@kordun.example belongs to the agency already."),
        (["eva"], "“eva” is no mail address."),
        (["eva@new.example", "--by", "who@x.example"], "no member with the address who@x.example"),
        (["eva@new.example", "--by", "luka@kordun.example"], "Your role does not include this"),
    ],
)
def test_invite_refuses_in_words(cast: Cast, words: list[str], why: str) -> None:
    before = Member.objects.count()
    with pytest.raises(CommandError, match=why):
        run("invite", *words, "--name", "Eva", "--role", "manager")
    assert Member.objects.count() == before


@pytest.mark.django_db
def test_nobody_invites_into_an_empty_house() -> None:
    with pytest.raises(CommandError, match="rapport administrator"):
        run("invite", "eva@new.example", "--name", "Eva", "--role", "manager")


@pytest.mark.django_db
def test_the_administrator_is_made_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a sentence to remember\n"))
    _out, err = run("administrator", "you@agency.example", "--name", "You", "--password-stdin", "--agency", "Ours")
    member = Member.objects.get()
    assert member.check_password("a sentence to remember")
    assert member.is_(Role.ADMIN)
    assert "you@agency.example" in err


@pytest.mark.django_db
def test_the_administrators_password_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["a sentence to remember", "another one", "a sentence to remember", "a sentence to remember"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    with pytest.raises(CommandError, match="not the same"):
        run("administrator", "you@agency.example", "--name", "You")
    assert not Member.objects.exists()
    run("administrator", "you@agency.example", "--name", "You")
    assert Member.objects.get().check_password("a sentence to remember")


@pytest.mark.django_db
@override_settings(
    AUTH_PASSWORD_VALIDATORS=[
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}
    ]
)
def test_a_short_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError, match="too short"):
        run("administrator", "you@agency.example", "--name", "You", "--password-stdin")


def test_a_second_first_administrator_is_refused(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Somebody is here already"):
        run("administrator", "you@agency.example", "--name", "You")
