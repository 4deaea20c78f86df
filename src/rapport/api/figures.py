"""Takes figures that a program sends: a CSV, or JSON, with the token of one source of one client."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.links.hand_out import open_link
from rapport.links.throttle import within
from rapport.portfolio.models import Client
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import Reason, because
from rapport.results.readings.bring import bring
from rapport.results.readings.models import Arrival
from rapport.results.readings.push_token import PURPOSE

MOST, MINUTES = 60, 60
ROWS = 200_000
FIXED = ("day", "channel", "campaign", "currency")


@csrf_exempt  # no cookie is looked at: whoever sends must show the token, and a forged page has none
@require_POST
def figures(request: HttpRequest) -> JsonResponse:
    """201 with what was kept; 401 without a living token, 422 with a sentence, 429 too often."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    link = open_link(PURPOSE, token) if token else None
    client = Client.objects.here().filter(pk=link.client_id or 0).first() if link else None
    if link is None or client is None:
        return _no(401, because("This token opens nothing: it was never given, has ended, or was taken back."))
    if not within("figures", str(link.pk), MOST, MINUTES):
        return _no(429, because("At most {most} times an hour; try again later.", most=MOST))
    if int(request.headers.get("Content-Length") or 0) > settings.STRANGERS_MAX_BYTES:
        return _no(
            413, because("That is more than {limit} MB at once.", limit=settings.STRANGERS_MAX_BYTES // 1_000_000)
        )
    try:
        name, body, mapping = _table(request)
        brought = bring(
            BytesIO(body), name, client, by=None, way=Arrival.Way.PUSH, source=link.data["source"], mapping=mapping
        )
    except Refused as no:
        return _no(422, no.reason)
    if brought.arrival is None:
        return _no(422, *(question.reason for question in brought.figures.questions))
    dropped = [{"line": one.line, "reason": one.reason.plain()} for one in brought.figures.dropped[:100]]
    return JsonResponse(
        {"arrival": brought.arrival.pk, "counts": brought.arrival.counts, "dropped": dropped}, status=201
    )


def _table(request: HttpRequest) -> tuple[str, bytes, dict[str, str]]:
    """Name, bytes and what its columns mean. Raises Refused."""
    kind = request.content_type
    if kind == "text/csv":
        return "sent.csv", _read(request), {}
    if kind == "application/json":
        return _from_json(_read(request))
    raise Refused(because("Send text/csv or application/json."))


def _read(request: HttpRequest) -> bytes:
    body = request.read(settings.STRANGERS_MAX_BYTES + 1)
    if len(body) > settings.STRANGERS_MAX_BYTES:
        most = settings.STRANGERS_MAX_BYTES // 1_000_000
        raise Refused(because("That is more than {limit} MB at once.", limit=most))
    return body


def _from_json(body: bytes) -> tuple[str, bytes, dict[str, str]]:
    """`{"rows": [{"day": "2026-10-01", "channel": "…", "campaign": "…", "clicks": 12}]}` as a CSV, and its metrics."""
    try:
        rows: Any = json.loads(body)["rows"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(because("That is no JSON object with “rows”.")) from None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise Refused(because("“rows” is a list of objects, each with a day and its figures."))
    if len(rows) > ROWS:
        raise Refused(because("At most {most} rows at once.", most=ROWS))
    metrics = sorted({str(key) for row in rows for key in row} - set(FIXED))
    columns = [*(name for name in FIXED if any(name in row for row in rows)), *metrics]
    text = StringIO()
    told = csv.writer(text)
    told.writerow(columns)
    told.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return "sent.csv", text.getvalue().encode(), {name: name for name in metrics}


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _no(status: int, *reasons: Reason) -> JsonResponse:
    return JsonResponse({"error": " ".join(reason.plain() for reason in reasons)}, status=status)
