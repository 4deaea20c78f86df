"""Says whose a chat is, once, and takes it back: its words go out of the story, and it may be asked about again."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.agency.access import may, require
from rapport.agency.models import Member
from rapport.conversations.chats.drop import read_on
from rapport.conversations.chats.models import ChatFile, ChatPart, FileChat, KnownChat
from rapport.conversations.follow_through import follow_through
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact

CHUNK = 500


def settle(
    chat: FileChat, *, by: Member, client: Client | None, contact: Contact | None = None, ours: Sequence[str] = ()
) -> None:
    """The chat is this client's (`client` comes from `client_for`), or with None nobody's; remembered for later files.

    What it had brought for another client is taken back. `ours` are keys of those in it who are us.
    Raises ValidationError when only a person can say who is us and nobody was named.
    """
    if client is not None:
        require(by, "touchpoint.log", client.standing)
    told = [key for key, _name in chat.people if key in set(ours)]
    if client is not None and chat.asks_who and not told:
        raise ValidationError(_("Say which of them is you."))
    if chat.file.undone_at:
        raise ValidationError(_("This file was taken back. Drop it again."))
    with transaction.atomic():
        known = KnownChat.objects.select_for_update().get(pk=chat.known_id)
        changes = known.client_id is not None and (client is None or client.pk != known.client_id)
        if changes and known.client_id and not _may(by, known.client_id):
            raise ValidationError(_("A colleague has said already whose chat this is. Ask the head of your team."))
        if changes:
            _take_back(FileChat.objects.filter(known=known), by)
            ChatPart.objects.filter(chat__known=known).exclude(outcome=ChatPart.Outcome.LEFT).delete()
        known.client, known.aside = client, client is None
        known.contact = contact if client and contact and contact.client_id == client.pk else None
        known.ours = told or known.ours
        known.save()
        again = FileChat.objects.filter(known=known, file__undone_at=None)
        if not changes:
            again = again.filter(pk=chat.pk) | again.filter(state=FileChat.State.WAITS)
        files = list(again.values_list("file", flat=True))
        FileChat.objects.filter(pk__in=list(again.values_list("pk", flat=True))).update(state=FileChat.State.TODO)
        ChatFile.objects.filter(pk__in=files).update(finished_at=None)
        record(
            "chats.settled", by=by, about=chat.file, client=client.pk if client else None, in_story=False,
            aside=client is None,
        )  # fmt: skip
    chat.file.refresh_from_db()
    read_on(chat.file)


def undo(file: ChatFile, *, by: Member) -> int:
    """Take the whole file back; the number of words that left the story. What was corrected since stays."""
    with transaction.atomic():
        if not ChatFile.objects.filter(pk=file.pk, undone_at=None).update(undone_at=clock.now()):
            return 0
        number = _take_back(file.chats.all(), by)
        _forget(file)
        record("chats.undone", by=by, about=file, in_story=False, number=number)
    file.refresh_from_db()
    return number


def _take_back(chats: QuerySet[FileChat], by: Member) -> int:
    rows = ChatPart.objects.filter(chat__in=chats, outcome=ChatPart.Outcome.KEPT).select_related("touchpoint__client")
    gone: list[int] = []
    for part in list(rows):
        word = part.touchpoint
        stays = word is not None and (word.version > 1 or not _may(by, word.client_id))
        part.outcome = ChatPart.Outcome.LEFT if stays else ChatPart.Outcome.UNDONE
        part.key = part.key if stays else None
        part.save(update_fields=["outcome", "key"])
        if word is not None and not stays and word.deleted_at is None:
            gone.append(word.pk)
    for start in range(0, len(gone), CHUNK):
        Touchpoint.objects.filter(pk__in=gone[start : start + CHUNK]).update(deleted_at=clock.now())
    _follow(gone, by)
    return len(gone)


def _may(by: Member, client_id: int) -> bool:
    client = Client.objects.visible_to(by).filter(pk=client_id).first()
    return client is not None and may(by, "touchpoint.log", client.standing_of(by))


def _follow(gone: Sequence[int], by: Member) -> None:
    clients = set(Touchpoint.objects.filter(pk__in=gone).values_list("client", flat=True))
    for client_id in sorted(clients):
        some = Touchpoint.objects.filter(pk__in=gone, client=client_id)
        last = some.select_related("client").latest("at")
        follow_through(last, by=by)
        record("chats.taken_back", by=by, client=client_id, in_story=False, number=some.count())


def _forget(file: ChatFile) -> None:
    """Whose the chats are is found anew when nothing of them is kept from any file."""
    kept = ChatPart.objects.filter(outcome__in=(ChatPart.Outcome.KEPT, ChatPart.Outcome.LEFT)).values("chat__known")
    rows = KnownChat.objects.filter(pk__in=list(file.chats.values_list("known", flat=True))).exclude(pk__in=kept)
    rows.update(client=None, contact=None, aside=False, ours=[])
