"""Which client comes first today, and why: for the member who opens the day.

Urgency (time left against what the thing needs) times importance (the kind of thing and the client's weight), folded
by client and shown as the Eisenhower box. Formulas and constants: formulas.md "The order of Today" (a decision of
ours, no published validation exists).

>>> office = Calendar("UTC")
>>> tuesday = datetime(2024, 11, 12, 9, tzinfo=UTC)
>>> late = ItemFacts("word", due=datetime(2024, 11, 8, 17, tzinfo=UTC), hours=0.5, key="word:1")
>>> soon = ItemFacts("birthday", due=datetime(2024, 11, 14, 17, tzinfo=UTC), hours=0.25, key="birthday:2")
>>> adria = ClientFacts("Adria Dental", potential=8, key_account=True, fee_rank=1.0, health=40, items=(late,))
>>> otok = ClientFacts("Otok Sailing", potential=None, key_account=None, fee_rank=None, health=None, items=(soon,))
>>> for ranked in order([otok, adria], tuesday, office):
...     print(ranked.client.name, ranked.box, round(ranked.priority, 4), [reason.plain() for reason in ranked.reasons])
Adria Dental now 0.6545 ['Urgent and important.', 'Late by 8 working hours.', 'Client weight 87 of 100.']
Otok Sailing drop 0.024 ['Neither urgent nor important.', 'Time left: 24 working hours.']
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from math import floor
from typing import Literal, NamedTuple

from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Counted, Reason, because, counted

SEVERITY: Mapping[str, float] = {
    "mail_urgent": 0.95,  # an urgent mail nobody has answered
    "first_call": 0.8,
    "promise": 0.8,  # ours, due or late
    "unanswered": 0.75,  # a question the client asked a working day ago
    "finding": 0.75,  # a figure left its usual course
    "word": 0.7,
    "task_late": 0.7,  # handed over, past the doer's date
    "request": 0.7,  # of the client, through the portal
    "declined": 0.7,  # the client declined a version
    "task_check": 0.65,  # its check date has come
    "task_unclear": 0.65,  # sent back with a question
    "start_stuck": 0.65,  # a start stands still
    "sign_off": 0.65,  # a trainee's words wait for the mentor
    "exclusivity": 0.6,
    "minutes": 0.6,  # of a meeting held, not sent
    "target": 0.6,  # a target that this pace will miss
    "report_late": 0.6,  # its day has passed
    "report_part": 0.6,  # a specialist owes it
    "debrief": 0.6,  # owed to the keeper
    "meeting_missed": 0.6,
    "action": 0.6,  # from the minutes
    "question": 0.6,  # put to a specialist
    "task_date": 0.6,  # another date is proposed
    "task_delivered": 0.6,  # waits to be taken or returned
    "task_handed": 0.6,  # waits for the doer's yes
    "handover": 0.6,  # from sales, waits for the keeper
    "invited": 0.55,  # they invite one of us, who has not answered
    "agenda": 0.55,  # a meeting near, nothing on it
    "mailbox": 0.55,  # cannot be read
    "extra": 0.55,  # extra work untold
    "task_due": 0.55,  # the doer's own, due
    "task_returned": 0.55,  # twice or more
    "silence": 0.55,  # soon silence counts as a yes
    "overload": 0.55,  # somebody promised more hours than there are
    "debriefed": 0.5,  # what a specialist wrote of a meeting, for the keeper to read
    "approval": 0.5,  # asked of the client, waits
    "corrected": 0.5,  # the client corrected our reading of their words
    "pick": 0.5,  # a contact found none of the offered times good
    "first_call_share": 0.5,
    "load": 0.5,
    "access_ends": 0.5,  # expires, or belongs to somebody who left
    "questionnaire": 0.5,  # quiet
    "report_due": 0.5,
    "owed": 0.5,  # by the client, late
    "ending": 0.5,  # something to close before the last day
    "drop": 0.5,  # a secret waits to be taken
    "rejects": 0.45,
    "milestone_free": 0.5,  # the client’s yes lets it begin
    "moved": 0.45,  # a critical date moved
    "stale": 0.4,  # figures of a source have not come
    "promise_theirs": 0.4,
    "proposed": 0.4,  # promises read from words, to be confirmed
    "tray": 0.4,  # mail to be sorted
    "past_keeper": 0.4,  # a colleague wrote past the keeper
    "news": 0.4,  # untold
    "report_unread": 0.4,  # a week after it was sent
    "note": 0.4,  # a free reminder
    "absence": 0.3,
    "birthday": 0.25,
}
USUAL_SEVERITY = 0.4

HALVING = 8.0  # working hours of slack that halve the urgency
NO_DUE_SLACK = 40.0  # an item without a date waits as one with a working week of slack
URGENT, IMPORTANT = 0.5, 0.4
UNKNOWN_WEIGHT = 0.5  # a client of whom nothing is known weighs in the middle

Box = Literal["now", "plan", "delegate", "drop"]
PartName = Literal["potential", "key_account", "fee", "risk"]


class ItemFacts(NamedTuple):
    """One thing to look at. `hours` of work it needs; `due` is an aware instant; `key` is unique within the client."""

    kind: str
    due: datetime | None
    hours: float
    key: Hashable


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What the order needs of a client; None is unknown. `potential` 0 to 10, `fee_rank` 0 to 1, `health` 0 to 100."""

    name: str
    potential: float | None
    key_account: bool | None
    fee_rank: float | None
    health: float | None
    items: Sequence[ItemFacts]


class Part(NamedTuple):
    """A known part of the weight: its share of the whole after renormalising, and its own value 0 to 1."""

    name: PartName
    weight: float
    value: float


@dataclass(frozen=True, slots=True)
class Weight:
    """`value` 0 to 1 = sum of weight x value over `parts`; `missing` are the parts nobody knows."""

    value: float
    parts: tuple[Part, ...]
    missing: tuple[PartName, ...]


class RankedItem(NamedTuple):
    """An item with its urgency, importance and priority (urgency x importance), each 0 to 1; slack in working hours."""

    item: ItemFacts
    urgency: float
    importance: float
    priority: float
    slack: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A client in its place. `urgency` and `importance` are the highest of its items; `items` first one first."""

    client: ClientFacts
    priority: float
    weight: Weight
    box: Box
    urgency: float
    importance: float
    reasons: tuple[Reason, ...]
    items: tuple[RankedItem, ...]


def severity(kind: str) -> float:
    """How much a kind of item matters by itself, 0 to 1.

    >>> severity("first_call"), severity("something new")
    (0.8, 0.4)
    """
    return SEVERITY.get(kind, USUAL_SEVERITY)


def urgency(slack_hours: float) -> float:
    """1 without slack, halved by every 8 working hours of it.

    >>> urgency(-3), urgency(0), urgency(8), urgency(24)
    (1.0, 1.0, 0.5, 0.125)
    """
    return 1.0 if slack_hours <= 0 else 2.0 ** (-slack_hours / HALVING)


def weigh(client: ClientFacts) -> Weight:
    """The client's weight: 0.35 potential + 0.25 key account + 0.25 fee rank + 0.15 risk (1 - health/100).

    Unknown parts drop out and the rest is renormalised; if all are unknown the weight is 0.5.
    ValueError for a part outside its range.

    >>> weigh(ClientFacts("Isar Klinik", potential=6, key_account=False, fee_rank=None, health=None, items=())).value
    0.35
    """
    values: list[tuple[PartName, float, float | None]] = [
        ("potential", 0.35, _unit(client, "potential", client.potential, 10)),
        ("key_account", 0.25, None if client.key_account is None else float(client.key_account)),
        ("fee", 0.25, _unit(client, "fee rank", client.fee_rank, 1)),
        ("risk", 0.15, _risk(_unit(client, "health", client.health, 100))),
    ]
    known = sum(share for _, share, value in values if value is not None)
    parts = tuple(Part(name, share / known, value) for name, share, value in values if value is not None)
    missing = tuple(name for name, _, value in values if value is None)
    total = sum(part.weight * part.value for part in parts) if parts else UNKNOWN_WEIGHT
    return Weight(round(total, 12), parts, missing)


def fee_ranks(fees: Sequence[Decimal | None]) -> list[float | None]:
    """Each fee's place in the portfolio from 0 (lowest) to 1 (highest); equal fees share the middle of their places.

    A lone fee ranks 1. An unknown fee has no rank.

    >>> fee_ranks([Decimal(900), None, Decimal(4000), Decimal(900), Decimal(2500)])
    [0.16666666666666666, None, 1.0, 0.16666666666666666, 0.6666666666666666]
    """
    known = sorted(fee for fee in fees if fee is not None)
    if len(known) == 1:
        return [None if fee is None else 1.0 for fee in fees]
    places: dict[Decimal, list[int]] = {}
    for place, fee in enumerate(known):
        places.setdefault(fee, []).append(place)
    rank = {fee: (held[0] + held[-1]) / 2 / (len(known) - 1) for fee, held in places.items()}
    return [None if fee is None else rank[fee] for fee in fees]


def order(clients: Sequence[ClientFacts], now: datetime, working: Calendar) -> tuple[Ranked, ...]:
    """Rank the clients of one member's day; `working` is the member's calendar, `now` an aware instant.

    Slack = working hours between now and due, less the hours needed; an item without a date has 40 hours of slack.
    Importance = severity x (0.5 + 0.5 weight); item priority = urgency x importance; client priority = 1 - product of
    (1 - item priority). Order: priority (to nine decimals), earliest due, name. A client without items comes last.
    ValueError for a naive instant or a part of a weight outside its range.
    """
    left = _slack_from(now, working)
    return tuple(sorted((_rank(client, left) for client in clients), key=_place))


def _slack_from(now: datetime, working: Calendar) -> Callable[[ItemFacts], float]:
    """Slack of an item. Many items share a due instant, so hours are counted once for each."""
    hours = working.hours_from(now)
    seen: dict[datetime, float] = {}

    def slack(item: ItemFacts) -> float:
        if item.due is None:
            return NO_DUE_SLACK
        if item.due not in seen:
            seen[item.due] = hours(item.due)
        return seen[item.due] - item.hours

    return slack


def _rank(client: ClientFacts, slack_of: Callable[[ItemFacts], float]) -> Ranked:
    weight = weigh(client)
    stress = 0.5 + 0.5 * weight.value
    items: list[RankedItem] = []
    spared = 1.0
    # Multiplied in the order of keys: rounding then cannot lower a client that gains an item or an earlier date.
    for item in sorted(client.items, key=_by_key):
        slack = slack_of(item)
        u, i = urgency(slack), severity(item.kind) * stress
        items.append(RankedItem(item, u, i, u * i, slack))
        spared *= 1.0 - u * i
    items.sort(key=_item_place)
    u = max((ranked.urgency for ranked in items), default=0.0)
    i = max((ranked.importance for ranked in items), default=0.0)
    box = _box(u >= URGENT, round(i, 12) >= IMPORTANT)
    return Ranked(client, 1.0 - spared, weight, box, u, i, tuple(_reasons(box, items, weight)), tuple(items))


def _box(urgent: bool, important: bool) -> Box:
    if important:
        return "now" if urgent else "plan"
    return "delegate" if urgent else "drop"


def _reasons(box: Box, items: Sequence[RankedItem], weight: Weight) -> list[Reason]:
    if not items:
        return [because("Nothing waits here.")]
    pressing = min(items, key=lambda ranked: ranked.slack)
    reasons = [_BOXES[box], _time_left(pressing)]
    if weight.parts:
        reasons.append(because("Client weight {weight} of 100.", weight=round(weight.value * 100)))
    return reasons


def _time_left(ranked: RankedItem) -> Reason:
    if ranked.item.due is None:
        return because("No date is set.")
    left = ranked.slack + ranked.item.hours
    if left < 0:
        return because("Late by {hours}.", hours=_working_hours(max(floor(-left), 1)))
    if left < 1:
        return because("Less than a working hour left.")
    if ranked.slack <= 0:
        return because("Time left: {hours}, and it needs as much or more.", hours=_working_hours(floor(left)))
    return because("Time left: {hours}.", hours=_working_hours(floor(left)))


def _working_hours(n: int) -> Counted:
    return counted("{n} working hour", "{n} working hours", n)


def _place(ranked: Ranked) -> tuple[float, datetime, str, tuple[str, ...], float]:
    dues = [item.due for item in ranked.client.items if item.due is not None]
    keys = tuple(sorted(str(item.key) for item in ranked.client.items))
    return -round(ranked.priority, 9), min(dues, default=_NEVER), ranked.client.name, keys, -ranked.priority


def _item_place(ranked: RankedItem) -> tuple[float, datetime, str]:
    return -round(ranked.priority, 9), ranked.item.due or _NEVER, str(ranked.item.key)


def _by_key(item: ItemFacts) -> str:
    return str(item.key)


def _unit(client: ClientFacts, what: str, value: float | None, top: float) -> float | None:
    if value is None:
        return None
    if not 0 <= value <= top:
        raise ValueError(f"{client.name}: {what} {value} is not between 0 and {top}.")
    return float(value) / top


def _risk(health: float | None) -> float | None:
    return None if health is None else 1.0 - health


_NEVER = datetime.max.replace(tzinfo=UTC)
_BOXES: Mapping[Box, Reason] = {
    "now": because("Urgent and important."),
    "plan": because("Important, not urgent."),
    "delegate": because("Urgent, not important."),
    "drop": because("Neither urgent nor important."),
}
