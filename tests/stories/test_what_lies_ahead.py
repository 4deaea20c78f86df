"""Absences, birthdays, loads, exceptions and rejects become items, once each, and go when their cause has gone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.cast import Cast, client, contact

from rapport.agency.absences import drop_absence, note_absence
from rapport.attention.ask import close
from rapport.attention.models import Item, open_items
from rapport.journal.record import record
from rapport.portfolio.models import Away, Client, Contact, Keeper, SharedIndustry
from rapport.stories import absence, birthday, load_passed

AT = datetime(2026, 11, 17, 7, 10, tzinfo=UTC)  # a Tuesday; the 18th is a holiday in Croatia
TODAY = AT.date()
Follow = Callable[[], int]


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    at(AT)
    return at


@pytest.fixture(autouse=True)
def _at_eight(clock_at: Any) -> None: ...


def said(kind: str) -> list[str]:
    return [item.why.plain() for item in open_items(kind=kind).order_by("pk")]


# --- somebody at a client is away


def test_an_absence_within_three_working_days_is_told_once(cast: Cast) -> None:
    ivana = contact(cast.adria, "Ivana", "Perić")
    Away.objects.create(contact=ivana, first=date(2026, 11, 23), last=date(2026, 11, 27))  # third working day
    Away.objects.create(contact=ivana, first=date(2026, 11, 24), last=date(2026, 11, 27))
    for _ in range(2):
        absence.look_ahead()
    assert said("absence") == ["Ivana Perić is away from 2026-11-23 to 2026-11-27."]
    assert open_items(kind="absence").get().due == datetime(2026, 11, 20, 16, tzinfo=UTC)


def test_an_absence_that_is_dropped_or_begun_is_no_item(cast: Cast, clock_at: Any) -> None:
    row = Away.objects.create(contact=contact(cast.adria, "Ivana"), first=date(2026, 11, 20), last=date(2026, 11, 20))
    absence.look_ahead()
    assert said("absence") == ["Ivana is away on 2026-11-20."]
    clock_at(AT + timedelta(days=3))
    absence.look_ahead()
    assert said("absence") == []
    clock_at(AT)
    absence.look_ahead()
    row.delete()
    absence.look_ahead()
    assert said("absence") == []


def test_what_was_noted_as_known_is_not_told_again(cast: Cast) -> None:
    Away.objects.create(contact=contact(cast.adria, "Ivana"), first=date(2026, 11, 20), last=date(2026, 11, 20))
    absence.look_ahead()
    close(open_items().get(), by=cast.luka, outcome="done")
    absence.look_ahead()
    assert said("absence") == []


# --- one of us is away


def test_a_head_is_asked_to_cover_an_absence_and_relieved_when_it_is_covered(cast: Cast, follow: Follow) -> None:
    noted = note_absence(cast.luka, first=date(2026, 11, 24), last=date(2026, 11, 26), by=cast.luka)
    follow()
    assert said("cover") == ["Luka Perko is away from 2026-11-24 to 2026-11-26; 1 client without cover."]
    assert open_items(kind="cover").get().member == cast.marta
    Keeper.objects.create(
        client=cast.adria, member=cast.ana, part=Keeper.Part.COVER, since=noted.first, until=noted.last
    )
    record("client.covered", by=cast.marta, client=cast.adria.pk)
    follow()
    assert said("cover") == [], "covered from its first day to its last"


def test_an_absence_that_is_off_asks_nobody(cast: Cast, follow: Follow) -> None:
    noted = note_absence(cast.luka, first=date(2026, 11, 24), last=date(2026, 11, 26), by=cast.luka)
    follow()
    drop_absence(noted, by=cast.luka)
    follow()
    assert said("cover") == []


def test_a_deputy_who_is_here_is_cover_enough_and_one_who_is_away_is_not(cast: Cast) -> None:
    Keeper.objects.create(client=cast.adria, member=cast.ana, part=Keeper.Part.DEPUTY, since=date(2024, 1, 1))
    note_absence(cast.luka, first=date(2026, 11, 24), last=date(2026, 11, 26), by=cast.luka)
    absence.look_ahead()
    assert said("cover") == []
    note_absence(cast.ana, first=date(2026, 11, 26), last=date(2026, 11, 26), by=cast.ana)
    absence.look_ahead()
    assert len(said("cover")) == 2  # Ana's own client has no cover either


# --- birthdays


def born(of: Client, day: int, month: int, year: int | None = None, name: str = "Ivana") -> Contact:
    return contact(of, name, birth_day=day, birth_month=month, birth_year=year)


def test_birthdays_of_a_month_are_laid_once(cast: Cast) -> None:
    born(cast.adria, 20, 11, 1986)
    born(cast.adria, 17, 12, name="Martin")
    born(cast.adria, 18, 12, name="Later")
    for _ in range(3):
        birthday.lay_ahead()
    told = sorted(said("birthday"))
    assert told == ["Ivana turns 40 on 2026-11-20.", "Martin has a birthday on 2026-12-17."]


def test_a_birthday_on_a_day_off_shows_on_the_working_day_before(cast: Cast) -> None:
    born(cast.adria, 22, 11)  # a Sunday
    birthday.lay_ahead()
    item = open_items(kind="birthday").get()
    assert item.shows_from == datetime(2026, 11, 19, 23, tzinfo=UTC)  # Friday the 20th begins in Zagreb
    assert item.due == datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.mark.parametrize(("year", "day"), [(2027, "2027-02-28"), (2028, "2028-02-29")])
def test_a_leap_day_is_kept_in_every_year(cast: Cast, clock_at: Any, year: int, day: str) -> None:
    born(cast.adria, 29, 2)
    clock_at(datetime(year, 2, 15, 7, tzinfo=UTC))
    birthday.lay_ahead()
    assert said("birthday") == [f"Ivana has a birthday on {day}."]


def test_a_birthday_congratulated_comes_back_only_next_year(cast: Cast, clock_at: Any) -> None:
    born(cast.adria, 20, 11)
    birthday.lay_ahead()
    close(open_items().get(), by=cast.luka, outcome="done")
    birthday.lay_ahead()
    assert said("birthday") == []
    clock_at(datetime(2027, 11, 1, 7, tzinfo=UTC))
    birthday.lay_ahead()
    assert said("birthday") == ["Ivana has a birthday on 2027-11-20."]


def test_a_birthday_follows_what_is_known_of_the_person(cast: Cast, follow: Follow, clock_at: Any) -> None:
    ivana = born(cast.adria, 20, 11)
    birthday.lay_ahead()
    Contact.objects.filter(pk=ivana.pk).update(birth_day=25)
    record("contact.changed", by=cast.luka, about=ivana, client=cast.adria.pk)
    follow()
    assert said("birthday") == ["Ivana has a birthday on 2026-11-25."]
    Contact.objects.filter(pk=ivana.pk).update(deleted_at=AT)
    record("contact.removed", by=cast.luka, about=ivana, client=cast.adria.pk)
    follow()
    assert said("birthday") == []


def test_a_birthday_that_has_gone_by_is_dropped(cast: Cast, clock_at: Any) -> None:
    born(cast.adria, 19, 11)
    birthday.lay_ahead()
    clock_at(AT + timedelta(days=6))
    birthday.lay_ahead()
    assert said("birthday") == []


def test_laying_birthdays_takes_the_same_statements_whatever_their_number(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        born(cast.adria, 1 + n % 28, 12, name=f"Person {n}")
    with django_assert_max_num_queries(12):
        birthday.lay_ahead()
    assert open_items(kind="birthday").count() == sum(1 for n in range(60) if 1 + n % 28 <= 17)


# --- load


def test_a_load_over_the_cap_asks_the_head_and_settles_when_it_fits(cast: Cast) -> None:
    cast.luka.load_cap = 2
    cast.luka.save()
    more = [client(f"Client {n}", cast.luka) for n in range(3)]
    load_passed.look_at_all()
    load_passed.look_at_all()
    assert said("load") == ["Luka Perko carries 4.0 against a cap of 2.0."]
    assert open_items(kind="load").get().member == cast.marta
    Keeper.objects.filter(client__in=more).update(member=cast.ana)
    load_passed.look_at_all()
    assert said("load") == []


def test_a_load_that_the_head_let_stand_is_told_again_only_when_it_grows(cast: Cast) -> None:
    cast.luka.load_cap = 1
    cast.luka.save()
    client("One more", cast.luka)
    load_passed.look_at_all()
    close(open_items(kind="load").get(), by=cast.marta, outcome="dismissed", note="Ana is back next week.")
    load_passed.look_at_all()
    assert said("load") == []
    client("And one more", cast.luka)
    load_passed.look_at_all()
    assert said("load") == ["Luka Perko carries 3.0 against a cap of 1.0."]


# --- exceptions and rejects


def test_an_exception_comes_back_on_its_day_and_moves_with_a_review(cast: Cast, follow: Follow) -> None:
    signed = SharedIndustry.objects.create(
        client=cast.adria, other=cast.tatrawood, reason="Two cities.", signed_by=cast.marta, signed_at=AT,
        review_on=date(2026, 12, 1),
    )  # fmt: skip
    for _ in range(2):
        record("exception.signed", by=cast.marta, about=signed, client=cast.adria.pk)
        follow()
    item = open_items(kind="exclusivity").get()
    assert item.why.plain() == "The exception with Tatrawood was signed on 2026-11-17: Two cities."
    assert item.shows_from == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert item.member == cast.marta
    SharedIndustry.objects.update(review_on=date(2027, 6, 1))
    record("exception.reviewed", by=cast.marta, about=signed, client=cast.adria.pk)
    follow()
    assert open_items(kind="exclusivity").get().shows_from.year == 2027
    Client.objects.filter(pk=cast.tatrawood.pk).update(status="gone")
    record("client.gone", by=cast.marta, about=cast.tatrawood, client=cast.tatrawood.pk)
    follow()
    assert said("exclusivity") == []


def test_rejected_rows_wait_for_whoever_imported_until_the_import_is_taken_back(cast: Cast, follow: Follow) -> None:
    kept = {"name": "clients.csv", "counts": {"rejected": 7}}
    record("import.kept", by=cast.iva, about=cast.agency, **kept)
    follow()
    item = Item.objects.get(kind="rejects")
    assert item.why.plain() == "7 rows of clients.csv were rejected and can be mended."
    assert item.member == cast.iva
    record("import.undone", by=cast.iva, about=cast.agency)
    follow()
    assert said("rejects") == []
    record("import.kept", by=cast.iva, about=cast.iva, name="fine.csv", counts={"rejected": 0})
    follow()
    assert said("rejects") == []
