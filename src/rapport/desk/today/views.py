"""Today: who needs one, in order, and everything done about it without leaving the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting
from rapport.agency.permissions import may_at_all
from rapport.attention.quiet import quiet_until
from rapport.conversations.log import log
from rapport.desk.today import drawing
from rapport.desk.today.answer import answer
from rapport.desk.today.forms import WordForm
from rapport.desk.today.kinds import address
from rapport.desk.today.replying import with_composer
from rapport.journal import clock
from rapport.overview import changes, team_day
from rapport.overview import today as overview
from rapport.overview.digest import compose
from rapport.portfolio.access import client_for
from rapport.reckon.shares import wilson

FEW = 10  # under so many contacts a share would say more than it knows


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first place of the rail that the member may enter."""
    roles = acting(request).roles
    places = (place.url for place in settings.NAVIGATION if may_at_all(roles, place.deed))
    return redirect(next(filter(None, map(address, places)), address("me")))


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return _page(request, "now")


@require_safe
def tomorrow(request: HttpRequest) -> HttpResponse:
    return _page(request, "tomorrow")


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    return _page(request, "done")


@require_safe
def row(request: HttpRequest, key: str) -> HttpResponse:
    """One row, opened in place or closed again."""
    day = overview.today(acting(request), clock.now())
    found = day.row(key)
    if found is None:
        raise Http404(_("It is not on today's list any more."))
    horizon = "now" if found in day.now else "tomorrow"
    opened = "open" in request.GET
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{reverse('today')}?open={key if opened else ''}#{key}")
    drawn = with_composer(request, drawing.draw_row(day, found, horizon, opened), horizon)
    return render(
        request,
        "desk/today/row_alone.html",
        {"row": drawn, "days": drawing.snooze_days(day.today), "channels": drawing.CHANNELS},
    )


@require_POST
def log_word(request: HttpRequest, pk: int) -> HttpResponse:
    """A word logged from the opened row; the row answers with what is still to be done there."""
    member = acting(request)
    client = client_for(member, pk, "touchpoint.log")
    form = WordForm(request.POST)
    wrong = {name: str(errors[0]) for name, errors in form.errors.items()}
    if form.is_valid():
        try:
            said = log(client, by=member, **form.cleaned_data)
        except ValidationError as refused:
            wrong = {name: str(words[0]) for name, words in refused.message_dict.items()}
        else:
            words = (
                _("Logged with %(client)s: we began.")
                if said.began == "ours"
                else _("Logged with %(client)s: they began.")
            )
            undo = f"{reverse('touchpoint_delete', args=[said.pk])}?next={reverse('today')}"
            return answer(request, f"client-{pk}", words % {"client": client.name}, undo=undo, stays_open=True)
    typed = {name: str(value) for name, value in request.POST.items()}
    if not request.htmx:  # type: ignore[attr-defined]
        return _page(request, "now", opened=f"client-{pk}", wrong=wrong, typed=typed)
    return answer(request, f"client-{pk}", "", wrong=wrong, typed=typed, stays_open=True)


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    member, now = acting(request), clock.now()
    week = changes.changes(overview.kept_by(member, timezone.localdate(now)).among, now, 7 * changes.SPAN)
    return render(request, "desk/today/changes.html", {"changes": week})


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/today/team.html", {"team": team_day.team(acting(request), clock.now())})


@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/today/digest.html", {"digest": compose(acting(request), clock.now())})


def _page(
    request: HttpRequest,
    horizon: str,
    opened: str = "",
    wrong: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    member, now = acting(request), clock.now()
    day = overview.today(member, now)
    local = timezone.localtime(now)
    rows = {"now": day.now, "tomorrow": day.tomorrow, "done": []}[horizon]
    limit = _limit(request)
    opened = opened or request.GET.get("open", rows[0].key if rows and horizon == "now" else "")
    drawn = drawing.draw(day, _shown(rows, limit, opened), horizon, opened)
    for one in drawn:
        if one.key == opened:
            one.wrong, one.typed = wrong or {}, typed or {}
            with_composer(request, one, horizon)
    context: dict[str, Any] = {
        "day": day,
        "horizon": horizon,
        "rows": drawn,
        "more": max(len(rows) - limit, 0),
        "next_limit": limit + drawing.SHOWN,
        "days": drawing.snooze_days(day.today),
        "greeting": drawing.greeting(member, local),
        "city": drawing.city_of(member),
        "hour": round(local.hour + local.minute / 60, 2),
        "flags": drawing.flags(day),
        "blocks": drawing.blocks(day),
        "quiet": quiet_until(member, now),
        "changes": changes.changes(day.kept.among, now),
        "began": _began(day),
        "sample": SAMPLE,
        "first_tomorrow": drawing.draw(day, day.tomorrow[:1], "tomorrow"),
        **drawing.shape(day),
        "channels": drawing.CHANNELS,
    }
    request.counts = {"today": len(day.now), "meetings": len(day.meetings_ahead)}  # type: ignore[attr-defined]
    return render(request, "desk/today/today.html", context, status=422 if wrong else 200)


def _shown(rows: list[overview.Row], limit: int, opened: str) -> list[overview.Row]:
    """The first rows, and the opened one wherever it stands."""
    return rows[:limit] + [row for row in rows[limit:] if row.key == opened]


def _began(day: overview.Day) -> dict[str, Any] | None:
    ours, theirs = day.began
    total = ours + theirs
    if not total:
        return None
    return {"ours": ours, "total": total, "share": wilson(ours, total) if total >= FEW else None}


def _limit(request: HttpRequest) -> int:
    """How many rows are drawn; what is not a number is the usual."""
    asked = request.GET.get("rows", "")
    return min(int(asked), 2000) if asked.isdecimal() and len(asked) < 6 and int(asked) else drawing.SHOWN


SAMPLE = [(50, "ours", 2), (44, "theirs", 1), (32, "ours", 3), (26, "theirs", 1), (16, "ours", 2), (5, "amber", 2)]
