"""Hours in which nothing rings."""

from datetime import UTC, datetime, time

import pytest

from rapport.agency.models import Member
from rapport.attention.quiet import quiet_until


def member(**hours: time | None) -> Member:
    none = {"quiet_from": None, "quiet_until": None}
    return Member(zone="Europe/Zagreb", **{**none, **hours})


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 17, hour, minute, tzinfo=UTC)  # Zagreb is an hour ahead


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at(18, 30), "2026-11-18T07:00:00+01:00"),
        (at(2), "2026-11-17T07:00:00+01:00"),
        (at(6), None),
        (at(12), None),
        (at(18), "2026-11-18T07:00:00+01:00"),
    ],
)
def test_quiet_hours_pass_midnight(now: datetime, until: str | None) -> None:
    found = quiet_until(member(quiet_from=time(19), quiet_until=time(7)), now)
    assert (found and found.isoformat()) == until


def test_focus_that_follows_on_quiet_hours_joins_them() -> None:
    one = member(quiet_from=time(19), quiet_until=time(7), focus_from=time(7), focus_until=time(9))
    found = quiet_until(one, at(3))
    assert found
    assert found.isoformat() == "2026-11-17T09:00:00+01:00"


def test_hours_that_fill_the_day_end_at_last() -> None:
    one = member(quiet_from=time(19), quiet_until=time(7), focus_from=time(7), focus_until=time(19))
    assert quiet_until(one, at(3))


def test_nothing_set_is_never_quiet() -> None:
    assert quiet_until(member(), at(3)) is None
    assert quiet_until(member(quiet_from=time(7), quiet_until=time(7)), at(6)) is None
