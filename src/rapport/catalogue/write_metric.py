"""Writes a metric of the agency's own, or new words and manners for one that is there."""

from __future__ import annotations

import math
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Metric, Service
from rapport.journal.record import record
from rapport.reckon.tables.sources.figures import ROLES

_SETTLED = ("unit", "adds", "numerator", "denominator", "factor", "one_world")


class MetricChanged(Exception):
    """Another version stands than was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Metric) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def write_metric(metric: Metric, *, names: Mapping[str, str], service: Service | None, by: Member) -> Metric:
    """Save what the form has put on the row. Of one that is there only words, direction, service, who sees it and
    whether it is followed change. Raises ValidationError by field, MetricChanged when somebody was quicker."""
    require(by, "catalogue.change")
    metric.names = {language: words.strip() for language, words in names.items() if words.strip()}
    metric.service = service
    if not metric.names.get("en"):
        raise ValidationError({"name_en": _("Write the English name: it stands where a language has none.")})
    with transaction.atomic():
        if metric.pk is None:
            _check_parts(metric)
            metric.key = _free_key(metric.names["en"])
            metric.position = Metric.objects.count() + 1
            metric.made_by = by
            metric.save(force_insert=True)
            record("metric.added", by=by, about=metric, in_story=False, key=metric.key)
            return metric
        standing = Metric.objects.select_for_update().get(pk=metric.pk)
        if standing.version != metric.version:
            raise MetricChanged(standing)
        for name in _SETTLED:
            setattr(metric, name, getattr(standing, name))
        metric.version += 1
        metric.save()
        record("metric.changed", by=by, about=metric, in_story=False, key=metric.key, version=metric.version)
    return metric


def _check_parts(metric: Metric) -> None:
    if metric.adds != Metric.Adds.RATIO:
        metric.numerator = metric.denominator = ""
        metric.factor = 1.0
        return
    sums = set(Metric.objects.filter(adds=Metric.Adds.SUM).values_list("key", flat=True))
    wrong = {
        part: _("Choose a figure that adds up.")
        for part in ("numerator", "denominator")
        if getattr(metric, part) not in sums
    }
    if not wrong and metric.numerator == metric.denominator:
        wrong["denominator"] = _("A figure divided by itself is always one. Choose another.")
    if not (math.isfinite(metric.factor) and 0 < metric.factor <= 1e9):
        wrong["factor"] = _("Write a number over 0, such as 1 or 1000.")
    if wrong:
        raise ValidationError(wrong)


def _free_key(name: str) -> str:
    stem = slugify(name).replace("-", "_")[:34] or "metric"
    taken = set(Metric.objects.filter(key__startswith=stem).values_list("key", flat=True)) | set(ROLES)
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if key not in taken)
