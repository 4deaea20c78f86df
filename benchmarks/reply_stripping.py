"""How well quotes and signatures are told from new words, on every sample with a stored answer.

    python benchmarks/reply_stripping.py ../shared/data/email-reply-stripping [--misses]

What is compared, with white space folded:

- discourse: the new words with the trimmed text.
- talon/*_body: the new words with the body without its last lines, the signature (the sender's name is given).
- talon/*.eml: the new words with the reply. Where the stored reply keeps the signature (iphone, sparrow), new words
  and signature together; where none is stored, it is the first line its README names, written by that client.
- talon_html: the reply all of them share, "Hi. I am fine." and the name below it.

"lost" counts samples in which a word of the answer is not in what was compared, or a word of the message is in none of
new words, quote and signature.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapport.reckon.letter import Letter, read_letter
from rapport.reckon.mail.page import read_page
from rapport.reckon.mail.trimming import Trimmed, trim

_EML = {"apple_mail_2": "Hello", "comcast": "Hello", "thunderbird": "Hello"}
_SHARED_REPLY = "Hi. I am fine. Thanks, Alex"


@dataclass(frozen=True)
class Sample:
    set: str
    name: str
    text: str
    got: Trimmed
    expected: str
    with_signature: bool = False

    @property
    def compared(self) -> str:
        return f"{self.got.new_words} {self.got.signature}" if self.with_signature else self.got.new_words

    def is_exact(self) -> bool:
        return self.compared.split() == self.expected.split()

    def lost(self) -> list[str]:
        whole = Counter(f"{self.got.new_words} {self.got.quoted} {self.got.signature}".split())
        hidden = Counter(self.expected.split()) - Counter(self.compared.split())
        return [*(Counter(self.text.split()) - whole), *hidden]


def samples(folder: Path) -> Iterator[Sample]:
    yield from _discourse(folder / "discourse")
    yield from _talon_bodies(folder / "talon")
    yield from _talon_messages(folder / "talon")
    for path in sorted((folder / "talon_html").glob("*.html")):
        page = read_page(path.read_text(encoding="utf-8"))
        got = trim(page.text, cuts=page.cuts, introductions=page.introductions)
        yield Sample("talon_html", path.name, page.text, got, _SHARED_REPLY)


def _discourse(folder: Path) -> Iterator[Sample]:
    for path in sorted((folder / "emails").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        expected = (folder / "trimmed" / path.name).read_text(encoding="utf-8")
        yield Sample("discourse", path.name, text, trim(text), expected)


def _talon_bodies(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*_body")):
        body, signature, sender = (
            (folder / path.name.replace("_body", end)).read_text(encoding="utf-8").replace("#sig#", "").strip()
            for end in ("_body", "_signature", "_sender")
        )
        yield Sample("talon bodies", path.name, body, trim(body, sender=sender), body.removesuffix(signature))


def _talon_messages(folder: Path) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.eml")):
        stored = folder / f"{path.stem}_reply_text"
        expected = stored.read_text(encoding="utf-8") if stored.exists() else _EML[path.stem]
        letter = read_letter(path.read_bytes())
        assert isinstance(letter, Letter), path
        got = Trimmed(letter.new_words, letter.quoted, letter.signature)
        yield Sample("talon messages", path.name, letter.text, got, expected, stored.exists())


def main(arguments: list[str]) -> int:
    words = [word for word in arguments if not word.startswith("--")]
    folder = Path(words[0]) if words else Path("../shared/data/email-reply-stripping")
    every = list(samples(folder))
    print(f"{'set':16}{'samples':>8}{'exact':>7}{'share':>8}{'lost':>6}")
    for name in [*dict.fromkeys(sample.set for sample in every), "all"]:
        mine = [sample for sample in every if name in (sample.set, "all")]
        exact, lost = sum(sample.is_exact() for sample in mine), sum(bool(sample.lost()) for sample in mine)
        print(f"{name:16}{len(mine):8}{exact:7}{exact / max(1, len(mine)):8.1%}{lost:6}")
    if "--misses" in arguments:
        for sample in every:
            if not sample.is_exact() or sample.lost():
                print(f"\n== {sample.set}: {sample.name}; lost: {' '.join(sample.lost()) or 'nothing'}")
                print(f"-- expected\n{sample.expected.strip()}\n-- got\n{sample.compared.strip()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
