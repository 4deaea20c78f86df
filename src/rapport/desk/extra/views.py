"""Extra work of a client: what waits to be told, what became of the rest, what a year came to; and one piece of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.agency.models import Agency
from rapport.approvals.facts import newest
from rapport.delivery.extra import facts
from rapport.delivery.extra.access import extra_for
from rapport.delivery.extra.capture import capture
from rapport.delivery.extra.end_test import runs
from rapport.delivery.extra.letters import gift_words, no_words
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.extra.sources import KINDS, Source, source_of
from rapport.desk.client.head import head_of
from rapport.desk.extra.forms import CaptureForm, EndForm, GiftForm, RefuseForm, TellForm, WordsForm
from rapport.desk.onward import asked, go
from rapport.desk.today.kinds import address
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.reckon.extra import Tally, missing, tally

SHOWN = 200
TONES = {"gift": "accent", "quote": "good", "refused": "", "told": "warn", "captured": "bad"}
ICONS = {"request": "gift", "potential": "lightbulb", "test": "flask-conical"}
WAITING = (ExtraWork.State.CAPTURED, ExtraWork.State.TOLD)


def client_extra(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "extra.capture")
    years = facts.years(client.pk) or [clock.today().year]
    year = next((one for one in years if str(one) == request.GET.get("year")), years[0])
    rows = facts.of_days(ExtraWork.objects.filter(client=client), date(year, 1, 1), date(year, 12, 31))
    waiting = ExtraWork.objects.filter(client=client, state__in=WAITING).select_related("contact", "made_by")
    settled = rows.exclude(state__in=WAITING).select_related("contact", "made_by")
    context = {
        **head_of(client, member, "work"),
        "waiting": waiting.order_by("made_at", "pk")[:SHOWN],
        "settled": settled.order_by("-settled_at", "-pk")[:SHOWN],
        "year": year,
        "years": years,
        "tally": facts.tallies([client.pk], date(year, 1, 1), date(year, 12, 31)).get(client.pk, _nothing()),
        "tones": TONES,
        "icons": ICONS,
        "sees_money": may(member, "client.money", client.standing),
        "favour_minutes": Agency.ours().favour_minutes,
    }
    return render(request, "desk/extra/client_extra.html", context)


def extra_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One action, from wherever it was asked for: `?message=`, `?meeting=`, `?task=`, `?request=`, `?touchpoint=`."""
    member = acting(request)
    client = client_for(member, pk, "extra.capture")
    source = _source(request, pk=pk)
    form = CaptureForm(
        request.POST if request.method == "POST" else None, client=client, initial=_first(source),
        sees_money=may(member, "client.money", client.standing),
    )  # fmt: skip
    if form.is_valid():
        once = form.cleaned_data["once"]
        kept: dict[str, Any] = {"source": source.kind, "source_id": source.pk} if source else {}
        try:
            made = capture(client, by=member, once=f"form:{once}" if once else None, **form.values(), **kept)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            favour = made.state == ExtraWork.State.FAVOUR
            messages.success(request, _("Counted as a small favour.") if favour else _("Captured. Tell them next."))
            return go(
                asked(request, reverse("client_extra", args=[pk]) if favour else reverse("extra", args=[made.pk]))
            )
    context = about(client, form=form, source=source, favour_minutes=Agency.ours().favour_minutes)
    return render(request, "desk/extra/extra_new.html", context, status=422 if form.errors else 200)


def extra(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, extra_for(acting(request), pk))


def draw(request: HttpRequest, extra: ExtraWork, *, status: int = 200, **forms: Any) -> HttpResponse:
    """One piece with every deed on it; also the answer to one that was refused."""
    member = acting(request)
    client = extra.client
    sees_money = may(member, "client.money", client.standing)
    may_keep = may(member, "extra.keep", client.standing)
    version, contact = {"version": extra.version}, extra.contact_id
    asked_last = newest(ExtraWork, [extra.pk]).get(extra.pk)
    draft = {"contact": contact, "send": bool(contact)}
    context = about(
        client,
        extra=extra,
        icon_of=ICONS.get(extra.kind, "gift"),
        tone=TONES.get(extra.state, ""),
        runs=runs(extra),
        asked=asked_last,
        lacking=missing(extra.kind, extra.minutes, extra.price, extra.inside),  # type: ignore[arg-type]
        source=_page_of(extra),
        sees_money=sees_money,
        may_keep=may_keep,
        may_change=may_keep or extra.made_by_id == member.pk,
        words_form=WordsForm.of(extra, sees_money=sees_money),
        tell_form=TellForm(client=client, initial=version | {"contact": contact}),
        gift_form=GiftForm(
            client=client,
            initial=version | draft
            | {"price": extra.price, "currency": extra.currency, "said": gift_words(extra, extra.contact)},
        ),
        refuse_form=RefuseForm(client=client, initial=version | draft | {"said": no_words(extra, extra.contact)}),
        end_form=EndForm(client=client, initial=version | {"contact": contact}),
    )  # fmt: skip
    return render(request, "desk/extra/extra.html", context | forms, status=status)


def _source(request: HttpRequest, *, pk: int) -> Source | None:
    """What it was asked in, when the address names something of this client that the member sees."""
    member = acting(request)
    client = client_for(member, pk, "extra.capture")
    for kind in KINDS:
        number = request.GET.get(kind, "")
        if number.isdecimal() and len(number) < 10:
            return source_of(member, client, kind, int(number))
    return None


def _first(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {"words": source.words, "what": source.name[:300], "contact": source.contact.pk if source.contact else None}


def _page_of(extra: ExtraWork) -> str:
    """Where it was asked for; empty when that has no page."""
    if extra.source == "touchpoint":
        return f"{reverse('client', args=[extra.client_id])}#touchpoint-{extra.source_id}"
    return address(extra.source, extra.source_id) if extra.source and extra.source_id else ""


def _nothing() -> Tally:
    return tally([])
