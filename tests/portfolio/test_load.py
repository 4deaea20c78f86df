"""How much each manager carries."""

from tests import cast as casting

from rapport.agency.models import Agency
from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio import load
from rapport.portfolio.models import Client, Engagement, Keeper


def test_clients_weigh_by_tier_and_by_each_further_engagement(cast: casting.Cast) -> None:
    casting.client("Second", cast.luka, tier="A")
    seo = Service.objects.get(key="seo")
    Engagement.objects.create(client=cast.adria, service=seo, since=clock.today())
    found = load.loads([cast.luka.pk, cast.ana.pk])
    assert round(found[cast.luka.pk], 4) == round(1 + 1 / 3 + 1.5, 4)
    assert found[cast.ana.pk] == 1.5


def test_only_held_clients_count_and_only_for_their_keeper(cast: casting.Cast) -> None:
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="deputy", since=clock.today())
    Client.objects.filter(pk=cast.isar.pk).update(status="gone")
    assert load.loads([cast.ana.pk]) == {}
    Client.objects.filter(pk=cast.isar.pk).update(status="paused")
    assert load.loads([cast.ana.pk]) == {cast.ana.pk: 1.5}


def test_a_members_own_cap_goes_before_the_agencys(cast: casting.Cast) -> None:
    cast.ana.load_cap = 2
    assert load.cap_of(cast.ana, Agency.ours()) == 2
    assert load.with_one_more(cast.ana, "B", 1, Agency.ours()).over
    assert not load.with_one_more(cast.ana, "C", 1, Agency.ours()).over


def test_the_load_of_all_is_one_query(cast: casting.Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        load.loads([cast.luka.pk, cast.ana.pk, cast.marta.pk])
