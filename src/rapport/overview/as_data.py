"""A day and a client as plain JSON values, for the command line: keys that stay, reasons in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rapport.overview.models import ClientLine
from rapport.overview.today import Day, Row, Thing
from rapport.reckon.shares import wilson


def day_as_data(day: Day) -> dict[str, Any]:
    """The whole day: `clients` in their order, what comes tomorrow, what sleeps until later, what is done."""
    return {
        "member": day.member.email,
        "at": day.at.isoformat(),
        "date": day.today.isoformat(),
        "zone": day.member.zone,
        "counts": {
            "today": len(day.now), "tomorrow": len(day.tomorrow), "later": len(day.later), "done": len(day.done)
        },
        "clients": rows_as_data(day.now, day),
        "tomorrow": rows_as_data(day.tomorrow, day),
        "later": [{**_item(thing, day), "until": _iso(thing.snoozed_until)} for thing in day.later],
        "done": [
            {**_item(thing, day), "client": thing.client_name or None, "outcome": thing.outcome, "note": thing.note,
             "closed_at": _iso(thing.closed_at)}
            for thing in day.done
        ],
    }  # fmt: skip


def rows_as_data(rows: Sequence[Row], day: Day) -> list[dict[str, Any]]:
    return [_row(row, rank, day) for rank, row in enumerate(rows, start=1)]


def line_as_data(line: ClientLine, things: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One client in short."""
    ours, total = line.ours_90, line.ours_90 + line.theirs_90
    share = wilson(ours, total) if total >= 10 else None
    return {
        "id": line.client_id,
        "name": line.name,
        "tier": line.tier,
        "status": line.status,
        "city": line.city or None,
        "country": line.country or None,
        "keeper": line.keeper_name or None,
        "industry": line.industry.name if line.industry else None,
        "key_account": line.key_account,
        "potential": line.potential,
        "fee": str(line.fee) if line.fee else None,
        "currency": line.currency,
        "services": [key for key in line.services.split("|") if key],
        "last_word": {"at": _iso(line.last_at), "began": line.last_began or None, "amber": line.last_amber},
        "last_two_way": line.last_two_way.isoformat() if line.last_two_way else None,
        "word_due": line.word_due.isoformat() if line.word_due else None,
        "began_90_days": {
            "ours": ours,
            "theirs": line.theirs_90,
            "share": round(share.share, 4) if share else None,
            "low": round(share.low, 4) if share else None,
            "high": round(share.high, 4) if share else None,
        },
        "items": list(things),
    }


def _row(row: Row, rank: int, day: Day) -> dict[str, Any]:
    line, weight = row.line, row.ranked.weight
    return {
        "rank": rank,
        "client": line.name if line else None,
        "client_id": line.client_id if line else None,
        "tier": line.tier if line else None,
        "box": row.box,
        "priority": round(row.ranked.priority, 6),
        "urgency": round(row.ranked.urgency, 6),
        "importance": round(row.ranked.importance, 6),
        "due": _iso(row.due),
        "reasons": [thing.reason.plain() for thing in row.things] + [why.plain() for why in row.ranked.reasons],
        "weight": {
            "value": round(weight.value, 6),
            "parts": [
                {"name": part.name, "weight": round(part.weight, 6), "value": part.value} for part in weight.parts
            ],
            "missing": list(weight.missing),
        },
        "items": [_item(thing, day) for thing in row.things],
    }


def _item(thing: Thing, day: Day) -> dict[str, Any]:
    late, ranked = thing.late(day.zone), thing.ranked
    return {
        "id": thing.pk,
        "kind": thing.kind,
        "due": _iso(thing.due),
        "reason": thing.reason.plain(),
        "late": late.plain() if late else None,
        "priority": round(ranked.priority, 6) if ranked else None,
        "urgency": round(ranked.urgency, 6) if ranked else None,
        "importance": round(ranked.importance, 6) if ranked else None,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
