"""Asked again kindly: in their working hours, twice at most, never after the answer; and silence is told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from tests.approvals.asking import letters, person, question

from rapport.approvals.decide import decide
from rapport.approvals.models import Approval
from rapport.approvals.remind import remind, send_again, tell_of_silence
from rapport.approvals.withdraw import withdraw
from rapport.attention.models import Item, open_items
from rapport.journal import clock
from rapport.links.hand_out import hand_out, living
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.remove_contact import remove_contact

MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(MONDAY)
    return set_to


def test_two_reminders_on_working_days_and_no_more(cast: Any, at: Any) -> None:
    approval, _token = question(cast)
    assert approval.due == datetime(2026, 11, 16, 16, 0, tzinfo=UTC)
    sent = []
    for hour in range(24 * 14):
        moment = MONDAY + timedelta(hours=hour)
        at(moment)
        if remind():
            sent.append(moment)
    assert [f"{moment:%a %d %H}" for moment in sent] == ["Wed 11 10", "Fri 13 10"]
    assert len(letters(approval)) == 3
    assert [letter.subject.startswith("Once more") for letter in letters(approval)] == [False, True, True]


def test_an_answer_ends_the_asking(cast: Any, at: Any) -> None:
    approval, token = question(cast)
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    at(MONDAY + timedelta(days=2, hours=2))
    assert remind() == 0
    at(MONDAY + timedelta(days=20))
    assert tell_of_silence() == 0


def test_nobody_is_reminded_while_their_office_is_closed(cast: Any, at: Any) -> None:
    question(cast)
    at(datetime(2026, 11, 11, 19, 0, tzinfo=UTC))
    assert remind() == 0
    at(datetime(2026, 11, 12, 9, 0, tzinfo=UTC))
    assert remind() == 1


def test_two_workers_send_one_reminder(cast: Any, at: Any) -> None:
    approval, _token = question(cast)
    at(MONDAY + timedelta(days=2, hours=2))
    assert [remind(), remind()] == [1, 0]
    assert len(letters(approval)) == 2


def test_silence_is_an_item_once_and_the_answer_settles_it(cast: Any, at: Any, follow: Any) -> None:
    approval, token = question(cast)
    at(approval.due + timedelta(minutes=1))
    assert [tell_of_silence(), tell_of_silence()] == [1, 0]
    item = open_items(kind="approval").get()
    assert item.facts == {"approval": approval.pk}
    assert item.why.plain() == "Ivana Perić has not answered: Did we understand you?"
    decide(token, kind="confirmed", version=approval.version, name="Ivana")
    assert not open_items(kind="approval").exists()
    assert Item.objects.get().outcome == "gone"


def test_asking_again_by_hand_leaves_them_a_breath(cast: Any, at: Any) -> None:
    approval, _token = question(cast)
    with pytest.raises(ValidationError, match="a moment ago"):
        send_again(approval, by=cast.luka)
    at(MONDAY + timedelta(hours=1))
    assert send_again(approval, by=cast.luka)
    withdraw(Approval.objects.get(), by=cast.luka)
    assert send_again(approval, by=cast.luka) == ""


def test_whoever_leaves_holds_no_link_any_more(cast: Any, follow: Any) -> None:
    ivana, ante = person(cast.adria), person(cast.adria, "Ante")
    for who in (ivana, ante):
        question(cast, who, subject=who)
        hand_out("slots", lasts=timedelta(days=9), by=cast.luka, client=cast.adria.pk, contact=who.pk)
    remove_contact(ivana, by=cast.luka)
    follow()
    assert {link.contact_id for link in living(client_id=cast.adria.pk)} == {ante.pk}
    assert {row.contact_id: row.state for row in Approval.objects.all()} == {
        ivana.pk: "withdrawn",
        ante.pk: "waiting",
    }


def test_when_two_clients_become_one_their_links_are_listed_there(cast: Any, follow: Any) -> None:
    question(cast)
    done = merge(cast.isar, cast.adria, by=cast.marta)
    follow()
    assert living(client_id=cast.isar.pk).count() == 1
    unmerge(done, by=cast.marta)
    follow()
    assert living(client_id=cast.adria.pk).count() == 1
