"""The figures a report shows: of each service and goal, and what was spent, beside target, before and last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.delivery.goals.models import Goal
from rapport.portfolio.models import Client
from rapport.reckon.report.content import KeyFigure, Period
from rapport.results.reports.models import ReportTemplate


@dataclass(frozen=True, slots=True)
class Figures:
    """`services` by the id of the service; `spent` is one figure for each currency, its target the budget."""

    services: Mapping[int | None, Sequence[KeyFigure]] = field(default_factory=dict)
    goals: Mapping[int, KeyFigure] = field(default_factory=dict)
    spent: Sequence[KeyFigure] = ()
    sources: str = ""


def figures_of(client: Client, goals: Sequence[Goal], period: Period, template: ReportTemplate) -> Figures:
    """Nothing where nothing was read: a report then says so, and leaves those parts out."""
    return Figures()
