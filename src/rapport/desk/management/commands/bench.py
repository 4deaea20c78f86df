"""`rapport bench`: how quick pages, imports and mail are on very many rows, in a folder of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapport.desk.measuring import figures, mail, pages, starts
from rapport.desk.measuring.calling import Browser, measure
from rapport.desk.seeding import many

POSTGRES = "postgresql://postgres@127.0.0.1:5432/rapport_bench"
IMPORTED = 20_000  # rows of the file whose import is timed


class Command(BaseCommand):
    help = (
        "Seed very many clients into a folder of their own, start the server, and measure Today, the clients in each "
        "order, a client, its story, the work, the portal, search and logging a touchpoint. `rapport bench mail` "
        "measures how quick mail is read, judged and stored, `rapport bench start` how quick a start with 60 tasks is "
        "laid out, `rapport bench figures` how quick a report of a million rows is taken in. "
        "docs/hosting/speed.md says how to read it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", nargs="?", choices=("pages", "mail", "start", "figures", "loading"), default="pages"
        )
        parser.add_argument("--size", choices=list(many.SIZES), default="agency")
        parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
        parser.add_argument(
            "--database-url", default=POSTGRES, help=f"where PostgreSQL is; the size is added to the name ({POSTGRES})"
        )
        parser.add_argument("--folder", type=Path, help="where to keep what is seeded, to be used again")
        parser.add_argument("--calls", type=int, default=100, help="calls one after the other for each page")
        parser.add_argument("--callers", type=int, default=8, help="callers at once")
        parser.add_argument("--seconds", type=float, default=4, help="how long they call")
        parser.add_argument("--only", default="", help="pages whose name holds this word")
        parser.add_argument("--no-import", action="store_true", help="leave out the speed of imports")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")
        parser.add_argument("--inside", action="store_true", help="(for bench itself) look at the statements only")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["inside"]:
            measures: dict[str, Any] = {
                "mail": mail.measure, "start": starts.measure, "figures": figures.measure,
                "loading": figures.measure_loading,
            }  # fmt: skip
            self.stdout.write(json.dumps(measures.get(options["what"], pages.look_inside)()))
            return
        if options["what"] == "mail":
            self._mail(options)
            return
        if options["what"] == "start":
            self._start(options)
            return
        if options["what"] == "figures":
            self._figures(options)
            return
        size, database = options["size"], options["database"]
        folder = options["folder"] or Path(tempfile.gettempdir()) / f"rapport-bench-{size}-{database}"
        house = _environment(folder, database, f"{options['database_url']}_{size}")
        self._seed(house, folder, size)
        loading = json.loads(_rapport(house, "bench", "loading", "--inside"))
        if options["what"] == "loading":
            self._tell_loading(loading, as_json=options["json"])
            return
        wanted = json.loads(_rapport(house, "bench", "--inside"))
        wanted = [page for page in wanted if options["only"] in page["name"] or page["name"] == pages.EMPTY]
        measured = self._call(house, wanted, options)
        report: dict[str, Any] = {"size": size, "database": database, "cores": os.cpu_count(), "pages": measured}
        report["loading"] = loading
        if not options["no_import"]:
            report["import"] = _import(house)
        self._tell(report, as_json=options["json"])

    def _mail(self, options: dict[str, Any]) -> None:
        """2,000 letters of 20 kB, taken in by an empty house of their own."""
        report = self._inside("mail", options)
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=1))
            return
        self.stdout.write(
            f"{report['letters']} letters of {report['kB']} kB on {report['database']}: {report['seconds']} s, "
            f"{report['per_second']} a second, {report['statements']} statements each "
            f"(reading and judging alone {report['read_and_judged_seconds']} s); {report['outcomes']}"
        )

    def _start(self, options: dict[str, Any]) -> None:
        """A start with 60 tasks, begun again and again in an empty house of its own."""
        report = self._inside("start", options)
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=1))
            return
        self.stdout.write(
            f"a start with {report['tasks']} tasks on {report['database']}: {report['ms']} ms, "
            f"{report['slowest_ms']} ms the slowest of {report['starts']}, {report['statements']} statements"
        )

    def _figures(self, options: dict[str, Any]) -> None:
        """A report of a million rows, taken in twice by an empty house of its own."""
        report = self._inside("figures", options)
        if options["json"]:
            self.stdout.write(json.dumps(report, indent=1))
            return
        self.stdout.write(
            f"{report['rows']} rows ({report['megabytes']} MB) on {report['database']}: {report['seconds']} s, again "
            f"{report['again_seconds']} s; {report['memory_mb']} MB of memory, again {report['again_memory_mb']} MB; "
            f"{report['strips']} strips"
        )

    def _tell_loading(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, indent=1))
            return
        self.stdout.write(
            f"figures: a year of {report['metrics']} metrics of a client among {report['readings']:,} readings in "
            f"{report['p50_ms']} ms, p95 {report['p95_ms']} ms"
        )

    def _inside(self, what: str, options: dict[str, Any]) -> dict[str, Any]:
        """What is measured in a house that is thrown away."""
        with tempfile.TemporaryDirectory(prefix=f"rapport-bench-{what}-") as place:
            house = _environment(Path(place), options["database"], f"{options['database_url']}_{what}")
            if url := house.get("RAPPORT_DATABASE_URL"):
                _make_database(url, anew=True)
            report: dict[str, Any] = json.loads(_rapport(house, "bench", what, "--inside"))
        return report | {"database": options["database"], "cores": os.cpu_count()}

    def _seed(self, house: dict[str, str], folder: Path, size: str) -> None:
        marker = folder / "seeded"
        if marker.exists():
            return
        self.stderr.write(f"Seeding {size} into {folder} …")
        began = time.perf_counter()
        if house.get("RAPPORT_DATABASE_URL"):
            _make_database(house["RAPPORT_DATABASE_URL"])
        _rapport(house, "seed", "--size", size)
        marker.write_text(f"{time.perf_counter() - began:.0f} s\n")

    def _call(
        self, house: dict[str, str], wanted: list[dict[str, Any]], options: dict[str, Any]
    ) -> list[dict[str, Any]]:
        port = _free_port()
        words = [sys.executable, "-m", "rapport", "serve", "--no-worker", "--port", str(port)]
        server = subprocess.Popen(words, env=house, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
        try:
            _wait_for(port)
            browsers: dict[str, Browser] = {}
            found = []
            for page in wanted:
                if page["who"] not in browsers:
                    browsers[page["who"]] = Browser(port)
                    if page["key"]:
                        browsers[page["who"]].come_in(page["key"])
                    elif page["who"] != pages.CONTACT:
                        browsers[page["who"]].sign_in(page["who"], many.PASSWORD)
                taken = measure(
                    browsers[page["who"]].twin(), page["paths"], headers=pages.headers_of(page["paths"][0]),
                    form=page["form"] or None, calls=options["calls"], callers=options["callers"],
                    seconds=options["seconds"],
                )  # fmt: skip
                found.append(_line(page, taken.p50, taken.p95, taken.per_second, taken.size))
                self.stderr.write(f"{page['name']}: {taken.p50:.1f} ms")
        finally:
            server.terminate()
            server.wait(20)
        empty = next(line["p50_ms"] for line in found if line["page"] == pages.EMPTY)
        for line in found:
            line["to_empty"] = round(line["p50_ms"] / empty, 1)
        return found

    def _tell(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, indent=1))
            return
        self.stdout.write(f"{report['size']}, {report['database']}, {report['cores']} cores\n")
        heads = ("page", "p50 ms", "p95 ms", "statements", "calls/s", "bare SQL ms", "to bare", "to empty", "kB")
        self.stdout.write("{:28}{:>8}{:>8}{:>12}{:>9}{:>13}{:>9}{:>10}{:>7}".format(*heads))
        for line in report["pages"]:
            cells = (line["page"], line["p50_ms"], line["p95_ms"], line["statements"], line["per_second"],
                     line["bare_ms"], line["to_bare"], line["to_empty"], line["kb"])  # fmt: skip
            shown = ["–" if cell is None else str(cell) for cell in cells]
            self.stdout.write("{:28}{:>8}{:>8}{:>12}{:>9}{:>13}{:>9}{:>10}{:>7}".format(*shown))
        self._tell_loading(report["loading"], as_json=False)
        if told := report.get("import"):
            self.stdout.write(
                f"import: {told['rows']} plain clients in {told['seconds']} s, {told['per_second']} rows/s"
            )


def _line(page: dict[str, Any], p50: float, p95: float, per_second: float, size: int) -> dict[str, Any]:
    bare = page["bare_ms"]
    return {
        "page": page["name"],
        "p50_ms": round(p50, 1),
        "p95_ms": round(p95, 1),
        "statements": page["statements"],
        "per_second": round(per_second),
        "bare_ms": None if bare is None else round(bare, 2),
        "to_bare": None if not bare else round(p50 / bare, 1),
        "kb": round(size / 1000),
    }


def _environment(folder: Path, database: str, url: str) -> dict[str, str]:
    """A house of its own: nothing of the data folder in force is touched."""
    folder.mkdir(parents=True, exist_ok=True)
    house = {key: value for key, value in os.environ.items() if not key.startswith(("RAPPORT_", "DJANGO_"))}
    house["RAPPORT_DATA_DIR"] = str(folder)
    if database == "postgresql":
        house["RAPPORT_DATABASE_URL"] = url
    return house


def _rapport(house: dict[str, str], *words: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "rapport", *words], env=house, capture_output=True, text=True
    )
    if done.returncode:
        raise CommandError(f"rapport {' '.join(words)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def _make_database(url: str, *, anew: bool = False) -> None:
    import psycopg

    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if anew:
            dropping = psycopg.sql.SQL("DROP DATABASE IF EXISTS {}").format(psycopg.sql.Identifier(name))
            connection.execute(dropping)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _attempt in range(240):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/")
            if connection.getresponse().status < 500:
                return
        except OSError:
            pass
        time.sleep(0.25)
    raise CommandError("the server did not come up")


def _import(house: dict[str, str]) -> dict[str, Any]:
    """Plain clients from a file, with dry run, ledger and undo on; taken back afterwards."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "clients.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["Id", "Client", "City", "Country", "Tier", "E-mail"])
            for n in range(IMPORTED):
                writer.writerow([f"m-{n}", f"Measured {n:06d}", "Split", "HR", "C", f"office@measured{n}.example"])
        began = time.perf_counter()
        told = json.loads(_rapport(house, "import", str(file), "--json"))
        spent = time.perf_counter() - began
    if number := told.get("id"):
        _rapport(house, "undo-import", str(number))
    return {
        "rows": IMPORTED,
        "seconds": round(spent, 1),
        "per_second": round(IMPORTED / spent),
        "answer": told.get("counts"),
    }
