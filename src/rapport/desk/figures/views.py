"""The results of a client: figures by service beside before, last year and target, how fresh they are, files in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric
from rapport.desk.client.head import head_of
from rapport.desk.figures.forms import FileForm, TargetForm, TokenForm
from rapport.desk.figures.words import figure, tone
from rapport.journal import clock
from rapport.portfolio.access import client_for
from rapport.portfolio.models import Client
from rapport.reckon.figures.metrics import PARTS_ONLY
from rapport.reckon.figures.recognise import SOURCES
from rapport.reckon.pace import Pace
from rapport.reckon.tables.refusal import Refused
from rapport.results.findings.facts import open_of
from rapport.results.findings.models import Finding
from rapport.results.pace.judge import paced
from rapport.results.readings.bring import bring
from rapport.results.readings.compare import compare
from rapport.results.readings.facts import freshness_of
from rapport.results.readings.models import Arrival, Feed, Strip, Target
from rapport.results.readings.push_token import ADDRESS, give_token, take_token_back, tokens_of
from rapport.results.readings.set_rhythm import set_rhythm
from rapport.results.readings.take_back import take_back
from rapport.results.readings.take_in import sentence
from rapport.results.targets.set_target import set_target, withdraw_target
from rapport.results.targets.weigh import doubts
from rapport.ui.formats import say

SHOWN = 8


def client_results(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, client_for(acting(request), pk, "figures.see"))


@require_POST
def figures_bring(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = bring(
                file.file, file.name, client, by=member, source=form.cleaned_data["source"],
                mapping=form.cleaned_data["columns"], answers=form.answers(), dry=form.cleaned_data["only_try"],
            )  # fmt: skip
        except Refused as no:
            form.add_error("file", say(no.reason))
        else:
            if brought.arrival is not None:
                tried = _("Nothing was kept:") + " " if brought.arrival.pk is None else ""
                messages.success(request, tried + sentence(brought.arrival))
                for left in brought.figures.dropped[:5]:
                    messages.info(request, _("Line %(line)s: %(why)s") % {"line": left.line, "why": say(left.reason)})
                return redirect("client_results", pk=client.pk)
            form.add_error("file", _("Answer what is asked below, and choose the file again."))
            form.ask(brought.figures.questions)
    return _page(request, client, file_form=form, status=422)


@require_POST
def figures_token(request: HttpRequest, pk: int) -> HttpResponse:
    """The token stands on the answer to this press and nowhere else."""
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    form = TokenForm(request.POST)
    if form.is_valid():
        token = give_token(client, form.cleaned_data["source"], by=member)
        return _page(request, client, token=token)
    return _page(request, client, token_form=form, status=422)


@require_POST
def figures_token_end(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    take_token_back(client, request.POST.get("source", ""), by=member)
    messages.success(request, _("Nothing can be sent with that token any more."))
    return redirect("client_results", pk=client.pk)


@require_POST
def figures_back(request: HttpRequest, pk: int, arrival: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    came = Arrival.objects.filter(pk=arrival, client=client).first()
    if came is None:
        raise Http404(_("There is no such import of figures."))
    came.client = client
    take_back(came, by=member)
    messages.success(request, _("It is taken back; what came later stays."))
    return redirect("client_results", pk=client.pk)


@require_POST
def figures_rhythm(request: HttpRequest, pk: int, feed: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    source = Feed.objects.filter(pk=feed, client=client).first()
    if source is None:
        raise Http404(_("There is no such source."))
    every = request.POST.get(f"every_{feed}", "")
    try:
        set_rhythm(source, int(every) if every.isdecimal() and len(every) < 5 else 0, client=client, by=member)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("client_results", pk=client.pk)


@require_POST
def target_set(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    form = TargetForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        metric = told["metric"]
        wanted = float(told["wanted"]) / (100 if metric.unit == Metric.Unit.SHARE else 1)
        against = () if told["knowing"] else doubts(
            client, metric, wanted, told["first"], told["length"] or Target.Length.MONTH
        )  # fmt: skip
        if against:
            form.doubt(against)
            return _page(request, client, target_form=form, status=422)
        try:
            set_target(
                client, metric, wanted, told["first"], length=told["length"] or Target.Length.MONTH, by=member,
                currency=_currency(client), note=told["note"],
            )  # fmt: skip
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("The target of %(metric)s is set.") % {"metric": metric.name})
            return redirect("client_results", pk=client.pk)
    return _page(request, client, target_form=form, status=422)


@require_POST
def target_withdraw(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "figures.keep")
    standing = Target.objects.filter(pk=target, client=client).first()
    if standing is None:
        raise Http404(_("There is no such target."))
    withdraw_target(standing, client=client, by=member)
    messages.success(request, _("The target is withdrawn."))
    return redirect("client_results", pk=client.pk)


def _page(
    request: HttpRequest, client: Client, *, file_form: FileForm | None = None, target_form: TargetForm | None = None,
    token_form: TokenForm | None = None, token: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    member = acting(request)
    fresh = freshness_of([client.pk], clock.today()).get(client.pk, [])
    first, last = _month(request.GET.get("month", ""), max((f.last_day for f, _s in fresh if f.last_day), default=None))
    every = {key: metric for key, metric in all_metrics().items() if metric.active and key not in PARTS_ONLY}
    compared = compare(client.pk, list(every), first, last)
    may_keep = may(member, "figures.keep", client.standing)
    context = head_of(client, member, "results") | {
        "groups": _groups(
            compared.figures, every, compared.currency, {one.target.pk: one.pace for one in paced(client)}
        ),
        "findings": [(one, _name(one, every)) for one in open_of([client.pk]).get(client.pk, [])[:SHOWN]],
        "compared": compared,
        "notes": [say(note) for note in compared.notes],
        "fresh": fresh,
        "months": (_step(first, -1), _step(first, 1) if _step(first, 1) <= clock.today() else None),
        "arrivals": list(Arrival.objects.filter(client=client).select_related("by")[:SHOWN]),
        "may_keep": may_keep,
        "tokens": [(one, SOURCES.get(one.data["source"], "")) for one in tokens_of(client)] if may_keep else [],
        "token": token,
        "push_address": request.build_absolute_uri(f"/{ADDRESS}"),
        "token_form": token_form or TokenForm(),
        "file_form": file_form or FileForm(),
        "target_form": target_form or TargetForm(initial={"first": f"{first:%Y-%m}", "length": "month"}),
    }
    return render(request, "desk/figures/results.html", context, status=status)


def _name(one: Finding, every: dict[str, Metric]) -> str:
    return every[one.metric].name if one.metric in every else one.metric


def _groups(
    figures: Any, every: dict[str, Metric], currency: str, paces: dict[int, Pace]
) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in figures:
        metric = every[one.metric]
        if one.value is None and one.before is None and one.last_year is None and one.target is None:
            continue
        pace = paces.get(one.target.pk) if one.target else None
        row = {
            "pace": pace,
            "ends": figure(pace.expected, metric.unit, one.target.currency or currency) if pace else "",
            "metric": metric,
            "one": one,
            "value": figure(one.value, metric.unit, currency),
            "before": figure(one.before, metric.unit, currency),
            "last_year": figure(one.last_year, metric.unit, currency),
            "tone": tone(one.change, metric.better),
            "tone_of_year": tone(one.change_of_year, metric.better),
            "target": figure(one.target.wanted, metric.unit, one.target.currency or currency) if one.target else "",
        }
        groups.setdefault(metric.service.name if metric.service else "", []).append(row)
    return groups


def _month(asked: str, known: date | None) -> tuple[date, date]:
    """The month that was asked for, else the one the figures end in; never further than they go."""
    today = clock.today()
    end = min(known or today, today)
    try:
        first = date.fromisoformat(f"{asked}-01") if asked else end.replace(day=1)
    except ValueError:
        first = end.replace(day=1)
    if not 2000 <= first.year <= 2100:
        first = end.replace(day=1)
    last = _step(first, 1) - timedelta(days=1)
    return first, end if first <= end < last else last


def _step(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _currency(client: Client) -> str:
    """The one most of its figures are in."""
    rows = Strip.objects.filter(client=client).exclude(currency="").values("currency").annotate(last=Max("year"))
    found = rows.order_by("-last", "currency").values_list("currency", flat=True).first()
    return found or "EUR"
