"""Makes the one line per client that lists are sorted and filtered by, for many clients at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q

from rapport.agency.models import Agency
from rapport.attention.models import open_items
from rapport.conversations import facts as said
from rapport.conversations import rhythm
from rapport.journal import clock
from rapport.overview.models import ClientLine
from rapport.portfolio import facts
from rapport.portfolio.models import HELD, Client
from rapport.reckon.cadence import NextWord
from rapport.reckon.folding import fold

BATCH = 500


def refresh(client_ids: Iterable[int]) -> None:
    """Make the lines of these clients anew; those of clients that are gone or merged away go. Safe to repeat."""
    agency = Agency.ours()
    for batch in _batches(client_ids):
        _refresh(batch, agency)


def refresh_all() -> None:
    """Make every line anew: nightly, since days late and the last twelve weeks move by themselves."""
    refresh(Client.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH))


def _refresh(ids: Sequence[int], agency: Agency) -> None:
    """About fifteen statements for a batch, whatever is in it; reading stays outside of the writing transaction."""
    lines = list(_lines(ids, agency))
    gone = set(ids) - {line.client_id for line in lines}
    with transaction.atomic():
        if gone:
            ClientLine.objects.filter(client__in=gone).delete()
        ClientLine.objects.bulk_create(lines, update_conflicts=True, unique_fields=["client"], update_fields=_REPEATED)


_REPEATED = [f.name for f in ClientLine._meta.concrete_fields if not f.primary_key]


def _lines(ids: Sequence[int], agency: Agency) -> Iterator[ClientLine]:
    keeping, fees, services, tags = facts.keeping(ids), facts.fees(ids), facts.services(ids), facts.tags(ids)
    lasts, begun, strokes = said.last_words(ids), said.begun(ids), said.strokes(ids)
    words, aside, waiting = rhythm.judge(ids), _put_aside(ids), _open_items(ids)
    for client in Client.objects.here().filter(pk__in=ids):
        keeper = keeping.get(client.pk, facts.Keeping())
        fee, currency = _fee(fees.get(client.pk, {}), agency)
        line = ClientLine(
            client_id=client.pk,
            name=client.name,
            folded=client.folded,
            city=client.city,
            country=client.country,
            team_id=client.team_id,
            keeper_id=keeper.keeper,
            keeper_name=keeper.keeper_name,
            keeper_folded=fold(keeper.keeper_name)[:120],
            industry_id=client.industry_id,
            tier=client.tier,
            status=client.status,
            held=client.status in HELD,
            key_account=client.key_account,
            potential=client.potential,
            tags=_barred(fold(tag) for tag in tags.get(client.pk, ())),
            services=_barred(services.get(client.pk, ())),
            fee=fee,
            currency=currency,
            open_items=waiting.get(client.pk, 0),
        )
        judged = words.get(client.pk)
        line.words_due(_due(judged.word, aside.get(client.pk)) if judged else None)
        line.last_two_way = judged.last if judged else None
        if last := lasts.get(client.pk):
            line.words_last(last.at)
            line.last_began, line.last_amber = last.began, last.amber
        counted = begun.get(client.pk, said.Begun())
        line.ours_90, line.theirs_90 = counted.ours, counted.theirs
        line.strokes = _strokes(strokes.get(client.pk, ()))
        yield line


def _strokes(strokes: Iterable[said.Stroke]) -> list[list[str | int]]:
    """One stroke a day and side, the tallest: more could not be seen."""
    tallest: dict[tuple[str, str], int] = {}
    for day, whose, weight in strokes:
        key = (day.isoformat(), whose)
        tallest[key] = max(tallest.get(key, 1), weight)
    return [[day, whose, weight] for (day, whose), weight in tallest.items()]


def _open_items(ids: Sequence[int]) -> dict[int, int]:
    """How many things wait for somebody today: what shows on a later day, or is put off, does not count."""
    now = clock.now()
    tonight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    rows = open_items(client__in=ids, shows_from__lt=tonight)
    rows = rows.filter(Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    return dict(rows.values_list("client").annotate(number=Count("id")).order_by())


def _put_aside(ids: Sequence[int]) -> dict[int, date]:
    """The due day of words that somebody has put aside by hand."""
    rows = open_items(client__in=ids, kind="word").values_list("client", "facts")
    return {client: date.fromisoformat(told["due"]) for client, told in rows if told.get("aside") and told.get("due")}


def _due(word: NextWord, aside: date | None) -> date:
    return max(word.due, aside) if aside else word.due


def _fee(fees: facts.Fees, agency: Agency) -> tuple[Decimal, str]:
    """The fee in the agency's currency, or in the one currency that is paid when it is another."""
    if not fees or agency.currency in fees:
        return fees.get(agency.currency, Decimal(0)), agency.currency
    currency, fee = next(iter(fees.items()))
    return fee, currency


def _barred(words: Iterable[str]) -> str:
    """Words between bars, as many as fit: "|seo|web|"."""
    text = ""
    for word in words:
        if len(text) + len(word) + 2 > 400:
            break
        text += f"|{word}" if word else ""
    return f"{text}|" if text else ""


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    walker = iter(ids)
    while batch := list(islice(walker, BATCH)):
        yield batch
