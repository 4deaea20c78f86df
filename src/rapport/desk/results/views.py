"""Results of all clients one works for: who is off target, what left its course, whose figures have not come."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rapport.agency.access import acting
from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric, Service
from rapport.desk.figures.words import figure
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client, ClientQuerySet
from rapport.reckon.figures.freshness import Freshness
from rapport.reckon.pace import State
from rapport.results.findings import facts as found
from rapport.results.findings.models import Finding
from rapport.results.pace.facts import running
from rapport.results.pace.remind import IN_DANGER
from rapport.results.readings.facts import freshness_of
from rapport.results.readings.models import Feed, Strip, Target
from rapport.results.reports.models import Report

ON_A_PAGE = 25
SHOWN = 3
TONES: dict[str, str] = {"at risk": "warn", "behind": "bad", "missed": "bad", "on course": "good", "reached": "good"}


@dataclass(frozen=True, slots=True)
class Aimed:
    """A running target in words."""

    metric: str
    expected: str
    wanted: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    client: Client
    aims: list[Aimed]
    findings: list[tuple[Finding, str]]
    stale: list[tuple[Feed, Freshness]]
    report: Report | None


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    member = acting(request)
    off = request.GET.get("show") != "all"
    service = _service(request.GET.get("service", ""))
    metrics = all_metrics()
    of_service = {key for key, one in metrics.items() if one.service_id == service.pk} if service else None
    clients = Client.objects.here().worked_for_by(member).filter(status__in=HELD)
    page = Paginator(_wanted(clients, off, of_service).order_by("folded", "pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    kept = f"&service={service.pk}" if service else ""
    context = {
        "page": page,
        "lines": _lines(list(page), metrics, of_service),
        "looks": [
            (_("Off course"), f"?show=off{kept}", None, off),
            (_("All clients"), f"?show=all{kept}", None, not off),
        ],
        "off": off,
        "services": Service.objects.filter(active=True),
        "service": service,
    }
    return render(request, "desk/results/results.html", context)


def _wanted(clients: ClientQuerySet, off: bool, of_service: set[str] | None) -> ClientQuerySet:
    today = clock.today()
    mine = {"client": OuterRef("pk")}
    aims = Target.objects.filter(**mine, ended_at=None, first__lte=today, pace__in=IN_DANGER)
    left = Finding.objects.filter(**mine, state=Finding.State.OPEN, is_bad=True)
    if of_service is not None:
        aims, left = aims.filter(metric__in=of_service), left.filter(metric__in=of_service)
    if off:
        return clients.filter(Q(Exists(aims)) | Q(Exists(left)))
    strips = Strip.objects.filter(**mine, year=today.year)
    if of_service is not None:
        return clients.filter(Exists(strips.filter(metric__in=of_service)))
    return clients.filter(Q(Exists(strips)) | Q(Exists(Target.objects.filter(**mine, ended_at=None))))


def _lines(clients: list[Client], metrics: dict[str, Metric], of_service: set[str] | None) -> list[Line]:
    """Four statements for all of them."""
    ids = [client.pk for client in clients]
    aims, left, fresh, reports = running(ids), found.open_of(ids), freshness_of(ids, clock.today()), _last_reports(ids)
    states = _states()
    lines = []
    for client in clients:
        mine = [one for one in aims.get(client.pk, []) if of_service is None or one.metric in of_service]
        bad = [one for one in left.get(client.pk, []) if of_service is None or one.metric in of_service]
        stale = [pair for pair in fresh.get(client.pk, []) if pair[1].state == "stale"]
        named = [(one, metrics[one.metric].name if one.metric in metrics else one.metric) for one in bad[:SHOWN]]
        told = [_aimed(one, metrics[one.metric], states) for one in mine if one.metric in metrics][:SHOWN]
        lines.append(Line(client, told, named, stale, reports.get(client.pk)))
    return lines


def _aimed(target: Target, metric: Metric, states: dict[str, str]) -> Aimed:
    expected, wanted = (figure(value, metric.unit, target.currency) for value in (target.expected, target.wanted))
    state = states.get(target.pace, "")
    return Aimed(metric.name, expected, wanted, state, TONES.get(target.pace, ""))


def _states() -> dict[str, str]:
    words: dict[State, str] = {
        "reached": _("reached"),
        "on course": _("on course"),
        "at risk": _("at risk"),
        "behind": _("behind"),
        "missed": _("missed"),
        "cannot be told": _("cannot be told"),
    }
    return {str(state): said for state, said in words.items()}


def _last_reports(ids: list[int]) -> dict[int, Report]:
    newer = Report.objects.filter(client=OuterRef("client"), last__gt=OuterRef("last"))
    rows = Report.objects.filter(~Exists(newer), client__in=ids)
    return {row.client_id: row for row in rows}


def _service(number: str) -> Service | None:
    return Service.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 10 else None
