"""One client per industry: for whoever takes on, imports or changes a client, with whom it collides and why.

Rule: product.md C5. By default the key is the industry alone, whatever the region or service. An administrator may
narrow it: then two clients collide only where they share a region (or a service) as well. A client whose regions (or
services) are not known stands for all of them, so that a gap in the record never hides a collision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because

Scope = Literal["industry", "industry+region", "industry+service", "off"]
EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a client stands for: an industry, and the region or service it is narrowed to (EVERYWHERE if it is not).

    Compared folded, shown as `label` and `narrowed` were written.
    """

    industry: str
    part: str = EVERYWHERE
    label: str = field(default="", compare=False)
    narrowed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Holder:
    """A client with its keys, made by `key_of`."""

    id: int | str | None
    name: str
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Collision:
    """Another client that already stands for the same; `shared` are the other's keys."""

    other_id: int | str | None
    other_name: str
    shared: frozenset[Key]
    reason: Reason


def key_of(scope: Scope, industry: str, regions: Iterable[str] = (), services: Iterable[str] = ()) -> frozenset[Key]:
    """What a client occupies. No industry, or the scope "off", occupies nothing. ValueError for an unknown scope.

    >>> sorted(key.narrowed for key in key_of("industry+region", "Dental clinics", ["Istria", "Zagreb"]))
    ['Istria', 'Zagreb']
    >>> key_of("industry", " dental CLINICS", ["Istria"]) == key_of("industry", "Dental clinics", ["Zagreb"])
    True
    """
    match scope:
        case "off":
            return frozenset()
        case "industry":
            parts: Iterable[str] = ()
        case "industry+region":
            parts = regions
        case "industry+service":
            parts = services
        case _:
            raise ValueError(f'"{scope}" is no scope of exclusivity.')
    folded = fold(industry)
    if not folded:
        return frozenset()
    label = " ".join(industry.split())
    named = [" ".join(part.split()) for part in parts if fold(part)] or [EVERYWHERE]
    return frozenset(Key(folded, fold(part), label, part) for part in named)


def collisions(candidate: Holder, others: Iterable[Holder]) -> tuple[Collision, ...]:
    """Who already stands for what the candidate would, by name. The candidate itself (the same id) is passed over.

    >>> adria = Holder(1, "Adria Dental", key_of("industry", "Dental clinics"))
    >>> newcomer = Holder(None, "Smile Studio", key_of("industry", "dental clinics"))
    >>> [collision.reason.plain() for collision in collisions(newcomer, [adria])]
    ['Adria Dental already stands for Dental clinics.']
    """
    found = [
        Collision(other.id, other.name, shared, _reason(other.name, shared))
        for other in others
        if (candidate.id is None or other.id != candidate.id) and (shared := _shared(candidate.keys, other.keys))
    ]
    return tuple(sorted(found, key=lambda c: (fold(c.other_name), str(c.other_id))))


def _shared(wanted: frozenset[Key], held: frozenset[Key]) -> frozenset[Key]:
    return frozenset(key for key in held if any(_meet(key, mine) for mine in wanted))


def _meet(a: Key, b: Key) -> bool:
    return a.industry == b.industry and (a.part == b.part or EVERYWHERE in (a.part, b.part))


def _reason(name: str, shared: frozenset[Key]) -> Reason:
    keys = sorted(shared, key=lambda key: key.part)
    narrowed = ", ".join(key.narrowed for key in keys if key.narrowed)
    if narrowed:
        return because(
            "{name} already stands for {industry} ({parts}).", name=name, industry=keys[0].label, parts=narrowed
        )
    return because("{name} already stands for {industry}.", name=name, industry=keys[0].label)
