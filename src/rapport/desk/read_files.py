"""Reads files of mail and chats to their end, on the command line, where nobody waits for a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.http import Http404

from rapport.agency.models import Member
from rapport.conversations.chats import drop as chats
from rapport.conversations.chats.models import ChatFile, FileChat
from rapport.conversations.chats.names import open_to
from rapport.conversations.chats.settle import settle
from rapport.conversations.mail import drop as mail
from rapport.conversations.mail.models import Dropped
from rapport.reckon.folding import fold

MAIL = (".eml", ".mbox", ".mbx")


def mail_files(paths: list[str]) -> Iterator[Path]:
    """Every file that was named; of a folder those of mail."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in MAIL and one.is_file())
        else:
            yield path


def read_mail(path: Path, member: Member) -> Dropped:
    """The file, read whole; what was read before is known already."""
    try:
        with path.open("rb") as file:
            dropped = mail.drop(file, name=path.name, by=member)
    except (OSError, ValueError) as trouble:
        raise CommandError(f"{path} cannot be read: {getattr(trouble, 'strerror', None) or trouble}.") from None
    mail.work(dropped.pk)
    dropped.refresh_from_db()
    return dropped


def read_chats(path: Path, member: Member, *, kind: str, answers: Mapping[str, str]) -> ChatFile:
    """The file, read whole. `answers`: dates, whose:TITLE → the client's name, us:TITLE → the name of one of us."""
    with path.open("rb") as opened:
        file = chats.drop(opened, name=path.name, by=member, kind=kind, order=answers.get("dates", ""))
    chats.work(file.pk)
    for chat in list(file.chats.filter(state=FileChat.State.WAITS)):
        if named := answers.get(f"whose:{chat.title}"):
            _settle(chat, member, named, answers.get(f"us:{chat.title}", ""))
    chats.work(file.pk)
    file.refresh_from_db()
    return file


def _settle(chat: FileChat, member: Member, named: str, us: str) -> None:
    client = next((one for one in open_to(member).values() if fold(one.name) == fold(named)), None)
    if client is None:
        raise CommandError(f"“{named}” is no client of {member.name}. The chat waits: say whose it is in the browser.")
    contact = chat.contact if chat.contact and chat.contact.client_id == client.pk else None
    ours = [key for key, name in chat.people if us and fold(name) == fold(us)]
    try:
        settle(chat, by=member, client=client, contact=contact, ours=ours)
    except (ValidationError, PermissionDenied, Http404) as refusal:
        raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from None
