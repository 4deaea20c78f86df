"""`rapport report`: a report as PDF, slides or page, from a client's records or from its content as JSON."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rapport.desk.client_named import client_named
from rapport.desk.reports.content_of_client import content_of_client
from rapport.gateways.slides import deck_of
from rapport.gateways.typesetting import pdf_of
from rapport.journal.clock import today
from rapport.reckon.report.content import LANGUAGES, Report, ReportRefused
from rapport.reckon.report.from_data import report_from
from rapport.reckon.report.periods import last_over, read_period
from rapport.reckon.report.set_out import set_out
from rapport.ui.report_page import standalone

FORMATS = ("pdf", "pptx", "html")
MOST_BYTES = 20_000_000


class Command(BaseCommand):
    help = (
        "Make a client's report of a period, or a report's content (JSON, docs/api/report.md), into a PDF, slides or "
        'a page. Examples: rapport report "Adria Dental" --period 2026-10 --format pdf --out adria.pdf and '
        "rapport report --content october.json --out october.pdf --language hr"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("client", nargs="?", metavar="CLIENT", help="name of a client, or a part of it")
        parser.add_argument("--period", metavar="PERIOD", help="2026-10, 2026-Q3, 2026 or 2026-10-05..2026-10-18")
        parser.add_argument("--content", metavar="FILE", help="the content as JSON, instead of a client")
        parser.add_argument("--out", required=True, metavar="FILE", help="what is made; - is standard output")
        parser.add_argument("--format", choices=FORMATS, help="what it is made into (told by the ending of --out)")
        parser.add_argument("--language", choices=LANGUAGES, help="of labels, numbers and dates (the content's own)")
        parser.add_argument("--logo", metavar="FILE", help="a PNG, JPEG, GIF or WebP of the agency's logo")
        parser.add_argument("--json", action="store_true", help="say what was made as one JSON value")

    def handle(self, *args: Any, **options: Any) -> None:
        out, kind = options["out"], options["format"] or Path(options["out"]).suffix.removeprefix(".").lower()
        if kind not in FORMATS:
            raise CommandError(_("Say --format pdf, pptx or html, or end the name of --out so."), returncode=2)
        if out == "-" and options["json"]:
            raise CommandError(_("Standard output takes either the report or --json."), returncode=2)
        if bool(options["content"]) == bool(options["client"]):
            raise CommandError(_("Name either a client with its --period, or a file with --content."), returncode=2)
        report = _content(Path(options["content"])) if options["content"] else _of_client(options)
        if options["language"]:
            report = replace(report, language=options["language"])
        if options["logo"]:
            report = replace(report, agency=replace(report.agency, logo=_bytes(Path(options["logo"]))))
        made, lost = _made(report, kind)
        if out == "-":
            sys.stdout.buffer.write(made)
        else:
            try:
                Path(out).write_bytes(made)
            except OSError as problem:
                raise CommandError(f"{out}: {problem.strerror}") from None
        if options["json"]:
            self.stdout.write(
                json.dumps({"out": out, "format": kind, "bytes": len(made), "lost": lost}, ensure_ascii=False)
            )
        elif lost:
            self.stderr.write(_("No font of ours has these signs: %(signs)s") % {"signs": " ".join(lost)})


def _made(report: Report, kind: str) -> tuple[bytes, list[str]]:
    laid = set_out(report)
    if kind == "html":
        return standalone(laid).encode(), []
    if kind == "pptx":
        return deck_of(laid), []
    typeset = pdf_of(laid)
    return typeset.pdf, list(typeset.lost)


def _of_client(options: dict[str, Any]) -> Report:
    """From the records; without a period the month that ended last. Nothing is kept of it."""
    client = client_named(options["client"])
    try:
        period = read_period(options["period"]) if options["period"] else last_over("monthly", today(client.zone))
        return content_of_client(client, period, options["language"] or "")
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from None
    except ValueError as refusal:
        raise CommandError(str(refusal), returncode=2) from None


def _content(path: Path) -> Report:
    try:
        data = json.loads(_bytes(path).decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
        return report_from(data)
    except ReportRefused as refusal:
        raise CommandError(f"{path}: {refusal}") from None
    except (ValueError, RecursionError) as problem:
        raise CommandError(f"{path}: {problem}") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(_("%(path)s is larger than 20 MB.") % {"path": path})
        return path.read_bytes()
    except OSError as problem:
        raise CommandError(f"{path}: {problem.strerror}") from None


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number.")
