"""What became of files of mail and chats, and how the mailboxes stand: as data (docs/api/mail.md) and as text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count

from rapport.conversations.chats.models import ChatFile, ChatPart
from rapport.conversations.mail.models import Arrival, Dropped, Mailbox
from rapport.reckon.verdict import from_data
from rapport.ui.formats import moment, say

MESSAGES_AT_MOST = 1_000


def mail_as_data(dropped: Dropped) -> dict[str, Any]:
    rows = dropped.arrivals.order_by("uid")
    return {
        "file": dropped.document.name,
        "reader": "mail",
        "id": dropped.pk,
        "finished": dropped.finished_at is not None,
        "counts": dict(rows.order_by().values_list("outcome").annotate(Count("pk"))),
        "messages": [
            {"number": one.uid, "sender": one.sender, "subject": one.subject, "date": _iso(one.written_at),
             "outcome": one.outcome, "reason": _plain(one.reason)}
            for one in rows[:MESSAGES_AT_MOST]
        ],
    }  # fmt: skip


def mail_as_text(dropped: Dropped) -> Iterator[str]:
    rows = dropped.arrivals.order_by("uid")
    counts = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    yield f"{dropped.document.name}: {_counted(counts, Arrival.Outcome.choices) or 'no message'}"
    for one in rows[:50]:
        why = f" {say(from_data(one.reason))}" if one.reason else ""
        yield f"  {one.uid}  {one.sender or '–'}  {one.subject or '–'}: {one.get_outcome_display()}.{why}"


def chats_as_data(file: ChatFile) -> dict[str, Any]:
    return {
        "file": file.document.name,
        "reader": "chats",
        "id": file.pk,
        "kind": file.kind,
        "zone": file.zone,
        "order": file.order or None,
        "asks": file.asks or None,
        "refused": _plain(file.refusal),
        "finished": file.finished_at is not None,
        "counts": _outcomes(file),
        "chats": [
            {"title": chat.title, "state": chat.state, "conversations": chat.conversations,
             "client": chat.likely.name if chat.likely and chat.state == "taken" else None,
             "likely": chat.likely.name if chat.likely and chat.state == "waits" else None,
             "people": [name for _key, name in chat.people if name] if chat.asks_who else []}
            for chat in file.chats.select_related("likely")
        ],
        "lines_refused": [{"line": place, "reason": _plain(why)} for place, why in file.refused],
        "lines_refused_in_all": file.refused_in_all,
    }  # fmt: skip


def chats_as_text(file: ChatFile) -> Iterator[str]:
    told = chats_as_data(file)
    if told["refused"]:
        yield f"{told['file']}: {told['refused']}"
        return
    outcomes = _counted(told["counts"], ChatPart.Outcome.choices)
    yield f"{told['file']}: {outcomes or 'no conversation'}. Its times are read by the clock of {file.zone}."
    if told["asks"]:
        yield f"  ? “{told['asks']}” may be read in two ways: --answer dates=dmy or --answer dates=mdy"
    for chat in told["chats"]:
        if chat["state"] == "waits":
            likely = f", perhaps {chat['likely']}" if chat["likely"] else ""
            yield f'  ? Whose chat is “{chat["title"]}”{likely}? Say: --answer "whose:{chat["title"]}=CLIENT"'
            if chat["people"]:
                yield f'    and who of {", ".join(chat["people"])} is you: --answer "us:{chat["title"]}=NAME"'
        else:
            yield f"  {chat['title']}: {chat['client'] or 'no client’s, nothing was kept'}"
    for one in told["lines_refused"][:20]:
        yield f"  line {one['line']}: {one['reason']}"


def mailbox_as_data(box: Mailbox) -> dict[str, Any]:
    counts = dict(Arrival.objects.filter(mailbox=box).values_list("outcome").annotate(Count("pk")))
    return {
        "address": box.address,
        "member": box.member.email,
        "active": box.active,
        "last_success": _iso(box.read_at),
        "last_tried": _iso(box.tried_at),
        "next_try": _iso(box.try_at),
        "last_error": _plain(box.trouble["reason"]) if box.trouble else None,
        "failures": box.failures,
        "kept": counts.get("kept", 0),
        "waiting": counts.get("tray", 0),
        "skipped": {name: number for name, number in sorted(counts.items()) if name not in ("kept", "tray")},
    }


def mailbox_as_text(box: Mailbox) -> Iterator[str]:
    told = mailbox_as_data(box)
    yield f"{box.address} ({box.member.name}){'' if box.active else ', read no more'}"
    yield f"  last success: {moment(box.read_at) if box.read_at else 'never'}"
    if told["last_error"]:
        yield f"  last error: {told['last_error']}"
    if box.active and box.try_at:
        yield f"  next try: {moment(box.try_at)}"
    counts = {"kept": told["kept"], "tray": told["waiting"], **told["skipped"]}
    yield f"  {_counted({name: n for name, n in counts.items() if n}, Arrival.Outcome.choices) or 'nothing met yet'}"


def _outcomes(file: ChatFile) -> dict[str, int]:
    return dict(ChatPart.objects.filter(chat__file=file).order_by().values_list("outcome").annotate(Count("pk")))


def _counted(counts: dict[str, int], choices: Any) -> str:
    return ", ".join(f"{counts[value]} {str(words).lower()}" for value, words in choices if value in counts)


def _plain(stored: Any) -> str | None:
    return from_data(stored).plain() if stored else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
