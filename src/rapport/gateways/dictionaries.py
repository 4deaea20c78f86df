"""Hunspell's dictionaries, as the machine or the wheel has them: which words of a language are known."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import spylls
from spylls.hunspell import Dictionary

PLACES = (Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"), Path("/Library/Spelling"))
MOST = {"en": 2}  # British and American are both right; of others the first that is found
NAMES = {"en": ("en_GB", "en_US"), "hr": ("hr_HR",), "sk": ("sk_SK",), "ru": ("ru_RU",)}
PACKAGES = {"en": "hunspell-en-gb", "hr": "hunspell-hr", "sk": "hunspell-sk", "ru": "hunspell-ru"}
WITHIN = Path(spylls.__file__).parent / "hunspell" / "data"  # English and Russian come with the library
_SHIPPED = {"en": "en/en_US", "ru": "ru/ru"}


class Missing(Exception):
    """No dictionary of that language is on this machine; `package` is what Debian and Ubuntu call it."""

    def __init__(self, language: str) -> None:
        self.language, self.package = language, PACKAGES.get(language, "")
        super().__init__(f"no dictionary for {language}: install {self.package}")


@dataclass(frozen=True)
class Words:
    """What is known of a language: any of its dictionaries will do."""

    language: str
    dictionaries: tuple[Dictionary, ...]

    def know(self, word: str) -> bool:
        return any(one.lookup(word) for one in self.dictionaries)

    def instead_of(self, word: str, *, most: int = 4, seconds: float = 1.5) -> list[str]:
        """What may have been meant, best first; as many as are found in that time."""
        found: list[str] = []
        until = time.monotonic() + seconds
        for meant in _suggestions(self.dictionaries, word):
            if meant not in found:
                found.append(meant)
            if len(found) >= most or time.monotonic() > until:
                break
        return found


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The dictionaries of a language, read once in a process (two to eight seconds). Raises Missing."""
    stems = [
        stem for stem in _stems(language) if stem.with_suffix(".dic").exists() and stem.with_suffix(".aff").exists()
    ]
    if not stems:
        raise Missing(language)
    return Words(language, tuple(Dictionary.from_files(str(stem)) for stem in stems[: MOST.get(language, 1)]))


def _stems(language: str) -> Iterator[Path]:
    for place in PLACES:
        for name in NAMES.get(language, ()):
            yield place / name
    if language in _SHIPPED:
        yield WITHIN / _SHIPPED[language]


def _suggestions(dictionaries: tuple[Dictionary, ...], word: str) -> Iterator[str]:
    for one in dictionaries:
        yield from islice(one.suggest(word), 5)
