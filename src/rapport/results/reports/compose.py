"""Composes a report from its parts and what there is of the client: for pages, files, the check and the sign-off.

`drawn(report)` gives each part with its draft and its section; `compose(report)` the whole as a reckon Report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext as _

from rapport.agency.models import Agency
from rapport.approvals.written_in import spoken
from rapport.delivery.goals.models import Goal
from rapport.documents.keep import path_of
from rapport.reckon.report import content
from rapport.reckon.report.content import (
    LANGUAGES,
    Block,
    Goals,
    KeyFigure,
    KeyFigures,
    Language,
    Metric,
    Paragraph,
    Period,
    Row,
    Rows,
    Section,
    SectionKind,
    Strokes,
    Unit,
)
from rapport.reckon.report.drafting import about, better, in_short, money_spent, unusual, words_of
from rapport.reckon.verdict import from_data
from rapport.results.findings.models import Finding
from rapport.results.reports.gather import Gathered, gather, goal_of
from rapport.results.reports.models import Kind, Part, Report, ReportTemplate
from rapport.results.reports.template import template_of
from rapport.ui.formats import say

MOST_TOLD = 3  # figures of a service of which the draft tells


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part as it stands: `draft` from today's figures, `text` what is said, `blocks` what its records show."""

    part: Part
    draft: str
    text: str
    blocks: tuple[Block, ...]
    bad: bool
    sources: str = ""  # where figures come from
    strokes: Strokes | None = None  # of the cover
    until: date | None = None  # the day on which its figures end, where that is before the period does

    @property
    def stale(self) -> bool:
        """It was edited, and its draft would read otherwise today."""
        return self.part.edited_at is not None and self.draft != self.part.drafted

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.blocks


def drawn(report: Report) -> list[Drawn]:
    """The parts in their order; as many statements whatever there is."""
    parts = report.parts.select_related("service", "writer", "edited_by", "out_by", "task")
    template = template_of(report.client)
    language = language_of(report)
    every = list(parts)
    served = {part.service_id for part in every if part.kind == Kind.FIGURES}
    first = next((part.pk for part in every if part.kind == Kind.FIGURES), None)
    with spoken(language, report.client.zone):
        found = gather(report.client, period_of(report), language)
        return [_drawn(part, found, language, template, _own(part, served, first)) for part in every]


def _own(part: Part, served: set[int | None], first: int | None) -> Callable[[int | None], bool]:
    """Which services' figures a part shows: its own, and the first also those of services that have no part."""
    return lambda service: service == part.service_id or (part.pk == first and service not in served)


def compose(
    report: Report, parts: Sequence[Drawn] | None = None, *, sent: bool = False, checked_by: str = "",
    checked_on: date | None = None,
) -> content.Report:  # fmt: skip
    """`sent`: as it goes out, without what is left out or empty. Else an empty part says plainly that it is."""
    parts = drawn(report) if parts is None else parts
    headline = next((one.part.title for one in parts if one.part.kind == Kind.SUMMARY), "")
    with spoken(report.language, report.client.zone):
        nothing = _("There is nothing to show for this period; this section does not go along.")
        sections = tuple(
            _section(one, report, "" if sent else nothing)
            for one in parts
            if one.part.out_at is None and not (sent and one.is_empty)
        )
    return content.Report(
        client=report.client.name,
        period=period_of(report),
        language=language_of(report),
        agency=_agency(),
        headline=headline,
        sections=sections,
        strokes=parts[0].strokes if parts else None,
        checked_by=checked_by,
        checked_on=checked_on,
        sources=parts[0].sources if parts else "",
    )


def period_of(report: Report) -> Period:
    return Period(report.first, report.last)


def language_of(report: Report) -> Language:
    return next((code for code in LANGUAGES if code == report.language), "en")


def draft_of(part: Part) -> str:
    """What the draft of one part says today."""
    return next(one.draft for one in drawn(part.report) if one.part.pk == part.pk)


def _section(one: Drawn, report: Report, nothing: str) -> Section:
    words = [Paragraph(text) for text in _paragraphs(one.text)]
    blocks: tuple[Block, ...] = (*words, *one.blocks)
    if not blocks and nothing:
        blocks = (Paragraph(nothing),)
    part = one.part
    return Section(
        kind=cast(SectionKind, part.kind),
        blocks=blocks,
        title="" if part.kind == Kind.SUMMARY else part.title,
        service=service_name(part, report.language),
        spoken=one.text,
    )


def service_name(part: Part, language: str) -> str:
    if part.service is None:
        return ""
    names = part.service.names
    return str(names.get(language) or names.get("en") or part.service.name)


def _paragraphs(text: str) -> Iterable[str]:
    return (" ".join(piece.split()) for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip())


def _drawn(
    part: Part, found: Gathered, language: Language, template: ReportTemplate, shows: Callable[[int | None], bool]
) -> Drawn:
    words = words_of(language)
    draft, bad = "", False
    blocks: tuple[Block, ...] = ()
    match part.kind:
        case Kind.GOALS:
            goals = tuple(_goal(goal, found, language) for goal in found.goals)
            blocks = (Goals(goals),) if goals else ()
            bad = any(goal.state in ("behind", "missed") for goal in goals)
        case Kind.SUMMARY:
            goals = tuple(_goal(goal, found, language) for goal in found.goals)
            draft = in_short(goals, len(found.tasks), found.period, words)
        case Kind.FIGURES:
            figures = [
                _compared(one, template)
                for service, several in found.figures.services.items()
                if shows(service)
                for one in several
            ]
            charts = [one for service, one in found.figures.charts.items() if shows(service)]
            blocks = (KeyFigures(tuple(figures)), *charts) if figures else ()
            draft = " ".join(about(one, found.period, words) for one in figures[:MOST_TOLD] if one.value is not None)
        case Kind.FINDINGS:
            blocks = _rows((_finding(one, found, language) for one in found.findings), "plain")
            bad = any(one.is_bad for one in found.findings)
            draft = "\n\n".join(dict.fromkeys(filter(None, (_said(one.causes) for one in found.findings))))
        case Kind.DONE:
            blocks = tuple(_done(found))
        case Kind.TASKS:
            blocks = _rows((Row(task.title) for task in found.tasks if goal_of(task) is None), "plain")
        case Kind.SPEND:
            blocks = (KeyFigures(tuple(found.figures.spent)),) if found.figures.spent else ()
            draft = " ".join(
                money_spent(one.value, one.target, one.unit.currency, found.period, words)
                for one in found.figures.spent
                if one.value is not None and one.target
            )
        case Kind.NEXT:
            coming = [Row(one.title, one.plan.title, one.last) for one in found.coming]
            promised = [Row(one.what, "", one.due or "") for one in found.promises]
            blocks = _rows([*coming, *promised], "numbered")
        case Kind.REQUESTS:
            blocks = _rows((Row(one.what, one.waits, one.due) for one in found.owed), "plain")
    text, told = part.text if part.edited_at else draft, found.figures
    ends = [day for service, day in told.until.items() if part.kind == Kind.FIGURES and shows(service)]
    return Drawn(part, draft, text, blocks, bad, told.sources, told.strokes, min(ends, default=None))


def _done(found: Gathered) -> Iterable[Rows]:
    """What was finished for each goal, in the order of the goals; goals for which nothing was are not named."""
    for goal in found.goals:
        rows = [Row(one.title, one.about) for one in found.milestones if one.goal_id == goal.pk]
        rows += [Row(task.title) for task in found.tasks if goal_of(task) == goal.pk]
        yield from _rows(rows, "plain", goal.title)
    known = {goal.pk for goal in found.goals}
    yield from _rows((Row(one.title, one.about) for one in found.milestones if one.goal_id not in known), "plain")


def _finding(one: Finding, found: Gathered, language: Language) -> Row:
    """What was found stands as a row, so that it is not written away; why we think so is in the draft."""
    words = words_of(language)
    metric = found.figures.metrics.get(one.metric)
    if one.kind in (Finding.Kind.LEVEL, Finding.Kind.SLIDE) and metric is not None:
        title = unusual(metric, one.since, Decimal(str(round(one.size, 4))), words)
    else:
        title = _said(one.reasons)
    return Row(title)


def _said(reasons: Sequence[Any]) -> str:
    """The first of stored reasons, in the language that is spoken now."""
    return str(say(from_data(reasons[0]))) if reasons else ""


def _rows(rows: Iterable[Row], style: str, title: str = "") -> tuple[Rows, ...]:
    found = tuple(rows)
    return (Rows(found, "numbered" if style == "numbered" else "plain", title),) if found else ()


def _goal(goal: Goal, found: Gathered, language: Language) -> content.Goal:
    """By its linked figure; without one it says only what was aimed at, and how it ended."""
    figure = found.figures.goals.get(goal.pk) or KeyFigure(
        Metric(name=goal.metric or goal.title), None, _unit(goal.unit), target=_plain(goal.target)
    )
    ended: dict[str, content.State] = {Goal.State.REACHED: "reached", Goal.State.MISSED: "missed"}
    state = ended.get(goal.state) or _state(goal, figure, found.period)
    open_until = goal.due if goal.state == Goal.State.OPEN else None
    note = _("until %(day)s") % {"day": words_of(language).write.day(open_until)} if open_until else ""
    return content.Goal(goal.title, figure, state, _pace(goal, found.period), note)


def _state(goal: Goal, figure: KeyFigure, period: Period) -> content.State:
    target, value, way = figure.target, figure.value, better(figure.metric)
    if value is None or target is None or way == "neither":
        return "unknown"

    def enough(wanted: Decimal) -> bool:
        return value >= wanted if way == "up" else value <= wanted

    if enough(target):
        return "reached"
    pace = _pace(goal, period)
    return "unknown" if pace is None else "on the way" if enough(pace) else "behind"


def _pace(goal: Goal, period: Period) -> Decimal | None:
    """Where the figure should stand at the end of the period, on the straight way from baseline to target."""
    since = goal.since or goal.made_at.date()
    if goal.baseline is None or goal.target is None or goal.due is None or goal.due <= since:
        return None
    gone = min(max((period.last - since).days, 0), (goal.due - since).days)
    share = Decimal(gone) / Decimal((goal.due - since).days)
    whole = all(one == one.to_integral_value() for one in (goal.baseline, goal.target))
    stands = goal.baseline + (goal.target - goal.baseline) * share
    return _plain(stands.quantize(Decimal(1) if whole else Decimal("0.1")))


def _unit(written: str) -> Unit:
    if len(written) == 3 and written.isascii() and written.isupper():
        return Unit("money", currency=written)
    return Unit("number", symbol=written)


def _plain(value: Decimal | None) -> Decimal | None:
    """Without the zeros that the database adds."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _compared(figure: KeyFigure, template: ReportTemplate) -> KeyFigure:
    return replace(
        figure,
        target=figure.target if template.with_target else None,
        previous=figure.previous if template.with_previous else None,
        last_year=figure.last_year if template.with_last_year else None,
    )


def _agency() -> content.Agency:
    ours = Agency.ours()
    logo = b""
    if ours.logo is not None:
        try:
            logo = path_of(ours.logo.digest).read_bytes()
        except OSError:
            logo = b""
    return content.Agency(ours.name, colour=ours.brand, logo=logo)
