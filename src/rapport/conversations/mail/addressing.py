"""To whom a mail goes: who is answered, and what was typed into the lines To and Cc, for whoever writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import getaddresses

from rapport.agency.models import Member
from rapport.conversations.mail.models import Mailbox, Message
from rapport.documents.keep import path_of
from rapport.portfolio.models import Channel, Client, Contact
from rapport.post.models import Account
from rapport.reckon.letter import Letter, read_letter

Pair = list[str]  # name, address
_SPECIAL = re.compile(r'[,;<>"@()\\:]')
LONGEST_LINE = 5000


@dataclass(frozen=True, slots=True)
class Addressed:
    """Both lines of a mail, and what it says that it answers (Message-IDs without brackets)."""

    to: list[Pair] = field(default_factory=list)
    cc: list[Pair] = field(default_factory=list)
    references: tuple[str, ...] = ()


def of_answer(message: Message, member: Member, *, everyone: bool = False) -> Addressed:
    """Whom an answer to this message goes to: to whoever wants it (Reply-To), or wrote it; with `everyone` to all.

    An answer to a mail of ours goes on to those it went to. The member's own addresses are left out.
    """
    letter = _letter_of(message)
    references = (*(letter.references if letter else ()), message.message_id)
    own = own_addresses(member)
    if message.way == Message.Way.OUT:
        to, rest = list(message.to), list(message.cc)
    else:
        wanted = [[one.name, one.mail] for one in letter.reply_to if one.mail] if letter else []
        to, rest = wanted or [[message.sender_name, message.sender_mail]], [*message.to, *message.cc]
    to = _without(to, own) or _without([[message.sender_name, message.sender_mail]], set())
    taken = own | {mail.lower() for _name, mail in to}
    cc = _without(rest, taken) if everyone else []
    return Addressed(to, cc, tuple(dict.fromkeys(filter(None, references))))


def of_contact(client: Client, contact: Contact | None) -> list[Pair]:
    """The mail address of a person, or of the client's first person who has one."""
    rows = Channel.objects.filter(contact__client=client, contact__deleted_at=None, kind=Channel.Kind.MAIL)
    if contact is not None:
        rows = rows.filter(contact=contact)
    found = rows.select_related("contact").order_by("-preferred", "contact__folded", "pk").first()
    return [[found.contact.name, found.value]] if found else []


def contact_of(client: Client, pairs: Iterable[Sequence[str]]) -> Contact | None:
    """The person at the client to whom the first address that is known belongs."""
    mails = [mail.lower() for _name, mail in pairs if mail]
    rows = Channel.objects.filter(contact__client=client, contact__deleted_at=None, kind=Channel.Kind.MAIL)
    known = {row.folded: row.contact for row in rows.filter(folded__in=mails).select_related("contact")}
    return next((known[mail] for mail in mails if mail in known), None)


def own_addresses(member: Member) -> set[str]:
    boxes = Mailbox.objects.filter(member=member).values_list("address", flat=True)
    accounts = Account.objects.filter(member=member).values_list("address", flat=True)
    return {mail.lower() for mail in (member.email, *boxes, *accounts)}


def read_line(text: str) -> list[Pair]:
    """What was typed into a line of addresses. What is none stays as it was typed, with an empty address.

    >>> read_line("Ivana Perić <ivana@adria.example>; ante@adria.example, iva")
    [['Ivana Perić', 'ivana@adria.example'], ['', 'ante@adria.example'], ['iva', '']]
    """
    plain = re.sub(r"[\s;]+", lambda found: "," if ";" in found[0] or "\n" in found[0] else " ", text[:LONGEST_LINE])
    found: list[Pair] = []
    for name, mail in getaddresses([plain]):
        if "@" in mail and " " not in mail.strip():
            found.append([" ".join(name.split()), mail.strip()])
        elif rest := " ".join(filter(None, [name.strip(), mail.strip()])):
            found.append([rest, ""])
    if plain.strip(" ,") and not any(mail for _name, mail in found) and not found:
        return [[" ".join(plain.split()), ""]]
    return found


def written(pairs: Iterable[Sequence[str]]) -> str:
    """A line of addresses as it is typed.

    >>> written([["Perić, Ivana", "ivana@adria.example"], ["", "ante@adria.example"], ["iva", ""]])
    '"Perić, Ivana" <ivana@adria.example>, ante@adria.example, iva'
    """
    return ", ".join(_one(name, mail) for name, mail in pairs)


def _one(name: str, mail: str) -> str:
    if not name or not mail or name == mail:
        return mail or name
    return f'"{name.translate(_UNQUOTED)}" <{mail}>' if _SPECIAL.search(name) else f"{name} <{mail}>"


_UNQUOTED = str.maketrans({'"': "'", "\\": " "})


def _without(pairs: Iterable[Sequence[str]], left_out: set[str]) -> list[Pair]:
    """Each address once."""
    found: dict[str, Pair] = {}
    for name, mail in pairs:
        if mail and mail.lower() not in left_out:
            found.setdefault(mail.lower(), [name, mail])
    return list(found.values())


def _letter_of(message: Message) -> Letter | None:
    """The original once more, for what only it says; a file that is gone says nothing."""
    if message.raw is None:
        return None
    with suppress(OSError):
        letter = read_letter(path_of(message.raw.digest).read_bytes())
        return letter if isinstance(letter, Letter) else None
    return None
