"""The clients looked at, or the chosen ones, as a CSV or XLSX file that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.overview import lines
from rapport.portfolio.models import Industry, Status
from rapport.reckon.tables.neutral import neutralised

Cell = str | int | Decimal | date | None

# Heading -> column of the line.
COLUMNS = {
    _("Id"): "client_id",
    _("Client"): "name",
    _("Tier"): "tier",
    _("Status"): "status",
    _("Industry"): "industry_id",
    _("City"): "city",
    _("Country"): "country",
    _("Keeper"): "keeper_name",
    _("Services"): "services",
    _("Tags"): "tags",
    _("Monthly fee"): "fee",
    _("Currency"): "currency",
    _("Last word"): "last_at",
    _("Last word began"): "last_began",
    _("Next word due"): "word_due",
    _("Begun by us, 90 days"): "ours_90",
    _("Begun by them, 90 days"): "theirs_90",
    _("Open items"): "open_items",
}
BYTE_ORDER = "\ufeff"  # tells a spreadsheet that it is UTF-8


def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """`as=csv` (else xlsx) of what the address looks at; with `pick`, of those clients only."""
    member, today = acting(request), clock.today()
    look = lines.looking(request.GET, member)
    table = _table(member, look, today)
    name = f"clients-{today.isoformat()}"
    if request.GET.get("as") == "csv":
        answer = StreamingHttpResponse(_csv(table), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    return FileResponse(_xlsx(table), as_attachment=True, filename=f"{name}.xlsx")


def _table(member: Member, look: lines.Looking, today: date) -> Iterator[list[Cell]]:
    """Headings, then one list of cells per client. Words are made now: a stream outlives the request's language."""
    columns = list(COLUMNS.values())
    headings: list[Cell] = [str(heading) for heading in COLUMNS]
    words = _words()
    zone, language = timezone.get_current_timezone(), get_language() or "en"

    def rows() -> Iterator[list[Cell]]:
        yield headings
        with override(language):
            for line in lines.every(member, look, today, columns):
                yield [_cell(column, line, words, zone) for column in columns]

    return rows()


def _words() -> dict[str, dict[Any, str]]:
    return {
        "status": {value: str(label) for value, label in Status.choices},
        "industry_id": dict(Industry.objects.values_list("pk", "name")),
        "services": {service.key: service.name for service in Service.objects.all()},
        "last_began": {"ours": gettext("we"), "theirs": gettext("they")},
    }


def _cell(column: str, line: Mapping[str, Any], words: Mapping[str, Mapping[Any, str]], zone: Any) -> Cell:
    value = line[column]
    match column:
        case "fee" | "currency":
            return value if line["money"] else None
        case "services":
            return ", ".join(words["services"].get(key, key) for key in value.strip("|").split("|") if key)
        case "tags":
            return ", ".join(filter(None, value.split("|")))
        case "status" | "industry_id" | "last_began":
            return words[column].get(value, "")
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def _csv(table: Iterable[list[Cell]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER
    for row in table:
        yield writer.writerow(["" if cell is None else _plain(cell) for cell in row])


def _plain(cell: Cell) -> str:
    return neutralised(cell) if isinstance(cell, str) else str(cell)


def _xlsx(table: Iterable[list[Cell]]) -> Any:
    """Row by row into a file of its own, so that memory stays small whatever the rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, neutralised(cell), bold if number == 0 else None)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return file
