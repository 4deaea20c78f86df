"""`rapport figures`: what a report of figures says, bringing it in for a client, taking it back."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapport.agency.models import Member, Role
from rapport.desk.figure_files import Read, as_data, as_text, read_file
from rapport.portfolio.models import Client
from rapport.reckon.figures.rates import read_rates
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.folding import fold
from rapport.reckon.tables.opening import open_table
from rapport.reckon.tables.refusal import Refused
from rapport.results.readings.bring import bring
from rapport.results.readings.models import Arrival
from rapport.results.readings.take_back import take_back
from rapport.results.readings.take_in import sentence
from rapport.results.readings.write_rate import write_rates


class Command(BaseCommand):
    help = (
        "Read figures. rapport figures read FILE prints what a CSV or XLSX of figures says: whose report it is, what "
        "its columns mean, what is left out and why, what is asked; it needs no database. rapport figures import "
        "CLIENT FILE keeps it, --dry-run only counts; rapport figures back NUMBER takes it back. "
        "Example: rapport figures read campaigns.csv --json"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        read = deeds.add_parser("read", help="print what a file of figures says; keeps nothing")
        read.add_argument("file", metavar="FILE", help="a CSV or XLSX file")
        add_reading(read)
        take = deeds.add_parser("import", help="keep the figures of a file for a client")
        take.add_argument("client", metavar="CLIENT", help="name of the client, or a part of it that only one has")
        take.add_argument("file", metavar="FILE", help="a CSV or XLSX file")
        take.add_argument("--dry-run", action="store_true", help="say what would happen and keep nothing")
        take.add_argument("--by", default="", metavar="MAIL", help="who brings it; by default the first head")
        add_reading(take)
        rates = deeds.add_parser("rates", help="note what currencies were worth, from a table of days")
        rates.add_argument(
            "file", metavar="FILE", help="a CSV or XLSX: Date, Currency, Into, Rate; or a column a currency"
        )
        rates.add_argument("--by", default="", metavar="MAIL", help="who notes them; by default the first head")
        back = deeds.add_parser("back", help="take figures that came back again")
        back.add_argument("number", type=int, metavar="NUMBER", help="what figures import printed")
        back.add_argument("--by", default="", metavar="MAIL", help="who takes it back; by default the first head")

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        match deed:
            case "read":
                self._read(options)
            case "import":
                self._import(options)
            case "back":
                self._back(options)
            case "rates":
                self._rates(options)

    def _import(self, options: dict[str, Any]) -> None:
        by, path = _member(options["by"]), Path(options["file"])
        client = _client(by, options["client"])
        try:
            with path.open("rb") as file:
                brought = bring(
                    file, path.name, client, by=by, source=options["source"], mapping=pairs(options["map"]),
                    answers=pairs(options["answer"]), dry=options["dry_run"],
                )  # fmt: skip
        except Refused as no:
            raise CommandError(no.reason.plain()) from None
        except OSError as trouble:
            raise CommandError(f"{path} cannot be read: {trouble.strerror or trouble}.") from None
        arrival, read = brought.arrival, Read(path, brought.figures)
        if options["json"]:
            told = {key: value for key, value in as_data(read).items() if key not in ("readings", "readings_in_all")}
            told |= {"client": client.pk, "arrival": arrival.pk if arrival else None, "dry": options["dry_run"]}
            told["counts"] = arrival.counts if arrival else {}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(as_text(read, with_table=False)))
            if arrival:
                self.stdout.write(f"{client.name}: {sentence(arrival)}")
                kept = (
                    "Nothing was kept." if arrival.pk is None else f"To take it back: rapport figures back {arrival.pk}"
                )
                self.stdout.write(kept)
        if brought.figures.questions:
            raise CommandError("Questions are open, nothing was kept: say --answer KEY=ANSWER.")

    def _rates(self, options: dict[str, Any]) -> None:
        by, path = _member(options["by"]), Path(options["file"])
        try:
            with path.open("rb") as file:
                rows, left = read_rates(open_table(file, path.name))
            many = write_rates([(row.currency, row.into, row.day, row.rate) for row in rows], by=by)
        except Refused as no:
            raise CommandError(no.reason.plain()) from None
        except OSError as trouble:
            raise CommandError(f"{path} cannot be read: {trouble.strerror or trouble}.") from None
        for line, reason in left[:100]:
            self.stderr.write(f"Line {line} is left out: {reason.plain()}")
        self.stdout.write(f"{many} rates are noted, {len(left)} lines left out.")

    def _back(self, options: dict[str, Any]) -> None:
        by = _member(options["by"])
        arrival = Arrival.objects.filter(pk=options["number"]).select_related("client").first()
        if arrival is None:
            raise CommandError(f"There is no arrival {options['number']}.")
        arrival.client = Client.objects.fetch(by, arrival.client_id)
        take_back(arrival, by=by)
        left = arrival.counts.get("left", 0)
        self.stdout.write(f"Taken back; {left} figures stay, since they were changed later.")

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


def _member(mail: str) -> Member:
    """The member of that mail, or the first head."""
    people = Member.objects.filter(is_active=True)
    if mail:
        found = people.filter(email=mail.lower()).first()
    else:
        found = next((one for one in people.order_by("pk") if one.is_(Role.HEAD)), None)
    if found is None:
        raise CommandError(f"“{mail}” is nobody here." if mail else "There is no head here: say --by MAIL.")
    return found


def _client(by: Member, name: str) -> Client:
    """The one client of that name, or of that part of it, with the standing of who asks."""
    wanted = fold(name)
    seen = Client.objects.here().visible_to(by)
    for matches in ({"folded": wanted}, {"folded__contains": wanted}):
        found = list(seen.filter(**matches).order_by("folded", "pk").values_list("pk", "name")[:9]) if wanted else []
        if len(found) == 1:
            return Client.objects.fetch(by, found[0][0])
        if found:
            raise CommandError(f"More than one has that name: {', '.join(name for _pk, name in found)}.")
    raise CommandError(f"No client is called “{name}”.")


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
