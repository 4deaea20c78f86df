"""Which clients a list shows, in which order, from where on: filters by allow-list, pages by cursor, capped counts."""

from __future__ import annotations

import base64
import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import itemgetter, or_
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.functions import Cast
from django.http import QueryDict

from rapport.agency.models import Member
from rapport.overview.models import ClientLine, Way, ways_of
from rapport.portfolio.models import HELD, Client, Status, Tier

PAGE = 50
CAP = 500
MOST = 20  # values of one filter

# What a list can be sorted by: the columns of its index, and how a cursor's values are read back.
SORTS: dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {
    "word": (("word_rank", int),),
    "name": (("folded", str),),
    "keeper": (("keeper_folded", str), ("folded", str)),
    "last": (("last_rank", int),),
    "fee": (("fee", Decimal),),
    "tier": (("tier", str), ("folded", str)),
    "open": (("open_items", int),),
}
MONEY_SORTS = {"fee"}
VIEWS = ("all", "mine", "first", "late", "prospects", "gone")
FILTERS = ("keeper", "team", "tier", "status", "industry", "service", "tag")


@dataclass(frozen=True, slots=True)
class Looking:
    """A way to look at the clients: everything an address may say about it."""

    view: str = "all"
    sort: str = "word"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    picked: tuple[int, ...] = ()
    after: tuple[Any, ...] | None = None
    before: tuple[Any, ...] | None = None

    @property
    def key(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def query(self, **changes: Any) -> str:
        """The address's query for this way of looking, or one that differs from it; never with a cursor."""
        other = replace(self, **changes)
        pairs = [("view", other.view)] if other.view != "all" else []
        pairs += [("sort", other.sort)] if other.sort != "word" else []
        pairs += [(name, value) for name in FILTERS for value in other.filters.get(name, ())]
        return urlencode(pairs)

    def with_filter(self, name: str, value: str) -> str:
        values = dict.fromkeys([*self.filters.get(name, ()), value])
        return self.query(filters={**self.filters, name: tuple(values)[-MOST:]})

    def without_filter(self, name: str, value: str) -> str:
        return self.query(filters={**self.filters, name: tuple(v for v in self.filters[name] if v != value)})

    def page(self, way: str, cursor: str) -> str:
        return "&".join(filter(None, [self.query(), urlencode({way: cursor})]))


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as dicts of COLUMNS; `earlier` and `later` are cursors, empty when there is nothing there."""

    rows: list[dict[str, Any]]
    earlier: str
    later: str


COLUMNS = (
    "client_id", "name", "folded", "city", "tier", "status", "keeper_id", "keeper_name", "keeper_folded", "services",
    "fee", "currency", "last_at", "last_rank", "last_began", "last_amber", "word_due", "word_rank", "ours_90",
    "theirs_90", "strokes_text", "open_items",
)  # fmt: skip


def looking(asked: QueryDict, member: Member) -> Looking:
    """Read a way of looking from an address; what is not on a list is left out, never an error."""
    view = asked.get("view", "all")
    sort = asked.get("sort", "word")
    known = sort.removeprefix("-") in SORTS and (sort.removeprefix("-") not in MONEY_SORTS or sees_money(member))
    look = Looking(
        view=view if view in VIEWS else "all",
        sort=sort if known else "word",
        filters={name: values for name in FILTERS if (values := _values(name, asked.getlist(name)))},
        picked=tuple(int(pk) for pk in asked.getlist("pick")[:CAP] if pk.isascii() and pk.isdigit() and len(pk) < 19),
    )
    return replace(look, after=_cursor(look, asked.get("after", "")), before=_cursor(look, asked.get("before", "")))


def sees_money(member: Member) -> bool:
    """Whether the member sees the fees of all clients that they see."""
    return all(way.money for way in ways_of(member))


def seen_by(member: Member) -> list[Way]:
    """The ways in which the member sees lines, for one page. Beside a whole team the few lines of other teams are
    looked up once, and mostly there are none: then the page asks in one way only.
    """
    found = ways_of(member)
    if len(found) < 2 or not found[0].many:
        return found
    settled = [way for way in found if way.many]
    for way in found:
        if not way.many:
            few = list(ClientLine.objects.filter(way.where).values_list("pk", flat=True)[: CAP + 1])
            if few:
                settled.append(replace(way, where=Q(client__in=few)) if len(few) <= CAP else way)
    return settled


def page(member: Member, look: Looking, today: date, size: int = PAGE, *, among: Sequence[Way] | None = None) -> Page:
    """One page of lines, in one statement for each way in which the member sees clients."""
    among = seen_by(member) if among is None else among
    backwards = look.before is not None
    start = look.before if backwards else look.after
    descending = look.descending != backwards
    rows = list(
        _merged(
            [_ordered(q, look.key, descending, start)[: size + 1] for q in _asked(member, look, today, among)],
            look.key,
            descending,
        )
    )
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    first, last = (_cursor_of(look, rows[0]), _cursor_of(look, rows[-1])) if rows else ("", "")
    return Page(rows, first if (more if backwards else start is not None) else "", last if backwards or more else "")


def every(member: Member, look: Looking, today: date, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """All lines of a way of looking, in its order, without ever holding all of them."""
    ways = [_ordered(rows, look.key, look.descending, None) for rows in _asked(member, look, today, seen_by(member))]
    needed = [*dict.fromkeys([*columns, *(name for name, _read in SORTS[look.key]), "client_id", "money"])]
    return _merged([rows.values(*needed).iterator(chunk_size=2000) for rows in ways], look.key, look.descending)


def head(
    member: Member,
    today: date,
    look: Looking,
    names: Mapping[str, QuerySet[Any]],
    *,
    among: Sequence[Way] | None = None,
) -> dict[str, Any]:
    """How many lines each view holds (at most CAP + 1), how many this look holds, and the named single values: all in
    one statement.
    """
    among = seen_by(member) if among is None else among
    asked = _view_counts(among, member, today)
    if look.filters or look.picked:
        where = _where(member, look, today)
        asked["found"] = _sum(_count(*_condition(rows)) for _way, rows in _ways(among, where))
    asked |= {key: rows.query.sql_with_params() for key, rows in names.items()}
    few, few_params = _few(among, member, today)
    with connection.cursor() as cursor:
        columns = ", ".join(f"({sql})" for sql, _params in asked.values())
        params = [one for _sql, params in asked.values() for one in params]
        cursor.execute(f"SELECT {columns}{few}", [*params, *few_params])
        known = dict(zip(asked, cursor.fetchone(), strict=True))
    for key in known:
        if key.startswith("in_") or key == "found":
            known[key] = min(known[key], CAP + 1)
    return {"found": known[f"in_{look.view}"], **known}


# The shipped views once more, as the database reads them: `_where` says the same (a test compares). Putting six
# countings together anew for each page took longer than counting.
_VIEW_SQL = {
    "all": "held",
    "mine": "held AND keeper_id = %s",
    "first": "held AND last_amber",
    "late": "held AND word_rank < %s",
    "prospects": "NOT held AND status = 'prospect'",
    "gone": "NOT held AND status = 'gone'",
}
Asking = tuple[str, Sequence[Any]]  # SQL and its parameters


def _view_counts(among: Sequence[Way], member: Member, today: date) -> dict[str, Asking]:
    """Of many lines each view is counted by an index, as far as CAP; few are counted together (see `_few`)."""
    found: dict[str, Asking] = {}
    conditions = [_condition(ClientLine.objects.filter(way.where)) for way in among if way.many]
    for view in VIEWS:
        own = _view_params(view, member, today)
        parts = [
            _count(" AND ".join(filter(None, [sql and f"({sql})", _VIEW_SQL[view]])), [*params, *own])
            for sql, params in conditions
        ]
        if len(conditions) < len(among):
            parts.append((f"few.{view}_", ()))
        found[f"in_{view}"] = _sum(parts)
    return found


def _few(among: Sequence[Way], member: Member, today: date) -> Asking:
    """FROM of a row that counts all views of the lines which are few, reading each of them once."""
    ways = [way.where for way in among if not way.many]
    if not ways:
        return "", ()
    seen, params = _condition(ClientLine.objects.filter(reduce(or_, ways)))
    counts = ", ".join(
        f"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS {view}_" for view, condition in _VIEW_SQL.items()
    )
    own = [one for view in _VIEW_SQL for one in _view_params(view, member, today)]
    return f" FROM (SELECT {counts} FROM overview_clientline WHERE {seen}) few", [*own, *params]  # noqa: S608


def _view_params(view: str, member: Member, today: date) -> list[Any]:
    match view:
        case "mine":
            return [member.pk]
        case "late":
            return [today.toordinal()]
    return []


def _condition(rows: QuerySet[Any]) -> Asking:
    """What stands behind WHERE for these lines."""
    if not rows.query.where:
        return "", ()
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.compile(rows.query.where)
    except EmptyResultSet:
        return "1 = 0", ()
    return sql, params


def _count(condition: str, params: Sequence[Any]) -> Asking:
    where = f" WHERE {condition}" if condition else ""
    limited = f"SELECT 1 FROM overview_clientline{where} LIMIT {CAP + 1}"  # noqa: S608
    return f"SELECT COUNT(*) FROM ({limited}) counted", params  # noqa: S608


def _sum(asked: Iterable[Asking]) -> Asking:
    parts = list(asked)
    return " + ".join(f"({sql})" for sql, _params in parts) or "0", [p for _sql, params in parts for p in params]


def _asked(member: Member, look: Looking, today: date, among: Sequence[Way]) -> list[QuerySet[Any]]:
    """The lines of each way, with what a row needs beside its columns."""
    where = _where(member, look, today)
    # Strokes stay text until they are drawn: most of them were drawn before.
    return [
        rows.annotate(money=Value(way.money), strokes_text=Cast("strokes", TextField()))
        for way, rows in _ways(among, where)
    ]


def _ways(among: Sequence[Way], where: Q) -> Iterator[tuple[Way, QuerySet[Any]]]:
    for way in among:
        yield way, ClientLine.objects.filter(way.where, where)


def _where(member: Member, look: Looking, today: date) -> Q:
    where = Q(client__in=look.picked) if look.picked else Q()
    if "status" in look.filters:
        where &= Q(status__in=look.filters["status"])
        kinds = {status in HELD for status in look.filters["status"]}
        where &= Q(held=kinds.pop()) if len(kinds) == 1 else Q()
    elif look.view in ("prospects", "gone"):
        where &= Q(held=False, status=Status.PROSPECT if look.view == "prospects" else Status.GONE)
    elif not look.picked:
        where &= Q(held=True)
    match look.view:
        case "mine":
            where &= Q(keeper=member)
        case "first":
            where &= Q(last_amber=True)
        case "late":
            where &= Q(word_rank__lt=today.toordinal())
    for name in ("keeper", "team", "tier", "industry"):
        if name in look.filters:
            where &= Q(**{f"{name}__in": look.filters[name]})
    if "service" in look.filters:
        where &= _any(Q(services__contains=f"|{key}|") for key in look.filters["service"])
    if "tag" in look.filters:
        tagged = Client.tags.through.objects.filter(tag__in=[int(tag) for tag in look.filters["tag"]])
        where &= Q(client__in=tagged.values("client"))
    return where


def _any(conditions: Iterator[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _values(name: str, given: Sequence[str]) -> tuple[str, ...]:
    allowed: Callable[[str], bool] = {
        "tier": lambda value: value in Tier.values,
        "status": lambda value: value in Status.values,
        "service": lambda value: value.replace("-", "").replace("_", "").isalnum() and len(value) <= 40,
    }.get(name, lambda value: value.isascii() and value.isdigit() and len(value) < 19)
    return tuple(dict.fromkeys(value for value in given[:MOST] if allowed(value)))


def _ordered(rows: QuerySet[Any], key: str, descending: bool, start: tuple[Any, ...] | None) -> QuerySet[Any]:
    names = [*(name for name, _read in SORTS[key]), "client_id"]
    if start is not None:
        beyond = TupleLessThan if descending else TupleGreaterThan
        rows = rows.filter(beyond(Tuple(*map(F, names)), start))
    return rows.order_by(*(f"-{name}" if descending else name for name in names)).values(*COLUMNS, "money")


def _merged(ways: Sequence[Any], key: str, descending: bool) -> Iterator[dict[str, Any]]:
    place = itemgetter(*(name for name, _read in SORTS[key]), "client_id")
    return heapq.merge(*ways, key=place, reverse=descending)


def _cursor_of(look: Looking, row: Mapping[str, Any]) -> str:
    values = [str(row[name]) for name, _read in SORTS[look.key]] + [row["client_id"]]
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def _cursor(look: Looking, text: str) -> tuple[Any, ...] | None:
    """A cursor from an address; one that cannot be read is the beginning."""
    if not text or len(text) > 2000:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        reads: list[Callable[[Any], Any]] = [*(read for _name, read in SORTS[look.key]), int]
        if not isinstance(values, list) or len(values) != len(reads):
            return None
        found = tuple(read(value) for read, value in zip(reads, values, strict=True))
    except (ValueError, TypeError, InvalidOperation, RecursionError):
        return None
    return found if all(_storable(value) for value in found) else None


def _storable(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" not in value and value.isprintable()
    return value.is_finite() and abs(value) < 10**12 if isinstance(value, Decimal) else abs(value) < 2**53
