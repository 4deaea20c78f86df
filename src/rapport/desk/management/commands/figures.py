"""`rapport figures`: what a report of figures says."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapport.desk.figure_files import as_data, as_text, read_file
from rapport.reckon.figures.recognise import SOURCES


class Command(BaseCommand):
    help = (
        "Read figures. rapport figures read FILE prints what a CSV or XLSX of figures says: whose report it is, what "
        "its columns mean, what is left out and why, what is asked; it needs no database. "
        "Example: rapport figures read campaigns.csv --json"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        read = deeds.add_parser("read", help="print what a file of figures says; keeps nothing")
        read.add_argument("file", metavar="FILE", help="a CSV or XLSX file")
        add_reading(read)

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        match deed:
            case "read":
                self._read(options)

    def _read(self, options: dict[str, Any]) -> None:
        path = Path(options["file"])
        try:
            read = read_file(
                path, source=options["source"], mapping=pairs(options["map"]), answers=pairs(options["answer"])
            )
        except FileNotFoundError:
            raise CommandError(f"There is no file {path}.") from None
        except OSError as trouble:
            raise CommandError(f"{path} cannot be read: {trouble.strerror or trouble}.") from None
        if options["json"]:
            self.stdout.write(json.dumps(as_data(read), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(as_text(read)))
        if read.refused is not None:
            raise CommandError(read.refused.reason.plain())
        if read.figures is not None and read.figures.questions:
            raise CommandError("Questions are open: say --answer KEY=ANSWER.")


def add_reading(parser: ArgumentParser) -> None:
    """What may be told about a file: whose it is, what columns mean, answers to questions."""
    parser.add_argument("--source", default="", choices=["", *SOURCES], help="whose report it is; else found out")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=METRIC", help="what a column means; may be given again"
    )
    parser.add_argument(
        "--answer", action="append", default=[], metavar="KEY=ANSWER", help="answer to a question; may be given again"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def pairs(written: list[str]) -> dict[str, str]:
    """ "Column=metric" -> the two; the last sign parts them, since a header may hold one itself."""
    told = {}
    for pair in written:
        name, sign, value = pair.rpartition("=")
        if not sign:
            raise CommandError(f"“{pair}” is no pair. Write it like NAME=VALUE.")
        told[name] = value
    return told
