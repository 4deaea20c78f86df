"""How well the triage hears: precision and recall per language and kind, on both halves of the labelled messages.

    .venv/bin/python benchmarks/triage.py                    both halves
    .venv/bin/python benchmarks/triage.py --half tuning --misses hr

The misses of the unseen half are not shown, so that nobody tunes on them (tests/data/triage/README.md).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from rapport.reckon.triage import Triage, judge

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "hr", "sk", "ru")
KINDS = ("urgency", "questions", "promises", "complaints", "praise")
MONDAY = date(2026, 3, 2)


@dataclass
class Figures:
    """Counts of one kind; a promise counts only with the right side."""

    right: int = 0
    told: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def messages(language: str, half: str) -> list[dict[str, Any]]:
    path = ROOT / "tests" / "data" / "triage" / language / f"{half}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def measure(language: str, half: str) -> dict[str, Figures]:
    """The figures of each kind; the language is not told, the words must give it away."""
    figures = {kind: Figures() for kind in KINDS}
    for message in messages(language, half):
        seen = judge(message["text"], written_on=MONDAY, from_us=message["from_us"])
        for kind, told, there in verdicts(message, seen):
            figures[kind].right += (told & there).total()
            figures[kind].told += told.total()
            figures[kind].there += there.total()
    return figures


def verdicts(message: dict[str, Any], seen: Triage) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """Kind, what was told, what is there."""
    sides = ["other" if promise.is_reminder else "writer" for promise in seen.promises]
    yield "urgency", Counter(yes=int(seen.is_urgent)), Counter(yes=int(message["urgent"]))
    yield "questions", Counter(q=len(seen.questions)), Counter(q=message["questions"])
    yield "promises", Counter(sides), Counter(message["promises"])
    yield "complaints", Counter(yes=int(seen.is_complaint)), Counter(yes=int(message["complaint"]))
    yield "praise", Counter(yes=int(seen.is_praise)), Counter(yes=int(message["praise"]))


def show(half: str) -> None:
    print(f"\n{half:10}" + "".join(f"{kind:>18}" for kind in KINDS))
    for language in LANGUAGES:
        figures = measure(language, half)
        cells = (f"{figures[kind].precision:.2f} {figures[kind].recall:.2f} ({figures[kind].there})" for kind in KINDS)
        print(f"{language:10}" + "".join(f"{cell:>18}" for cell in cells))


def show_misses(language: str) -> None:
    for message in [m for half in ("tuning", "later") for m in messages(language, half)]:
        seen = judge(message["text"], written_on=MONDAY, from_us=message["from_us"])
        wrong = [
            f"{kind} {told.total()}≠{there.total()}" for kind, told, there in verdicts(message, seen) if told != there
        ]
        if wrong or seen.language != language:
            heard = [seen.urgent_because, [q.because for q in seen.questions], [p.quote.because for p in seen.promises]]
            print(f"{seen.language} {', '.join(wrong)}: {message['text']}\n     {heard} {seen.mood_because}")


def show_speed() -> None:
    for language in LANGUAGES:
        text = "\n".join(message["text"] for half in ("tuning",) for message in messages(language, half))
        text = (text * (20_000 // len(text) + 1))[:20_000]
        fastest = min(_processor_time(text) for _ in range(50))
        print(f"{language}: {fastest * 1000:.2f} ms of processor time for 20,000 characters of such messages")


def _processor_time(text: str) -> float:
    begin = process_time()
    judge(text, written_on=MONDAY)
    return process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--half", choices=("tuning", "unseen", "later", "fresh"), action="append")
    parser.add_argument("--misses", choices=LANGUAGES)
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    print("precision recall (labelled)")
    for half in asked.half or ("tuning", "unseen", "later", "fresh"):
        show(half)
    if asked.misses:
        show_misses(asked.misses)
    if asked.speed:
        show_speed()


if __name__ == "__main__":
    main()
