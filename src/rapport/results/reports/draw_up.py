"""Draws up a client's report of a period: its parts as the template says, one for each service the client buys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.conversations.promises.calendars import of_us
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Engagement
from rapport.reckon.report.content import Period
from rapport.reckon.report.periods import working_day, written
from rapport.reckon.timing import Calendar, Week
from rapport.results.reports import remind
from rapport.results.reports.models import Kind, Part, Report, ReportTemplate
from rapport.results.reports.template import language_for, template_of

TO_WRITE = 2  # working days from the drawing up to the day it goes out


def draw_up(client: Client, period: Period, *, by: Member | None, language: str = "") -> Report:
    """The report of this period: the one that is there already, or a new one. Without `by`: by its rhythm.

    Raises ValidationError for a period that has not begun.
    """
    if by is not None:
        require(by, "report.keep", client.standing)
    if period.first > clock.today(client.zone):
        raise ValidationError({"period": _("This period has not begun yet.")})
    there = Report.objects.filter(client=client, first=period.first, last=period.last)
    if found := there.first():
        found.client = client
        return found
    template = template_of(client)
    try:
        with transaction.atomic():
            report = Report.objects.create(
                client=client, first=period.first, last=period.last, made_by=by,
                language=language or language_for(client, template), due=due_of(client, period, template),
            )  # fmt: skip
            Part.objects.bulk_create(_parts(report, template))
            record(
                "report.drawn_up", by=by, about=report, client=client.pk, in_story=False, period=written(period),
                language=report.language,
            )  # fmt: skip
            remind.look_again([report.pk])
    except IntegrityError:  # somebody drew it up in the same moment
        report = there.get()
        report.client = client
    return report


def due_of(client: Client, period: Period, template: ReportTemplate) -> datetime:
    """Some working days after it is drawn up, by the keeper's calendar; never behind today."""
    calendar = of_us(client.pk)
    begun = max(working_day(of_the_house(), period.last, template.working_day), clock.today(calendar.zone))
    return calendar.end_of_day(working_day(calendar, begun, TO_WRITE))


def of_the_house() -> Calendar:
    agency = Agency.ours()
    try:
        week = Week.parse(agency.week)
    except ValueError:
        week = Week.usual()
    return Calendar(agency.zone if agency.zone in clock.ZONES else "UTC", week, agency.country)


def _parts(report: Report, template: ReportTemplate) -> Iterator[Part]:
    services = list(dict.fromkeys(
        Engagement.objects.filter(client=report.client, since__lte=report.last)
        .exclude(until__lt=report.first).order_by("service__position", "service__key").values_list("service", flat=True)
    ))  # fmt: skip
    place = 0
    for kind in template.parts:
        for service in services if kind == Kind.FIGURES and services else [None]:
            yield Part(report=report, kind=kind, service_id=service, place=place)
            place += 1
