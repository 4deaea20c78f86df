"""Reads what Telegram exported: result.json of one chat or of all, or the pages messages.html, messages2.html …"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from rapport.reckon.chats.days import in_zone
from rapport.reckon.chats.markup import attributes, pieces, plain
from rapport.reckon.chats.values import LIMITS, Call, Chat, Limits, Opened, Person, Refusal, Said, Skipped
from rapport.reckon.folding import fold
from rapport.reckon.verdict import because

_MOST_CHATS = 5_000
_TITLE_DATE = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})(?: UTC([+-])(\d{2}):?(\d{2}))?")
_SECONDS = re.compile(r"\((\d{1,7})[^)]*\)")


def read_telegram(data: Any, *, zone: tzinfo, limits: Limits = LIMITS) -> Opened | Refusal:
    """Read a parsed result.json. A time with `date_unixtime` is exact; without it the wall clock is that of `zone`."""
    me = ""
    if isinstance(about := data.get("personal_information"), dict) and _whole(about.get("user_id")):
        me = f"user{about['user_id']}"
    chats: list[Chat] = []
    refused: list[Skipped] = []
    lines = 0
    for raw in _chats(data)[:_MOST_CHATS]:
        if not isinstance(raw, dict) or not isinstance(raw.get("messages"), list):
            continue
        lines += len(raw["messages"])
        if lines > limits.lines:
            return Refusal("too_many_lines", because("The export has more than {most} lines.", most=limits.lines))
        chats.append(_chat(raw, me, zone, limits, refused))
    if not chats:
        return Refusal("no_lines", because("This Telegram export holds no messages. Choose the JSON of a chat."))
    return Opened("telegram", tuple(chats), "", tuple(refused[: limits.refused]), len(refused))


def is_telegram(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    whole = data.get("chats")
    return ("messages" in data and "id" in data) or (isinstance(whole, dict) and "list" in whole)


def is_telegram_page(text: str) -> bool:
    return "<html" in text[:2000].lower() and ("tgme" in text[:8000] or 'class="page_wrap' in text[:8000])


def read_telegram_pages(texts: Iterable[str], *, zone: tzinfo, limits: Limits = LIMITS) -> Opened | Refusal:
    """Read the pages of one chat, in their order. They name nobody by id, so the chat is known by its title."""
    title = ""
    said: list[Said] = []
    refused: list[Skipped] = []
    for text in texts:
        page = _Page()
        for one in page.read(text):
            if at := _page_moment(one.date, zone):
                who = "" if one.service else one.who
                said.append(Said(at, who, one.text.strip()[: limits.text], tuple(one.attached), _page_call(one.call)))
            elif one.date or not one.service:
                refused.append(Skipped(len(said) + len(refused) + 1, because("The message tells no date.")))
            if len(said) > limits.lines:
                return Refusal("too_many_lines", because("The chat has more than {most} lines.", most=limits.lines))
        title = title or page.title.strip()
    if not said:
        return Refusal("no_lines", because("This page holds no messages of a Telegram chat."))
    names = list(dict.fromkeys(one.who for one in said if one.who))[: limits.people]
    people = tuple(Person(name, name, ours=False if name == title else None) for name in names)
    said.sort(key=lambda one: one.at)
    chat = Chat("telegram", title or ", ".join(names[:6]), fold(title)[:250], True, people, tuple(said))
    return Opened("telegram", (chat,), "", tuple(refused[: limits.refused]), len(refused))


# ── result.json ───────────────────────────────────────────────────────────────────────────────────────────────────


def _chats(data: dict[str, Any]) -> list[Any]:
    if isinstance(data.get("messages"), list):
        return [data]
    found: list[Any] = []
    for key in ("chats", "left_chats"):
        if isinstance(whole := data.get(key), dict) and isinstance(whole.get("list"), list):
            found += whole["list"]
    return found


def _chat(raw: dict[str, Any], me: str, zone: tzinfo, limits: Limits, refused: list[Skipped]) -> Chat:
    names: dict[str, str] = {}
    said = []
    for place, message in enumerate(raw["messages"], start=1):
        at = _moment(message, zone) if isinstance(message, dict) else None
        if at is None:
            refused.append(Skipped(place, because("The message tells no date.")))
            continue
        who, name = _speaker(message)
        if who and len(names) < limits.people:
            names.setdefault(who, name)
        said.append(_said(message, at, who if who in names else "", limits))
    said.sort(key=lambda one: one.at)
    chat_id = raw.get("id") if _whole(raw.get("id")) else 0
    other = f"user{chat_id}" if raw.get("type") in ("personal_chat", "bot_chat") else ""
    people = tuple(Person(key, name, ours=_is_ours(key, me, other)) for key, name in names.items())
    title = _words(raw.get("name"))[:200] or ", ".join(list(names.values())[:6]) or "Telegram"
    return Chat("telegram", title, str(chat_id) if chat_id else fold(title)[:250], not chat_id, people, tuple(said))


def _is_ours(key: str, me: str, other: str) -> bool | None:
    if me or other:
        return key == me if me else key != other
    return None


def _moment(message: dict[str, Any], zone: tzinfo) -> datetime | None:
    try:
        if exact := message.get("date_unixtime"):
            return datetime.fromtimestamp(int(str(exact)[:15]), UTC)
        wall = datetime.fromisoformat(str(message.get("date", ""))[:19])
    except (ValueError, OverflowError, OSError):
        return None
    return in_zone(wall, zone) if wall.tzinfo is None else None


def _speaker(message: dict[str, Any]) -> tuple[str, str]:
    calling = message.get("action") == "phone_call"
    if message.get("type") == "service" and not calling:
        return "", ""
    name = _words(message.get("from") or message.get("actor"))[:200]
    key = _words(message.get("from_id") or message.get("actor_id"))[:100] or name
    return key, name or key


def _said(message: dict[str, Any], at: datetime, who: str, limits: Limits) -> Said:
    if message.get("action") == "phone_call":
        lasts = message.get("duration_seconds")
        seconds = max(0, min(int(lasts or 0), 10**6)) if _whole(lasts) else 0
        return Said(at, who, "", call=Call(seconds, answered=seconds > 0))
    if message.get("type") == "service":
        return Said(at, "", _words(message.get("action"))[:100])
    attached = tuple(_file(message))
    return Said(at, who, _words(message.get("text"))[: limits.text], attached)


def _file(message: dict[str, Any]) -> Iterator[str]:
    if any(key in message for key in ("file", "photo", "media_type", "contact_information", "location_information")):
        path = _words(message.get("file_name") or message.get("file") or message.get("photo"))
        yield path.replace("\\", "/").rpartition("/")[2][:200] if not path.startswith("(") else ""


def _words(value: Any) -> str:
    """A text, or a list of texts and of entities that hold one."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        parts = (one if isinstance(one, str) else one.get("text", "") if isinstance(one, dict) else "" for one in value)
        return "".join(part for part in parts if isinstance(part, str)).replace("\0", "")
    return ""


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18


# ── messages.html ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Message:
    service: bool = False
    who: str = ""
    date: str = ""
    text: str = ""
    call: str = ""
    attached: tuple[str, ...] = ()


class _Page:
    """Walks the divs of a page. Classes are Telegram's own; what it does not know it passes over."""

    def __init__(self) -> None:
        self.title = ""
        self._who = ""
        self._message: _Message | None = None
        self._classes: list[str] = []  # of the divs that are open
        self._opened_at = 0

    def read(self, text: str) -> Iterator[_Message]:
        for what, name, raw in pieces(text):
            if what == "text":
                self._text(plain(name))
            elif name == "br":
                self._text("\n")
            elif name == "a" and what == "open":
                self._link(raw)
            elif name == "div":
                yield from self._open(raw) if what == "open" else self._close()
        yield from self._end()

    def _open(self, raw: str) -> Iterator[_Message]:
        told = attributes(raw)
        classes = told.get("class", "")
        if classes.startswith("message "):
            yield from self._end()
            self._message, self._opened_at = _Message(service="service" in classes.split()), len(self._classes)
            if "joined" in classes.split():
                self._message.who = self._who
        if self._message and "date" in classes.split() and not self._message.date:
            self._message.date = told.get("title", "")
        if len(self._classes) < 200:
            self._classes.append(classes)

    def _close(self) -> Iterator[_Message]:
        if self._classes:
            self._classes.pop()
        if self._message and len(self._classes) <= self._opened_at:
            yield from self._end()

    def _end(self) -> Iterator[_Message]:
        message, self._message = self._message, None
        if message:
            message.who = " ".join(message.who.split())[:200]
            self._who = message.who or self._who
            yield message

    def _text(self, text: str) -> None:
        inside = self._classes[-1].split() if self._classes else []
        if self._message is None:
            if "bold" in inside and not self.title.strip() and any("page_header" in one for one in self._classes):
                self.title = " ".join(text.split())[:200]
            return
        forwarded = any("forwarded" in one.split() for one in self._classes[self._opened_at :])
        if "from_name" in inside and not forwarded and len(self._message.who) < 300:
            self._message.who += text
        elif "text" in inside and len(self._message.text) < 100_000:
            self._message.text += text if self._message.text else text.lstrip()
        elif "status" in inside and any("media_call" in one for one in self._classes):
            self._message.call += text[:200]
        elif "details" in inside and self._message.service and len(self._message.text) < 1_000:
            self._message.text += text.strip()
        elif "title" in inside and any("media_file" in one for one in self._classes) and text.strip():
            self._message.attached = (text.strip()[:200],)

    def _link(self, raw: str) -> None:
        told = attributes(raw)
        if self._message and "media" in told.get("class", "").split() and not self._message.attached:
            self._message.attached = (told.get("href", "").rpartition("/")[2][:200],)


def _page_moment(text: str, zone: tzinfo) -> datetime | None:
    found = _TITLE_DATE.match(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(found[n]) for n in range(1, 7))
    try:
        if found[7]:
            offset = f"{found[7]}{found[8]}:{found[9]}"
            return datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}"
                                          ).astimezone(UTC)  # fmt: skip
        return in_zone(datetime(year, month, day, hour, minute, second, tzinfo=UTC), zone)
    except (ValueError, OverflowError):
        return None


def _page_call(status: str) -> Call | None:
    if not status.strip():
        return None
    found = _SECONDS.search(status)
    seconds = int(found[1]) if found else 0
    return Call(seconds, answered=seconds > 0)
