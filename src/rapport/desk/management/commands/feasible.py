"""`rapport feasible`: whether a promise can be kept, from a table of spend and outcome. Needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapport.desk.feasible_answers import Asked, answer, as_data, as_text, rough_as_data
from rapport.reckon.feasible import rough
from rapport.reckon.tables.refusal import Refused
from rapport.ui import formats


class Command(BaseCommand):
    help = (
        "Judge whether a promise is within reach, a stretch or out of reach, from a CSV or XLSX with a day, spend and "
        "outcome in each row; needs no database. Example: rapport feasible leads.csv --spend Cost --outcome Leads "
        "--promise 300 --budget 9000 --days 30. Without history: rapport feasible --promise 300 --price 12-20"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="a CSV or XLSX file, a row for each day or week")
        parser.add_argument("--promise", required=True, metavar="N", help="the outcome promised, as a sum")
        parser.add_argument("--spend", default="", metavar="COLUMN", help="what was spent")
        parser.add_argument("--outcome", default="", metavar="COLUMN", help="what came of it")
        parser.add_argument("--budget", metavar="N", help="what is spent in those days (else: as lately)")
        parser.add_argument("--days", type=int, default=30, metavar="N", help="how many days the promise runs (30)")
        parser.add_argument("--second", default="", metavar="COLUMN", help="what was spent on a second channel")
        parser.add_argument("--next", metavar="N", help="which of the two channels gives more for so much more")
        parser.add_argument("--date", default="", metavar="COLUMN", help="the column of the day, where it is not clear")
        parser.add_argument("--order", default="", choices=["dmy", "mdy"], help="how 03/04/2026 is meant")
        parser.add_argument("--decimal", default="", choices=[",", "."], help="the decimal mark, where it is not clear")
        parser.add_argument("--price", metavar="LOW-HIGH", help="without a file: what one costs, such as 12-20")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data, lines = _rough(options) if options["file"] is None else _judged(options)
        except Refused as refusal:
            raise CommandError(f"{formats.say(refusal.reason)}{_how_to_say(refusal)}") from None
        except FileNotFoundError:
            raise CommandError(f"There is no file {options['file']}.") from None
        except OSError as trouble:
            raise CommandError(f"{options['file']} cannot be read: {trouble.strerror or trouble}.") from None
        except ValueError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) if options["json"] else "\n".join(lines))


def _judged(options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    if options["price"]:
        raise ValueError("--price goes without a file: the history of a file says what one costs.")
    if not options["spend"] or not options["outcome"]:
        raise ValueError("Say which columns to go by: --spend COLUMN --outcome COLUMN.")
    if options["next"] is not None and not options["second"]:
        raise ValueError("--next compares two channels: name the other with --second COLUMN.")
    asked = Asked(
        options["spend"],
        options["outcome"],
        _figure("--promise", options["promise"]),
        options["days"],
        None if options["budget"] is None else _figure("--budget", options["budget"]),
        options["second"],
        None if options["next"] is None else _figure("--next", options["next"]),
        options["date"],
        options["order"],
        options["decimal"],
    )
    found = answer(Path(options["file"]), asked)
    lines = list(as_text(found.promise.verdict, (*found.promise.reasons, *found.series.notes)))
    if found.next is not None:
        better = found.next.better
        lines += as_text(better if better == "cannot be told" else f"the {better} channel", found.next.reasons)
    return as_data(found, asked), lines


def _rough(options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    if not options["price"]:
        raise ValueError("Name a file with the history, or without one what one costs: --price 12-20.")
    low, _dash, high = options["price"].partition("-")
    promised = _figure("--promise", options["promise"])
    spend = None if options["budget"] is None else _figure("--budget", options["budget"])
    found = rough(promised, _figure("--price", low), _figure("--price", high or low), spend)
    verdict = found.verdict if spend is not None else "without a budget it is only a price"
    return rough_as_data(found, promised), list(as_text(verdict, found.reasons))


def _figure(option: str, written: str) -> float:
    try:
        return float(written)
    except ValueError:
        raise ValueError(f"{option}: “{written}” is no number. Write it like 9000 or 12.50.") from None


def _how_to_say(refusal: Refused) -> str:
    match refusal.looks_like:
        case "undecided":
            return " Say it with --order dmy or mdy for days, --decimal , or . for figures."
        case "which day":
            return " Say it with --date COLUMN."
        case _:
            return ""
