"""Any file may be dropped: it is opened, or refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from rapport.reckon.tables.opening import Table, open_table
from rapport.reckon.tables.refusal import Refused


def rows(table: Table) -> list[list[str]]:
    return [line.cells for line in table.rows()]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        open_table(data)
    return caught.value.reason.plain()


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, content in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(content):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "text", "label"),
    [
        ("utf-8", "Klijent;Grad\nĐurđa;Šibenik\n", "UTF-8"),
        ("utf-8-sig", "Klijent;Grad\nĐurđa;Šibenik\n", "UTF-8"),
        ("utf-16", "Klijent\tGrad\nĐurđa\tŠibenik\n", "UTF-16"),
        ("utf-16-le", "Klijent\tGrad\nĐurđa\tŠibenik\n", "UTF-16"),
        ("cp1250", "Klijent;Grad\nĐurđa Kovač;Šibenik\n", "Windows-1250"),
        ("cp1250", "Názov;Mesto\nKožušník a synovia;Košice\nĽubomír Ďurica;Žilina\n", "Windows-1250"),
        ("cp1251", "Клиент;Город\nООО Ромашка;Саратов\n", "Windows-1251"),
        ("koi8_r", "Клиент;Город\nООО Ромашка;Саратов\nЗАО Лютик;Тверь\n", "KOI8-R"),
        ("cp1252", "Kunde;Stadt\nBäckerei Weiß;Köln\nMüller & Söhne;Düsseldorf\n", "Windows-1252"),
        ("cp1252", "Cliente;Ciudad\nPeñalara Diseño;Logroño\n", "Windows-1252"),
    ],
)
def test_every_encoding_of_our_clients_is_told_and_read(encoding: str, text: str, label: str) -> None:
    table = open_table(text.encode(encoding))
    assert table.facts.encoding == label
    assert rows(table) == [line.split("\t" if "\t" in line else ";") for line in text.splitlines()[1:]]


def test_odd_lines_of_a_mixed_file_are_read_and_named() -> None:
    data = "Name,City\nĐurđa,Šibenik\nLuka,Zagreb\nŽana,Čakovec\n".encode() + "Kovač,Šid\n".encode("cp1250")
    table = open_table(data)
    assert rows(table)[-1] == ["Kovač", "Šid"]
    assert rows(table)[0] == ["Đurđa", "Šibenik"]
    [warning] = table.facts.warnings
    assert "Lines 5 were read as Windows-1250" in warning.plain()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_found(separator: str) -> None:
    text = "\n".join(separator.join(cells) for cells in [("Name", "Fee", "City"), ("A", "1.5", "x"), ("B", "2", "y")])
    assert open_table(text.encode()).headers == ("Name", "Fee", "City")


def test_the_line_that_tells_excel_the_separator_is_obeyed() -> None:
    table = open_table(b"sep=;\nName;Fee\nA, B;1,5\n")
    assert table.headers == ("Name", "Fee")
    assert rows(table) == [["A, B", "1,5"]]


def test_lines_before_the_header_and_totals_are_left_out_and_said() -> None:
    table = open_table(
        b"Clients of Kordun & Field\nExported 1.9.2026\n\nName;City;Fee\nA;Zagreb;10\nTotal Wine;Split;5\nTotal;;15\n"
    )
    assert table.preamble == ("Clients of Kordun & Field", "Exported 1.9.2026")
    assert [cells[0] for cells in rows(table)] == ["A", "Total Wine"]
    assert table.totals == [7]
    assert table.facts.header_line == 4


def test_a_company_called_total_is_no_total() -> None:
    table = open_table(b"Name,Mail,City\nTotal,info@total.example,Paris\nOther,o@o.example,Rome\n")
    assert [cells[0] for cells in rows(table)] == ["Total", "Other"]


def test_repeated_headers_are_kept_and_numbered() -> None:
    table = open_table(b"Name,Mail,mail,Mail\nA,1,2,3\n")
    assert table.headers == ("Name", "Mail", "mail (2)", "Mail (3)")
    assert rows(table) == [["A", "1", "2", "3"]]
    assert table.facts.warnings[0].plain().endswith("they were numbered: mail.")


def test_the_signature_knows_the_same_headers_again() -> None:
    one, two, three = (open_table(h + b"\nA,1\n") for h in (b"Name,Mail", b" name ,MAIL", b"Mail,Name"))
    assert one.signature == two.signature != three.signature


def test_nul_bytes_are_left_out_and_said() -> None:
    table = open_table(b"Name,City\nA\0cme,Zag\0reb\n")
    assert rows(table) == [["Acme", "Zagreb"]]
    assert "NUL" in table.facts.warnings[0].plain()


def test_line_numbers_are_those_of_the_file_even_after_cells_with_line_ends() -> None:
    table = open_table(b'Name,Notes\nA,"one\ntwo\nthree"\n\nB,x\n')
    assert [(line.number, line.cells[0]) for line in table.rows()] == [(2, "A"), (6, "B")]


def test_a_quotation_mark_that_never_closes_costs_no_other_row() -> None:
    table = open_table(b'Name,City\nA,x\nB,"y\nC,z\nD,w\n')
    assert [cells[0] for cells in rows(table)] == ["A", "B", "C", "D"]


def test_a_row_wider_than_the_header_is_rejected_with_its_line() -> None:
    wide = [line for line in open_table(b"Name,City\nA,x\nB,y,z\nC,w,,\n").rows() if line.wrong]
    assert [line.number for line in wide] == [3]
    assert "3 cells and the header 2" in wide[0].wrong.plain()  # type: ignore[union-attr]


def test_a_cell_of_ten_megabytes_is_rejected_alone() -> None:
    data = b"Name,Notes\nA,ok\nB," + b"x" * 10_000_000 + b"\nC,ok\n"
    found = {line.cells[0]: line.wrong for line in open_table(data).rows()}
    assert found["A"] is None
    assert found["C"] is None
    assert "10000000 characters" in found["B"].plain()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf\r\n  \n", "The file is empty."),
        (b"Name,City\n", "a header and no rows"),
        (b"Name,City\n\n , \n", "a header and no rows"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"<!DOCTYPE html><html><table>", "web page"),
        (b'{"clients": []}', "JSON"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0", "calendar"),
        (b":20:STARTUMS\n:25:12345/678\n:28C:1/1\n:60F:C100101EUR0,\n", "MT940"),
        (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', "CAMT"),
        (bytes(range(256)) * 40, "no text and no workbook"),
        (b"1,2,3\n4,5,6\n", "reads like a header"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0 broken", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_a_million_columns_are_refused_with_their_number() -> None:
    assert "columns; at most 1000 are read" in refusal(b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n1,2\n")


def test_a_zip_that_holds_no_workbook_is_called_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("clients.csv", "Name\nA\n")
    assert "ZIP archive" in refusal(out.getvalue())


def test_a_zip_bomb_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", "<workbook/>")
        pack.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    assert "it stays closed" in refusal(out.getvalue())


def test_entities_in_a_workbook_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>')
        pack.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    assert "XML entities" in refusal(out.getvalue())


def test_a_workbook_gives_dates_numbers_and_texts() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Klijenti")
    sheet.write_row(0, 0, ["Name", "Since", "Serial", "Fee", "Active", "Error"])
    sheet.write_row(1, 0, ["Đurđa & sin"])
    sheet.write(1, 1, 45631, book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_row(1, 2, [45631, 1.234, True])
    sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    book.add_worksheet("Other").write(0, 0, "x")
    book.close()
    table = open_table(out.getvalue())
    assert rows(table) == [["Đurđa & sin", "2024-12-05", "45631", "1.2340", "TRUE", ""]]
    assert (table.facts.format, table.facts.sheet, table.facts.other_sheets) == ("XLSX", "Klijenti", ("Other",))


def test_the_first_sheet_with_a_table_is_read() -> None:
    table = open_table(workbook(("Empty", []), ("Data", [["Name", "City"], ["A", "x"]])))
    assert table.facts.sheet == "Data"
    assert rows(table) == [["A", "x"]]


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "City"])
    sheet.write_row(1, 0, ["A", "x"])
    sheet.write(1_048_575, 0, "Z")
    book.close()
    assert [line.number for line in open_table(out.getvalue()).rows()] == [2, 1_048_576]


def test_rows_may_be_read_again() -> None:
    table = open_table(b"Name,City\nA,x\nB,y\n")
    assert rows(table) == rows(table) == [["A", "x"], ["B", "y"]]
