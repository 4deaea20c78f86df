"""Extra work judged: what is a favour, what must be said first, and sums that never mix currencies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.reckon.extra import Extra, is_favour, missing, tally

STATES = ("captured", "favour", "told", "quote", "gift", "refused")
CURRENCIES = ("EUR", "USD", "RUB")


@pytest.mark.parametrize(
    "kind, minutes, price, favour",
    [
        ("request", 1, None, True),
        ("request", 14, None, True),
        ("request", 14, Decimal(0), True),  # a price of nothing is none
        ("request", 15, None, False),
        ("request", None, None, False),  # nobody knows how long: it is told
        ("request", 5, Decimal("0.01"), False),
        ("potential", 5, None, False),
        ("test", 5, None, False),
    ],
)
def test_a_favour_is_a_short_request_without_a_price(kind, minutes, price, favour):
    assert is_favour(kind, minutes, price, 15) is favour


@pytest.mark.parametrize(
    "kind, minutes, price, inside, lacking",
    [
        ("request", 60, None, "", 0),
        ("request", None, Decimal(90), "", 0),
        ("request", None, None, "", 1),
        ("potential", 60, None, "  ", 1),
        ("potential", 60, None, "Fewer keywords", 0),
        ("test", 60, None, "", 1),  # on whose money, and how much of it
        ("test", None, None, "", 2),
    ],
)
def test_what_must_be_said_before_it_is_told(kind, minutes, price, inside, lacking):
    assert len(missing(kind, minutes, price, inside)) == lacking


EXTRAS = st.builds(
    Extra,
    st.sampled_from(STATES),
    st.none() | st.integers(1, 5000),
    st.none() | st.decimals(0, 10_000, places=2),
    st.sampled_from(CURRENCIES),
)


@given(st.lists(EXTRAS, max_size=30))
def test_every_piece_is_counted_once_and_money_stays_in_its_currency(extras):
    found = tally(extras)
    assert found.total == len(extras)
    assert tally(extras[::-1]) == found
    for currency in CURRENCIES:
        gifts = [
            one.price for one in extras if one.state == "gift" and one.currency == currency and one.price is not None
        ]
        assert found.gifts.money.get(currency, Decimal(0)) == sum(gifts, Decimal(0))
    assert found.favours.minutes == sum(one.minutes or 0 for one in extras if one.state == "favour")
    assert found.gifts.unpriced == sum(one.state == "gift" and one.price is None for one in extras)


def test_nothing_has_no_reasons():
    assert (tally([]).reasons, tally([]).total) == ((), 0)
