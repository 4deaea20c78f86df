"""The page of a client's results: figures beside before, last year and target; a file in, its questions, taken back."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from rapport.catalogue.models import Metric, Service
from rapport.catalogue.shipped_metrics import lay_out
from rapport.desk.seeding.counting import count
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.results.readings.load import load
from rapport.results.readings.models import Arrival, Feed, Strip, Target


@pytest.fixture
def address(cast: Any) -> str:
    lay_out(Metric, Service)
    return f"/clients/{cast.adria.pk}/results/"


def report(text: str) -> BytesIO:
    file = BytesIO(text.encode())
    file.name = "report.csv"
    return file


def days(many: int) -> str:
    last = clock.today() - timedelta(days=1)
    rows = [f"{last - timedelta(days=n)};2.50;{n % 7 + 1}" for n in range(many)]
    return "\n".join(["Date;Cost (EUR);Leads", *rows])


def test_a_file_brought_in_shows_beside_the_month_before_and_last_year(cast: Any, caller: Any, address: str) -> None:
    answer = caller(cast.luka).post(f"{address}files/", {"file": report(days(420))})
    assert answer.status_code == 302
    page = caller(cast.luka).get(address).content.decode()
    assert "Cost of a lead (CPL)" in page
    assert "report.csv" in page
    assert "<svg" in page
    month = clock.today().replace(day=1) - timedelta(days=2)
    assert caller(cast.luka).get(f"{address}?month={month:%Y-%m}").status_code == 200
    assert caller(cast.luka).get(f"{address}?month=later").status_code == 200


def test_what_a_file_asks_stands_on_the_page_and_nothing_is_kept(cast: Any, caller: Any, address: str) -> None:
    text = "Date;Leads\n03/04/2026;5\n"
    asked = caller(cast.luka).post(f"{address}files/", {"file": report(text)})
    assert asked.status_code == 422
    assert 'name="answer:date:Date"' in asked.content.decode()
    assert not Strip.objects.exists()
    told = caller(cast.luka).post(f"{address}files/", {"file": report(text), "answer:date:Date": "dmy"})
    assert (told.status_code, Arrival.objects.get().last_day.isoformat()) == (302, "2026-04-03")  # type: ignore[union-attr]
    refused = caller(cast.luka).post(f"{address}files/", {"file": report("Shoes\n5\n")})
    assert refused.status_code == 422


def test_an_import_is_taken_back_from_the_page(cast: Any, caller: Any, address: str) -> None:
    caller(cast.luka).post(f"{address}files/", {"file": report(days(3))})
    came = Arrival.objects.get()
    assert caller(cast.luka).post(f"{address}files/{came.pk}/back/").status_code == 302
    assert not Strip.objects.exists()
    assert Entry.objects.filter(name="figures.taken_back", by=cast.luka).count() == 1


def test_a_target_is_set_changed_with_what_stood_before_and_withdrawn(cast: Any, caller: Any, address: str) -> None:
    words = {"metric": "leads", "wanted": "40", "first": f"{clock.today():%Y-%m}", "length": "month"}
    for wanted in ("40", "45", "45"):
        assert caller(cast.luka).post(f"{address}targets/", {**words, "wanted": wanted}).status_code == 302
    assert list(Target.objects.order_by("pk").values_list("wanted", "ended_by")) == [(40.0, cast.luka.pk), (45.0, None)]
    caller(cast.luka).post(f"{address}files/", {"file": report(days(40))})
    assert "45" in caller(cast.luka).get(address).content.decode()
    standing = Target.objects.get(ended_at=None)
    assert caller(cast.luka).post(f"{address}targets/{standing.pk}/withdrawal/").status_code == 302
    assert not Target.objects.filter(ended_at=None).exists()
    for wrong in ({"wanted": "-1"}, {"first": "soon"}, {"metric": "nothing"}):
        assert caller(cast.luka).post(f"{address}targets/", {**words, **wrong}).status_code == 422


def test_a_specialist_sees_and_does_not_bring(cast: Any, caller: Any, address: str) -> None:
    assert caller(cast.tin).get(address).status_code == 200
    assert caller(cast.tin).post(f"{address}files/", {"file": report(days(3))}).status_code == 403


def test_the_page_takes_the_same_statements_however_much_is_known(
    cast: Any, caller: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    caller(cast.luka).post(f"{address}files/", {"file": report(days(400))})
    browser = caller(cast.luka)
    browser.get(address)
    with django_assert_max_num_queries(24):
        browser.get(address)


def test_the_demo_counts_two_years_the_same_each_time_and_after_each_story(cast: Any) -> None:
    laid = []
    for _twice in range(2):
        Strip.objects.all().delete()
        Feed.objects.all().delete()
        Target.objects.all().delete()
        count()
        laid.append(
            list(Strip.objects.order_by("client", "metric", "campaign", "year").values_list("values", flat=True))
        )
    assert laid[0]
    assert [bytes(held) for held in laid[0]] == [bytes(held) for held in laid[1]]
    last = clock.today() - timedelta(days=1)
    leads = load(cast.adria.pk, ["leads"], last - timedelta(days=89), last)  # Adria Dental is slipping
    early, late = (
        leads.total("leads", last - timedelta(days=since), last - timedelta(days=until))
        for since, until in ((89, 60), (29, 0))
    )
    assert early
    assert late
    assert late < 0.95 * early
    assert Target.objects.get(client=cast.adria).wanted > 0


def test_a_file_is_tried_with_what_its_columns_mean_before_it_is_kept(cast: Any, caller: Any, address: str) -> None:
    words = {"columns": "Taps = clicks\nBudget = ", "only_try": "on"}
    text = "Date;Taps;Budget\n2026-04-01;5;9\nTotal;5;9\n"
    assert caller(cast.luka).post(f"{address}files/", {"file": report(text), **words}).status_code == 302
    assert not Strip.objects.exists()
    caller(cast.luka).post(f"{address}files/", {"file": report(text), "columns": "Taps = clicks"})
    assert Strip.objects.get().metric == "clicks"
    assert caller(cast.luka).post(f"{address}files/", {"file": report(text), "columns": "Taps"}).status_code == 422


def test_a_source_is_late_by_its_own_rhythm(cast: Any, caller: Any, address: str) -> None:
    old = (clock.today() - timedelta(days=5)).isoformat()
    caller(cast.luka).post(f"{address}files/", {"file": report(f"Date;Clicks\n{old};5\n")})
    feed = Feed.objects.get()
    assert ">stale<" not in caller(cast.luka).get(address).content.decode()
    caller(cast.luka).post(f"{address}sources/{feed.pk}/", {f"every_{feed.pk}": "1"})
    assert "stale" in caller(cast.luka).get(address).content.decode()
    caller(cast.luka).post(f"{address}sources/{feed.pk}/", {f"every_{feed.pk}": "soon"})
    feed.refresh_from_db()
    assert feed.every == 1
