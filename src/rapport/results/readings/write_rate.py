"""Notes what a currency was worth in another, by hand or many at once from a file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.tables.sources.figures import currency_of
from rapport.results.readings.models import Rate

_ROWS = 500


def write_rates(rows: Iterable[tuple[str, str, date, Decimal]], *, by: Member) -> int:
    """Currency, into which, day, how much one unit was worth. A day that is there is replaced. How many."""
    require(by, "rates.keep")
    made = [_rate(*row, by=by) for row in rows]
    rates = list({(rate.currency, rate.into, rate.day): rate for rate in made}.values())  # of one day the last line
    with transaction.atomic():
        Rate.objects.bulk_create(
            rates, batch_size=_ROWS, update_conflicts=True,
            unique_fields=["currency", "into", "day"], update_fields=["rate", "by", "at"],
        )  # fmt: skip
        if rates:
            record("rates.written", by=by, in_story=False, many=len(rates), last=max(r.day for r in rates).isoformat())
    return len(rates)


def _rate(currency: str, into: str, day: date, rate: Decimal, *, by: Member) -> Rate:
    one, other = currency_of(currency), currency_of(into)
    if not one or not other or one == other:
        raise ValidationError(_("“%(one)s” and “%(other)s” are no two currencies.") % {"one": currency, "other": into})
    if not rate.is_finite() or not 0 < rate < Decimal(10) ** 9:
        raise ValidationError(_("A rate is a number over 0, not %(rate)s.") % {"rate": rate})
    return Rate(currency=one, into=other, day=day, rate=rate, by=by, at=clock.now())
