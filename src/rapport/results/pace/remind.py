"""Brings into Today what endangers results: a target that will be missed at this pace, a source that fell silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.catalogue.metrics import all_metrics
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.portfolio.models import HELD, Client
from rapport.reckon.figures.freshness import freshness
from rapport.reckon.verdict import Reason, because
from rapport.results.pace.judge import Paced, paced
from rapport.results.readings.models import Feed, Target

IN_DANGER = ("at risk", "behind")


def look_over() -> None:
    """Each morning: every client that has targets or sources."""
    ids = {
        *Target.objects.filter(ended_at=None).values_list("client", flat=True),
        *Feed.objects.values_list("client", flat=True),
        *open_items(kind="target").values_list("client", flat=True),
        *open_items(kind="stale").values_list("client", flat=True),
    }
    look_again(pk for pk in ids if pk is not None)


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Ask, bring up to date and settle for these clients."""
    ids = sorted(set(client_ids))
    held = {one.pk: one for one in Client.objects.here().filter(pk__in=ids, status__in=HELD)}
    for pk in ids:
        wanted = {**_targets(held[pk]), **_stale(held[pk])} if pk in held else {}
        standing = {item.cause: item for item in open_items(client=pk, kind__in=("target", "stale"))}
        close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
        aside = put_aside([cause for cause in wanted if cause not in standing])
        for cause, (kind, reason) in wanted.items():
            if cause not in aside:
                ask(kind, cause=cause, reason=reason, client=pk, due=_due(pk), hours=0.5, client_results=pk)


def _targets(client: Client) -> dict[str, tuple[str, Reason]]:
    """Those in danger; the pace of each is noted beside it, for pages over many clients."""
    found = paced(client)
    for one in found:
        one.target.pace, one.target.expected, one.target.judged_at = one.pace.state, one.pace.expected, clock.now()
    Target.objects.bulk_update([one.target for one in found], ["pace", "expected", "judged_at"])
    return {f"target:{one.target.pk}": ("target", reason_of(one)) for one in found if one.pace.state in IN_DANGER}


def reason_of(one: Paced) -> Reason:
    """The metric and the first sentence of its pace."""
    name = all_metrics()[one.metric.key].name
    return because("{metric}: {what}", metric=name, what=one.pace.reasons[0]) if one.pace.reasons else Reason(name)


def _stale(client: Client) -> dict[str, tuple[str, Reason]]:
    found = {}
    for feed in Feed.objects.filter(client=client, last_day__isnull=False):
        told = freshness(feed.last_day, feed.every, clock.today())
        if told.state == "stale":
            reason = because("{metric}: {what}", metric=feed.name, what=told.reason)
            found[f"stale:{feed.pk}:{feed.last_day}"] = ("stale", reason)
    return found


def _due(client_id: int) -> datetime:
    ours = calendars.of_us(client_id)
    return ours.end_of_day(ours.next_working_day(clock.today()))
