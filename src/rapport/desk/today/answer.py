"""What a deed on Today is answered with: the fragment of its row, or the page again where there is no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.agency.access import acting
from rapport.desk.onward import asked, go
from rapport.desk.today import drawing
from rapport.desk.today.replying import with_composer
from rapport.journal import clock
from rapport.overview import today as overview
from rapport.portfolio.models import Client


def answer(
    request: HttpRequest,
    key: str,
    words: str,
    *,
    undo: str = "",
    left: str = "done",
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    stays_open: bool = False,
) -> HttpResponse:
    """The row as it is after the deed: with what is still to be done, or as one that has left the list.

    `words` say what was done ("" when it was refused; then `wrong` says why, by field), `left` how the row has left:
    "done", "snoozed" or "given".
    """
    if not request.htmx or not key:  # type: ignore[attr-defined]
        return _page_again(request, key, words, undo, wrong)
    day = overview.today(acting(request), clock.now())
    found = day.row(key)
    horizon = request.GET.get("horizon", "now")
    context: dict[str, Any] = {
        "words": words, "undo": undo, "days": drawing.snooze_days(day.today), "day": day, "horizon": horizon,
        "channels": drawing.CHANNELS, **drawing.shape(day),
    }  # fmt: skip
    status = 422 if wrong else 200
    if found and (found in day.now or horizon == "tomorrow"):
        drawn = drawing.draw_row(day, found, "now" if found in day.now else "tomorrow", stays_open)
        drawn.wrong, drawn.typed = wrong or {}, typed or {}
        with_composer(request, drawn, horizon)
        response = render(request, "desk/today/row_answer.html", {**context, "row": drawn}, status=status)
    else:
        context |= {"key": key, "left": left, "name": _name(request, day, key)}
        response = render(request, "desk/today/left_answer.html", context, status=status)
    if left == "given":
        response["HX-Trigger"] = "dialog:close"  # only the deed that is done in a dialog may close one
    return response


def _name(request: HttpRequest, day: overview.Day, key: str) -> str:
    """The client of the row. One that has left the member's list with its last item is asked for by who may see it."""
    kind, _, number = key.partition("-")
    if kind != "client" or not number.isdecimal():
        return ""
    if line := day.lines.get(int(number)):
        return line.name
    seen = Client.objects.here().visible_to(acting(request)).filter(pk=int(number))
    return seen.values_list("name", flat=True).first() or ""


def _page_again(request: HttpRequest, key: str, words: str, undo: str, wrong: Mapping[str, str] | None) -> HttpResponse:
    for sentence in (wrong or {}).values():
        messages.error(request, sentence)
    if words:
        messages.success(request, words, extra_tags=undo)
    page = {"tomorrow": "today_tomorrow", "done": "today_done"}.get(request.GET.get("horizon", ""), "today")
    there = f"{reverse(page)}?open={key}#{key}" if wrong and key else reverse(page)
    return go(asked(request, there))
