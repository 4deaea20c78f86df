"""The figures we follow: the list for everyone, names and manners for whoever keeps the catalogue."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.catalogue.metrics import all_metrics
from rapport.catalogue.models import Metric
from rapport.catalogue.write_metric import MetricChanged, write_metric
from rapport.desk.metrics.forms import MetricForm


def metrics(request: HttpRequest) -> HttpResponse:
    every = all_metrics()
    by_service: dict[str, list[Metric]] = {}
    for metric in sorted(
        every.values(), key=lambda one: (one.service.position if one.service else 9_999, one.position)
    ):
        by_service.setdefault(metric.service.name if metric.service else "", []).append(metric)
    context = {
        "groups": by_service,
        "names": {key: metric.name for key, metric in every.items()},
        "may_change": may(acting(request), "catalogue.change"),
    }
    return render(request, "desk/metrics/metrics.html", context)


def metric_new(request: HttpRequest) -> HttpResponse:
    return _write(request, Metric())


def metric_change(request: HttpRequest, pk: int) -> HttpResponse:
    return _write(request, get_object_or_404(Metric, pk=pk))


def _write(request: HttpRequest, metric: Metric) -> HttpResponse:
    form = MetricForm.of(metric, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        form.put_on(metric)
        try:
            write_metric(metric, names=form.names(), service=form.cleaned_data["service"], by=acting(request))
        except ValidationError as refusal:
            form.say(refusal)
        except MetricChanged as quicker:
            status = 409
            form = MetricForm.of(metric, {**request.POST.dict(), "version": quicker.theirs.version})
            form.add_error(
                None, _("Somebody else has just changed it to “%(name)s”. Save again to put yours in its place.")
                % {"name": quicker.theirs.name},
            )  # fmt: skip
        else:
            messages.success(request, _("%(metric)s is saved.") % {"metric": metric.name})
            return redirect("metrics")
    if form.errors and status == 200:
        status = 422
    return render(request, "desk/metrics/metric.html", {"form": form, "metric": metric}, status=status)
