"""Says what a figure of a client should be in a month, a quarter or a year; the one before it stays with who set it."""

from __future__ import annotations

import math
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Metric
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client
from rapport.results.readings.models import Target

MONTHS = {Target.Length.MONTH: 1, Target.Length.QUARTER: 3, Target.Length.YEAR: 12}


def set_target(
    client: Client,
    metric: Metric,
    wanted: float,
    first: date,
    *,
    length: str,
    by: Member,
    currency: str = "",
    note: str = "",
) -> Target:
    """The period begins with the month, quarter or year that `first` lies in. The same target again changes nothing."""
    require(by, "figures.keep", client.standing)
    if length not in Target.Length.values:
        raise ValidationError({"length": _("Choose a month, a quarter or a year.")})
    if not math.isfinite(wanted) or wanted < 0 or wanted > 1e15:
        raise ValidationError({"wanted": _("Write a number from 0 on.")})
    if not 2000 <= first.year <= 2100:
        raise ValidationError({"first": _("That year cannot be right.")})
    money = currency if metric.unit == Metric.Unit.MONEY else ""
    begins = beginning(first, length)
    with transaction.atomic():
        rows = Target.objects.select_for_update().filter(client=client, metric=metric.key, length=length, first=begins)
        standing = rows.filter(ended_at=None).first()
        if standing is not None:
            if (standing.wanted, standing.currency, standing.note) == (wanted, money, note):
                return standing
            standing.ended_at, standing.ended_by = clock.now(), by
            standing.save(update_fields=["ended_at", "ended_by"])
        target = Target.objects.create(
            client=client, metric=metric.key, length=length, first=begins, wanted=wanted, currency=money,
            note=note.strip()[:300], set_by=by, set_at=clock.now(),
        )  # fmt: skip
        record(
            "target.set", by=by, about=target, client=client.pk, in_story=False, metric=metric.key, length=length,
            first=begins.isoformat(), changed=standing is not None,
        )  # fmt: skip
    return target


def withdraw_target(target: Target, *, client: Client, by: Member) -> None:
    """There is no target any more; what it was stays with who withdrew it."""
    require(by, "figures.keep", client.standing)
    with transaction.atomic():
        standing = Target.objects.select_for_update().filter(pk=target.pk, client=client, ended_at=None).first()
        if standing is None:
            return
        standing.ended_at, standing.ended_by = clock.now(), by
        standing.save(update_fields=["ended_at", "ended_by"])
        record(
            "target.withdrawn", by=by, about=standing, client=client.pk, in_story=False, metric=standing.metric,
            first=standing.first.isoformat(),
        )  # fmt: skip


def beginning(day: date, length: str) -> date:
    """The first day of the period a day lies in."""
    if length == Target.Length.YEAR:
        return day.replace(month=1, day=1)
    if length == Target.Length.QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(day=1)


def last_day_of(target: Target) -> date:
    month = target.first.month - 1 + MONTHS[Target.Length(target.length)]
    return date(target.first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
