"""Asks whoever looks after a client about its reports: due, a part missing, not signed off, unread after a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from rapport.agency.models import Member
from rapport.attention.ask import ask, ask_once, settle
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.portfolio.models import HELD
from rapport.reckon.verdict import because
from rapport.results.reports.models import Report, Sight
from rapport.results.reports.names import name_of

UNREAD_AFTER = timedelta(days=7)
FORGET_AFTER = timedelta(days=60)  # nobody is asked about what lies longer than this
HOURS = 1.5


def look_over() -> int:
    """Each night: every report that may ask for something; the number looked at."""
    recent = clock.now() - FORGET_AFTER
    pks = list(Report.objects.exclude(state="sent", sent_at__lt=recent).values_list("pk", flat=True))
    look_again(pks)
    return len(pks)


def of_client(client_id: int) -> None:
    look_again(Report.objects.filter(client=client_id).values_list("pk", flat=True))


def look_again(report_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask for what these reports want now, and settle what they want no more."""
    rows = Report.objects.filter(pk__in=list(report_ids)).select_related("client")
    for report in rows.prefetch_related("parts__writer", "parts__service", "parts__task"):
        _of(report, by)


def _of(report: Report, by: Member | None) -> None:
    client = report.client
    here = client.deleted_at is None and client.merged_into_id is None and client.status in HELD
    wanted = [*_draft(report), *_parts(report), *_unread(report)] if here else []
    for kind, cause, asked in wanted:
        once = ask_once if kind == "report_unread" else ask
        once(kind, cause=cause, client=client, hours=HOURS if kind != "report_unread" else 0.25,
             report=report.pk, **asked)  # fmt: skip
    causes = {cause for _kind, cause, _asked in wanted}
    mine = {f"report:{report.pk}", f"report-unread:{report.pk}:{report.number}"}
    mine |= {f"report-part:{part.pk}" for part in report.parts.all()}
    for cause in open_items(cause__in=list(mine - causes)).values_list("cause", flat=True):
        settle(cause=cause, by=by)


Wanted = tuple[str, str, dict[str, Any]]


def _draft(report: Report) -> list[Wanted]:
    """From the day it is drawn up until it has gone out; after its day it is late."""
    if report.state == Report.State.SENT:
        return []
    named: dict[str, Any] = {"first": report.first, "last": report.last, "day": clock.day_of(report.due)}
    late = report.due <= clock.now()
    if report.state == Report.State.SIGNED:
        reason = because("The report {first} to {last} is signed off and has not been sent.", **named)
    elif late:
        reason = because("The report {first} to {last} was to go out on {day} and is not signed off.", **named)
    else:
        reason = because("The report {first} to {last} goes out on {day}.", **named)
    kind = "report_late" if late else "report_due"
    return [(kind, f"report:{report.pk}", {"reason": reason, "due": report.due})]


def _parts(report: Report) -> list[Wanted]:
    """What a specialist owes it past the day that was agreed."""
    if not report.is_draft:
        return []
    found: list[Wanted] = []
    for part in report.parts.all():
        due = part.task.due_at if part.task else None
        if part.is_awaited and part.writer and due and due <= clock.now():
            reason = because(
                "{name} owes “{part}” of the report {first} to {last} since {day}.", name=part.writer.name,
                part=name_of(part), first=report.first, last=report.last, day=clock.day_of(due),
            )  # fmt: skip
            found.append(("report_part", f"report-part:{part.pk}", {"reason": reason, "due": due, "part": part.pk}))
    return found


def _unread(report: Report) -> list[Wanted]:
    if report.state != Report.State.SENT or report.sent_at is None or report.sent_at > clock.now() - UNREAD_AFTER:
        return []
    if report.sent_at < clock.now() - FORGET_AFTER or Sight.objects.filter(report=report, times__gt=0).exists():
        return []
    reason = because(
        "Nobody has looked at the report {first} to {last}, sent on {day}.", first=report.first, last=report.last,
        day=clock.day_of(report.sent_at),
    )  # fmt: skip
    return [("report_unread", f"report-unread:{report.pk}:{report.number}", {"reason": reason})]
