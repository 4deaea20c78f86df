"""What a report lacks before it is signed off; with its words read over where a dictionary is there and it is asked."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.delivery.checks.spell import spell
from rapport.gateways.dictionaries import Missing
from rapport.reckon.report.ready import Judged, Lack, lacks
from rapport.results.reports.compose import Drawn, drawn
from rapport.results.reports.models import Kind, Report
from rapport.results.reports.names import name_of
from rapport.results.reports.template import recipients_of, template_of

WORDS_ONLY = (Kind.SUMMARY,)  # what is nothing without words


def check(report: Report, parts: Sequence[Drawn] | None = None, *, spelling: bool = False) -> tuple[Lack, ...]:
    """What must be mended first. `spelling` takes some seconds for a long report."""
    parts = drawn(report) if parts is None else parts
    return lacks([_judged(one, report, spelling) for one in parts], recipients=_recipients(report))


def _recipients(report: Report) -> int:
    return len(recipients_of(template_of(report.client)))


def _judged(one: Drawn, report: Report, spelling: bool) -> Judged:
    part = one.part
    return Judged(
        key=part.pk,
        name=name_of(part),
        text=one.text,
        shows=bool(one.blocks),
        needs_text=part.kind in WORDS_ONLY,
        writer=part.writer.name if part.writer else "",
        written=part.written_at is not None,
        due=part.task.due_at if part.task else None,
        left_out=part.out_at is not None,
        why=part.why_out,
        bad=one.bad,
        stale=one.stale,
        until=one.until,
        misspelt=_misspelt(one.text, report) if spelling and part.out_at is None else (),
    )


def _misspelt(text: str, report: Report) -> tuple[str, ...]:
    if not text.strip():
        return ()
    try:
        return tuple(one.fault.word for one in spell(text, report.language, client=report.client).found)
    except Missing:
        return ()
