"""Whose a list of tasks is, by the names of the list, its folders and its space; and what may be meant by a name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from rapport.reckon.folding import fold

_ONE = TypeVar("_ONE", bound=Hashable)
_SHORTEST = 3  # letters of a word that tells something
_LIKELY = 3


def names_of(space: str, folder: str, list_name: str) -> tuple[str, ...]:
    """The names a client may be found by, the nearest first, folded; `folder` may be a path.

    >>> names_of("Clients", "South / Adria Dental", "SEO")
    ('seo', 'adria dental', 'south', 'clients')
    """
    folders = folder.split(" / ")[::-1]
    return tuple(dict.fromkeys(found for part in (list_name, *folders, space) if (found := fold(part))))


def called(space: str, folder: str, list_name: str) -> str:
    """The place in words, from the outermost in; the key of what is asked about it.

    >>> called("Clients", "", "SEO")
    'Clients / SEO'
    """
    return " / ".join(" ".join(part.split()) for part in (space, folder, list_name) if part.strip())


def whose(names: Sequence[str], by_name: Mapping[str, Sequence[_ONE]]) -> _ONE | None:
    """The one whose name is exactly that of the nearest place that has any; a name of two is nobody's.

    >>> whose(("seo", "adria dental"), {"adria dental": [7]}), whose(("seo",), {"seo": [1, 2]})
    (7, None)
    """
    for name in names:
        if found := by_name.get(name):
            return found[0] if len(found) == 1 else None
    return None


def likely(names: Iterable[str], known: Iterable[tuple[str, _ONE]]) -> list[_ONE]:
    """At most three whose folded name holds, or is held by, one of the names in whole words; the longest name first.

    >>> likely(["adria dental seo"], [("adria dental", 7), ("adria", 8), ("dent", 9)])
    [7, 8]
    >>> likely(["tin"], [("tin babic", 1)])
    [1]
    """
    asked = [set(_words(name)) for name in names]
    asked = [words for words in asked if words]
    found: list[tuple[int, _ONE]] = []
    for name, one in known:
        words = set(_words(name))
        if words and any(words <= each or each <= words for each in asked):
            found.append((-len(name), one))
    found.sort(key=lambda pair: pair[0])
    return list(dict.fromkeys(one for _, one in found))[:_LIKELY]


def rings(parents: Mapping[_ONE, _ONE]) -> set[_ONE]:
    """Those whose chain of parents comes back to themselves.

    >>> sorted(rings({1: 2, 2: 1, 3: 1, 4: 4})), rings({1: 2, 2: 3})
    ([1, 2, 4], set())
    """
    found: set[_ONE] = set()
    clear: set[_ONE] = set()
    for start in parents:
        path: dict[_ONE, None] = {}
        at = start
        while at in parents and at not in path and at not in clear:
            path[at] = None
            at = parents[at]
        if at in path:
            ahead = list(path)
            found |= set(ahead[ahead.index(at) :])
        clear |= set(path)
    return found


def _words(folded: str) -> list[str]:
    plain = "".join(c if c.isalnum() else " " for c in folded)
    return [word for word in plain.split() if len(word) >= _SHORTEST]
