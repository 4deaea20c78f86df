"""A target that this pace will miss, and a source that fell silent, come into Today and leave it when mended."""

from datetime import timedelta

import pytest
from tests.results.test_findings import feed

from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.results.pace.judge import paced
from rapport.results.pace.remind import look_again
from rapport.results.readings.models import Feed, Target


@pytest.fixture
def month(time_machine):
    time_machine.move_to("2026-11-18 09:00:00+00:00")


@pytest.mark.parametrize(("wanted", "state"), [(900, "on course"), (2000, "behind")])
def test_a_target_is_held_against_the_pace_of_its_month(cast, month, wanted, state):
    feed(cast.adria, days=0, reached=1)
    target = Target.objects.create(
        client=cast.adria, metric="leads", first=clock.today().replace(day=1), wanted=wanted, set_by=cast.luka
    )
    (told,) = paced(cast.adria)
    assert (told.target, told.pace.state) == (target, state)
    assert 850 < told.pace.expected < 1150
    look_again([cast.adria.pk])
    assert open_items(kind="target").exists() is (state == "behind")
    target.wanted = 800
    target.save()
    look_again([cast.adria.pk])
    assert not open_items(kind="target").exists()


def test_a_target_of_a_month_gone_by_is_judged_no_more(cast, month):
    feed(cast.adria, days=0, reached=1)
    first = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    Target.objects.create(client=cast.adria, metric="leads", first=first, wanted=9, set_by=cast.luka)
    assert paced(cast.adria) == []


def test_a_source_that_fell_silent_is_asked_about_until_it_tells_again(cast, month):
    row = Feed.objects.create(
        client=cast.adria, source="google_ads", every=1, last_day=clock.today() - timedelta(days=20)
    )
    look_again([cast.adria.pk])
    assert "unknown, not zero" in open_items(kind="stale").get().why.plain()
    row.last_day = clock.today() - timedelta(days=1)
    row.save()
    look_again([cast.adria.pk])
    assert not open_items(kind="stale").exists()
