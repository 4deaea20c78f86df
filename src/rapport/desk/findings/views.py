"""Findings of a client, and one of them: what left its course, why we think so, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.agency.access import acting, may
from rapport.catalogue.metrics import all_metrics
from rapport.desk.client.head import head_of
from rapport.desk.findings.forms import AskForm, KnownForm, WrongForm
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.reckon.verdict import Reason, from_data
from rapport.results.findings.access import finding_for
from rapport.results.findings.models import Finding
from rapport.results.readings.load import load

ON_A_PAGE = 25
SHOWN_BEFORE, SHOWN_AFTER = timedelta(days=70), timedelta(days=21)
TONES = {"open": "warn", "known": "", "wrong": "", "over": "good"}


@require_safe
def client_findings(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.see")
    rows = Finding.objects.filter(client=client).select_related("task", "settled_by")
    page = Paginator(rows.order_by("settled_at", "-since", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    known = all_metrics()
    context = {
        **head_of(client, member, "results"),
        "rows": page,
        "told": [(one, _name(one, known), reasons(one.reasons)) for one in page],
        "tones": TONES,
    }
    return render(request, "desk/findings/client_findings.html", context)


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, finding_for(acting(request), pk))


def draw(request: HttpRequest, one: Finding, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One finding with every deed on it; also the answer to one that was refused."""
    member, client = acting(request), one.client
    first = one.since - SHOWN_BEFORE
    last = min(max(one.until + SHOWN_AFTER, one.since + SHOWN_AFTER), clock.today())
    loaded = load(client.pk, [one.metric], first, last, currency=one.currency)
    values = loaded.values.get(one.metric, np.empty(0))
    context = about(
        client,
        finding=one,
        metric=_name(one, all_metrics()),
        reasons=reasons(one.reasons),
        causes=reasons(one.causes),
        course=[float(value) if np.isfinite(value) else None for value in values],
        first=first,
        last=last,
        tone=TONES[one.state],
        may_keep=may(member, "figures.keep", client.standing),
        may_ask=may(member, "task.keep", client.standing),
        may_write=may(member, "mail.write", client.standing),
        ask_form=AskForm(client=client, by=member),
        known_form=KnownForm(),
        wrong_form=WrongForm(),
        doubts=(),
    )
    return render(request, "desk/findings/finding.html", context | forms, status=status)


def reasons(stored: Sequence[Any]) -> list[Reason]:
    return [from_data(one) for one in stored]


def _name(one: Finding, known: dict[str, Any]) -> str:
    return known[one.metric].name if one.metric in known else one.metric
