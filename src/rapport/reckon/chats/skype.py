"""Reads what Skype exported: messages.json with all conversations of one person, words in markup, calls as events."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from rapport.reckon.chats.markup import attributes, pieces, plain
from rapport.reckon.chats.values import LIMITS, Call, Chat, Limits, Opened, Person, Refusal, Said, Skipped
from rapport.reckon.verdict import because

_MOST_CHATS = 5_000
_FILE_NAME = re.compile(r"""<OriginalName[^<>]{0,50}v=["']([^"'<>]{1,250})["']""")
_DURATION = re.compile(r"<duration>(\d{1,7})(?:\.\d{1,9})?</duration>")
_PHONE = re.compile(r"4:(\+?\d{6,20})")


def is_skype(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("conversations"), list) and "userId" in data


def read_skype(data: Any, *, limits: Limits = LIMITS) -> Opened | Refusal:
    """Read a parsed messages.json. Every time is exact."""
    me = _text(data.get("userId"))
    chats: list[Chat] = []
    refused: list[Skipped] = []
    lines = 0
    for raw in data["conversations"][:_MOST_CHATS]:
        if not isinstance(raw, dict) or not isinstance(raw.get("MessageList"), list) or not raw["MessageList"]:
            continue
        lines += len(raw["MessageList"])
        if lines > limits.lines:
            return Refusal("too_many_lines", because("The export has more than {most} lines.", most=limits.lines))
        chats.append(_chat(raw, me, limits, refused))
    if not chats:
        return Refusal("no_lines", because("This Skype export holds no messages."))
    return Opened("skype", tuple(chats), "", tuple(refused[: limits.refused]), len(refused))


def _chat(raw: dict[str, Any], me: str, limits: Limits, refused: list[Skipped]) -> Chat:
    said: list[Said] = []
    names: dict[str, str] = {}
    for place, message in enumerate(raw["MessageList"], start=1):
        at = _moment(message) if isinstance(message, dict) else None
        if at is None:
            refused.append(Skipped(place, because("The message tells no date.")))
            continue
        who = _text(message.get("from"))[:200]
        if who and who not in names and len(names) < limits.people:
            names[who] = _text(message.get("displayName"))[:200]
        if one := _said(message, at, who if who in names else "", limits):
            said.append(one)
    said.sort(key=lambda one: one.at)
    mark = _text(raw.get("id"))[:200]
    title = _text(raw.get("displayName"))[:200] or _bare(mark) or "Skype"
    people = [
        Person(key, name or (title if key == mark else _bare(key)), _phone(key), ours=key == me if me else None)
        for key, name in names.items()
        if any(one.who == key for one in said)
    ]
    if mark and mark not in names and not mark.startswith(("19:", "28:")):
        people.append(Person(mark, title, _phone(mark), ours=False))
    return Chat("skype", title, mark, False, tuple(people), tuple(said))


def _said(message: dict[str, Any], at: datetime, who: str, limits: Limits) -> Said | None:
    kind, content = _text(message.get("messagetype")), _text(message.get("content"))[: 4 * limits.text]
    if kind == "Event/Call":
        return _called(content, at, who)
    if kind.startswith(("RichText/Uri", "RichText/Media")):
        named = _FILE_NAME.search(content)
        return Said(at, who, "", (plain(named[1]) if named else "",))
    if kind in ("RichText", "Text", "RichText/Html", "RichText/Contacts", "RichText/Location", ""):
        return Said(at, who, (words_of(content) if kind != "Text" else plain(content).strip())[: limits.text])
    return Said(at, "", kind[:100])


def _called(content: str, at: datetime, who: str) -> Said | None:
    """The event stands where a call began and again where it ended; only the second says how long both spoke."""
    kinds = [
        attributes(raw).get("type", "") for what, name, raw in pieces(content) if (what, name) == ("open", "partlist")
    ]
    kind = kinds[0] if kinds else ""
    if kind == "started":
        return None
    seconds = max((int(n) for n in _DURATION.findall(content)), default=0)
    seconds = min(seconds, 10**6)
    return Said(at - timedelta(seconds=seconds), who, "", call=Call(seconds, answered=seconds > 0 and kind != "missed"))


def words_of(content: str) -> str:
    """What somebody wrote, with what they quoted behind a sign.

    >>> words_of('<quote author="a"><legacyquote>[1] </legacyquote>When?</quote>Soon <ss type="smile">:)</ss>')
    '> When?\\nSoon :)'
    """
    said: list[str] = []
    quoted, silent = 0, 0
    for what, name, _raw in pieces(content):
        if what == "text":
            if not silent:
                said.append("\n".join(f"> {line}" for line in name.strip().split("\n")) if quoted else name)
        elif name == "legacyquote":
            silent = max(0, silent + (1 if what == "open" else -1))
        elif name == "quote":
            quoted = max(0, quoted + (1 if what == "open" else -1))
            said.append("\n" if what == "close" or said else "")
    return plain("".join(said)).strip()


def _moment(message: dict[str, Any]) -> datetime | None:
    written = _text(message.get("originalarrivaltime") or message.get("composetime"))
    try:
        at = datetime.fromisoformat(written[:40].replace("Z", "+00:00"))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _bare(key: str) -> str:
    """The name in an id.

    >>> _bare("8:live:ivana.peric")
    'ivana.peric'
    """
    return re.sub(r"^\d{1,3}:(live:)?(\.cid\.)?", "", key)


def _phone(key: str) -> str:
    found = _PHONE.fullmatch(key)
    return found[1] if found else ""


def _text(value: Any) -> str:
    return value.replace("\0", "") if isinstance(value, str) else ""
