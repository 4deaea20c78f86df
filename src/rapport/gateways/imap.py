"""Reads a mailbox by IMAP, in order and under limits, for whoever collects mail; nothing is marked or moved."""

from __future__ import annotations

import imaplib
import re
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.parser import BytesHeaderParser
from itertools import islice
from typing import Any, Literal

from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError

from rapport.gateways.door import Door, Trouble
from rapport.gateways.imap_folders import kinds
from rapport.gateways.imap_wire import (
    PASSING,
    TOO_MANY,
    Box,
    Item,
    Line,
    Listed,
    items,
    listed,
    plainly,
    quoted,
    uid_set,
    wire_name,
    words_of,
)

Special = Literal["inbox", "sent", "junk", "drafts", "trash", "archive", "view", ""]
MAX_SIZE = 25_000_000
HEAD = 65_536
UNABLE = -1  # announced of a message that the server lists and cannot give
MEASURED_AT_ONCE, READ_AT_ONCE, BYTES_AT_ONCE = 200, 50, 8_000_000
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Folder:
    """`view` is a folder that shows messages of other folders once more ("All mail"): reading it reads twice."""

    name: str
    special: Special
    uidvalidity: int
    uidnext: int


@dataclass(frozen=True, slots=True)
class Raw:
    """One message. Without `content` it is larger than allowed (then `head` begins it) or `broken` on the server.

    `arrived` is the server's own time of arrival, aware.
    """

    folder: str
    uid: int
    size: int
    content: bytes | None
    head: bytes
    seen: bool
    arrived: datetime | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class StartOver:
    """The server has numbered this folder anew: uids kept so far mean nothing, and it is read from the beginning."""

    folder: str
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such folder now; `perhaps_now` is the one folder that carries its number, if exactly one does."""

    folder: str
    perhaps_now: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a copy lies. The uid is 0 where the server does not say it."""

    folder: str
    uid: int
    was_there: bool = False


@contextmanager
def open(door: Door) -> Iterator[Session]:
    """A visit to a mailbox. Raises Trouble, here and in everything the visit does."""
    session = Session(door)
    try:
        yield session
    finally:
        session.close()


class Session:
    def __init__(self, door: Door) -> None:
        self.door = door
        self._wire: dict[str, bytes] = {}
        self._entered = ("", 0)
        with plainly(door, opening=True):
            self._box = Box(door, HEAD)
        try:
            with plainly(door):
                _sign_in(self._box, door)
        except BaseException:
            self._line.shutdown()
            raise

    def folders(self) -> tuple[Folder, ...]:
        """Every folder that can be opened, the inbox first and Sent next."""
        with plainly(self.door):
            rows = self._list()
            self._wire |= {row.name: row.wire for row in rows}
            special = kinds(rows)
            found = [self._described(row, special[row.name]) for row in rows]
        order = ["inbox", "sent"]
        return tuple(
            sorted(found, key=lambda each: (order.index(each.special) if each.special in order else 9, each.name))
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
        """The messages behind `after_uid` in uid order, read as they are asked for, a few at a time.

        `uidvalidity` is what Folder said when `after_uid` was kept (0: nothing is kept yet). A broken connection
        raises Trouble after every message that came whole. To go on, open anew and fetch after the last uid received.
        Its data name the folder, and the uid only where it broke while this very message was on its way: if the same
        uid breaks it again and again, fetch after that.
        """
        there = self._enter_as(folder, uidvalidity)
        if not isinstance(there, int):
            return there
        return islice(self._read(folder, there, None, after_uid, max_size), limit)

    def fetch_these(
        self, folder: str, uids: tuple[int, ...], *, uidvalidity: int = 0, max_size: int = MAX_SIZE
    ) -> Iterator[Raw] | StartOver | Gone:
        """The messages of these uids that are still there, otherwise as `fetch` does."""
        there = self._enter_as(folder, uidvalidity)
        if not isinstance(there, int):
            return there
        return self._read(folder, there, sorted(set(uids)), 0, max_size)

    def search_since(self, folder: str, day: date, *, uidvalidity: int = 0) -> tuple[int, ...] | StartOver | Gone:
        """The uids of what arrived on that day or later, one day more for the server's zone; for `fetch_these`."""
        there = self._enter_as(folder, uidvalidity)
        if not isinstance(there, int):
            return there
        day = max(day, date(1970, 1, 2)) - timedelta(days=1)
        with plainly(self.door, folder=folder):
            return tuple(self._search("SINCE", f"{day.day}-{MONTHS[day.month - 1]}-{day.year:04}"))

    def wait(self, seconds: float, folder: str = "INBOX", *, after_uid: int = 0, poll_every: float = 60.0) -> bool:
        """Wait for news in a folder; True at once when there are some. Asks now and then where there is no IDLE.

        With `after_uid` what came since the last `fetch` is news too, so that nothing slips between the two.
        """
        if isinstance(there := self._enter_as(folder, 0), Gone):
            raise Trouble("server", self.door, "no such folder", folder=there.folder)
        until = time.monotonic() + seconds
        with plainly(self.door, folder=folder):
            if after_uid and self._uids_after(after_uid):
                return True
            self._line.untagged_responses.clear()
            if "IDLE" in self._line.capabilities:
                return self._idle(until)
            return self._ask_until(until, poll_every)

    def append_to_sent(self, raw: bytes, folder: str = "") -> Placed:
        """Put a copy of what was sent into Sent, read; a copy that is there already (by Message-ID) is left alone."""
        with plainly(self.door):
            name = folder or self._sent_folder()
            if there := self._holding(name, raw):
                return Placed(name, there, was_there=True)
            data = self._ok(self._line.append(self._named(name), "\\Seen", None, raw))
        known = re.search(rb"APPENDUID \d+ (\d+)", b" ".join(each for each in data if isinstance(each, bytes)))
        return Placed(name, int(known[1]) if known else 0)

    def close(self) -> None:
        """Say goodbye, briefly, and hang up."""
        with suppress(Exception):
            self._line.sock.settimeout(min(3.0, self.door.timeout))
            self._line.logout()
        self._line.shutdown()

    @property
    def _line(self) -> Line:
        client = self._box.client
        assert isinstance(client, Line)
        return client

    def _list(self) -> list[Listed]:
        plain = self._answers("LIST", '""', '"*"')
        rows = list(listed(plain))
        told = any(flag.startswith(("\\sent", "\\drafts", "\\trash")) for row in rows for flag in row.flags)
        if not told and {"SPECIAL-USE", "LIST-EXTENDED"} <= set(self._line.capabilities):
            with suppress(_No):
                rows = list(listed(self._answers("LIST", '""', '"*"', "RETURN (SPECIAL-USE)"))) or rows
        rows = [row for row in rows if not row.flags & {"\\noselect", "\\nonexistent"}]
        return list({row.name: row for row in rows}.values())

    def _described(self, row: Listed, special: Any) -> Folder:
        numbers: dict[str, int] = {}
        with suppress(_No):  # a folder that may be listed and not opened: fetch will say Gone
            said = b" ".join(_bare(self._answers("STATUS", quoted(row.wire), "(UIDVALIDITY UIDNEXT)")))
            numbers = {
                key.decode().upper(): int(n) for key, n in re.findall(rb"(?i)\b(UIDVALIDITY|UIDNEXT) (\d+)", said)
            }
        return Folder(row.name, special, numbers.get("UIDVALIDITY", 0), numbers.get("UIDNEXT", 0))

    def _enter_as(self, folder: str, uidvalidity: int) -> int | StartOver | Gone:
        """Open a folder for reading only; its number if it is the one known."""
        with plainly(self.door, folder=folder):
            number = self._enter(folder)
            if number is None and folder not in self._wire:
                self.folders()  # its name on the line may be another than we would write
                number = self._enter(folder) if folder in self._wire else None
            if number is None:
                return self._gone(folder, uidvalidity)
        if uidvalidity and number != uidvalidity:
            return StartOver(folder, number)
        return number

    def _enter(self, folder: str) -> int | None:
        self._entered = ("", 0)
        outcome, said = self._line.select(self._named(folder), readonly=True)
        if outcome != "OK":
            words = b" ".join(_bare(said)).decode(errors="replace")
            if PASSING.search(words) or TOO_MANY.search(words):
                raise _No(("NO", said), "OK")
            return None
        numbers = _bare(self._line.untagged_responses.get("UIDVALIDITY"))
        self._entered = (folder, int(numbers[-1]) if numbers else 0)
        return self._entered[1]

    def _gone(self, folder: str, uidvalidity: int) -> Gone:
        now = self.folders()
        if any(each.name == folder for each in now):
            raise Trouble("server", self.door, "the folder is listed and cannot be opened", folder=folder)
        heirs = [each.name for each in now if uidvalidity and each.uidvalidity == uidvalidity]
        return Gone(folder, heirs[0] if len(heirs) == 1 else "")

    def _read(self, folder: str, number: int, uids: list[int] | None, after: int, max_size: int) -> Iterator[Raw]:
        """A generator may be asked again after its caller looked into another folder: so it enters anew if need be."""
        with plainly(self.door, folder=folder):
            if not self._is_in(folder, number):
                return
            if uids is None:
                uids = self._uids_after(after)
        for first in range(0, len(uids), MEASURED_AT_ONCE):
            some = uids[first : first + MEASURED_AT_ONCE]
            with plainly(self.door, folder=folder):
                if not self._is_in(folder, number):
                    return
                measured = self._items(some, "(UID RFC822.SIZE FLAGS INTERNALDATE)")
            for group in _groups([measured.get(uid) or Item(uid) for uid in some], max_size):
                with plainly(self.door, folder=folder):
                    if not self._is_in(folder, number):
                        return
                yield from self._bodies(folder, group, max_size)

    def _bodies(self, folder: str, group: list[Item], max_size: int) -> Iterator[Raw]:
        """What came whole is handed on even where the connection broke behind it."""
        uids, trouble = [item.uid for item in group], None
        came: dict[int, Item] = {}
        try:
            with plainly(self.door, folder=folder):
                came = self._complete(group, max_size)
        except Trouble as broke:
            trouble = broke
            came = self._left_over()
        missing = next((uid for uid in uids if not _whole(came.get(uid), alone=len(uids) == 1)), None)
        for item in group:
            if trouble is not None and item.uid == missing:
                break
            if item.uid in came:  # what is not was deleted meanwhile
                yield _raw(folder, item, came.pop(item.uid), max_size)
        if trouble is not None:
            trouble.data = {"folder": folder} | ({"uid": missing} if missing else {})
            raise trouble

    def _complete(self, group: list[Item], max_size: int) -> dict[int, Item]:
        """The bodies of a group, those that did not come asked for once more alone; what was deleted stays out."""
        parts = _parts(group[0], max_size)
        # A server that announces small messages and sends huge ones does not fill the memory.
        self._line.keep = max_size + HEAD if len(group) == 1 else 2 * max(item.size or 0 for item in group) + HEAD
        refusal: _No | None = None
        came: dict[int, Item] = {}
        try:
            came = self._items([item.uid for item in group], parts)
        except _No as no:
            refusal, came = no, self._left_over()
        self._line.keep = max_size + HEAD
        lost = [item.uid for item in group if not _whole(came.get(item.uid), alone=len(group) == 1)]
        return came | (self._one_by_one(lost, parts, refusal) if lost else {})

    def _one_by_one(self, uids: list[int], parts: str, refusal: _No | None) -> dict[int, Item]:
        """The server kept some back: find those it cannot give. Several in a row are a server in trouble."""
        came: dict[int, Item] = {}
        in_a_row = 0
        for uid in sorted(set(uids) & set(self._search("UID", uid_set(uids)))):
            if refusal is not None and (PASSING.search(str(refusal)) or in_a_row > 2):
                raise refusal
            try:
                came |= self._items([uid], parts)
                refusal = None
            except _No as no:
                refusal = no
            unable = uid not in came or came[uid].body is None
            in_a_row = in_a_row + 1 if unable else 0
            if unable:
                came[uid] = Item(uid=uid, body=b"", announced=UNABLE)
        return came

    def _is_in(self, folder: str, number: int) -> bool:
        """Whether the folder is open; opened anew where another was since. Numbered anew meanwhile: stop here."""
        return self._entered == (folder, number) or self._enter(folder) == number

    def _items(self, uids: list[int], parts: str) -> dict[int, Item]:
        self._line.untagged_responses.pop("FETCH", None)
        found: dict[int, Item] = {}
        wanted = set(uids)
        for item in items(self._ok(self._line.uid("FETCH", uid_set(uids), parts))):
            if item.uid in wanted:
                known = found.setdefault(item.uid, item)
                if known.body is None and item.body is not None:
                    found[item.uid] = item
        return found

    def _left_over(self) -> dict[int, Item]:
        """What came of a FETCH that did not end well."""
        return {item.uid: item for item in items(self._line.untagged_responses.pop("FETCH", []))}

    def _uids_after(self, after: int) -> list[int]:
        # "9:*" names the last message even where its number is below 9
        return [uid for uid in self._search("UID", f"{after + 1}:*") if uid > after]

    def _search(self, *criteria: str) -> list[int]:
        said = b" ".join(_bare(self._ok(self._line.uid("SEARCH", *criteria))))
        return sorted({int(each) for each in said.split() if each.isdigit()})

    def _sent_folder(self) -> str:
        there = [each.name for each in self.folders() if each.special == "sent"]
        if not there:
            self._ok(self._line.create(self._named("Sent")))
            return "Sent"
        return there[0]

    def _holding(self, folder: str, raw: bytes) -> int:
        message_id = str(BytesHeaderParser().parsebytes(raw[:HEAD]).get("Message-ID", "")).strip()
        if not re.fullmatch(r"[\x21\x23-\x5b\x5d-\x7e]+", message_id) or self._enter(folder) is None:
            return 0
        return next(iter(self._search("HEADER", "Message-ID", f'"{message_id}"')), 0)

    def _idle(self, until: float) -> bool:
        while (left := until - time.monotonic()) > 0:
            tag = self._line._command("IDLE")
            while self._line._get_response() is not None:
                if said := self._line.tagged_commands.pop(tag, None):
                    raise _No(tuple(said), "+")
                self._line.tagged_commands[tag] = None
            self._heard(min(left, 25 * 60))  # a server may hang up on a visitor idle for half an hour
            self._line.begin()
            self._line.send(b"DONE\r\n")
            self._ok(self._line._command_complete("IDLE", tag))
            if self._news():
                return True
        return False

    def _heard(self, seconds: float) -> None:
        """Until a line comes or the time is over. What lies in our buffer or in TLS's own is a line that came."""
        pending = getattr(self._line.sock, "pending", lambda: 0)
        if not self._news() and not self._line.buffer and not pending():
            poll = select.poll()
            poll.register(self._line.sock.fileno(), select.POLLIN)
            poll.poll(max(0.0, seconds) * 1000)

    def _ask_until(self, until: float, every: float) -> bool:
        while True:
            self._ok(self._line.noop())
            if self._news():
                return True
            if (left := until - time.monotonic()) <= 0:
                return False
            time.sleep(min(every, left))

    def _news(self) -> bool:
        return any(self._line.untagged_responses.get(word) for word in ("EXISTS", "EXPUNGE", "FETCH", "VANISHED"))

    def _named(self, folder: str) -> Any:
        return quoted(self._wire.get(folder) or wire_name(folder))

    def _answers(self, command: str, *words: Any) -> list[Any]:
        line = self._line
        line.untagged_responses.pop(command, None)
        self._ok(line._simple_command(command, *words))
        return list(line.untagged_responses.pop(command, []))

    def _ok(self, outcome: tuple[str, Any]) -> list[Any]:
        if outcome[0] != "OK":
            raise _No(outcome, "OK")
        return list(outcome[1] or [])


class _No(UnexpectedCommandStatusError):
    """The server says no; the connection is as good as before."""


def _sign_in(box: Box, door: Door) -> None:
    line = box.client
    if line.state == "AUTH":  # the server knows us by something else and greeted us so
        return
    offered = set(line.capabilities)
    if any(ord(sign) < 32 for sign in door.user + door.password + door.oauth_token):
        raise Trouble("refused_token" if door.oauth_token else "refused_password", door, "a control character")
    try:
        if door.oauth_token:
            _by_token(line, door, offered)
        elif (door.user + door.password).isascii() and "LOGINDISABLED" not in offered:
            box.login(door.user, door.password, initial_folder=None)
        elif "AUTH=PLAIN" in offered:
            box.login_utf8(door.user, door.password, initial_folder=None)
        else:
            raise Trouble("no_way_in", door, "the server takes no password here")
        line._get_capabilities()  # more is offered to those who are in
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ImapToolsError) as refusal:
        words = words_of(refusal)
        if TOO_MANY.search(words) or PASSING.search(words):
            raise
        raise Trouble("refused_token" if door.oauth_token else "refused_password", door, words) from None


def _by_token(line: imaplib.IMAP4, door: Door, offered: set[str]) -> None:
    if "AUTH=XOAUTH2" not in offered:
        raise Trouble("no_way_in", door, "the server takes no OAuth2 token")
    # The server tells what is wrong with a token in a question that wants an empty answer.
    answers = iter([door.xoauth2.encode()])
    line.authenticate("XOAUTH2", lambda question: next(answers, b""))


def _groups(measured: list[Item], max_size: int) -> Iterator[list[Item]]:
    """Messages to be read in one command: few, and few bytes; what is too large or of unknown size alone."""
    group: list[Item] = []
    weight = 0
    for item in measured:
        alone = item.size is None or item.size > max_size
        if group and (alone or len(group) == READ_AT_ONCE or weight + (item.size or 0) > BYTES_AT_ONCE):
            yield group
            group, weight = [], 0
        group.append(item)
        weight += BYTES_AT_ONCE if alone else item.size or 0
    if group:
        yield group


def _parts(item: Item, max_size: int) -> str:
    if item.size is not None and item.size > max_size:
        return f"(UID BODY.PEEK[HEADER]<0.{HEAD}>)"
    return "(UID BODY.PEEK[])"


def _whole(item: Item | None, *, alone: bool) -> bool:
    return item is not None and item.body is not None and (alone or len(item.body) >= item.announced)


def _raw(folder: str, measured: Item, came: Item, max_size: int) -> Raw:
    body = came.body or b""
    size = measured.size if measured.size is not None else max(came.announced, 0)
    seen = "\\seen" in (measured.flags or ())
    if came.announced == UNABLE:
        return Raw(folder, measured.uid, size, None, b"", seen, measured.arrived, broken=True)
    if size > max_size or max(came.announced, len(body)) > max_size:
        head = re.split(rb"\r?\n\r?\n", body[:HEAD], maxsplit=1)[0]
        return Raw(folder, measured.uid, max(size, came.announced), None, head, seen, measured.arrived)
    return Raw(folder, measured.uid, size, body, b"", seen, measured.arrived)


def _bare(data: Any) -> list[bytes]:
    return [each for each in data or () if isinstance(each, bytes)]
