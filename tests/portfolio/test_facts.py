"""What contexts above may know of many clients at once."""

from datetime import date, timedelta
from decimal import Decimal

from tests import cast as casting

from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.portfolio import facts
from rapport.portfolio.models import Away, Client, Engagement, Keeper


def test_fees_are_summed_by_currency_over_what_runs_now(cast: casting.Cast) -> None:
    seo = Service.objects.get(key="seo")
    past, future = clock.today() - timedelta(days=400), clock.today() + timedelta(days=5)
    Engagement.objects.create(client=cast.adria, service=seo, fee=100, currency="EUR", since=past)
    Engagement.objects.create(client=cast.adria, service=seo, fee=70, currency="USD", since=past)
    Engagement.objects.create(client=cast.adria, service=seo, fee=999, since=past, until=past)
    Engagement.objects.create(client=cast.adria, service=seo, fee=999, since=future)
    assert facts.fees([cast.adria.pk, cast.isar.pk]) == {
        cast.adria.pk: {"EUR": Decimal(4100), "USD": Decimal(70)},
        cast.isar.pk: {"EUR": Decimal(6400)},
    }


def test_keeping_knows_keeper_deputy_and_who_covers_now(cast: casting.Cast) -> None:
    today = clock.today()
    Keeper.objects.create(client=cast.adria, member=cast.marta, part="deputy", since=today)
    Keeper.objects.create(client=cast.adria, member=cast.ana, part="cover", since=today, until=today)
    Keeper.objects.create(
        client=cast.adria,
        member=cast.nina,
        part="cover",
        since=today + timedelta(days=1),
        until=today + timedelta(days=2),
    )
    found = facts.keeping([cast.adria.pk])[cast.adria.pk]
    assert (found.keeper_name, found.deputy_name, found.cover_name) == ("Luka Perko", "Marta Kovač", "Ana Vidović")
    assert (found.acting, found.cover_until) == (cast.ana.pk, today)


def test_birthdays_cross_the_year_and_the_leap_day(cast: casting.Cast) -> None:
    new_year = casting.contact(cast.adria, "Nova", birth_day=2, birth_month=1, birth_year=1980)
    leap = casting.contact(cast.isar, "Leo", birth_day=29, birth_month=2)
    casting.contact(cast.adria, "Nobody")
    found = facts.birthdays(date(2026, 12, 30), date(2027, 1, 5))
    assert [(b.contact, b.day, b.turns) for b in found] == [(new_year.pk, date(2027, 1, 2), 47)]
    assert [b.day for b in facts.birthdays(date(2027, 2, 25), date(2027, 3, 3))] == [date(2027, 2, 28)]
    assert [b.contact for b in facts.birthdays(date(2028, 2, 29), date(2028, 3, 3))] == [leap.pk]


def test_people_of_clients_that_are_gone_have_no_birthday_here(cast: casting.Cast) -> None:
    casting.contact(cast.adria, "Nova", birth_day=2, birth_month=1)
    Client.objects.filter(pk=cast.adria.pk).update(status="gone")
    assert facts.birthdays(date(2027, 1, 1), date(2027, 1, 5)) == []


def test_absences_are_those_that_touch_the_days(cast: casting.Cast) -> None:
    ivana = casting.contact(cast.adria, "Ivana")
    Away.objects.create(contact=ivana, first=date(2027, 7, 1), last=date(2027, 7, 14))
    Away.objects.create(contact=ivana, first=date(2027, 9, 1), last=date(2027, 9, 2))
    found = facts.absences([cast.adria.pk], date(2027, 7, 14), date(2027, 8, 1))
    assert [away.last for away in found[cast.adria.pk]] == [date(2027, 7, 14)]


def test_each_fact_is_one_query_however_many_clients(cast: casting.Cast, django_assert_num_queries: object) -> None:
    ids = list(Client.objects.values_list("pk", flat=True))
    for fact in (facts.fees, facts.services, facts.keeping, facts.tags, facts.contacts):
        with django_assert_num_queries(1):  # type: ignore[operator]
            fact(ids)
