"""Today's order: ten clients worked by hand, and what holds for every day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.priority import (
    SEVERITY,
    ClientFacts,
    ItemFacts,
    Ranked,
    fee_ranks,
    order,
    severity,
    urgency,
    weigh,
)
from rapport.reckon.timing import Calendar

OFFICE = Calendar("UTC")  # Monday to Friday, 9 to 17, no holidays
NOW = datetime(2024, 11, 12, 9, tzinfo=UTC)  # a Tuesday, as work begins
TODAY, TOMORROW, THURSDAY = (datetime(2024, 11, day, 17, tzinfo=UTC) for day in (12, 13, 14))  # 8, 16, 24 hours away
FRIDAY_BEFORE = datetime(2024, 11, 8, 17, tzinfo=UTC)  # 8 hours ago


def client(
    name: str,
    *items: ItemFacts,
    potential: float | None = None,
    key: bool | None = None,
    fee: float | None = None,
    health: float | None = None,
) -> ClientFacts:
    return ClientFacts(name, potential, key, fee, health, items)


def item(kind: str, due: datetime | None, hours: float = 0, key: str = "1") -> ItemFacts:
    return ItemFacts(kind, due, hours, key)


# Weight w = 0.35 potential/10 + 0.25 key + 0.25 fee + 0.15 (1 - health/100); stress s = 0.5 + 0.5 w; i = severity x s;
# slack = hours left - hours needed; u = 1 or 2^(-slack/8); p = u i; client P = 1 - product of (1 - p).
#
# client, its w and s
#     its items: slack; u, i, p
#     P
#
# Adria Dental: w = .28 + .25 + .25 + .09 = .87, s = .935
#     word -8 - .5 = -8.5; 1, .7 s = .6545, .6545     first_call 8; .5, .8 s = .748, .374
#     1 - .3455 x .626 = .783717
# Tatrawood: w = .21 + .25 + .125 + .03 = .615, s = .8075
#     first_call 8 - 4 = 4; .707107, .8 s = .646, .456791
# Elbe Solar: w = 0 + 0 + 0 + 0 = 0, s = .5
#     first_call -8; 1, .4, .4
# Otok Sailing: w = .07 + 0 + 0 + 0 = .07, s = .535
#     word 8 - 8 = 0; 1, .3745, .3745
# Hornád Logistics: w = (.125 + .075)/.4 = .5, s = .75
#     birthday 8; .5, .1875, .09375     rejects 16; .25, .3375, .084375
#     1 - .90625 x .915625 = .170215
# Brandt & Söhne: w = .35 + .25 + .1875 + 0 = .7875, s = .89375
#     exclusivity 16; .25, .53625, .1340625
# Isar Klinik: w = .21/.6 = .35, s = .675
#     absence 8; .5, .2025, .10125
# Sever Instruments: nothing known, w = .5, s = .75
#     word 24; .125, .525, .065625
# Vila Lavanda: w = .175/.35 = .5, s = .75
#     note without a date 40; .03125, .3, .009375
# Maple & Rye: no item, 0
TEN = [
    client("Maple & Rye"),
    client("Vila Lavanda", item("note", None), potential=5),
    client("Sever Instruments", item("word", THURSDAY)),
    client("Isar Klinik", item("absence", TODAY), potential=6, key=False),
    client("Brandt & Söhne", item("exclusivity", TOMORROW), potential=10, key=True, fee=0.75, health=100),
    client("Hornád Logistics", item("birthday", TODAY), item("rejects", TOMORROW, key="2"), fee=0.5, health=50),
    client("Otok Sailing", item("word", TODAY, 8), potential=2, key=False, fee=0, health=100),
    client("Elbe Solar", item("first_call", FRIDAY_BEFORE), potential=0, key=False, fee=0, health=100),
    client("Tatrawood", item("first_call", TODAY, 4), potential=6, key=True, fee=0.5, health=80),
    client(
        "Adria Dental",
        item("first_call", TODAY),
        item("word", FRIDAY_BEFORE, 0.5, "2"),
        potential=8,
        key=True,
        fee=1.0,
        health=40,
    ),
]

# name, weight, priority, highest urgency, highest importance, box
BY_HAND = [
    ("Adria Dental", 0.87, 0.783717, 1.0, 0.748, "now"),
    ("Tatrawood", 0.615, 0.456791, 0.707107, 0.646, "now"),
    ("Elbe Solar", 0.0, 0.4, 1.0, 0.4, "now"),  # exactly 0.4 is important
    ("Otok Sailing", 0.07, 0.3745, 1.0, 0.3745, "delegate"),
    ("Hornád Logistics", 0.5, 0.170215, 0.5, 0.3375, "delegate"),  # exactly 0.5 is urgent
    ("Brandt & Söhne", 0.7875, 0.1340625, 0.25, 0.53625, "plan"),
    ("Isar Klinik", 0.35, 0.10125, 0.5, 0.2025, "delegate"),
    ("Sever Instruments", 0.5, 0.065625, 0.125, 0.525, "plan"),
    ("Vila Lavanda", 0.5, 0.009375, 0.03125, 0.3, "drop"),
    ("Maple & Rye", 0.5, 0.0, 0.0, 0.0, "drop"),
]


def test_ten_clients_come_out_as_worked_by_hand() -> None:
    ranked = order(TEN, NOW, OFFICE)
    assert [r.client.name for r in ranked] == [row[0] for row in BY_HAND]
    for judged, (_, weight, priority, u, i, box) in zip(ranked, BY_HAND, strict=True):
        assert judged.weight.value == pytest.approx(weight)
        assert judged.priority == pytest.approx(priority, abs=1e-6)
        assert judged.urgency == pytest.approx(u, abs=1e-6)
        assert judged.importance == pytest.approx(i)
        assert judged.box == box


def test_the_items_of_a_client_stand_by_their_own_priority() -> None:
    adria = order(TEN, NOW, OFFICE)[0]
    assert [r.item.kind for r in adria.items] == ["word", "first_call"]
    assert [r.priority for r in adria.items] == pytest.approx([0.6545, 0.374])
    assert [r.slack for r in adria.items] == pytest.approx([-8.5, 8])


@pytest.mark.parametrize(
    "due, hours, sentence",
    [
        (FRIDAY_BEFORE, 0, "Late by 8 working hours."),
        (NOW - timedelta(hours=20), 0, "Late by 4 working hours."),
        (NOW - timedelta(hours=16, minutes=5), 0, "Late by 1 working hour."),
        (NOW + timedelta(minutes=59), 0, "Less than a working hour left."),
        (NOW + timedelta(minutes=90), 1, "Time left: 1 working hour."),
        (TODAY, 8, "Time left: 8 working hours, and it needs as much or more."),
        (THURSDAY, 0, "Time left: 24 working hours."),
        (None, 0, "No date is set."),
    ],
)
def test_the_time_left_is_said(due: datetime | None, hours: float, sentence: str) -> None:
    ranked = order([client("Adria Dental", item("word", due, hours))], NOW, OFFICE)[0]
    assert ranked.reasons[1].plain() == sentence


def test_the_box_and_the_weight_are_said() -> None:
    said = {r.client.name: [reason.plain() for reason in r.reasons] for r in order(TEN, NOW, OFFICE)}
    assert said["Adria Dental"][0] == "Urgent and important."
    assert said["Brandt & Söhne"][0] == "Important, not urgent."
    assert said["Otok Sailing"][0] == "Urgent, not important."
    assert said["Vila Lavanda"][0] == "Neither urgent nor important."
    assert said["Adria Dental"][-1] == "Client weight 87 of 100."
    assert len(said["Sever Instruments"]) == 2  # nothing known, so no weight is claimed
    assert said["Maple & Rye"] == ["Nothing waits here."]


def test_the_severities_are_the_agreed_table() -> None:
    assert SEVERITY == {
        "mail_urgent": 0.95,
        "first_call": 0.8,
        "promise": 0.8,
        "unanswered": 0.75,
        "finding": 0.75,
        "target": 0.6,
        "stale": 0.4,
        "word": 0.7,
        "exclusivity": 0.6,
        "minutes": 0.6,
        "debrief": 0.6,
        "meeting_missed": 0.6,
        "action": 0.6,
        "question": 0.6,
        "agenda": 0.55,
        "invited": 0.55,
        "mailbox": 0.55,
        "debriefed": 0.5,
        "approval": 0.5,
        "corrected": 0.5,
        "pick": 0.5,
        "first_call_share": 0.5,
        "load": 0.5,
        "rejects": 0.45,
        "promise_theirs": 0.4,
        "proposed": 0.4,
        "tray": 0.4,
        "past_keeper": 0.4,
        "news": 0.4,
        "note": 0.4,
        "absence": 0.3,
        "birthday": 0.25,
        "task_late": 0.7,
        "request": 0.7,
        "declined": 0.7,
        "task_check": 0.65,
        "task_unclear": 0.65,
        "start_stuck": 0.65,
        "sign_off": 0.65,
        "task_date": 0.6,
        "task_delivered": 0.6,
        "task_handed": 0.6,
        "handover": 0.6,
        "extra": 0.55,
        "task_due": 0.55,
        "task_returned": 0.55,
        "silence": 0.55,
        "overload": 0.55,
        "access_ends": 0.5,
        "questionnaire": 0.5,
        "owed": 0.5,
        "ending": 0.5,
        "drop": 0.5,
        "milestone_free": 0.5,
        "moved": 0.45,
        "report_late": 0.6,
        "report_part": 0.6,
        "report_due": 0.5,
        "report_unread": 0.4,
    }
    assert severity("not yet known") == 0.4


@pytest.mark.parametrize("slack, u", [(-100, 1), (0, 1), (4, 0.70711), (8, 0.5), (16, 0.25), (40, 0.03125)])
def test_urgency_halves_with_every_working_day_of_slack(slack: float, u: float) -> None:
    assert urgency(slack) == pytest.approx(u, abs=1e-5)


def test_unknown_parts_of_a_weight_drop_out_and_are_named() -> None:
    weight = weigh(client("Hornád Logistics", fee=0.5, health=50))
    assert weight.value == pytest.approx(0.5)
    assert weight.missing == ("potential", "key_account")
    assert [part.name for part in weight.parts] == ["fee", "risk"]
    assert [part.weight for part in weight.parts] == pytest.approx([0.625, 0.375])
    assert [part.value for part in weight.parts] == [0.5, 0.5]
    assert weigh(client("Maple & Rye")).missing == ("potential", "key_account", "fee", "risk")


@pytest.mark.parametrize("wrong", [{"potential": 11}, {"potential": -1}, {"fee": 1.5}, {"health": 101}])
def test_a_part_outside_its_range_is_refused_with_the_client(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="Adria Dental"):
        weigh(client("Adria Dental", **wrong))  # type: ignore[arg-type]


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        order(TEN, NOW.replace(tzinfo=None), OFFICE)


def test_equal_priorities_stand_by_earliest_due_then_by_name() -> None:
    late, later = item("word", FRIDAY_BEFORE), item("word", FRIDAY_BEFORE - timedelta(days=3))
    ranked = order([client("Žito", late), client("Adria", late), client("Zadar", later)], NOW, OFFICE)
    assert [r.client.name for r in ranked] == ["Zadar", "Adria", "Žito"]


def test_fees_rank_by_their_place() -> None:
    assert fee_ranks([]) == []
    assert fee_ranks([None, Decimal(5)]) == [None, 1.0]
    assert fee_ranks([Decimal(5), Decimal("5.00")]) == [0.5, 0.5]
    assert fee_ranks([Decimal(300), Decimal(100), None, Decimal(200)]) == [1.0, 0.0, None, 0.5]


UNIT = st.one_of(st.none(), st.floats(0, 1))
DUES = st.one_of(st.none(), st.datetimes(datetime(2024, 10, 1), datetime(2025, 1, 31), timezones=st.just(UTC)))
ITEMS = st.lists(
    st.builds(
        ItemFacts,
        kind=st.sampled_from([*SEVERITY, "other"]),
        due=DUES,
        hours=st.floats(0, 20),
        key=st.integers(0, 99),
    ),
    max_size=6,
    unique_by=lambda i: i.key,
).map(tuple)
CLIENTS = st.builds(
    ClientFacts,
    name=st.sampled_from(["Adria", "Brandt", "Elbe", "Otok"]),
    potential=st.one_of(st.none(), st.integers(0, 10)),
    key_account=st.one_of(st.none(), st.booleans()),
    fee_rank=UNIT,
    health=st.one_of(st.none(), st.floats(0, 100)),
    items=ITEMS.filter(bool),
)


def one(facts: ClientFacts) -> Ranked:
    return order([facts], NOW, OFFICE)[0]


@given(facts=CLIENTS, kind=st.sampled_from([*SEVERITY]), due=DUES, hours=st.floats(0, 20), key=st.integers(100, 200))
def test_adding_an_item_never_lowers_a_client(
    facts: ClientFacts, kind: str, due: datetime | None, hours: float, key: int
) -> None:
    more = replace(facts, items=(*facts.items, ItemFacts(kind, due, hours, key)))
    assert one(more).priority >= one(facts).priority


@given(facts=CLIENTS, which=st.integers(0, 5), earlier=st.integers(0, 60 * 24 * 60))
def test_an_earlier_due_never_lowers_a_client(facts: ClientFacts, which: int, earlier: int) -> None:
    items = list(facts.items)
    moved = items[which % len(items)]
    if moved.due is None:
        return
    items[which % len(items)] = moved._replace(due=moved.due - timedelta(minutes=earlier))
    assert one(replace(facts, items=tuple(items))).priority >= one(facts).priority


@given(facts=st.lists(CLIENTS, max_size=8), seed=st.integers(0, 1000))
def test_the_order_of_input_never_matters(facts: list[ClientFacts], seed: int) -> None:
    dice = random.Random(seed)
    shuffled = [replace(c, items=tuple(dice.sample(list(c.items), len(c.items)))) for c in facts]
    dice.shuffle(shuffled)

    def places(clients: list[ClientFacts]) -> list[tuple[object, ...]]:
        ranked = order(clients, NOW, OFFICE)
        return [(r.client.name, r.priority, r.box, tuple(i.item for i in r.items)) for r in ranked]

    # Two clients of one name and one priority may stand either way: nothing that ranks tells them apart.
    alike = [(r.client.name, r.priority) for r in order(facts, NOW, OFFICE)]
    if len(set(alike)) == len(alike):
        assert places(facts) == places(shuffled)
    assert [r.priority for r in order(facts, NOW, OFFICE)] == pytest.approx(
        [r.priority for r in order(shuffled, NOW, OFFICE)]
    )


@given(facts=CLIENTS)
def test_everything_stays_between_0_and_1(facts: ClientFacts) -> None:
    ranked = one(facts)
    assert 0 <= ranked.weight.value <= 1
    assert 0 <= ranked.priority <= 1
    assert 0 <= ranked.urgency <= 1
    assert 0 <= ranked.importance <= 1
    assert sum(part.weight for part in ranked.weight.parts) == pytest.approx(1 if ranked.weight.parts else 0)
    assert ranked.priority >= max(i.priority for i in ranked.items) - 1e-12


def test_two_thousand_items_are_ordered_in_a_moment() -> None:
    dice = random.Random(7)
    kinds = list(SEVERITY)
    clients = [
        client(
            f"Client {n}",
            *(
                item(
                    dice.choice(kinds), OFFICE.end_of_day((NOW + timedelta(days=dice.randint(-60, 90))).date()), 0.5, k
                )
                for k in "abcd"
            ),
            potential=dice.randint(0, 10),
            key=dice.random() < 0.1,
            fee=dice.random(),
        )
        for n in range(500)
    ]
    assert len(order(clients, NOW, OFFICE)) == 500
