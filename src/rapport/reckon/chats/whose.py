"""Whose chat is this: which client, which person there, how surely and why; and who in it is one of us.

A number or an id that stands at one client settles it. A full name settles it only where one contact of all has it and
the client is looked after by whoever brings the chat: telephones are full of namesakes, and a private chat must not
become a client's. Two hints of different kinds strengthen each other. The figures are decisions of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.reckon.chats.values import Chat, Person
from rapport.reckon.folding import fold
from rapport.reckon.matching import NOBODY, SURE, Known, Match
from rapport.reckon.verdict import Reason, because

ENDING = 8  # digits that two numbers share when one is written without its country
_Hint = tuple[float, str, int | None, Reason]  # weight, kind, contact, why


@dataclass(frozen=True, slots=True)
class Names:
    """What the address book knows: numbers by their last digits, ids, full names, names of clients, one's own clients.

    `numbers` holds (all digits, whose) under the last eight digits.
    """

    numbers: Mapping[str, Sequence[tuple[str, Known]]] = field(default_factory=dict)
    ids: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    people: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    clients: Mapping[str, int] = field(default_factory=dict)
    own: Collection[int] = ()


def whose(chat: Chat, outside: Sequence[Person], names: Names) -> Match:
    """Match a chat by the people in it who are not ours, and by its title.

    >>> ivana = Person("Ivana Perić", "Ivana Perić")
    >>> chat = Chat("whatsapp", "Ivana Perić", "ivana peric", True, (ivana,), ())
    >>> book = Names(people={"ivana peric": [Known(7, 70, "Ivana Perić")]}, own={7})
    >>> found = whose(chat, [ivana], book)
    >>> found.client, found.contact, found.sure
    (7, 70, True)
    >>> whose(chat, [ivana], Names(people=book.people)).sure
    False
    """
    hints: dict[int, list[_Hint]] = defaultdict(list)
    for person in [*outside, *_titled(chat, outside)][:200]:
        for client, hint in _of_person(person, names):
            hints[client].append(hint)
    title = f" {fold(chat.title)} "
    for name, client in names.clients.items():
        if len(name) > 3 and f" {name} " in title:
            hints[client].append((0.7, "title", None, because("Its title names the client.")))
    return _likeliest(hints, alone=len(outside) <= 1)


def sides(chat: Chat, our_names: Collection[str], told: Collection[str] = ()) -> frozenset[str] | None:
    """The keys of those who are ours; None when it cannot be told who is. `our_names` are folded; `told`: by a person.

    >>> people = Person("Ivana", "Ivana"), Person("Luka", "Luka")
    >>> sides(Chat("whatsapp", "Ivana", "ivana", True, people, ()), []) == {"Luka"}
    True
    >>> sides(Chat("whatsapp", "_chat", "", True, people, ()), []) is None
    True
    """
    keys = {person.key for person in chat.people}
    if told:
        return frozenset(keys & set(told))
    ours = {one.key for one in chat.people if one.ours or (one.ours is None and fold(one.name) in our_names)}
    theirs = {one.key for one in chat.people if one.ours is False}
    if ours or keys == theirs:
        return frozenset(ours)
    titled = {one.key for one in chat.people if fold(one.name) == fold(chat.title)} | theirs
    if titled and len(keys) <= 2:
        return frozenset(keys - titled)
    return None


def _titled(chat: Chat, outside: Sequence[Person]) -> list[Person]:
    """Who is named by the title alone: the other side of a chat in which only we wrote."""
    named = any(fold(one.name) == fold(chat.title) for one in outside)
    return [] if named or chat.kind == "calls" or len(outside) > 1 else [Person(chat.mark, chat.title, chat.title)]


def _of_person(person: Person, names: Names) -> list[tuple[int, _Hint]]:
    return _by_number(person, names) or _by_id(person, names) or _by_name(person, names)


def _by_number(person: Person, names: Names) -> list[tuple[int, _Hint]]:
    digits = bare_number(person.phone)
    near = names.numbers.get(digits[-ENDING:], ()) if len(digits) >= ENDING else ()
    there = {known.contact: (number, known) for number, known in near if same_number(number, digits)}
    at_one = len({known.client for _number, known in there.values()}) == 1
    return [
        (known.client, ((0.97 if number == digits else 0.88) if at_one else 0.5, "number", known.contact,
                        because("{phone} is the number of {name}.", phone=person.phone, name=known.name)))
        for number, known in there.values()
    ]  # fmt: skip


def _by_id(person: Person, names: Names) -> list[tuple[int, _Hint]]:
    _sign, _colon, bare = person.key.partition(":")
    for written in (person.key, bare, bare.removeprefix("live:")):
        if written and (there := names.ids.get(fold(written))):
            at_one = len({known.client for known in there}) == 1
            return [
                (known.client, (0.95 if at_one else 0.5, "id", known.contact,
                                because("{id} is the address of {name}.", id=written, name=known.name)))
                for known in there
            ]  # fmt: skip
    return []


def _by_name(person: Person, names: Names) -> list[tuple[int, _Hint]]:
    folded = fold(person.name)
    there = names.people.get(folded, ())
    if not there:
        return []
    full = " " in folded
    if len(there) == 1 and full:
        weight = 0.85 if there[0].client in names.own else 0.7
        why = because("{name} is the only one of that name in the address book.", name=person.name)
        return [(there[0].client, (weight, "name", there[0].contact, why))]
    return [
        (known.client, (0.4 if full else 0.3, "name", known.contact,
                        because("{name} is the name of somebody there.", name=known.name)))
        for known in there[:50]
    ]  # fmt: skip


def _likeliest(hints: Mapping[int, list[_Hint]], *, alone: bool) -> Match:
    if not hints:
        return NOBODY
    ranked = sorted(((_together(some), client) for client, some in hints.items()), key=lambda one: (-one[0], one[1]))
    sureness, client = ranked[0]
    if len(ranked) > 1 and ranked[1][0] >= SURE:
        sureness = 0.5  # it speaks for two clients
    found = sorted(hints[client], key=lambda hint: -hint[0])
    contacts = list(dict.fromkeys(contact for _weight, _kind, contact, _why in found if contact))
    contact = contacts[0] if contacts and (alone or len(contacts) == 1) else None
    reasons = tuple(dict.fromkeys(why.plain() for *_rest, why in found))
    told = {why.plain(): why for *_rest, why in found}
    return Match(client, contact, round(sureness, 2), tuple(told[said] for said in reasons[:6]))


def _together(hints: Sequence[_Hint]) -> float:
    """The strongest hint of each kind; kinds strengthen each other."""
    best: dict[str, float] = {}
    for weight, kind, _contact, _why in hints:
        best[kind] = max(best.get(kind, 0.0), weight)
    left = 1.0
    for weight in best.values():
        left *= 1 - weight
    return 1 - left


def bare_number(text: str) -> str:
    """The digits of a number without what is dialled before it.

    >>> bare_number("00385 91 234-5678"), bare_number("091 234 5678"), bare_number("+385 (0)91 234 5678")
    ('385912345678', '912345678', '385912345678')
    """
    digits = "".join(sign for sign in text.replace("(0)", "") if "0" <= sign <= "9")
    return digits.lstrip("0")


def same_number(one: str, other: str) -> bool:
    """Whether two bare numbers are one, also when only one of them names its country.

    >>> same_number("385912345678", "912345678"), same_number("385912345678", "385922345678")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return len(short) >= ENDING and long.endswith(short)
