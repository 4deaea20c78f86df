"""Tells the keeper of a start that stands still: what holds it up, whose move it is, since when."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import Item, open_items
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.onboarding.starts.models import Start
from rapport.onboarding.starts.steps import going, standings
from rapport.portfolio.models import HELD
from rapport.reckon.starts import Standing
from rapport.reckon.verdict import Reason, because

CHUNK = 200


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these clients; what closes is done by `by`, or simply gone."""
    every = sorted(set(client_ids))
    for begin in range(0, len(every), CHUNK):
        _look(every[begin : begin + CHUNK], by)


def look_over() -> None:
    """All clients with a start under way, or asked about one: time alone makes a start stand still."""
    asked = open_items(kind="start_stuck", client__isnull=False).values_list("client", flat=True)
    look_again({*(start.client_id for start in going()), *asked})


def _look(ids: list[int], by: Member | None) -> None:
    starts = [start for start in going(client__in=ids) if start.client.status in HELD]
    judged = standings(starts)
    stuck = {_cause(start, judged[start.pk]): start for start in starts if judged[start.pk].stuck}
    standing = {item.cause: item for item in open_items(client__in=ids, kind="start_stuck")}
    close_as_spoken([item for cause, item in standing.items() if cause not in stuck], by=by)
    fresh = [cause for cause in stuck if cause not in standing]
    aside = put_aside(fresh) if fresh else set()
    for cause, start in stuck.items():
        if cause not in aside:
            _ask(start, judged[start.pk], cause, standing.get(cause))


def _cause(start: Start, now: Standing) -> str:
    """What holds it up is part of it: what was put aside by hand comes back when it is held up by something else."""
    return f"start:{start.pk}:stuck:{now.blocking.key if now.blocking else '-'}"[:120]


def _ask(start: Start, now: Standing, cause: str, there: Item | None) -> None:
    reason = reason_for(start, now)
    if there is not None and there.why == reason:
        return
    due = there.due if there is not None else calendars.of_us(start.client_id).end_of_day(clock.today())
    ask("start_stuck", cause=cause, reason=reason, client=start.client_id, due=due, hours=0.5, start=start.pk)


def reason_for(start: Start, now: Standing) -> Reason:
    return because("{service}: {why}", service=start.edition.service.name, why=now.reasons[0])
