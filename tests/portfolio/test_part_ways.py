"""Leaving, gone, and back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests import cast as casting

from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Parting, Status
from rapport.portfolio.part_ways import part_ways, see_out
from rapport.portfolio.pause import resume


def test_a_client_whose_last_day_is_over_is_seen_out_once(cast: casting.Cast) -> None:
    part_ways(cast.adria, by=cast.luka, cause="price", last_day=clock.today())
    assert see_out() == 0
    Parting.objects.update(last_day=clock.today() - timedelta(days=1))
    assert (see_out(), see_out()) == (1, 0)
    cast.adria.refresh_from_db()
    assert cast.adria.status == Status.GONE
    assert Entry.objects.filter(name="client.gone", client_id=cast.adria.pk).count() == 1


def test_one_that_stays_after_all_is_not_seen_out(cast: casting.Cast) -> None:
    part_ways(cast.adria, by=cast.luka, cause="price", last_day=clock.today())
    resume(cast.adria, by=cast.luka)
    Parting.objects.update(last_day=clock.today() - timedelta(days=1))
    assert see_out() == 0
    cast.adria.refresh_from_db()
    assert cast.adria.status == Status.ACTIVE


def test_a_prospect_is_gone_at_once(cast: casting.Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(status=Status.PROSPECT)
    part_ways(cast.adria, by=cast.luka, cause="competitor", last_day=clock.today())
    cast.adria.refresh_from_db()
    assert cast.adria.status == Status.GONE


def test_one_does_not_part_twice(cast: casting.Cast) -> None:
    past = clock.today() - timedelta(days=3)
    part_ways(cast.adria, by=cast.luka, cause="price", last_day=past)
    with pytest.raises(ValidationError):
        part_ways(cast.adria, by=cast.luka, cause="price", last_day=past)


def test_hello_again_comes_after_the_last_day(cast: casting.Cast) -> None:
    with pytest.raises(ValidationError):
        part_ways(cast.adria, by=cast.luka, cause="price", last_day=clock.today(), hello_on=clock.today())
