"""What happens to a client is seen in the lists and in search as soon as it was followed."""

from __future__ import annotations

from collections.abc import Callable

from tests import cast as casting

from rapport.overview import client_line, search
from rapport.overview.models import ClientLine
from rapport.portfolio.change import change
from rapport.portfolio.hand_over import hand_over
from rapport.portfolio.models import Client
from rapport.portfolio.take_on import take_on


def test_a_client_taken_on_stands_in_the_lists(cast: casting.Cast, follow: Callable[[], int]) -> None:
    client = take_on(Client(name="Đuro i sin", status="prospect"), by=cast.luka, keeper=cast.luka)
    follow()
    assert ClientLine.objects.get(pk=client.pk).keeper == cast.luka
    assert [hit.label for hit in search.find(cast.luka, "duro").clients] == ["Đuro i sin"]


def test_a_client_handed_over_changes_its_keeper_and_team(cast: casting.Cast, follow: Callable[[], int]) -> None:
    client_line.refresh_all()
    search.refresh_all()
    hand_over(cast.adria, by=cast.marta, keeper=cast.nina)
    follow()
    line = ClientLine.objects.get(pk=cast.adria.pk)
    assert (line.keeper, line.team) == (cast.nina, cast.harbour)
    assert search.find(cast.luka, "adria").clients == []
    assert [hit.label for hit in search.find(cast.nina, "adria").clients] == ["Adria Dental"]


def test_a_new_name_and_new_tags_are_followed(cast: casting.Cast, follow: Callable[[], int]) -> None:
    change(cast.adria, {"name": "Jadran"}, by=cast.luka, version=cast.adria.version, tags=["VIP"])
    follow()
    line = ClientLine.objects.get(pk=cast.adria.pk)
    assert (line.name, line.tags) == ("Jadran", "|vip|")
