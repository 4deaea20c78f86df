"""Makes true letters of what the demo's people said, and takes them in as a mailbox would: for the demo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, getaddresses
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from django.db.models import F

from rapport.agency.models import Member
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.keep_mailbox import Ways, add_mailbox
from rapport.conversations.mail.models import Arrival, Folder, Mailbox, Message
from rapport.conversations.mail.receive import Source, note, receive
from rapport.conversations.mail.tray import ask_to_sort
from rapport.conversations.models import Touchpoint
from rapport.desk.seeding.said import AGAIN, LETTERS, PRIVATE, SIGNATURES, TOO_LARGE, WROTE, Letter
from rapport.desk.seeding.then import as_of, back
from rapport.journal import clock
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.verdict import because

_BROKEN = re.compile(r"(.{75,})\n(?=\S)")  # a line that was broken for the source only

HOST = "mail.kordun.example"
BOXES = ("marta", "luka", "ana", "zuzana", "alexei")
FOLDERS = (("INBOX", "inbox"), ("Sent", "sent"), ("Trash", "trash"))
FAR = timedelta(days=3653)  # nobody calls a server that is not there


@dataclass
class Post:
    """The demo's people by name, and what has been written so far."""

    people: Mapping[str, Member]
    clients: Mapping[str, Client]
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
    mails: dict[int, str] = field(default_factory=dict)
    written: dict[str, EmailMessage] = field(default_factory=dict)
    uids: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for contact in Contact.objects.select_related("client").order_by("pk"):
            self.contacts.setdefault((contact.client.name, contact.first_name), contact)
        for contact_id, mail in Channel.objects.filter(kind="mail").order_by("-pk").values_list("contact", "value"):
            self.mails[contact_id] = mail

    def address(self, letter: Letter, who: str) -> str:
        """As it stands in a header."""
        if "<" in who:
            return who.replace("{domain}", self.domain(letter.client)) if "{domain}" in who else who
        if who in self.people:
            return formataddr((self.people[who].name, self.people[who].email))
        contact = self.contacts[letter.client, who]
        return formataddr((contact.name, self.mails[contact.pk]))

    def domain(self, client: str) -> str:
        first = next(contact for (name, _first), contact in self.contacts.items() if name == client)
        return self.mails[first.pk].rpartition("@")[2]


def take_in(people: Mapping[str, Member], clients: Mapping[str, Client]) -> dict[str, Message]:
    """All letters, oldest first, through the very door that a mailbox uses; what became a message, by its key."""
    post = Post(people, clients)
    boxes = {name: _mailbox(people[name], name) for name in BOXES}
    circle, found = Circle(), {}
    for letter in sorted(LETTERS, key=_sent_at):
        post.written[letter.key] = _message_of(letter, post)
        with as_of(_sent_at(letter)):
            arrival = receive(
                post.written[letter.key].as_bytes(), _source(letter.folder, boxes[letter.box], post), circle
            )
        if arrival.message is not None:
            found[letter.key] = arrival.message
        if arrival.message is not None and letter.why:
            Touchpoint.objects.filter(pk=arrival.message.touchpoint_id or 0).update(why_first=letter.why)
    for key, box in AGAIN:
        receive(post.written[key].as_bytes(), _source("INBOX", boxes[box], post), circle)
    _too_large(post, boxes)
    _finish(boxes)
    return found


def _mailbox(member: Member, name: str) -> Mailbox:
    ways = Ways(
        address=member.email, user=member.email, host=HOST, out_host=HOST, secret="demo",  # noqa: S106
        signature=SIGNATURES[name],
    )  # fmt: skip
    mailbox = add_mailbox(ways, by=member)
    Folder.objects.bulk_create(
        [Folder(mailbox=mailbox, name=folder, special=special, uidvalidity=1) for folder, special in FOLDERS]
        + [Folder(mailbox=mailbox, name=PRIVATE[name], private=True)]
    )
    return mailbox


def _source(folder: str, mailbox: Mailbox, post: Post) -> Source:
    post.uids[f"{mailbox.pk} {folder}"] += 1
    return Source(folder, post.uids[f"{mailbox.pk} {folder}"], mailbox=mailbox, uidvalidity=1)


def _sent_at(letter: Letter) -> datetime:
    if not letter.back:
        hours, minutes = map(int, letter.at.split(":"))
        return clock.now().replace(microsecond=0) - timedelta(hours=hours, minutes=minutes)
    return back(letter.back, letter.at)


def _message_of(letter: Letter, post: Post) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    sender = post.address(letter, letter.sender)
    at = _sent_at(letter).astimezone(clock.zone_of(_zone(letter, post)))
    message["From"] = sender
    message["To"] = ", ".join(post.address(letter, one) for one in letter.to)
    if letter.cc:
        message["Cc"] = ", ".join(post.address(letter, one) for one in letter.cc)
    message["Subject"] = _filled(letter.subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.key}@{getaddresses([sender])[0][1].rpartition('@')[2]}>"
    _refer(message, letter, post)
    message.set_content(_body(letter, post))
    if letter.kind:
        _mark(message, letter)
    if letter.file:
        _attach(message, _filled(letter.file))
    return message


def _zone(letter: Letter, post: Post) -> str:
    if letter.sender in post.people or letter.client not in post.clients:
        return "Europe/Zagreb"
    return post.clients[letter.client].zone


def _refer(message: EmailMessage, letter: Letter, post: Post) -> None:
    if letter.answers:
        before = post.written[letter.answers]
        message["In-Reply-To"] = str(before["Message-ID"])
        message["References"] = f"{before.get('References', '')} {before['Message-ID']}".strip()
    elif letter.began:
        message["In-Reply-To"] = message["References"] = f"<{letter.began}>"


def _body(letter: Letter, post: Post) -> str:
    """The words, a signature, and the letter it answers beneath."""
    parts = [_BROKEN.sub(r"\1 ", letter.text.strip())]
    if letter.sender in SIGNATURES:
        parts.append(f"-- \n{SIGNATURES[letter.sender]}")
    elif (letter.client, letter.sender) in post.contacts and not letter.kind:
        contact = post.contacts[letter.client, letter.sender]
        parts.append(f"-- \n{contact.name}\n{letter.client}, {contact.client.city}")
    if letter.quoted:
        summer = clock.today() - timedelta(days=126)
        sooner, later = (f"{day.day}. {day.month}. {day.year}." for day in (summer, summer + timedelta(days=1)))
        parts.append(letter.quoted.format(sooner=sooner, later=later))
    elif letter.answers and letter.kind != "bounce":
        parts.append(_quote(letter, post.written[letter.answers], post))
    return "\n\n".join(parts) + "\n"


def _quote(letter: Letter, before: EmailMessage, post: Post) -> str:
    language = post.clients[letter.client].language if letter.client in post.clients else "en"
    at = before["Date"].datetime
    day = {"en": f"{at:%d/%m/%Y}", "hr": f"{at.day}. {at.month}. {at.year}."}.get(language, f"{at:%d.%m.%Y}")
    told = WROTE[language].format(day=day, at=f"{at:%H:%M}", who=before["From"])
    text = before.get_body(("plain",))
    lines = text.get_content().rstrip().splitlines() if text is not None else []
    return "\n".join([told, *(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in lines)])


def _mark(message: EmailMessage, letter: Letter) -> None:
    match letter.kind:
        case "auto":
            message["Auto-Submitted"] = "auto-replied"
            message["X-Auto-Response-Suppress"] = "All"
        case "bounce":
            message["Return-Path"] = "<>"
            message["Auto-Submitted"] = "auto-replied"
        case "list":
            message["List-Id"] = "<novosti.vilalavanda.example>"
            message["List-Unsubscribe"] = "<mailto:odjava@vilalavanda.example>"
            message["Precedence"] = "bulk"
            paragraphs = "".join(f"<p>{part}</p>" for part in letter.text.split("\n\n"))
            message.add_alternative(f"<html><body><h1>Vila Lavanda</h1>{paragraphs}</body></html>", subtype="html")


def _attach(message: EmailMessage, name: str) -> None:
    if name.endswith(".pdf"):
        message.add_attachment(_pdf(name), maintype="application", subtype="pdf", filename=name)
    else:
        rows = "name;value\n" + "".join(f"{name.partition('.')[0]} {n};{n * 7 % 23 + 11}\n" for n in range(1, 13))
        message.add_attachment(rows.encode(), maintype="text", subtype="csv", filename=name)


def _pdf(title: str) -> bytes:
    """One page with one line, the smallest that every reader opens."""
    told = sha256(title.encode()).hexdigest()[:8] if not title.isascii() else title
    page = f"BT /F1 18 Tf 72 760 Td (Kordun & Field: {told}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
    ]
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)


def _filled(text: str) -> str:
    return text.replace("{year}", str(clock.today().year))


def _too_large(post: Post, boxes: Mapping[str, Mailbox]) -> None:
    for box, who, client, subject, megabytes, days in TOO_LARGE:
        sender = SimpleNamespace(mail=f"{who}@{post.domain(client)}", name="")
        listed: Any = SimpleNamespace(sender=sender, subject=subject, date=back(days, "17:05"))
        reason = because("It is larger than {limit} MB.", limit=26)
        source = _source("INBOX", boxes[box], post)
        note(source, Arrival.Outcome.TOO_LARGE, reason, size=megabytes * 1_000_000, letter=listed)


def _finish(boxes: Mapping[str, Mailbox]) -> None:
    """The mailboxes have just been read, and what came in came in when it was written."""
    now = clock.now()
    Arrival.objects.filter(written_at__isnull=False).update(at=F("written_at"))
    Message.objects.update(stored_at=F("at"))
    for n, mailbox in enumerate(boxes.values()):
        read = now - timedelta(minutes=2 + 3 * n)
        Mailbox.objects.filter(pk=mailbox.pk).update(
            made_at=now - timedelta(days=90), read_at=read, tried_at=read, try_at=now + FAR
        )
        mailbox.folders.update(seen_at=read, last_uid=40)
        ask_to_sort(mailbox.member)
