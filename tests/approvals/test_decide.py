"""One question, one decision: whoever clicks at once, whatever version stands before them, whoever was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from tests import cast as casting
from tests.approvals.asking import READING, WORDS, letters, person, question, token_of

from rapport.agency.models import Role
from rapport.approvals.ask import ask
from rapport.approvals.decide import Ended, Replaced, decide, network_of, opened
from rapport.approvals.models import Approval, Decision
from rapport.approvals.pass_on import pass_on
from rapport.approvals.purposes import purpose_of
from rapport.approvals.snapshot import version_of
from rapport.approvals.withdraw import replace, waiting_approvals, withdraw
from rapport.journal.models import Entry
from rapport.links.models import Link


@pytest.mark.parametrize("purpose", ["understanding", "milestone"])
def test_fifty_answers_at_once_are_one_decision(transactional_db: Any, purpose: str) -> None:
    """Of a milestone, by three who may answer: who was asked, and two to whom it was passed on."""
    team = casting.Team.objects.create(name="Growth")
    luka = casting.member("Luka Perko", [Role.MANAGER], team)
    adria = casting.client("Adria Dental", luka)
    adria = type(adria).objects.fetch(luka, adria.pk)
    shown = [("words", WORDS), ("reading", READING)]
    approval, address = ask(
        adria, purpose=purpose, client=adria, contact=person(adria), by=luka, title="Right?", shown=shown
    )
    tokens = [token_of(address)]
    if purpose == "milestone":
        for number in (1, 2):
            share = pass_on(tokens[0], name=f"Other {number}", mail=f"other{number}@client.example")
            tokens.append(token_of(letters(share)[-1].text))
    kinds = sorted(purpose_of(purpose).answers)
    gate, outcomes = threading.Barrier(50), list[str]()

    def one(number: int) -> Callable[[], None]:
        def deed() -> None:
            gate.wait()
            try:
                made = decide(
                    tokens[number % len(tokens)], kind=kinds[number % len(kinds)], version=approval.version,
                    name=f"Nr {number}", words=f"Words {number}",
                )  # fmt: skip
                outcomes.append(f"kept {made.name}")
            except Ended:
                outcomes.append("ended")
            finally:
                connections.close_all()

        return deed

    threads = [threading.Thread(target=one(number)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    kept = Decision.objects.get()
    assert sorted(outcomes) == sorted([*["ended"] * 49, f"kept {kept.name}"])
    assert kept.approval_id == approval.pk
    assert Entry.objects.filter(name="approval.decided").count() == 1
    assert Link.objects.filter(used_at=None, revoked_at=None).count() == 0
    assert not waiting_approvals().exists()


def test_the_unique_key_decides_where_no_lock_is(cast: Any) -> None:
    approval, token = question(cast)
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    with pytest.raises(Exception, match=r"(?i)unique"):
        Decision.objects.create(approval=approval, kind="declined", name="Ivana", version=approval.version)


def test_of_several_letters_any_link_decides_and_ends_the_others(cast: Any) -> None:
    from rapport.approvals.letter import write

    approval, first = question(cast)
    second = write(approval, by=None, again=True).rstrip("/").rsplit("/", 1)[-1]
    decide(second, kind="confirmed", version=approval.version, name="Ivana")
    with pytest.raises(Ended):
        opened(first)


def test_an_old_version_is_neither_shown_nor_decided(cast: Any) -> None:
    approval, token = question(cast)
    assert replace(cast.adria, by=cast.luka) == 1
    with pytest.raises(Replaced):
        opened(token)
    with pytest.raises(Replaced):
        decide(token, kind="confirmed", version=approval.version, name="Ivana")
    assert Approval.objects.get().state == "replaced"


def test_withdrawn_after_the_answer_changes_nothing(cast: Any) -> None:
    approval, token = question(cast)
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    assert withdraw(approval, by=cast.luka) is False
    assert Approval.objects.get().state == "confirmed"


def test_another_clients_contact_is_never_asked(cast: Any) -> None:
    with pytest.raises(ValidationError, match="somebody of this client"):
        question(cast, person(cast.polyot))
    assert not Link.objects.exists()


def test_whoever_has_no_mail_address_cannot_be_asked(cast: Any) -> None:
    with pytest.raises(ValidationError, match="No mail address of Mia"):
        question(cast, casting.contact(cast.adria, "Mia"))


def test_only_who_keeps_the_client_asks(cast: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from rapport.portfolio.models import Client

    seen = Client.objects.fetch(cast.tin, cast.adria.pk)
    with pytest.raises(PermissionDenied):
        ask(seen, purpose="x", client=seen, contact=person(cast.adria), by=cast.tin, title="?", shown=[("a", "b")])


def test_the_letter_asks_in_their_language_and_a_reply_reaches_who_asked(cast: Any) -> None:
    approval, token = question(cast, person(cast.adria, language="hr"))
    (letter,) = letters(approval)
    assert (letter.language, letter.to) == ("hr", approval.mail)
    assert f"/c/{token}/" in letter.text
    assert letter.headers["Reply-To"] == cast.luka.email
    assert Link.objects.get().token_hash != token


def test_equal_words_are_one_version_whatever_their_line_ends() -> None:
    plain = version_of("understanding", [("words", "One\nTwo"), ("reading", "Three")])
    assert plain == version_of("understanding", [("words", " One  \r\nTwo\r\n"), ("reading", "Three ")])
    assert plain != version_of("understanding", [("words", "One\nTwo"), ("reading", "Three.")])
    assert plain != version_of("minutes", [("words", "One\nTwo"), ("reading", "Three")])
    assert plain != version_of("understanding", [("words", "One"), ("reading", "Two\nThree")])


def test_the_version_of_words_alone_is_what_it_was_before_files() -> None:
    was = "453852f4"
    words = [("words", "One")]
    assert version_of("understanding", words).startswith(was)
    assert version_of("understanding", words, ["a" * 64]) != version_of("understanding", words)
    assert version_of("document", [], ["a" * 64, "b" * 64]) != version_of("document", [], ["b" * 64, "a" * 64])


@pytest.mark.parametrize(
    "address, kept",
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_little_is_kept_of_where_it_came_from(address: str, kept: str) -> None:
    assert network_of(address) == kept
