"""Reports of figures are read as their examples say, and nothing that is odd in them passes in silence."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter

from rapport.reckon.figures.ratios import ratios_of
from rapport.reckon.figures.reading import Figures, read_figures
from rapport.reckon.figures.recognise import recognise
from rapport.reckon.tables.refusal import Refused

EXPORTS = Path(__file__).parent.parent / "data" / "ad-exports"
EXPECTED: dict[str, dict[str, Any]] = json.loads((EXPORTS / "expected.json").read_text())
COLUMNS = {
    "cost_total": ("spend",), "impressions_total": ("impressions", "search_impressions"), "visits_total": ("visits",),
    "clicks_total": ("clicks", "search_clicks"), "conversions_total": ("leads",),
}  # fmt: skip


def said(figures: Figures) -> list[str]:
    return [remark.plain() for remark in figures.remarks]


def asked(figures: Figures) -> list[str]:
    return [question.key for question in figures.questions]


def dropped(figures: Figures) -> list[tuple[int, str]]:
    return [(one.line, one.kind) for one in figures.dropped]


@pytest.mark.parametrize("name", EXPECTED)
def test_an_export_reads_as_its_example_says(name: str) -> None:
    expected = EXPECTED[name]
    with (EXPORTS / name).open("rb") as file:
        got = read_figures(file, name)
    assert not got.questions
    assert got.rows == expected["rows"]
    for key, ours in COLUMNS.items():
        if key in expected:
            column = next(got.values[metric] for metric in ours if metric in got.values)
            assert np.nansum(column) == pytest.approx(expected[key])
    if "currency" in expected:
        assert got.currencies == [expected["currency"]]
    if "daily" in expected:
        assert (got.grains == ["day"]) == expected["daily"]
    if "period" in expected:
        assert got.span
        assert [day.isoformat() for day in got.span] == expected["period"]
    if "encoding" in expected:
        assert (expected["encoding"], got.facts.encoding) == ("cp1251", "Windows-1251")
    assert got.dropped_by_kind.get("total", 0) == expected.get("ignored_total_rows", 0)
    ratios = ratios_of(got.values)
    if "bounce_is_fraction" in expected:
        assert got.settled["share:Отказы"] == "fraction"
        assert ratios["bounce"].tolist() == pytest.approx([0.21, 0.142])
        assert ratios["time_on_site"].tolist() == pytest.approx(expected["time_on_site_s"])
    if "ctr" in expected:
        assert ratios["search_ctr"].tolist() == pytest.approx(expected["ctr"], abs=5e-5)
        assert ratios["position"].tolist() == pytest.approx([22.8, 4.1])
        assert [day.isoformat() for day in got.missing_days()] == expected["missing_days"]
    if "results" in expected:
        assert [None if np.isnan(v) else v for v in got.values["leads"]] == expected["results"]


def test_a_date_of_two_readings_is_asked_about_and_the_answer_is_obeyed() -> None:
    text = b"Date;Clicks\n03/04/2026;5\n04/04/2026;6\n"
    got = read_figures(text)
    assert asked(got) == ["date:Date"]
    assert not len(got.first), "nothing is read before the answer"
    assert str(read_figures(text, answers={"date:Date": "mdy"}).span[0]) == "2026-03-04"  # type: ignore[index]


def test_a_number_of_two_readings_is_asked_about_unless_the_file_or_the_metric_decides() -> None:
    assert asked(read_figures(b"Date;Cost\n2026-04-03;1,234\n")) == ["number:Cost"]
    decided = read_figures(b"Date;Cost;Revenue\n2026-04-03;1,234;99.5\n")
    assert decided.values["spend"].tolist() == [1234.0]
    assert read_figures(b"Date;Clicks\n2026-04-03;1,234\n").values["clicks"].tolist() == [1234.0]


@pytest.mark.parametrize(
    ("cell", "first", "last", "grain"),
    [
        ("2026-W14", "2026-03-30", "2026-04-05", "week"),
        ("April 2026", "2026-04-01", "2026-04-30", "month"),
        ("01.04.2026 - 12.04.2026", "2026-04-01", "2026-04-12", "period"),
        ("Q2 2026", "2026-04-01", "2026-06-30", "period"),
        ("20260413", "2026-04-13", "2026-04-13", "day"),
        ("46125", "2026-04-13", "2026-04-13", "day"),
    ],
)
def test_a_period_is_never_read_as_a_day(cell: str, first: str, last: str, grain: str) -> None:
    got = read_figures(f"Date;Clicks\n{cell};5\n".encode())
    assert got.span is not None
    assert ([str(day) for day in got.span], got.grains) == ([first, last], [grain])


def test_the_first_day_of_a_week_stands_for_its_week() -> None:
    got = read_figures(b"Week;Clicks\n2026-03-30;5\n")
    assert (got.grains, str(got.span[1])) == (["week"], "2026-04-05")  # type: ignore[index]
    sundays = read_figures(b"Week;Clicks\n2026-03-29;5\n")
    assert any("Monday" in remark for remark in said(sundays))


def test_a_row_without_a_day_and_a_grand_total_are_left_out_with_their_reasons() -> None:
    text = (
        b"# Start date: 20260401\n# End date: 20260430\n"
        b"Date,Session default channel group,Sessions,Active users\n"
        b",,300,200,Grand total\n20260401,Organic Search,100,80\nTotal,,300,200\n"
    )
    got = read_figures(text.replace(b",Grand total", b""))
    assert got.recognised.source == "google_analytics"
    assert dropped(got) == [(4, "no_day"), (6, "total")]
    assert got.values["visits"].tolist() == [100.0]


def test_a_campaign_may_be_called_total_wine() -> None:
    text = b"Day,Campaign,Currency code,Cost,Impr.\n2026-04-01,Total Wine,EUR,5.50,10\nTotal: Account,,EUR,5.50,10\n"
    got = read_figures(text)
    assert [dim.campaign for dim in got.dims] == ["Total Wine"]
    assert dropped(got) == [(3, "total")]


def test_two_header_lines_are_read_together() -> None:
    got = read_figures(b"Datum;Google;Google;Meta\n;Kosten;Klicks;Ad spend\n2026-04-01;5,50;7;3,20\n")
    assert got.recognised.mapping["Kosten"] == "spend"
    assert (dropped(got), got.header_line) == ([(2, "header")], 2)
    units = read_figures(b"Date;Cost;Clicks\nEUR;EUR;pcs\n2026-04-01;5.50;7\n")
    assert (dropped(units), units.values["clicks"].tolist()) == ([(2, "header")], [7.0])


def test_a_currency_that_changes_is_said_and_never_added_up() -> None:
    got = read_figures(b"Date;Currency;Cost\n2026-04-01;EUR;5.50\n2026-04-02;USD;6.50\n")
    assert got.currencies == ["EUR", "USD"]
    assert any("line 3 the currency changes from EUR to USD" in remark for remark in said(got))
    signs = read_figures("Date;Cost\n2026-04-01;€5.50\n2026-04-02;$6.50\n".encode())
    assert signs.currencies == ["EUR", "USD"]
    quarrel = read_figures(b"Date;Currency;Cost\n2026-04-01;EUR;$5.50\n2026-04-02;EUR;1.50\n")
    assert dropped(quarrel) == [(2, "unreadable")]


def test_a_day_that_stands_twice_with_different_figures_is_asked_about() -> None:
    text = b"Date;Clicks\n2026-04-01;5\n2026-04-01;7\n2026-04-02;7\n"
    assert asked(read_figures(text)) == ["twice"]
    answered = {
        how: read_figures(text, answers={"twice": how}).values["clicks"].tolist() for how in ("first", "last", "sum")
    }
    assert answered == {"first": [5.0, 7.0], "last": [7.0, 7.0], "sum": [12.0, 7.0]}


def test_a_line_that_is_repeated_counts_once_and_devices_add_up() -> None:
    again = read_figures(b"Date;Clicks\n2026-04-01;5\n2026-04-01;5\n")
    assert (again.values["clicks"].tolist(), dropped(again)) == ([5.0], [(3, "repeated")])
    devices = read_figures(b"Date;Device;Clicks;Users\n2026-04-01;Mobile;5;4\n2026-04-01;Tablet;7;4\n")
    assert devices.values["clicks"].tolist() == [12.0]
    assert np.isnan(devices.values["users"]).all(), "people do not add up"
    assert any("does not add up" in remark for remark in said(devices))


def test_money_below_zero_is_a_credit_and_clicks_below_zero_are_refused() -> None:
    got = read_figures(b"Date;Cost;Clicks\n2026-04-01;-5.50;3\n2026-04-02;9.50;-3\n")
    assert got.values["spend"].tolist() == [-5.5]
    assert any("credit" in remark for remark in said(got))
    assert dropped(got) == [(3, "unreadable")]


def test_per_cents_and_parts_of_one_are_told_apart_or_asked_about() -> None:
    head = "Date;Visits;Bounce rate\n"
    percents = read_figures(f"{head}2026-04-01;100;18.3\n2026-04-02;100;0.9\n".encode())
    assert percents.values["bounces"].tolist() == pytest.approx([18.3, 0.9])
    text = f"{head}2026-04-01;100;18.3%\n2026-04-02;100;0.21\n".encode()
    assert asked(read_figures(text)) == ["share:Bounce rate"]
    told = read_figures(text, answers={"share:Bounce rate": "fraction"})
    assert told.values["bounces"].tolist() == pytest.approx([18.3, 21.0])


def test_a_formula_is_no_figure_and_a_neutralised_name_is_restored() -> None:
    got = read_figures(b'Date;Campaign;Clicks\n2026-04-01;\'=Best;5\n2026-04-02;x;=SUM(B2:B9)\n="2026-04-03";x;6\n')
    assert dropped(got) == [(3, "unreadable")]
    assert "formula" in got.dropped[0].reason.plain()
    assert ([dim.campaign for dim in got.dims], len(got.first)) == (["=Best", "x"], 2)


def test_the_hour_that_comes_twice_is_counted_twice() -> None:
    hours = [f"2026-10-25;{hour};1" for hour in (0, 1, 2, 2, *range(3, 24))]
    got = read_figures("\n".join(["Date;Hour;Clicks", *hours]).encode())
    assert got.values["clicks"].tolist() == [25.0]
    assert any("one hour twice" in remark for remark in said(got))
    spring = [f"2026-03-29;{hour};1" for hour in range(24) if hour != 2]
    assert any("23 hours" in r for r in said(read_figures("\n".join(["Date;Hour;Clicks", *spring]).encode())))


def test_midnights_written_in_utc_are_asked_about() -> None:
    text = b"Date;Clicks\n2026-03-27T23:00:00Z;5\n2026-03-29T22:00:00Z;6\n"
    assert asked(read_figures(text)) == ["utc_midnight"]
    assert str(read_figures(text, answers={"utc_midnight": "next"}).span[0]) == "2026-03-28"  # type: ignore[index]


def test_calls_are_counted_by_day_and_those_that_went_out_are_not() -> None:
    got = read_figures(
        "Дата звонка;Тип звонка;Номер звонящего;Длительность разговора;Статус звонка;Источник\n"
        "01.08.2026 10:00;входящий;+7900;0:02:10;Принят;Яндекс\n"
        "01.08.2026 11:00;входящий;+7901;0:00:00;Пропущен;Яндекс\n"
        "01.08.2026 12:00;исходящий;+7900;0:01:00;Принят;Яндекс\n".encode("cp1251")
    )
    assert (got.recognised.source, dropped(got)) == ("call_tracking", [(4, "outgoing")])
    assert {key: column.tolist() for key, column in got.values.items()} == {
        "calls": [2.0], "answered_calls": [1.0], "call_time": [130.0],
    }  # fmt: skip


def test_results_that_nobody_names_are_asked_about() -> None:
    text = b"Reporting starts,Reporting ends,Amount spent (EUR),Results\n2026-08-01,2026-08-01,10.5,3\n"
    assert asked(read_figures(text)) == ["results"]
    assert read_figures(text, answers={"results": "orders"}).values["orders"].tolist() == [3.0]


def test_a_workbook_reads_like_a_text() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Ads")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate((("Date", "Campaign", "Cost (EUR)", "Clicks"), (46125, "Brand", 12.5, 7))):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, day if row and not column else None)
    got = read_figures(held.getvalue())
    assert ([str(d) for d in got.span or ()], got.values["spend"].tolist(), got.currencies) == (
        ["2026-04-13", "2026-04-13"],
        [12.5],
        ["EUR"],
    )


@pytest.mark.parametrize("text", ["Date;Shoes\n2026-04-01;5\n", "Campaign;Clicks\nBrand;5\n", "", "%PDF-1.7"])
def test_a_file_without_figures_or_days_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_figures(text.encode())
    assert len(refused.value.reason.plain()) > 10


def test_reports_are_told_by_their_headers() -> None:
    assert recognise(["Reporting starts", "Reporting ends", "Amount spent (EUR)", "Reach"]).source == "meta_ads"
    assert recognise(["Date", "Spend", "Leads"]).source == "plain"


@pytest.mark.parametrize(
    "cell", ["²", "inf", "1e400", "nan", "5" * 30, "٣", "½%", "1.2.3.4", "=A1", "#REF!", "--", "\u202f1"]
)
def test_an_odd_cell_is_absent_or_drops_its_line_and_never_stops_the_reading(cell: str) -> None:
    got = read_figures(
        f"Date;Clicks;Visits;Time on site\n2026-04-01;{cell};5;{cell}\n2026-04-02;7;5;0:01:00\n".encode()
    )
    assert got.values["clicks"][-1] == 7.0
    assert all(np.isfinite(column[~np.isnan(column)]).all() for column in got.values.values())


def test_an_answer_that_is_none_leaves_the_question_open() -> None:
    assert asked(read_figures(b"Date;Clicks\n03/04/2026;5\n", answers={"date:Date": "soon"})) == ["date:Date"]


def test_the_first_day_alone_is_no_day() -> None:
    with pytest.raises(Refused, match="no column of days"):
        read_figures(b"Reporting starts,Amount spent (EUR),Reach\n2026-04-01,5.5,7\n")
