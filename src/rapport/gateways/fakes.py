"""Mail servers in memory, for the tests of whoever collects and sends mail.

mailbox = FakeMailbox()
mailbox.deliver(b"Subject: Offer…")
monkeypatch.setattr(imap, "open", mailbox.open)
mailbox.goes_wrong("cut", at_uid=7)      # the next visit breaks behind message 6
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.parser import BytesHeaderParser
from itertools import count, islice
from typing import Any

from rapport.gateways.door import Door, Trouble
from rapport.gateways.imap import HEAD, MAX_SIZE, Folder, Gone, Placed, Raw, Session, Special, StartOver
from rapport.gateways.smtp import Refusal, Sent

ARRIVAL = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class FakeFolder:
    special: Special
    uidvalidity: int
    uidnext: int = 1
    messages: dict[int, Raw] = field(default_factory=dict)


class FakeMailbox:
    """A mailbox with INBOX and Sent. What is delivered stays until it is moved or deleted; visits are counted."""

    def __init__(self) -> None:
        self._numbers = count(1001)
        self._wrong: list[tuple[str, int, str, dict[str, Any]]] = []
        self.visits = 0
        self.folders: dict[str, FakeFolder] = {}
        self.make("INBOX", "inbox")
        self.make("Sent", "sent")

    def make(self, name: str, special: Special = "") -> None:
        """A folder; one of that name is replaced and numbered anew, as when it was deleted and made again."""
        self.folders[name] = FakeFolder(special, next(self._numbers))

    def deliver(
        self, *messages: bytes, folder: str = "INBOX", seen: bool = False, arrived: datetime = ARRIVAL
    ) -> list[int]:
        """Put messages into a folder; their uids."""
        there, uids = self.folders[folder], []
        for message in messages:
            uid, there.uidnext = there.uidnext, there.uidnext + 1
            there.messages[uid] = Raw(folder, uid, len(message), message, b"", seen, arrived)
            uids.append(uid)
        return uids

    def move(self, uid: int, folder: str, into: str) -> int:
        raw = self.folders[folder].messages.pop(uid)
        return self.deliver(raw.content or b"", folder=into, seen=raw.seen, arrived=raw.arrived or ARRIVAL)[0]

    def rename(self, folder: str, name: str) -> None:
        there = self.folders.pop(folder)
        there.messages = {uid: replace(raw, folder=name) for uid, raw in there.messages.items()}
        self.folders[name] = there

    def spoil(self, uid: int, folder: str = "INBOX") -> None:
        """The server lists this message and cannot give it."""
        there = self.folders[folder]
        there.messages[uid] = replace(there.messages[uid], content=None, broken=True)

    def goes_wrong(self, kind: str, *, at_uid: int = 0, times: int = 1, words: str = "", **data: Any) -> None:
        """The next visits end in this trouble: at the door, or where they come to a message."""
        self._wrong += [(kind, at_uid, words, data)] * times

    @contextmanager
    def open(self, door: Door) -> Iterator[Session]:
        self.visits += 1
        self.trouble(door, at_uid=0)
        yield FakeSession(self, door)

    def trouble(self, door: Door, at_uid: int, **where: Any) -> None:
        if self._wrong and self._wrong[0][1] == at_uid:
            kind, _, words, data = self._wrong.pop(0)
            raise Trouble(kind, door, words, **(where | data))


class FakeSession(Session):
    """The same questions as a true session; nothing goes over a line."""

    def __init__(self, mailbox: FakeMailbox, door: Door) -> None:
        self.door, self._mailbox = door, mailbox

    def folders(self) -> tuple[Folder, ...]:
        return tuple(
            Folder(name, there.special, there.uidvalidity, there.uidnext)
            for name, there in self._mailbox.folders.items()
        )

    def fetch(
        self,
        folder: str,
        *,
        after_uid: int = 0,
        uidvalidity: int = 0,
        limit: int | None = None,
        max_size: int = MAX_SIZE,
    ) -> Iterator[Raw] | StartOver | Gone:
        there = self._there(folder, uidvalidity)
        if not isinstance(there, FakeFolder):
            return there
        return islice(self._given(folder, [uid for uid in there.messages if uid > after_uid], max_size), limit)

    def fetch_these(
        self, folder: str, uids: tuple[int, ...], *, uidvalidity: int = 0, max_size: int = MAX_SIZE
    ) -> Iterator[Raw] | StartOver | Gone:
        there = self._there(folder, uidvalidity)
        if not isinstance(there, FakeFolder):
            return there
        return self._given(folder, [uid for uid in there.messages if uid in uids], max_size)

    def search_since(self, folder: str, day: date, *, uidvalidity: int = 0) -> tuple[int, ...] | StartOver | Gone:
        there = self._there(folder, uidvalidity)
        if not isinstance(there, FakeFolder):
            return there
        first = day - timedelta(days=1)
        return tuple(uid for uid, raw in there.messages.items() if raw.arrived and raw.arrived.date() >= first)

    def wait(self, seconds: float, folder: str = "INBOX", *, after_uid: int = 0, poll_every: float = 60.0) -> bool:
        return any(uid > after_uid for uid in self._mailbox.folders[folder].messages)

    def append_to_sent(self, raw: bytes, folder: str = "") -> Placed:
        name = folder or next(each.name for each in self.folders() if each.special == "sent")
        wanted = _message_id(raw)
        for uid, copy in self._mailbox.folders[name].messages.items():
            if wanted and _message_id(copy.content or b"") == wanted:
                return Placed(name, uid, was_there=True)
        return Placed(name, self._mailbox.deliver(raw, folder=name, seen=True)[0])

    def close(self) -> None:
        """Nothing is open."""

    def _there(self, folder: str, uidvalidity: int) -> FakeFolder | StartOver | Gone:
        there = self._mailbox.folders.get(folder)
        if there is None:
            heirs = [name for name, each in self._mailbox.folders.items() if each.uidvalidity == uidvalidity]
            return Gone(folder, heirs[0] if len(heirs) == 1 else "")
        return there if uidvalidity in (0, there.uidvalidity) else StartOver(folder, there.uidvalidity)

    def _given(self, folder: str, uids: list[int], max_size: int) -> Iterator[Raw]:
        for uid in sorted(uids):
            self._mailbox.trouble(self.door, at_uid=uid, folder=folder, uid=uid)
            raw = self._mailbox.folders[folder].messages[uid]
            if raw.size > max_size and raw.content is not None:
                raw = replace(raw, content=None, head=raw.content[:HEAD].split(b"\r\n\r\n")[0])
            yield raw


@dataclass
class FakePost:
    """A server that takes mail: `monkeypatch.setattr(smtp, "send", post.send)`. What it took is in `taken`."""

    taken: list[tuple[bytes, str, tuple[str, ...]]] = field(default_factory=list)
    refuses: dict[str, Refusal] = field(default_factory=dict)
    troubles: list[tuple[str, bool | None]] = field(default_factory=list)

    def goes_wrong(self, kind: str, *, temporary: bool | None = None, times: int = 1) -> None:
        """The next messages meet this trouble; an "in_doubt" one is taken all the same."""
        self.troubles += [(kind, temporary)] * times

    def send(self, door: Door, raw: bytes, *, sender: str, recipients: Iterable[str]) -> Sent:
        receivers = tuple(dict.fromkeys(recipients))
        refused = {each: self.refuses[each] for each in receivers if each in self.refuses}
        kind, temporary = self.troubles.pop(0) if self.troubles else ("", None)
        if kind and kind != "in_doubt":
            raise Trouble(kind, door, temporary=temporary)
        if len(refused) == len(receivers):
            passing = any(each.temporary for each in refused.values())
            raise Trouble("recipients_refused", door, temporary=passing, refused=refused)
        self.taken.append((raw, sender, tuple(each for each in receivers if each not in refused)))
        if kind:
            raise Trouble(kind, door, temporary=False)
        return Sent(refused)


def _message_id(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw[:HEAD]).get("Message-ID", "")).strip()
