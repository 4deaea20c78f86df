"""Files of figures brought in: tried, kept, remembered, taken out of drop folders, by the command line too."""

import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests.cast import Cast, make

from rapport.intake.models import RememberedMapping
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.tables.refusal import Refused
from rapport.results.readings.bring import Brought, bring
from rapport.results.readings.load import load
from rapport.results.readings.models import Arrival, Rate, Strip
from rapport.results.readings.watch_folder import take_what_lies_there

pytestmark = pytest.mark.django_db

ODD = b"Date;Budget used;Taps\n03/04/2026;5.50;3\n04/04/2026;6.25;4\n"


@pytest.fixture
def cast() -> Cast:
    return make()


def brought(cast: Cast, text: bytes, **more: Any) -> Brought:
    return bring(io.BytesIO(text), "odd.csv", client_for(cast.luka, cast.adria.pk), by=cast.luka, **more)


def test_a_trial_counts_and_keeps_nothing(cast: Cast) -> None:
    tried = brought(cast, b"Date;Clicks\n2026-04-01;3\n", dry=True)
    assert tried.arrival is not None
    assert (tried.arrival.pk, tried.arrival.counts["new"]) == (None, 1)
    assert not Strip.objects.exists()
    assert not RememberedMapping.objects.exists()


def test_what_was_said_of_a_header_is_remembered(cast: Cast) -> None:
    said = {"Budget used": "spend", "Taps": "clicks"}
    with pytest.raises(Refused, match="known to hold figures"):
        brought(cast, ODD)
    asked = brought(cast, ODD, mapping=said)
    assert ([question.key for question in asked.figures.questions], asked.arrival) == (["date:Date"], None)
    brought(cast, ODD, mapping=said, answers={"date:Date": "mdy"})
    again = brought(cast, ODD.replace(b"3\n", b"5\n"))
    assert again.arrival is not None
    assert (again.arrival.counts["corrected"], again.arrival.counts["same"]) == (1, 3)


def test_an_own_currency_is_taken_where_a_file_names_none(cast: Cast) -> None:
    brought(cast, b"Date;Cost;Clicks\n2026-04-01;5.50;3\n")
    assert dict(Strip.objects.values_list("metric", "currency")) == {"spend": "EUR", "clicks": ""}


def put(folder: Path, name: str, text: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text)
    os.utime(folder / name, (0, 0))


def test_a_drop_folder_is_emptied_into_done_and_refused_with_the_reason(
    cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "figures" / str(cast.adria.pk)
    put(folder, "good.csv", b"Date;Clicks\n2026-04-01;3\n")
    put(folder, "asks.csv", b"Date;Clicks\n03/04/2026;3\n")
    put(folder, "none.csv", b"Shoes\n3\n")
    put(tmp_path / "figures" / "987654", "nobody.csv", b"Date;Clicks\n2026-04-01;3\n")
    (folder / "growing.csv").write_bytes(b"Date;Clicks\n")
    assert take_what_lies_there() == 3
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == [
        "done/good.csv", "growing.csv", "refused/asks.csv", "refused/asks.csv.txt", "refused/none.csv",
        "refused/none.csv.txt",
    ]  # fmt: skip
    assert "2026-04-03" in (folder / "refused" / "asks.csv.txt").read_text()
    assert Arrival.objects.get().way == "folder"
    assert take_what_lies_there() == 0


def test_the_command_line_imports_and_takes_back(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "clicks.csv"
    path.write_bytes(b"Date;Clicks\n2026-04-01;3\n")
    out = io.StringIO()
    call_command("figures", "import", "adria", str(path), "--by", cast.luka.email, "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["client"], told["counts"]["new"]) == (cast.adria.pk, 1)
    call_command("figures", "back", str(told["arrival"]), "--by", cast.luka.email, stdout=io.StringIO())
    assert load(cast.adria.pk, ["clicks"], date(2026, 4, 1), date(2026, 4, 2)).total("clicks") is None
    with pytest.raises(CommandError, match="No client"):
        call_command("figures", "import", "nobody", str(path), "--by", cast.luka.email)
    assert Client.objects.filter(pk=cast.adria.pk).exists()


def test_rates_come_from_a_table_of_either_shape_and_odd_lines_are_named(cast: Cast, tmp_path: Path) -> None:
    long, wide = tmp_path / "long.csv", tmp_path / "wide.csv"
    long.write_text("Date;Currency;Into;Rate\n2026-04-01;USD;EUR;0.92\n2026-04-02;USD;USD;1\n2026-04-03;CZK;EUR;none\n")
    wide.write_text("Date,USD,CZK\n2026-04-02,1.08,24.61\n2026-04-03,1.09,N/A\n")
    for path, said in ((long, "1 rates are noted, 2 lines left out."), (wide, "3 rates are noted, 0 lines left out.")):
        out = io.StringIO()
        call_command("figures", "rates", str(path), "--by", cast.marta.email, stdout=out, stderr=io.StringIO())
        assert out.getvalue().strip() == said
    noted = {(rate.currency, rate.into, rate.day.day): float(rate.rate) for rate in Rate.objects.all()}
    assert noted == {
        ("USD", "EUR", 1): 0.92,
        ("EUR", "USD", 2): 1.08,
        ("EUR", "CZK", 2): 24.61,
        ("EUR", "USD", 3): 1.09,
    }
