"""What a client was asked to decide: what waits for their word on top, what they decided below, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.agency.access import acting, may
from rapport.approvals.letter import titled
from rapport.approvals.models import Approval, Decision
from rapport.approvals.purposes import purpose_of
from rapport.desk.approvals.words import TONES, Words, state_words
from rapport.desk.client.head import head_of
from rapport.portfolio.access import client_for

SHOWN = 30
MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One question. `others` is how many besides may answer it."""

    approval: Approval
    title: str
    purpose: Words
    state: Words
    tone: str
    others: int
    decision: Decision | None

    @property
    def at(self) -> datetime:
        return self.decision.at if self.decision else self.approval.withdrawn_at or self.approval.asked_at


def client_approvals(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "approval.see")
    shares = Count("others", filter=Q(others__withdrawn_at=None))
    rows = Approval.objects.filter(client=client, root=None).annotate(shares=shares)
    rows = rows.select_related("contact", "asked_by", "decision")
    waits = Q(decision=None, withdrawn_at=None)
    done = rows.exclude(waits).order_by("-pk")
    if before := _number(request.GET.get("before", "")):
        done = done.filter(pk__lt=before)
    found = list(done[: SHOWN + 1])
    context = {
        **head_of(client, member, "files"),
        "waiting": [_line(row) for row in rows.filter(waits).order_by("due", "pk")[:MOST_WAITING]],
        "decided": [_line(row) for row in found[:SHOWN]],
        "before": found[SHOWN - 1].pk if len(found) > SHOWN else 0,
        "further": bool(before),
        "may_ask": may(member, "approval.ask", client.standing),
        "sees_files": may(member, "files.see", client.standing),
    }
    return render(request, "desk/approvals/client_approvals.html", context)


def _line(row: Approval) -> Line:
    state = row.state
    return Line(
        approval=row,
        title=titled(row),
        purpose=purpose_of(row.purpose).title,
        state=state_words(row.purpose, state),
        tone=TONES.get(state, ""),
        others=row.shares,  # type: ignore[attr-defined]
        decision=row.answer,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
