"""Dates, numbers, shares and money as each reader writes them; and each member by their own choice."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone, translation

from rapport.reckon.shares import wilson
from rapport.reckon.verdict import because
from rapport.ui.formats import CHOICES, ago, clock_time, day, formats, moment, money, number, say, share
from tests.cast import Cast, client

LEAP = date(2024, 2, 29)
AFTERNOON = datetime(2024, 2, 29, 15, 5, tzinfo=UTC)
WRITTEN = {
    # formats: number, money, whole money, share, short date, time
    "en_GB": ("1,234,567.5", "€1,234.50", "€4,000", "79%", "29/02/2024", "15:05"),
    "en_US": ("1,234,567.5", "€1,234.50", "€4,000", "79%", "2/29/24", "3:05 PM"),
    "en_IE": ("1,234,567.5", "€1,234.50", "€4,000", "79%", "29/02/2024", "15:05"),
    "en_AU": ("1,234,567.5", "EUR1,234.50", "EUR4,000", "79%", "29/2/24", "3:05 pm"),
    "en_CA": ("1,234,567.5", "€1,234.50", "€4,000", "79%", "2024-02-29", "3:05 p.m."),
    "hr": ("1.234.567,5", "1.234,50 €", "4.000 €", "79 %", "29. 02. 2024.", "15:05"),
    "sk": ("1 234 567,5", "1 234,50 €", "4 000 €", "79 %", "29. 2. 2024", "15:05"),
    "ru": ("1 234 567,5", "1 234,50 €", "4 000 €", "79 %", "29.02.2024", "15:05"),
}


def plain(text: str) -> str:
    """Spaces that do not break are spaces here."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("name", [name for names in CHOICES.values() for name in names])
def test_each_choice_is_written_its_own_way(name: str) -> None:
    with translation.override(name[:2]), formats(name), timezone.override("UTC"):
        said = (
            number(1234567.5), money(Decimal("1234.5"), "EUR"), money(4000, "EUR"), share(0.788), day(LEAP, "plain"),
            clock_time(AFTERNOON),
        )  # fmt: skip
    assert tuple(map(plain, said)) == WRITTEN[name]


def test_a_choice_that_does_not_go_with_the_language_gives_way() -> None:
    with translation.override("ru"), formats("en_US"):
        assert plain(number(1234.5)) == "1 234,5"


@pytest.mark.parametrize("language", ["en", "hr", "sk", "ru"])
def test_what_is_not_known_is_a_dash_everywhere(language: str) -> None:
    with translation.override(language):
        unknown = (number(None), money(None), share(None), day(None), clock_time(None), moment(None), ago(None))
        assert set(unknown) == {"–"}
        assert say(None) == ""


def test_the_year_stands_only_where_it_is_another() -> None:
    with time_machine.travel(datetime(2024, 3, 1, 12, tzinfo=UTC)), translation.override("en"), formats("en_GB"):
        assert "2024" not in day(LEAP)
        assert "2023" in day(date(2023, 12, 31))


def test_an_instant_is_told_by_the_readers_clock() -> None:
    late = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
    with translation.override("en"), formats("en_GB"), timezone.override("Asia/Tokyo"):
        assert (clock_time(late), day(late, "plain")) == ("08:30", "01/03/2024")
        assert clock_time(late, "Europe/Zagreb") == "00:30"


def test_a_share_with_its_counts_is_a_share() -> None:
    with translation.override("hr"), formats("hr"):
        assert plain(say(wilson(8, 10))) == "80 %"


@pytest.mark.parametrize(("language", "choice", "load"), [("en", "en_GB", "2.5"), ("hr", "hr", "2,5")])
def test_each_member_reads_the_same_page_in_their_own_formats(
    cast: Cast, caller, language: str, choice: str, load: str
) -> None:
    client("Blue Door", cast.ana, tier="B")
    cast.marta.language, cast.marta.formats = language, choice
    cast.marta.save()
    page = caller(cast.marta).get("/team/")
    assert load in page.content.decode()
    assert page.headers.get("Content-Language", language) == language


@time_machine.travel(datetime(2024, 11, 1, tzinfo=UTC), tick=False)
def test_a_date_that_ends_in_a_full_stop_ends_its_sentence():
    with translation.override("sk"), formats("sk"):
        told = say(because("{name} has a birthday on {day}.", name="Jozef", day=date(2024, 11, 25)))
    assert told.endswith("25. 11.")
    assert ".." not in told
