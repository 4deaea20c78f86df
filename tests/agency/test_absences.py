"""Absences: one's own, or noted by whoever leads; once however often it is clicked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.cast import Cast

from rapport.agency.absences import drop_absence, note_absence
from rapport.agency.models import Absence
from rapport.journal import clock
from rapport.journal.models import Entry


def days() -> dict:
    today = clock.today()
    return {"first": today + timedelta(days=3), "last": today + timedelta(days=9)}


@pytest.mark.parametrize("by", ["luka", "marta", "petra", "iva"])
def test_oneself_the_head_and_the_administrator_note_it(cast: Cast, by: str) -> None:
    first, second = (note_absence(cast.luka, by=getattr(cast, by), note="sea", **days()) for _ in range(2))
    assert first == second
    assert Absence.objects.get().note == "sea"
    assert Entry.objects.get().data["first"] == days()["first"].isoformat()


@pytest.mark.parametrize("by", ["ana", "nina", "fran", "tin"])
def test_nobody_else_does(cast: Cast, by: str) -> None:
    with pytest.raises(PermissionDenied):
        note_absence(cast.luka, by=getattr(cast, by), **days())
    assert not Absence.objects.exists()


def test_another_teams_head_is_no_head_here(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        note_absence(cast.nina, by=cast.marta, **days())


def test_taken_back_it_is_gone_and_told(cast: Cast) -> None:
    absence = note_absence(cast.luka, by=cast.luka, **days())
    with pytest.raises(PermissionDenied):
        drop_absence(absence, by=cast.ana)
    drop_absence(absence, by=cast.luka)
    assert not Absence.objects.exists()
    assert list(Entry.objects.values_list("name", flat=True)) == ["member.away", "member.stays"]
