"""Whose mail is this: which client and which person there, how surely and why. For whatever arrives from outside.

An address that stands in the address book of one client settles it; a thread decides between clients, but never for a
sender the client does not know (a forged In-Reply-To gains nothing); a domain of one client only is nearly as sure; a
domain shared by many (gmail.com, mail.ru) decides nothing. What stays under `SURE` waits for a person. The figures are
decisions of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because

SURE = 0.8  # from here on a person is not asked

# Providers whose domain says nothing of who writes.
SHARED = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com icloud.com me.com
    mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at web.de t-online.de freenet.de mail.com
    zoho.com fastmail.com hey.com tutanota.com
    mail.ru bk.ru list.ru inbox.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru lenta.ru ro.ru ukr.net i.ua
    seznam.cz email.cz centrum.cz post.cz volny.cz azet.sk centrum.sk zoznam.sk post.sk pobox.sk atlas.sk
    net.hr inet.hr vip.hr t-com.hr zg.t-com.hr st.t-com.hr ri.t-com.hr hi.t-com.hr optinet.hr
    orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it wp.pl o2.pl onet.pl interia.pl abv.bg
    hotmail.co.uk outlook.de hotmail.de btinternet.com comcast.net verizon.net att.net
    """.split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """An address in the book: whose, at which client. `contact` is None for the client's own address."""

    client: int
    contact: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The thread it answers: its client, and every address that wrote or was written to in it."""

    client: int | None
    people: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of the addresses of one message: by address, by domain, by folded name of a person."""

    addresses: Mapping[str, Sequence[Known]] = field(default_factory=dict)
    domains: Mapping[str, Collection[int]] = field(default_factory=dict)
    names: Mapping[str, Sequence[Known]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """`client` is the likeliest, also when `sureness` (0 to 1) is too low to decide; None when nothing speaks for any.

    `contact` is the person on their side who wrote, or to whom we wrote first of all.
    """

    client: int | None
    contact: int | None
    sureness: float
    reasons: tuple[Reason, ...]

    @property
    def sure(self) -> bool:
        return self.client is not None and self.sureness >= SURE


NOBODY = Match(None, None, 0.0, ())


def match(
    sender: tuple[str, str], others: Sequence[tuple[str, str]], book: Book, *, before: Before | None = None
) -> Match:
    """Match one message. `sender` and `others` are (name, address) of the side outside, addresses in small letters:
    for a mail of ours the sender is the first to whom we wrote.

    >>> book = Book({"ivana@adria.example": [Known(7, 70, "Ivana Perić")]}, {"adria.example": [7]})
    >>> found = match(("Ivana", "ivana@adria.example"), [], book)
    >>> found.client, found.contact, found.sure, found.reasons[0].plain()
    (7, 70, True, 'ivana@adria.example is the address of Ivana Perić.')
    >>> match(("Ante", "ante@adria.example"), [], book).reasons[0].plain()
    'Only this client has addresses at adria.example.'
    >>> match(("A", "a@gmail.com"), [], Book({}, {"gmail.com": [7]})).client is None
    True
    """
    there = list(book.addresses.get(sender[1], ()))
    clients = {known.client for known in there}
    if len(clients) == 1:
        return _by_address(sender[1], there[0])
    if clients:
        return _among(sender[1], there, others, book, before)
    if before and before.client is not None and sender[1] in before.people:
        reason = because("{mail} has taken part in this conversation before.", mail=sender[1])
        return Match(before.client, None, 0.9, (reason,))
    return _stranger(sender, others, book, before)


def domain_of(mail: str) -> str:
    """The domain that may speak for a company; empty for a shared one.

    >>> domain_of("ivana@adria.example"), domain_of("ivana@gmail.com"), domain_of("nonsense")
    ('adria.example', '', '')
    """
    domain = mail.rpartition("@")[2] if "@" in mail else ""
    return "" if domain in SHARED else domain


def _by_address(mail: str, known: Known) -> Match:
    if known.contact is None:
        return Match(known.client, None, 0.95, (because("{mail} is the client's own address.", mail=mail),))
    reason = because("{mail} is the address of {name}.", mail=mail, name=known.name)
    return Match(known.client, known.contact, 0.98, (reason,))


def _among(
    mail: str, there: Sequence[Known], others: Sequence[tuple[str, str]], book: Book, before: Before | None
) -> Match:
    """The address stands at several clients: the thread decides, else who else is written to."""
    first = because("{mail} stands at several clients.", mail=mail)
    by_client = {known.client: known for known in there}
    if before and before.client in by_client:
        known = by_client[before.client]
        reasons = (because("It answers a conversation with this client."), first)
        return Match(known.client, known.contact, 0.92, reasons)
    votes = _votes(others, book)
    best = [client for client in by_client if votes.get(client)]
    if len(best) == 1:
        known = by_client[best[0]]
        reasons = (because("Others of this client are among those written to."), first)
        return Match(known.client, known.contact, 0.85, reasons)
    known = there[0]
    return Match(known.client, known.contact, 0.5, (first,))


def _stranger(sender: tuple[str, str], others: Sequence[tuple[str, str]], book: Book, before: Before | None) -> Match:
    """Nobody knows the address. Each hint is one reason; only a domain of one client alone is sure by itself."""
    hints: dict[int, list[tuple[float, Reason]]] = defaultdict(list)
    domain = domain_of(sender[1])
    owners = set(book.domains.get(domain, ())) if domain else set()
    if len(owners) == 1:
        reason = because("Only this client has addresses at {domain}.", domain=domain)
        hints[owners.pop()].append((0.85, reason))
    for client in sorted(owners):
        hints[client].append((0.3, because("Several clients have addresses at {domain}.", domain=domain)))
    for client, mails in _votes(others, book).items():
        reason = because("It was also written to {mail}, who is known there.", mail=mails[0])
        hints[client].append((0.6, reason))
    if before and before.client is not None:
        reason = because("It says that it answers a conversation with this client, but the sender is not known there.")
        hints[before.client].append((0.5, reason))
    for known in book.names.get(fold(sender[0]), ()):
        hints[known.client].append((0.4, because("{name} is the name of somebody there.", name=known.name)))
    if not hints:
        return NOBODY
    client, found = max(hints.items(), key=lambda pair: (_together(pair[1]), -pair[0]))
    found.sort(key=lambda hint: -hint[0])
    return Match(client, None, round(_together(found), 2), tuple(reason for _weight, reason in found))


def _together(hints: Sequence[tuple[float, Reason]]) -> float:
    """Hints strengthen each other, but what is not sure by its strongest hint alone stays for a person to settle."""
    left = 1.0
    for weight, _reason in hints:
        left *= 1 - weight
    strongest = max(weight for weight, _reason in hints)
    return 1 - left if strongest >= SURE else min(1 - left, SURE - 0.01)


def _votes(others: Sequence[tuple[str, str]], book: Book) -> dict[int, list[str]]:
    """Which clients the others are known at, and by which addresses."""
    votes: dict[int, list[str]] = defaultdict(list)
    for _name, mail in others:
        for client in {known.client for known in book.addresses.get(mail, ())}:
            votes[client].append(mail)
    return votes
