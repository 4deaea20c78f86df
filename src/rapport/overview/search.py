"""Finds clients and people by the beginnings of their words, for whoever may see them: "durda" finds "Đurđa"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, islice
from operator import or_

from django.db import connection, transaction
from django.db.models import Case, IntegerField, Q, Value, When

from rapport.agency.models import Member
from rapport.overview.models import SearchRow, Way, ways_of
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.folding import fold

BATCH = 500
LONGEST = 100  # letters of a query that are looked at
END = "\U0010ffff"  # sorts after every letter: the end of a range of names
_WORD = re.compile(r"[^\W_]+")
_PHONE = re.compile(r"[\d\s+()./-]{3,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `parts` is its label cut into (text, whether it was asked for)."""

    kind: str
    object_id: int
    client_id: int
    label: str
    note: str
    folded: str
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    clients: list[Hit]
    people: list[Hit]


def find(member: Member, text: str, limit: int = 8) -> Found:
    """What the member may see and whose words begin so: exact names first, then names that begin so, then others."""
    text = text[:LONGEST].replace("\0", "")
    wanted = asked_for(text)
    if not wanted:
        return Found([], [])
    name, ways = fold(text), ways_of(member)
    return Found(*(_find(kind, name, wanted, ways, limit) for kind in (SearchRow.Kind.CLIENT, SearchRow.Kind.PERSON)))


def asked_for(text: str) -> list[str]:
    """The words of a query; a telephone number is one word, without its trunk zero and signs.

    >>> asked_for('Đurđa "OR" *'), asked_for("091 123-45"), asked_for("*")
    (['durda', 'or'], ['9112345'], [])
    """
    if _PHONE.fullmatch(text.strip()) and (digits := re.sub(r"\D", "", text).lstrip("0")):
        return [digits]
    return list(dict.fromkeys(_words(text)))[:6]


def refresh(client_ids: Iterable[int]) -> None:
    """Make the rows of these clients and of their people anew; only what has changed is written."""
    for batch in _batches(client_ids):
        _refresh(batch)


def refresh_all() -> None:
    """Make every row anew, and take away rows of clients that have gone."""
    known = Client.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=BATCH)
    refresh(known)


def _find(kind: str, name: str, wanted: Sequence[str], ways: Sequence[Way], limit: int) -> list[Hit]:
    hits: dict[int, Hit] = {}
    few = [way.where for way in ways if not way.many]
    found = [_among_many(kind, name, wanted, way, limit) for way in ways if way.many]
    found += [_among_few(kind, name, wanted, reduce(or_, few), limit)] if few else []
    for hit in chain.from_iterable(found):
        hits.setdefault(hit.object_id, hit)
    return sorted(hits.values(), key=lambda hit: (_rank(hit.folded, name), hit.folded, hit.object_id))[:limit]


def _rank(folded: str, name: str) -> int:
    return 0 if folded == name else 1 if folded.startswith(name) else 2


def _among_many(kind: str, name: str, wanted: Sequence[str], way: Way, limit: int) -> Iterator[Hit]:
    """By two indexes: names that begin so, in their order; then any word that begins so, until there are enough."""
    begins = SearchRow.objects.filter(way.where, kind=kind, folded__gte=name, folded__lt=name + END)
    found = [_hit(row, wanted) for row in begins.order_by("folded", "object_id").values_list(*_COLUMNS)[:limit]]
    yield from found
    if len(found) < limit:
        yield from (_hit(row, wanted) for row in _by_words(kind, wanted, way.team, 3 * limit))


def _among_few(kind: str, name: str, wanted: Sequence[str], seen: Q, limit: int) -> Iterator[Hit]:
    """A member's own clients are few: their rows are read, so that no index of all words has to be walked."""
    rows = SearchRow.objects.filter(seen, kind=kind)
    for word in wanted:
        rows = rows.filter(Q(words__startswith=word) | Q(words__contains=f" {word}"))
    rank = Case(
        When(folded=name, then=Value(0)),
        When(folded__startswith=name, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    for row in rows.order_by(rank, "folded", "object_id").values_list(*_COLUMNS)[:limit]:
        yield _hit(row, wanted)


_COLUMNS = ("kind", "object_id", "client_id", "label", "note", "folded")
_SELECT = "SELECT r.kind, r.object_id, r.client_id, r.label, r.note, r.folded FROM overview_searchrow r"


def _by_words(kind: str, wanted: Sequence[str], team: int | None, limit: int) -> list[tuple]:
    """Rows with a word that begins with each of `wanted`. Kind and team are words of their own, so the index alone
    decides. `wanted` holds letters and figures only: nothing in it can be syntax.
    """
    marks = [_kind_word(kind), *([_team_word(team)] if team else [])]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            query = " AND ".join([*(f'"{mark}"' for mark in marks), *(f'"{word}"*' for word in wanted)])
            cursor.execute(
                f"{_SELECT} JOIN overview_words w ON r.id = w.rowid WHERE w.words MATCH %s LIMIT %s",
                [query, limit],
            )
        else:
            query = " & ".join([*(f"'{mark}'" for mark in marks), *(f"'{word}':*" for word in wanted)])
            # The planner is asked for a thousand, so that it goes by the index: for a handful it would read all rows in
            # turn, hoping to meet them soon. Only what is wanted is fetched.
            cursor.execute(
                f"WITH found AS MATERIALIZED ({_SELECT} WHERE r.vector @@ %s::tsquery LIMIT 1000)"  # noqa: S608
                " SELECT * FROM found LIMIT %s",
                [query, limit],
            )
        found: list[tuple] = cursor.fetchall()
        return found


def _hit(row: tuple, wanted: Sequence[str]) -> Hit:
    return Hit(*row, parts=tuple(_parts(row[3], wanted)))  # type: ignore[misc]


def _parts(label: str, wanted: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The label with the asked-for beginnings marked, word by word.

    >>> list(_parts("Đurđa Šimić", ["dur"]))
    [('Đur', True), ('đa ', False), ('Šimić', False)]
    """
    for piece in re.findall(r"\S+\s*", label):
        folded = fold(piece)
        length = max((len(word) for word in wanted if folded.startswith(word)), default=0)
        if length:
            yield piece[:length], True
        if piece[length:]:
            yield piece[length:], False


def _refresh(client_ids: Sequence[int]) -> None:
    fresh = {(row.kind, row.object_id): row for row in _rows(client_ids)}
    with transaction.atomic():
        there = {(row.kind, row.object_id): row for row in SearchRow.objects.filter(client__in=client_ids)}
        gone = [row.pk for key, row in there.items() if key not in fresh]
        changed = [row for key, row in fresh.items() if key not in there or _said(there[key]) != _said(row)]
        if gone:
            SearchRow.objects.filter(pk__in=gone).delete()
        if changed:
            SearchRow.objects.bulk_create(
                changed,
                update_conflicts=True,
                unique_fields=["kind", "object_id"],
                update_fields=["client", "team", "folded", "words", "label", "note"],
            )


def _said(row: SearchRow) -> tuple[object, ...]:
    return row.client_id, row.team_id, row.folded, row.words, row.label, row.note


def _rows(client_ids: Sequence[int]) -> Iterator[SearchRow]:
    clients = Client.objects.here().in_bulk(client_ids)
    for client in clients.values():
        words = _words(
            client.name, client.legal_name, client.legal_number, client.city, client.mail, client.web_site
        ) + _numbers(client.phone)
        yield _row(
            "client", client.pk, client, client.name, " · ".join(filter(None, [client.tier, client.city])), words
        )
    people = list(Contact.objects.filter(client__in=clients, deleted_at=None))
    channels: dict[int, list[str]] = {}
    for contact_id, channel, value in Channel.objects.filter(
        contact__client__in=clients, contact__deleted_at=None
    ).values_list("contact_id", "kind", "value"):
        channels.setdefault(contact_id, []).extend(_numbers(value) if channel == "phone" else _words(value))
    for person in people:
        client = clients[person.client_id]
        words = _words(person.first_name, person.last_name, person.job) + channels.get(person.pk, [])
        yield _row("person", person.pk, client, person.name, client.name, words)


def _row(kind: str, pk: int, client: Client, label: str, note: str, words: list[str]) -> SearchRow:
    marks = [_kind_word(kind), *([_team_word(client.team_id)] if client.team_id else [])]
    return SearchRow(
        kind=kind, object_id=pk, client_id=client.pk, team_id=client.team_id, folded=fold(label)[:170],
        words=" ".join(dict.fromkeys(words + marks)), label=label[:170], note=note[:200],
    )  # fmt: skip


def _words(*texts: str) -> list[str]:
    return [word[:60] for text in texts if text for word in _WORD.findall(fold(text))]


def _numbers(phone: str) -> list[str]:
    """A number with its country and from each place at which people begin to say it."""
    digits = re.sub(r"\D", "", phone).lstrip("0")
    return [digits[-n:] for n in (len(digits), 10, 9, 8, 7) if 3 <= n <= len(digits)]


def _kind_word(kind: str) -> str:
    return f"_{kind}"


def _team_word(team: int | None) -> str:
    return f"_t{team}"


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    walker = iter(ids)
    while batch := list(islice(walker, BATCH)):
        yield batch
