"""Silence approves nothing, unless that was agreed, for what costs no money, and our letter has gone out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.approvals.asking import letters, person, question

from rapport.approvals.decide import decide
from rapport.approvals.models import Approval, Decision
from rapport.approvals.remind import tell_of_silence
from rapport.approvals.silence import count_silence
from rapport.approvals.withdraw import withdraw
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Away
from rapport.post.models import Outgoing

FRIDAY = datetime(2026, 10, 23, 9, 0, tzinfo=UTC)  # All Saints' Day is the second Sunday after


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(FRIDAY)
    return set_to


@pytest.fixture
def agreed(cast: Any, at: Any) -> Any:
    cast.adria.silence_days, cast.adria.silence_note = 6, "contract of 3 May"
    cast.adria.save()
    return cast


def sent() -> None:
    Outgoing.objects.update(sent_at=clock.now())


def test_by_their_working_days_and_told_in_the_letter(agreed: Any) -> None:
    approval, _token = question(agreed, purpose="milestone")
    assert approval.silent_at == datetime(2026, 11, 2, 16, 0, tzinfo=UTC)  # Mon to Fri, then Monday; winter time
    assert "this version counts as approved" in letters(approval)[0].text
    away = person(agreed.adria, "Ante")
    Away.objects.create(contact=away, first=date(2026, 10, 26), last=date(2026, 10, 30))
    later, _token = question(agreed, away, subject=away, purpose="milestone")
    assert later.silent_at == datetime(2026, 11, 9, 16, 0, tzinfo=UTC)
    named, _token = question(agreed, approval.contact, approval, purpose="plan", due=FRIDAY + timedelta(days=40))
    assert named.silent_at == named.due  # never before the day that was named


@pytest.mark.parametrize("purpose", ["quote", "test", "extra", "media_plan", "understanding", "something-new"])
def test_never_where_their_money_or_their_own_words_are_asked(agreed: Any, purpose: str) -> None:
    approval, _token = question(agreed, purpose=purpose)
    assert approval.silent_at is None
    assert "counts as approved" not in letters(approval)[0].text


def test_without_an_agreement_it_approves_nothing(cast: Any, at: Any) -> None:
    approval, _token = question(cast, purpose="milestone")
    assert approval.silent_at is None
    sent()
    at(FRIDAY + timedelta(days=60))
    assert count_silence() == 0
    assert tell_of_silence() == 1


def test_the_keeper_is_warned_a_working_day_before_and_then_it_counts_once(agreed: Any, at: Any) -> None:
    approval, _token = question(agreed, purpose="milestone", title="The second stage")
    item = open_items(kind="silence").get()
    assert item.shows_from == datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
    assert item.due == approval.silent_at
    sent()
    at(approval.silent_at - timedelta(minutes=1))
    assert count_silence() == 0
    at(approval.silent_at)
    assert [count_silence(), count_silence()] == [1, 0]
    decision = Decision.objects.get()
    assert (decision.kind, decision.name, decision.version, decision.is_yes) == ("silent", "", approval.version, True)
    assert Entry.objects.get(name="approval.decided").data["kind"] == "silent"
    assert not open_items(kind="silence").exists()
    assert "now counts as approved" in Outgoing.objects.get(key=f"approval-silent:{approval.pk}").text
    assert tell_of_silence() == 0


def test_an_answer_a_withdrawal_and_a_rule_that_ended_come_first(agreed: Any, at: Any) -> None:
    answered, token = question(agreed, purpose="milestone")
    withdrawn, _token = question(agreed, answered.contact, answered, purpose="milestone")
    open_, _token = question(agreed, answered.contact, withdrawn, purpose="milestone")
    sent()
    decide(token, kind="declined", version=answered.version, name="Ivana", words="No")
    withdraw(withdrawn, by=agreed.luka)
    agreed.adria.silence_days = None
    agreed.adria.save()
    at(open_.silent_at)
    assert count_silence() == 0
    assert [Approval.objects.get(pk=one.pk).state for one in (answered, withdrawn)] == ["declined", "withdrawn"]
    assert tell_of_silence() == 1  # it waits like any other from now on


def test_silence_to_a_letter_that_never_went_out_is_none(agreed: Any, at: Any) -> None:
    approval, _token = question(agreed, purpose="milestone")
    at(approval.silent_at)
    assert [count_silence(), count_silence()] == [0, 0]
    assert not Decision.objects.exists()
    assert "has not gone out" in open_items(kind="silence").get().why.plain()
