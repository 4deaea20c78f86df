"""Deeds on items, each a POST: done, later, never, somebody else's, why they began, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.attention.access import item_for
from rapport.attention.ask import close
from rapport.attention.delegate import CannotTake, delegate, takers
from rapport.attention.dismiss import NeedsReason, dismiss
from rapport.attention.models import Item
from rapport.attention.snooze import CannotSnooze, opening, snooze, wake
from rapport.attention.undo import undo
from rapport.conversations.access import touchpoint_for
from rapport.conversations.give_reason import give_reason
from rapport.conversations.models import Touchpoint
from rapport.desk.today.answer import answer
from rapport.desk.today.drawing import undo_of
from rapport.journal import clock
from rapport.ui.formats import moment, say

Deed = Callable[[Item], str]  # does it to one item; answers the name under which it is taken back


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)

    def do(item: Item) -> str:
        close(item, by=member, outcome="done")
        return "closed"

    return _do(request, pk, do, _("Done: %(name)s."))


@require_POST
def put_off(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    item_for(member, pk)  # whose it is comes before what is wrong with the date
    try:
        until = moment_of(request.POST.get("until", ""), member)
        if until is None:
            raise CannotSnooze(_("Choose a day on which it should come back."))
        note = request.POST.get("note", "")

        def do(item: Item) -> str:
            made = snooze(item, by=member, until=until, note=note)
            return f"snooze-{made.pk}" if made else ""

        return _do(request, pk, do, _("%(name)s comes back %(moment)s."), left="snoozed", moment=moment(until))
    except CannotSnooze as refused:
        return answer(request, _key(request), "", wrong={"until": str(refused)})


@require_POST
def woken(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)

    def do(item: Item) -> str:
        wake(item, by=member)
        return ""

    return _do(request, pk, do, _("%(name)s is back."))


@require_POST
def dismissed(request: HttpRequest, pk: int) -> HttpResponse:
    member, reason = acting(request), request.POST.get("reason", "")

    def do(item: Item) -> str:
        dismiss(item, by=member, reason=reason)
        return "closed"

    try:
        return _do(request, pk, do, _("Dismissed: %(name)s."))
    except NeedsReason as refused:
        return answer(request, _key(request), "", wrong={"reason": str(refused)})


@require_http_methods(["GET", "HEAD", "POST"])
def given(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom it can be given to, and giving it."""
    member = acting(request)
    item = item_for(member, pk)
    chosen = request.POST.get("to", "")
    wrong = ""
    if request.method == "POST":
        to = Member.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 16 else None

        def do(one: Item) -> str:
            made = delegate(one, by=member, to=to, note=request.POST.get("note", "")) if to else None
            return f"delegation-{made.pk}" if made else ""

        try:
            if to is None:
                raise CannotTake(_("Choose a colleague."))
            return _do(request, pk, do, _("%(name)s is given to %(who)s."), left="given", who=to.name)
        except CannotTake as refused:
            wrong = str(refused)
    page = "desk/items/delegate_form.html" if request.htmx else "desk/items/delegate.html"  # type: ignore[attr-defined]
    context = {
        "item": item, "takers": takers(item, but=member), "wrong": wrong, "chosen": chosen,
        "note": request.POST.get("note", ""), "query": request.GET.urlencode(), "key": _key(request),
    }  # fmt: skip
    response = render(request, page, context, status=422 if wrong else 200)
    if wrong and request.htmx:  # type: ignore[attr-defined]
        response["HX-Retarget"], response["HX-Reswap"] = "#delegate-body", "innerHTML"
    return response


@require_POST
def undone(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    member = acting(request)
    items = [(item_for(member, pk), deed)]
    for pair in request.GET.getlist("with")[:50]:
        number, _sep, name = pair.partition(".")
        if number.isdecimal():
            items.append((item_for(member, int(number)), name))
    with transaction.atomic():
        back = [undo(item, name, by=member) for item, name in items]
    words = _("It is back.") if any(back) else _("There was nothing left to take back.")
    return answer(request, _key(request), words)


@require_POST
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the client came first, in one click."""
    member = acting(request)
    item = item_for(member, pk)
    chosen = request.POST.get("why_first", "")
    touchpoint = touchpoint_for(member, int(item.facts.get("touchpoint", 0)), "touchpoint.correct")
    if chosen not in Touchpoint.WhyFirst.values:
        return answer(request, _key(request), "", wrong={"why_first": _("Choose one of the reasons.")}, stays_open=True)
    give_reason(touchpoint, by=member, why_first=chosen)
    words = _("Noted why they began: %(why)s.") % {"why": Touchpoint.WhyFirst(chosen).label}
    return answer(request, _key(request), words, stays_open=True)


def moment_of(typed: str, member: Member) -> datetime | None:
    """A date (until the member's work begins) or a date and time by the member's clock; None when it is neither."""
    try:
        if len(typed) == 10:
            return opening(member, date.fromisoformat(typed))
        at = datetime.fromisoformat(typed)
        return at if at.tzinfo else at.replace(tzinfo=clock.zone_of(member.zone))
    except (ValueError, OverflowError):
        return None


def _do(request: HttpRequest, pk: int, deed: Deed, words: str, left: str = "done", **values: str) -> HttpResponse:
    """Do it to the item, and to those that the row folds with it: all are fetched before any is changed."""
    member = acting(request)
    first = item_for(member, pk)
    also = [item_for(member, int(number)) for number in request.GET.getlist("also")[:50] if number.isdecimal()]
    items = [first, *(item for item in also if item.client_id == first.client_id)]
    with transaction.atomic():
        names = [deed(item) for item in items]
    told = {"name": first.client.name if first.client else say(first.why).rstrip("."), **values}
    return answer(request, _key(request), words % told, left=left, undo=_undo(request, items, names))


def _undo(request: HttpRequest, items: list[Item], names: list[str]) -> str:
    if not names[0]:
        return ""
    more = [("with", f"{item.pk}.{name}") for item, name in zip(items[1:], names[1:], strict=True) if name]
    query = [(key, request.GET[key]) for key in ("row", "horizon") if key in request.GET] + more
    where = undo_of(items[0].pk, names[0])
    return f"{where}?{urlencode(query)}" if query else where


def _key(request: HttpRequest) -> str:
    """The row that was acted on: "client-7" or "item-9"; nothing else is put into a page."""
    kind, _sep, number = request.GET.get("row", "").partition("-")
    return f"{kind}-{number}" if kind in ("client", "item") and number.isdecimal() else ""
