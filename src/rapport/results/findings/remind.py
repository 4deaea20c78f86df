"""Brings the findings that matter most into the keeper's Today, about five a week; the others stay on the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import override

from rapport.agency.models import Member
from rapport.attention.ask import ask
from rapport.attention.models import open_items
from rapport.catalogue.metrics import all_metrics
from rapport.conversations.promises import calendars
from rapport.conversations.spoken import close_as_spoken, put_aside
from rapport.journal import clock
from rapport.portfolio.keepers import keeper_of
from rapport.portfolio.models import HELD, Keeper
from rapport.reckon.alarms import Candidate, choose
from rapport.reckon.verdict import Reason, because, from_data
from rapport.results.findings.models import Finding

WEIGHTS = {"revenue": 1.0, "orders": 1.0, "leads": 1.0, "roas": 0.9, "cpo": 0.9, "cpl": 0.9, "goals": 0.9, "spend": 0.8}
USUAL_WEIGHT = 0.6


def look_again(client_ids: Iterable[int], *, by: Member | None = None) -> None:
    """Choose anew for the keepers of these clients, ask, and settle what is open no more."""
    ids = set(client_ids)
    keepers = {client: keeper_of(client) for client in ids}
    _choose({keeper.pk: keeper for keeper in keepers.values() if keeper is not None}.values())
    rows = Finding.objects.filter(state=Finding.State.OPEN, client__in=ids, client__status__in=HELD)
    told = rows.filter(told_at__isnull=False, task=None).select_related("client")
    wanted = {f"finding:{one.pk}": one for one in told}
    standing = {item.cause: item for item in open_items(client__in=ids, kind="finding")}
    close_as_spoken([item for cause, item in standing.items() if cause not in wanted], by=by)
    aside = put_aside([cause for cause in wanted if cause not in standing])
    for cause, one in wanted.items():
        if cause not in aside:
            _ask(one, cause, keepers.get(one.client_id))


def _choose(keepers: Iterable[Member]) -> None:
    """Sets `told_at` of those that win a place. All of a keeper's clients compete, whoever was looked at just now."""
    for keeper in keepers:
        kept = Keeper.objects.current().filter(member=keeper, part=Keeper.Part.KEEPER).values("client")
        ours = Finding.objects.filter(client__in=kept, is_bad=True)
        rivals = ours.filter(state=Finding.State.OPEN, told_at=None).select_related("client")
        told = ours.filter(told_at__gt=clock.now() - timedelta(days=8)).values_list("client", "told_at")
        days = {(client, clock.day_of(at)) for client, at in told if at is not None}  # one client a day is one alarm
        chosen = choose([_candidate(one) for one in rivals], today=clock.today(), told_on=[day for _, day in days])
        keys = [int(one.key) for alarm in chosen.told for one in (alarm.lead, *alarm.others)]
        ours.filter(pk__in=keys, told_at=None).update(told_at=clock.now())


def _candidate(one: Finding) -> Candidate:
    """What a client pays for weighs most; the client's potential counts half."""
    client = 0.5 if one.client.potential is None else float(one.client.potential) / 10
    importance = WEIGHTS.get(one.metric, USUAL_WEIGHT) * (0.5 + 0.5 * client)
    return Candidate(str(one.pk), str(one.client_id), one.sureness, one.size, importance)


def _ask(one: Finding, cause: str, keeper: Member | None) -> None:
    ours = calendars.of_us(one.client_id, keeper)
    day = ours.next_working_day(clock.today())
    ask(
        "finding", cause=cause, reason=reason_of(one, keeper.language if keeper else "en"), client=one.client_id,
        due=ours.end_of_day(day), hours=0.5, finding=one.pk,
    )  # fmt: skip


def reason_of(one: Finding, language: str) -> Reason:
    """The first sentence with the name of the metric, which an agency may have called as it likes."""
    with override(language):
        metric = all_metrics().get(one.metric)
        name = metric.name if metric else one.metric
    told = from_data(one.reasons[0]) if one.reasons else because("It left its usual course.")
    return because("{metric}: {what}", metric=name, what=told)
