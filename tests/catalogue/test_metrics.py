"""The metrics we follow: what comes with the product, the agency's own, and what stays as it was made."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.cast import Cast, make

from rapport.catalogue.metrics import as_judged, own_metrics
from rapport.catalogue.models import Metric, Service
from rapport.catalogue.shipped_metrics import lay_out, shipped_metrics
from rapport.catalogue.write_metric import MetricChanged, write_metric
from rapport.journal.models import Entry
from rapport.reckon.figures.metrics import METRICS

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    lay_out(Metric, Service)
    return make()


def test_what_comes_with_the_product_is_named_in_four_languages(cast: Cast) -> None:
    rows = shipped_metrics()
    assert {row["key"] for row in rows} == set(METRICS)
    assert all(set(row["names"]) == {"en", "hr", "sk", "ru"} and all(row["names"].values()) for row in rows)
    assert {metric.key: as_judged(metric) for metric in Metric.objects.all()} == METRICS
    assert lay_out(Metric, Service) == 0


def test_a_ratio_of_our_own_names_two_figures_that_add_up(cast: Cast) -> None:
    ratio = Metric(adds="ratio", unit="money", numerator="spend", denominator="calls", factor=1)
    write_metric(ratio, names={"en": "Cost of a call"}, service=None, by=cast.marta)
    assert own_metrics()["cost_of_a_call"].denominator == "calls"
    assert Entry.objects.filter(name="metric.added", about_id=ratio.pk).count() == 1
    for parts in ({"numerator": "users", "denominator": "calls"}, {"numerator": "spend", "denominator": "spend"}):
        with pytest.raises(ValidationError):
            write_metric(Metric(adds="ratio", factor=1, **parts), names={"en": "Odd"}, service=None, by=cast.marta)


def test_how_a_metric_adds_up_stays_and_its_words_change(cast: Cast) -> None:
    spend = Metric.objects.get(key="spend")
    spend.adds, spend.for_client = "level", False
    write_metric(spend, names={"en": "Media money"}, service=None, by=cast.petra)
    spend.refresh_from_db()
    assert (spend.adds, spend.for_client, spend.name) == ("sum", False, "Media money")


def test_of_two_editors_the_second_is_asked(cast: Cast) -> None:
    mine, theirs = Metric.objects.get(key="spend"), Metric.objects.get(key="spend")
    write_metric(theirs, names={"en": "Theirs"}, service=None, by=cast.marta)
    with pytest.raises(MetricChanged):
        write_metric(mine, names={"en": "Mine"}, service=None, by=cast.marta)
    assert Metric.objects.get(key="spend").names["en"] == "Theirs"


def test_a_manager_follows_what_others_keep(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        write_metric(Metric(), names={"en": "Mine"}, service=None, by=cast.luka)


def test_the_page_lists_and_its_form_adds(cast: Cast, caller: Any) -> None:
    assert "Cost of a click" in caller(cast.luka).get("/metrics/").content.decode()
    words = {"name_en": "Fairs", "unit": "count", "adds": "sum", "better": "up", "active": "on"}
    assert caller(cast.marta).post("/metrics/new/", words).status_code == 302
    fairs = Metric.objects.get(key="fairs")
    assert not fairs.for_client
    refused = caller(cast.marta).post("/metrics/new/", {**words, "adds": "ratio"})
    assert (refused.status_code, "Choose a figure that adds up." in refused.content.decode()) == (422, True)
    stale = {"name_en": "Fairs", "better": "up", "version": "0"}
    assert caller(cast.marta).post(f"/metrics/{fairs.pk}/", stale).status_code == 409
