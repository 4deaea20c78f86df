"""What leaves as a file is what was looked at, harmless to a spreadsheet, and comes back as it was."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests import cast as casting

from rapport.overview import client_line
from rapport.reckon.tables.neutral import restored

EVIL = ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\tTab", "\rReturn", "'=quoted", 'Đurđa, "a"\nb']


@pytest.fixture
def world(cast: casting.Cast) -> casting.Cast:
    client_line.refresh_all()
    return cast


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_csv_holds_the_view_in_its_order(world: casting.Cast, caller: Any) -> None:
    rows = table(caller(world.petra).get("/clients/export/?as=csv&sort=-fee&tier=A"))
    assert [row[1] for row in rows] == ["Client", "Isar Klinik", "Tatrawood"]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["Monthly fee"], first["Currency"], first["Keeper"], first["Services"]) == (
        "6400.00", "EUR", "Ana Vidović", "SEO",
    )  # fmt: skip


def test_the_ticked_rows_alone_are_exported(world: casting.Cast, caller: Any) -> None:
    rows = table(caller(world.marta).get(f"/clients/export/?as=csv&pick={world.isar.pk}&pick={world.polyot.pk}"))
    assert [row[1] for row in rows[1:]] == ["Isar Klinik"]


def test_nothing_in_a_csv_is_a_formula_and_all_of_it_comes_back(cast: casting.Cast, caller: Any) -> None:
    for name in EVIL:
        casting.client(name, cast.luka)
    client_line.refresh_all()
    cells = [row[1] for row in table(caller(cast.luka).get("/clients/export/?as=csv"))]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert set(EVIL) <= {restored(cell) for cell in cells}


def test_nothing_in_an_xlsx_is_a_formula_and_all_of_it_comes_back(cast: casting.Cast, caller: Any) -> None:
    for name in EVIL:
        casting.client(name, cast.luka)
    client_line.refresh_all()
    answer = caller(cast.luka).get("/clients/export/?as=xlsx")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][:3] == ["Id", "Client", "Tier"]
    names = [row[1] for row in rows[1:]]
    assert not [name for name in names if name.startswith(("=", "+", "-", "@", "\t"))]
    assert {name.replace("\r", "\n") for name in EVIL} <= {restored(n).replace("\r", "\n") for n in names} | {
        "\nReturn"
    }
    assert {row[10] for row in rows[1:]} == {4000.0, 0.0}


def test_a_specialist_exports_nothing(world: casting.Cast, caller: Any) -> None:
    assert caller(world.tin).get("/clients/export/").status_code == 403


def test_one_never_exports_what_one_may_not_see(world: casting.Cast, caller: Any) -> None:
    rows = table(caller(world.luka).get(f"/clients/export/?as=csv&keeper={world.ana.pk}"))
    assert len(rows) == 1
