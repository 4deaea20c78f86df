"""The morning digest: once, at the member's hour, in their language, not on a day off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.cast import Cast

from rapport.agency.models import Absence, Member
from rapport.attention.ask import ask
from rapport.overview.digest import as_text, compose, manners_of, send_digests
from rapport.post.models import Outgoing
from rapport.reckon.verdict import because

AT = datetime(2026, 11, 17, 6, 35, tzinfo=UTC)  # a Tuesday, 07:35 in Zagreb
At = Callable[[datetime], None]


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> At:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


@pytest.fixture(autouse=True)
def _item(cast: Cast, clock_at: At) -> None:
    ask("note", cause="note:1", reason=because("Send the <split>."), client=cast.adria, due=AT + timedelta(hours=3))


def to_luka() -> list[Outgoing]:
    return list(Outgoing.objects.filter(to="luka@kordun.example"))


def test_it_is_written_once_a_day(cast: Cast, clock_at: At) -> None:
    for minutes in (0, 5, 60):
        clock_at(AT + timedelta(minutes=minutes))
        send_digests()
    (letter,) = to_luka()
    assert letter.key == f"digest:{cast.luka.pk}:2026-11-17"
    assert letter.subject == "1 client needs you today"
    assert "Adria Dental · by 10:35, in 3 h\n  Send the <split>." in letter.text
    assert "Send the &lt;split&gt;." in letter.html


@pytest.mark.parametrize("hours", [-1, 5, 12])
def test_before_its_hour_and_long_after_nothing_is_written(cast: Cast, clock_at: At, hours: int) -> None:
    clock_at(AT + timedelta(hours=hours))
    send_digests()
    assert to_luka() == []


def test_each_member_has_their_own_morning(cast: Cast, clock_at: At) -> None:
    Member.objects.filter(pk=cast.luka.pk).update(zone="America/New_York")
    send_digests()
    assert to_luka() == []
    clock_at(AT + timedelta(hours=6))
    send_digests()
    assert len(to_luka()) == 1


def test_days_off_and_absences_are_left_in_peace(cast: Cast, clock_at: At) -> None:
    clock_at(datetime(2026, 11, 22, 6, 35, tzinfo=UTC))  # Sunday
    send_digests()
    clock_at(datetime(2026, 11, 18, 6, 35, tzinfo=UTC))  # Remembrance Day in Croatia
    send_digests()
    clock_at(AT)
    Absence.objects.create(member=cast.luka, first=date(2026, 11, 16), last=date(2026, 11, 17))
    send_digests()
    assert to_luka() == []


def test_who_wants_none_gets_none(cast: Cast) -> None:
    Member.objects.update(digest_at=None)
    assert send_digests() == 0


def test_a_day_of_which_nothing_can_be_told_is_not_told(cast: Cast) -> None:
    send_digests()
    assert not Outgoing.objects.filter(to="nina@kordun.example").exists()


def test_quiet_hours_hold_it_back(cast: Cast) -> None:
    Member.objects.filter(pk=cast.luka.pk).update(quiet_from=time(19), quiet_until=time(9))
    send_digests()
    (letter,) = to_luka()
    assert letter.not_before == datetime(2026, 11, 17, 8, tzinfo=UTC)


def test_it_speaks_the_members_language_and_formats(cast: Cast) -> None:
    Member.objects.filter(pk=cast.luka.pk).update(language="en", formats="en_US")
    send_digests()
    (letter,) = to_luka()
    assert "10:35\u202fAM" in letter.text


def test_nothing_of_anothers_client_is_in_it(cast: Cast) -> None:
    with manners_of(cast.nina):
        assert "Adria" not in as_text(compose(cast.nina, AT))
