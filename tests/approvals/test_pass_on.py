"""Passed on: each has a link of their own, one of them decides, it goes back, it never goes in circles."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.approvals.asking import letters, person, question, token_of

from rapport.approvals.decide import Ended, Replaced, decide, opened
from rapport.approvals.models import Approval
from rapport.approvals.pass_on import colleagues, give_back, pass_on, shares_of
from rapport.approvals.withdraw import replace, withdraw, withdraw_of_contact
from rapport.journal.models import Entry
from rapport.links.hand_out import living


@pytest.fixture
def asked(cast: Any) -> tuple[Approval, str]:
    return question(cast, person(cast.adria), purpose="milestone", title="The second stage")


def test_to_somebody_by_name_and_mail_with_a_link_of_their_own(cast: Any, asked: Any) -> None:
    approval, token = asked
    share = pass_on(token, name=" Kate\nNovak ", mail="kate@partner.example")
    (letter,) = letters(share)
    assert (letter.to, letter.subject) == ("kate@partner.example", "The second stage")
    assert "Good day, Kate Novak." in letter.text
    assert "Ivana Perić has passed this question on to you." in letter.text
    assert [one.asked_name for one in shares_of(approval)] == ["Ivana Perić", "Kate Novak"]
    assert Approval.objects.get(pk=approval.pk).remind_at is None
    assert opened(token).pk == approval.pk  # who passed it may still answer
    theirs = token_of(letter.text)
    assert opened(theirs).pk == share.pk
    assert Entry.objects.get(name="approval.passed").data["to"] == "Kate Novak"
    decision = decide(theirs, kind="approved", version=approval.version, name="Kate Novak")
    assert decision.approval_id == approval.pk
    with pytest.raises(Ended):
        decide(token, kind="declined", version=approval.version, name="Ivana", words="No")
    assert not living(client_id=cast.adria.pk).exists()


def test_the_address_of_a_contact_is_that_contact(cast: Any, asked: Any) -> None:
    ante = person(cast.adria, "Ante")
    assert ante in colleagues(asked[0], shares_of(asked[0]))
    share = pass_on(asked[1], name="A.", mail=ante.channels.get().value.upper())
    assert (share.contact, share.passed_name) == (ante, "")
    assert ante not in colleagues(asked[0], shares_of(asked[0]))


def test_no_circle_no_self_no_flood(cast: Any, asked: Any) -> None:
    approval, token = asked
    ante = person(cast.adria, "Ante")
    share = pass_on(token, contact=ante.pk)
    assert pass_on(token, contact=ante.pk).pk == share.pk  # a doubled click
    assert len(letters(share)) == 1
    theirs = token_of(letters(share)[0].text)
    with pytest.raises(ValidationError, match="Ivana Perić has this question already"):
        pass_on(theirs, contact=approval.contact_id)
    with pytest.raises(ValidationError, match="yourself"):
        pass_on(theirs, contact=ante.pk)
    for wrong in ({"contact": 987_654}, {"contact": person(cast.polyot, "Olga").pk}, {"name": "X", "mail": "no"},
                  {"name": "", "mail": "x@y.example"}, {"name": "X" * 121, "mail": "x@y.example"}):  # fmt: skip
        with pytest.raises(ValidationError):
            pass_on(token, **wrong)
    for number in range(4):
        pass_on(token, name=f"Nr {number}", mail=f"nr{number}@y.example")
    with pytest.raises(ValidationError, match="often enough"):
        pass_on(token, name="One more", mail="more@y.example")


def test_given_back_it_is_theirs_alone_and_can_be_passed_again(cast: Any, asked: Any) -> None:
    approval, token = asked
    share = pass_on(token, name="Kate", mail="kate@partner.example")
    theirs = token_of(letters(share)[0].text)
    with pytest.raises(ValidationError, match="Nobody passed this to you"):
        give_back(token)
    assert give_back(theirs).pk == approval.pk
    assert Approval.objects.get(pk=share.pk).state == "back"
    assert Approval.objects.get(pk=approval.pk).remind_at is not None
    assert "Kate has given this question back to you." in letters(approval)[-1].text
    with pytest.raises(Ended):
        opened(theirs)
    again = pass_on(token, name="Kate", mail="kate@partner.example")
    assert again.pk != share.pk


def test_what_is_withdrawn_or_replaced_ends_for_everybody(cast: Any, asked: Any) -> None:
    approval, token = asked
    theirs = token_of(letters(pass_on(token, name="Kate", mail="kate@partner.example"))[0].text)
    replace(cast.adria, by=cast.luka)
    for one in (token, theirs):
        with pytest.raises(Replaced):
            opened(one)
    approval, token = question(cast, approval.contact, purpose="milestone")
    theirs = token_of(letters(pass_on(token, name="Kate", mail="kate@partner.example"))[0].text)
    withdraw(Approval.objects.get(root=approval), by=cast.luka)  # by the share of one as by the first
    for one in (token, theirs):
        with pytest.raises(Ended):
            opened(one)


def test_whoever_leaves_takes_only_their_share_along(cast: Any, asked: Any) -> None:
    ante = person(cast.adria, "Ante")
    pass_on(asked[1], contact=ante.pk)
    assert withdraw_of_contact(ante.pk) == 1
    assert opened(asked[1])
    assert withdraw_of_contact(asked[0].contact_id) == 1
    with pytest.raises(Ended):
        opened(asked[1])


def test_words_of_their_own_are_passed_to_nobody(cast: Any) -> None:
    _approval, token = question(cast)
    with pytest.raises(ValidationError, match="for you alone"):
        pass_on(token, name="Kate", mail="kate@partner.example")
