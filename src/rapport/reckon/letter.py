"""What one message says: its bytes in, a Letter or a Refusal out. For the mail poller, imports and the command line.

Each step stands in a file of its own in `rapport.reckon.mail`: parts, headers, charsets, bodies, page, trimming,
telling, languages. This one joins them, and is the only one others import.
"""

from __future__ import annotations

import re

from rapport.reckon.mail.addresses import addresses
from rapport.reckon.mail.bodies import Bodies, as_plain, bodies_of
from rapport.reckon.mail.charsets import readable, without_controls
from rapport.reckon.mail.dates import sent_at
from rapport.reckon.mail.headers import eight_bit, unstructured
from rapport.reckon.mail.languages import tell_language
from rapport.reckon.mail.mbox import letters_of_mbox
from rapport.reckon.mail.page import Page, read_page
from rapport.reckon.mail.parts import OverTheLimit, Part, take_apart
from rapport.reckon.mail.telling import tell
from rapport.reckon.mail.trimming import Trimmed, trim
from rapport.reckon.mail.values import LIMITS, Address, Attached, Letter, Limits, Refusal
from rapport.reckon.verdict import Reason, because, counted

__all__ = ["LIMITS", "Address", "Attached", "Letter", "Limits", "Refusal", "letters_of_mbox", "read_letter"]

NOBODY = Address("", "")
_OF_A_MESSAGE = set(
    "from to cc bcc subject date message-id sender reply-to received return-path mime-version content-type in-reply-to "
    "references delivered-to resent-from content-transfer-encoding x-mailer user-agent importance list-id".split()
)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
_MOST_REFERENCES = 200


def read_letter(raw: bytes, *, limits: Limits = LIMITS) -> Letter | Refusal:
    r"""Read one message, as it came over the wire or lay in a file. Never raises; time grows with its length only.

    A message over a limit is refused as a whole rather than read in part, since half a message misleads; the caller
    keeps its bytes. Text without any header is read as the body of a message that says nothing else.

    >>> letter = read_letter(b"From: Ana <ANA@adria.example>\nSubject: Reels\n\nWhen?\n\n> Soon.\n")
    >>> letter.sender, letter.new_words, letter.quoted
    (Address(name='Ana', mail='ana@adria.example'), 'When?', '> Soon.')
    >>> read_letter(b"\x89PNG\r\n\x1a\n\x00\x00").reason
    'not_a_message'
    """
    if len(raw) > limits.size:
        return Refusal("too_large", _sentence("too_large", limits))
    try:
        root = take_apart(raw, limits)
    except OverTheLimit as over:
        return Refusal(over.code, _sentence(over.code, limits))
    if not any(name in _OF_A_MESSAGE for name, _ in root.fields):
        if not raw.strip() or _is_binary(raw[:4000]):
            return Refusal("not_a_message", because("This is not a mail message."))
        root = Part([], "text/plain", {}, raw)
    return _letter(root, len(raw), limits)


def _sentence(code: str, limits: Limits) -> Reason:
    match code:
        case "too_large":
            most = counted("{n} megabyte", "{n} megabytes", limits.size // 1024**2)
            return because("The message is larger than {most}.", most=most)
        case "header_too_large":
            most = counted("{n} kilobyte", "{n} kilobytes", limits.header // 1024)
            return because("The header of the message is larger than {most}.", most=most)
        case "too_many_parts":
            return because("The message has more than {most}.", most=counted("{n} part", "{n} parts", limits.parts))
        case _:
            most = counted("{n} level", "{n} levels", limits.depth)
            return because("The parts of the message lie in each other more than {most} deep.", most=most)


def _letter(root: Part, size: int, limits: Limits) -> Letter:
    people = {key: addresses(root.all(key), limits.addresses) for key in ("from", "to", "cc", "reply-to")}
    sender = _sender(root, people["from"])
    subject = unstructured(root.first("subject"))
    bodies = bodies_of(root, limits)
    text, trimmed = _words(bodies, sender.name)
    told = tell(root, sender.mail, subject)
    return Letter(
        message_id=_first_id(root.first("message-id")),
        in_reply_to=_first_id(root.first("in-reply-to")),
        references=_ids(root.first("references")),
        sender=sender,
        to=people["to"],
        cc=people["cc"],
        reply_to=people["reply-to"],
        date=sent_at(root.first("date")),
        subject=subject,
        text=text,
        html="\n".join(bodies.pages),
        new_words=trimmed.new_words,
        quoted=trimmed.quoted,
        signature=trimmed.signature,
        attachments=tuple(bodies.attached),
        language=tell_language(trimmed.new_words) or tell_language(f"{subject} {trimmed.new_words}"),
        is_automatic=told.is_automatic,
        is_bounce=told.is_bounce,
        is_list=told.is_list,
        size=size,
    )


def _sender(root: Part, named: tuple[Address, ...]) -> Address:
    """The first of From that has an address, otherwise Sender's, otherwise whatever stood in From."""
    said = [*named, *addresses(root.all("sender"), 1)]
    return next((address for address in said if address.mail), said[0] if said else NOBODY)


def _words(bodies: Bodies, sender: str) -> tuple[str, Trimmed]:
    """The text to read, and how it is parted; what a page tells of its quotes is counted in lines of the whole."""
    lines: list[str] = []
    cuts: set[int] = set()
    introductions: set[int] = set()
    for is_page, said in bodies.shown:
        page = read_page(said) if is_page else Page(said.strip("\n"), frozenset(), frozenset())
        if not page.text.strip():
            continue
        lines += [""] if lines else []
        cuts |= {at + len(lines) for at in page.cuts}
        introductions |= {at + len(lines) for at in page.introductions}
        lines += page.text.split("\n")
    text = "\n".join(lines)
    return text, trim(text, cuts=cuts, introductions=introductions, sender=sender)


def _first_id(raw: bytes) -> str:
    said = _ids(raw)
    return said[0] if said else ""


def _ids(raw: bytes) -> tuple[str, ...]:
    """Message ids without their brackets; where there are no brackets, the words that hold an @."""
    said = without_controls(eight_bit(raw[:100_000]))
    found = _MESSAGE_ID.findall(said) or [word.strip("<>,;\"'") for word in said.split() if "@" in word]
    if not found and len(said) < 500:
        found = ["".join(said.split()).strip("<>")]
    kept = [*found[:1], *found[1:][-_MOST_REFERENCES:]]  # the first began the thread, the last are nearest
    return tuple(word[:500] for word in dict.fromkeys(kept) if word)


def _is_binary(head: bytes) -> bool:
    text = readable(head, "")
    return b"\0" in head or len(as_plain(text)) < len(text.replace("\r", "")) * 0.98
