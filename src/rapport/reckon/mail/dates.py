"""When a message says it was sent: also where the date is written badly, and nothing where it is absurd."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from rapport.reckon.mail.headers import eight_bit

_YEARS = range(1990, 2101)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?")


def sent_at(raw: bytes) -> datetime | None:
    """Aware and in UTC; a date without a zone is taken as UTC. None when it cannot be told, or outside 1990 to 2100.

    >>> sent_at(b"Tue, 5 May 2026 10:15:00 +0200"), sent_at(b"5 May 1926"), sent_at(b"soon")
    (datetime.datetime(2026, 5, 5, 8, 15, tzinfo=datetime.timezone.utc), None, None)
    """
    said = " ".join(eight_bit(raw[:200]).split())
    try:
        at = _iso(said) or _written(said)
        return at.astimezone(UTC) if at and at.year in _YEARS else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(said: str) -> datetime | None:
    hit = _ISO.match(said)
    if not hit:
        return None
    at = datetime.fromisoformat(hit[0].replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _written(said: str) -> datetime | None:
    found = parsedate_tz(said)
    if found is None:
        return None
    offset = found[9] or 0
    zone = timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else UTC
    return datetime(*found[:6], tzinfo=zone)
