"""Readings in strips: taken in once, corrected with what stood there, loaded as series, added only where it is true."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from tests.cast import Cast, make

from rapport.journal.models import Entry
from rapport.portfolio.access import client_for
from rapport.reckon.figures.reading import read_figures
from rapport.reckon.tables.refusal import Refused
from rapport.results.readings.facts import freshness_of
from rapport.results.readings.load import load, load_by
from rapport.results.readings.models import Arrival, Correction, Feed, Strip
from rapport.results.readings.take_back import take_back
from rapport.results.readings.take_in import take_in
from rapport.results.readings.write_rate import write_rates

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 4)


@pytest.fixture
def cast() -> Cast:
    return make()


def bring(cast: Cast, text: str, source: str = "", **more: Any) -> Arrival:
    cast.adria.standing = client_for(cast.luka, cast.adria.pk).standing
    return take_in(
        read_figures(text.encode(), answers=more.pop("answers", {})), cast.adria, source=source, by=cast.luka, **more
    )


def series(cast: Cast, *metrics: str, **more: Any) -> dict[str, list[float | None]]:
    loaded = load(cast.adria.pk, metrics, FIRST, LAST, **more)
    return {key: [None if np.isnan(v) else round(v, 6) for v in loaded.values[key]] for key in metrics}


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    text = "Date;Campaign;Cost (EUR);Clicks\n2026-04-01;a;5,50;3\n2026-04-01;b;1,50;4\n2026-04-03;a;;9\n"
    first, again = bring(cast, text), bring(cast, text)
    assert (first.counts["new"], again.counts["new"], again.counts["same"]) == (5, 0, 5)
    assert Correction.objects.filter(arrival=again).count() == 0
    assert series(cast, "spend", "clicks", "cpc") == {
        "spend": [7.0, None, None, None], "clicks": [7.0, None, 9.0, None], "cpc": [1.0, None, None, None],
    }  # fmt: skip
    assert Entry.objects.filter(name="figures.taken_in", client_id=cast.adria.pk).count() == 2


def test_a_correction_keeps_what_stood_there_and_which_arrival_changed_it(cast: Cast) -> None:
    bring(cast, "Date;Clicks\n2026-04-01;3\n2026-04-02;4\n")
    later = bring(cast, "Date;Clicks\n2026-04-02;6\n2026-04-03;7\n")
    assert (later.counts["corrected"], later.counts["new"]) == (1, 1)
    noted = Correction.objects.get(arrival=later)
    rows = [(day, None if np.isnan(was) else was, now) for day, was, now in noted.rows()]
    assert rows == [(date(2026, 4, 2), 4.0, 6.0), (date(2026, 4, 3), None, 7.0)]
    assert series(cast, "clicks") == {"clicks": [3.0, 6.0, 7.0, None]}


def test_an_arrival_is_taken_back_and_what_came_later_stays(cast: Cast) -> None:
    first = bring(cast, "Date;Clicks\n2026-04-01;3\n2026-04-02;4\n")
    second = bring(cast, "Date;Clicks\n2026-04-02;6\n2026-04-03;7\n")
    take_back(second, by=cast.luka)
    assert series(cast, "clicks") == {"clicks": [3.0, 4.0, None, None]}
    assert Feed.objects.get().last_day == date(2026, 4, 2)
    third = bring(cast, "Date;Clicks\n2026-04-02;8\n")
    assert take_back(first, by=cast.luka).counts["left"] == 1
    assert series(cast, "clicks") == {"clicks": [None, 8.0, None, None]}
    take_back(take_back(third, by=cast.luka), by=cast.luka)
    assert not load(cast.adria.pk, ["clicks"], FIRST, LAST).total("clicks")


def test_days_weeks_and_months_never_mix(cast: Cast) -> None:
    bring(cast, "Date;Clicks\n2026-04-01;3\n2026-W14;50\nApril 2026;300\n01.04.2026 - 12.04.2026;99\n")
    assert sorted(Strip.objects.values_list("grain", flat=True)) == ["day", "month", "week"]
    assert series(cast, "clicks") == {"clicks": [3.0, None, None, None]}
    months = load(cast.adria.pk, ["clicks"], date(2026, 1, 1), date(2026, 6, 30), grain="month")
    assert np.nansum(months.values["clicks"]) == 300.0
    with pytest.raises(Refused, match="column for the day"):
        bring(cast, "Date;Clicks\n01.04.2026 - 12.04.2026;99\n")


def test_people_do_not_add_up_and_two_counters_of_one_site_are_not_added(cast: Cast) -> None:
    bring(cast, "Date;Channel;Visits;Users\n2026-04-01;Direct;10;8\n2026-04-01;E-mail;20;15\n", "yandex_metrica")
    bring(cast, "Date;Visits\n2026-04-01;28\n2026-04-02;30\n", "google_analytics")
    loaded = load(cast.adria.pk, ["visits", "users"], FIRST, LAST)
    assert loaded.values["visits"][:2].tolist() == [28.0, 30.0]
    assert loaded.sources["visits"] == ("google_analytics",)
    assert np.isnan(loaded.values["users"]).all()
    assert any("does not add up" in note.plain() for note in loaded.notes)
    direct = load_by(cast.adria.pk, ["users"], FIRST, LAST, by="channel")["direct"]
    assert direct.values["users"][0] == 8.0


def test_what_a_source_says_of_the_whole_goes_before_the_sum_of_its_parts(cast: Cast) -> None:
    bring(cast, "Date;Campaign;Clicks\n2026-04-01;a;3\n2026-04-01;b;4\n2026-04-02;a;5\n")
    bring(cast, "Date;Clicks\n2026-04-01;9\n")
    assert series(cast, "clicks") == {"clicks": [9.0, 5.0, None, None]}


def test_a_source_that_stops_is_unknown_and_never_zero(cast: Cast) -> None:
    bring(cast, "Date;Clicks\n2026-04-01;3\n2026-04-02;3\n2026-04-03;3\n2026-04-04;3\n", "google_ads")
    bring(cast, "Date;Clicks\n2026-04-01;2\n2026-04-02;2\n", "meta_ads")
    assert series(cast, "clicks") == {"clicks": [5.0, 5.0, None, None]}
    fresh = {
        feed.source: state.state for feed, state in freshness_of([cast.adria.pk], date(2026, 4, 14))[cast.adria.pk]
    }
    assert fresh == {"google_ads": "late", "meta_ads": "late"}


def test_money_is_changed_by_the_rate_of_its_day_and_left_out_without_one(cast: Cast) -> None:
    bring(cast, "Date;Currency;Cost;Clicks\n2026-04-01;EUR;5.00;1\n2026-04-02;USD;6.00;1\n2026-04-03;USD;8.00;2\n")
    write_rates(
        [("EUR", "USD", date(2026, 4, 2), Decimal("2")), ("EUR", "USD", date(2026, 4, 3), Decimal("4"))], by=cast.marta
    )
    assert series(cast, "spend", "cpc", currency="EUR") == {
        "spend": [5.0, 3.0, 2.0, None],
        "cpc": [5.0, 3.0, 1.0, None],
    }
    pounds = load(cast.adria.pk, ["spend"], FIRST, LAST, currency="GBP")
    assert np.isnan(pounds.values["spend"]).all()
    assert any("No rate" in note.plain() for note in pounds.notes)


def test_a_ratio_of_a_month_comes_from_the_sums_and_not_from_the_ratios_of_days(cast: Cast) -> None:
    bring(cast, "Date;Cost (EUR);Clicks\n2026-04-01;10.00;100\n2026-04-02;10.00;1\n")
    assert load(cast.adria.pk, ["cpc"], FIRST, LAST).total("cpc") == pytest.approx(20 / 101)


def test_a_year_of_ten_metrics_is_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(200)]
    bring(cast, "\n".join(["Date;Clicks;Cost (EUR);Leads", *(f"{day};{n};2.50;1" for n, day in enumerate(days))]))
    with django_assert_num_queries(1):
        loaded = load(cast.adria.pk, ["clicks", "spend", "leads", "cpc", "cpl"], date(2025, 12, 1), date(2026, 12, 31))
    assert loaded.total("clicks") == sum(range(200))
    assert np.flatnonzero(~np.isnan(loaded.values["clicks"]))[[0, -1]].tolist() == [31, 230]
