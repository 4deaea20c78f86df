"""One client at a glance: everything that holds now, nothing that does not, in one statement."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests import cast as casting

from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio.glance import glance
from rapport.portfolio.models import Away, Crew, Engagement, Keeper, Pause, Tag

DAY = timedelta(days=1)


def test_it_knows_who_keeps_the_client_and_who_works_for_it(cast: casting.Cast) -> None:
    today = clock.today()
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="deputy", since=today)
    Keeper.objects.create(client=cast.adria, member=cast.marta, part="cover", since=today, until=today + 3 * DAY)
    Keeper.objects.create(client=cast.adria, member=cast.nina, part="cover", since=today - 9 * DAY, until=today - DAY)
    Crew.objects.create(client=cast.adria, member=cast.nina, since=today + DAY)
    seen = glance(cast.adria)
    k = seen.keeping
    assert (k.keeper, k.keeper_name, k.deputy_name) == (cast.luka.pk, "Luka Perko", "Ana Vidović")
    assert (k.cover_name, k.cover_until) == ("Marta Kovač", today + 3 * DAY)
    assert seen.crew == ["Tin Babić"]


def test_people_who_decide_come_first_and_are_away_when_they_are(cast: casting.Cast) -> None:
    today = clock.today()
    casting.contact(cast.adria, "Ana", "Ban", deleted_at=clock.now())
    casting.contact(cast.adria, "Ivana", "Perić", job="Marketing", manner="Mail before noon")
    ante = casting.contact(cast.adria, "Ante", "Radić", place="decides")
    Away.objects.create(contact=ante, first=today + 5 * DAY, last=today + 9 * DAY)
    Away.objects.create(contact=ante, first=today + 30 * DAY, last=today + 40 * DAY)
    people = glance(cast.adria).people
    assert [(p.name, p.job, p.manner) for p in people] == [
        ("Ante Radić", "", ""),
        ("Ivana Perić", "Marketing", "Mail before noon"),
    ]
    assert people[0].away == (today + 5 * DAY, today + 9 * DAY)
    assert people[1].away is None


def test_what_they_buy_now_is_summed_by_currency(cast: casting.Cast) -> None:
    seo = Service.objects.get(key="seo")
    Engagement.objects.create(
        client=cast.adria, service=seo, fee=Decimal("100.50"), currency="EUR", since=date(2020, 1, 1)
    )
    Engagement.objects.create(client=cast.adria, service=seo, fee=Decimal(900), currency="USD", since=date(2021, 1, 1))
    Engagement.objects.create(client=cast.adria, service=seo, fee=None, since=date(2022, 1, 1), package="Gift")
    Engagement.objects.create(
        client=cast.adria, service=seo, fee=Decimal(5), since=date(2020, 1, 1), until=date(2020, 2, 1)
    )
    seen = glance(cast.adria)
    assert seen.fees == {"EUR": Decimal("4100.50"), "USD": Decimal(900)}
    assert seen.since == date(2020, 1, 1)
    assert [one.package for one in seen.buys if one.fee is None] == ["Gift"]


def test_a_pause_and_tags_are_told(cast: casting.Cast) -> None:
    Pause.objects.create(client=cast.adria, since=clock.today(), back_on=date(2030, 1, 1), by=cast.luka)
    cast.adria.tags.add(Tag.called("VIP"), Tag.called("retail"))
    seen = glance(cast.adria)
    assert (seen.back_on, seen.tags) == (date(2030, 1, 1), ["retail", "VIP"])


def test_it_takes_one_statement(cast: casting.Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        glance(cast.adria)
