"""Measures how long a report of twelve charts takes as PDF, slides and page, and how large it is.

    .venv/bin/python benchmarks/report.py [--times 9] [CONTENT.json]

The first of each is the cold one, in a fresh process: reading the fonts, the templates and the libraries is in it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "data" / "reports" / "vila-lavanda.hr.json"
sys.path.insert(0, str(ROOT / "src"))
FORMATS = ("pdf", "pptx", "html")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--only", choices=FORMATS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.only:
        print(json.dumps(_measured(chosen.content, chosen.only, chosen.times)))
        return
    print(f"{chosen.content.name}, {os.cpu_count()} cores")
    print("format   first s   then median ms   slowest ms     kB")
    for kind in FORMATS:
        with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
            told = subprocess.run(
                [sys.executable, __file__, str(chosen.content), "--only", kind, "--times", str(chosen.times)],
                env={**os.environ, "RAPPORT_DATA_DIR": folder, "RAPPORT_DEMO": "1"},
                capture_output=True, text=True, check=True,
            )  # fmt: skip
        first, median, slowest, size = json.loads(told.stdout.splitlines()[-1])
        print(f"{kind:6}  {first:8.2f}   {median * 1000:14.0f}   {slowest * 1000:10.0f}   {size / 1000:4.0f}")


def _measured(content: Path, kind: str, times: int) -> list[float]:
    begun = time.perf_counter()
    make = _maker(content, kind)
    size = make()
    first = time.perf_counter() - begun
    took = []
    for _time in range(times):
        begun = time.perf_counter()
        make()
        took.append(time.perf_counter() - begun)
    return [first, statistics.median(took), max(took), size]


def _maker(content: Path, kind: str) -> Callable[[], int]:
    """Each time from the JSON on, as the command line does."""
    from rapport.reckon.report.from_data import report_from
    from rapport.reckon.report.set_out import Laidout, set_out

    if kind == "pdf":
        from rapport.gateways.typesetting import pdf_of

        def made(laid: Laidout) -> int:
            return len(pdf_of(laid).pdf)

    elif kind == "pptx":
        from rapport.gateways.slides import deck_of

        def made(laid: Laidout) -> int:
            return len(deck_of(laid))

    else:
        os.environ["DJANGO_SETTINGS_MODULE"] = "rapport.config.settings"
        import django

        django.setup()
        from rapport.ui.report_page import standalone

        def made(laid: Laidout) -> int:
            return len(standalone(laid).encode())

    text = content.read_text(encoding="utf-8")
    return lambda: made(set_out(report_from(json.loads(text, parse_float=Decimal))))


if __name__ == "__main__":
    main()
