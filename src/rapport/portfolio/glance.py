"""One client at a glance, in a single statement: who looks after it, its people, what it buys, its tags, who is away.

The client page has few statements to spend; these rows are small and of many kinds, so they come as one union.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rapport.journal import clock
from rapport.portfolio.facts import Fees, Keeping
from rapport.portfolio.models import Client, Contact

MOST_PEOPLE = 100
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Person:
    pk: int
    name: str
    job: str
    place: str  # a value of Contact.Place
    manner: str
    away: tuple[date, date] | None

    @property
    def place_words(self) -> str:
        return "" if self.place == Contact.Place.OTHER else str(Contact.Place(self.place).label)


@dataclass(frozen=True, slots=True)
class Buying:
    service: str
    package: str
    fee: Decimal | None
    currency: str
    since: date


@dataclass(slots=True)
class Glance:
    keeping: Keeping = field(default_factory=Keeping)
    people: list[Person] = field(default_factory=list)  # whoever decides first
    buys: list[Buying] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    crew: list[str] = field(default_factory=list)
    back_on: date | None = None  # when a pause is meant to end

    @property
    def fees(self) -> Fees:
        """A month, by currency, the greatest first."""
        total: dict[str, Decimal] = {}
        for buying in self.buys:
            if buying.fee is not None:
                total[buying.currency] = total.get(buying.currency, Decimal(0)) + buying.fee
        return dict(sorted(total.items(), key=lambda pair: -pair[1]))

    @property
    def since(self) -> date | None:
        return min((buying.since for buying in self.buys), default=None)


def glance(client: Client) -> Glance:
    """Everything above for one client; one statement."""
    found = Glance()
    keeping: dict[str, object] = {}
    people: list[tuple[int, str, str, str, str]] = []
    away: dict[int, tuple[date, date]] = {}
    for kind, pk, a, b, c, d, first, last, amount in _rows(client):
        match kind:
            case "keeper" | "deputy" | "cover":
                keeping |= {kind: pk, f"{kind}_name": a}
                if kind == "cover":
                    keeping["cover_until"] = last
            case "person":
                people.append((pk, a, b, c, d))
            case "away" if first and last:
                away[pk] = min(away.get(pk, (first, last)), (first, last))
            case "buys" if first:
                found.buys.append(Buying(_named(a), b, amount, c, first))
            case "tag":
                found.tags.append(a)
            case "crew":
                found.crew.append(a)
            case "pause":
                found.back_on = last
    found.keeping = Keeping(**keeping)  # type: ignore[arg-type]
    people.sort(key=lambda p: (_RANK.get(p[3], 9), p[1].casefold(), p[0]))
    found.people = [
        Person(pk, name.strip() or _("Nameless"), job, place, manner, away.get(pk))
        for pk, name, job, place, manner in people
    ]
    found.buys.sort(key=lambda buying: (buying.since, buying.service))
    found.tags.sort(key=str.casefold)
    return found


_RANK = {place: n for n, place in enumerate(Contact.Place.values)}


# Kind, id, four texts, two days, an amount. Written out because composing it anew takes longer than running it.
_ROWS = """
SELECT k.part, k.member_id, m.name, '', '', '', k.since, k.until, CAST(NULL AS numeric)
FROM portfolio_keeper k JOIN agency_member m ON m.id = k.member_id
WHERE k.client_id = %(client)s AND k.since <= %(today)s AND (k.until IS NULL OR k.until >= %(today)s)
UNION ALL SELECT 'crew', w.member_id, m.name, '', '', '', w.since, w.until, CAST(NULL AS numeric)
FROM portfolio_crew w JOIN agency_member m ON m.id = w.member_id
WHERE w.client_id = %(client)s AND w.since <= %(today)s AND (w.until IS NULL OR w.until >= %(today)s)
UNION ALL SELECT * FROM (
    SELECT 'person', c.id, c.first_name || ' ' || c.last_name, c.job, c.place, c.manner,
        CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS numeric)
    FROM portfolio_contact c WHERE c.client_id = %(client)s AND c.deleted_at IS NULL
    ORDER BY c.folded, c.id LIMIT %(most)s) AS people
UNION ALL SELECT 'away', a.contact_id, '', '', '', '', a.first, a.last, CAST(NULL AS numeric)
FROM portfolio_away a JOIN portfolio_contact c ON c.id = a.contact_id
WHERE c.client_id = %(client)s AND c.deleted_at IS NULL AND a.first <= %(soon)s AND a.last >= %(today)s
UNION ALL SELECT 'buys', e.id, CAST(s.names AS text), e.package, e.currency, '', e.since, e.until, e.fee
FROM portfolio_engagement e JOIN catalogue_service s ON s.id = e.service_id
WHERE e.client_id = %(client)s AND e.since <= %(today)s AND (e.until IS NULL OR e.until >= %(today)s)
UNION ALL SELECT 'tag', t.id, t.name, '', '', '', CAST(NULL AS date), CAST(NULL AS date), CAST(NULL AS numeric)
FROM portfolio_client_tags x JOIN portfolio_tag t ON t.id = x.tag_id WHERE x.client_id = %(client)s
UNION ALL SELECT 'pause', p.id, '', '', '', '', p.since, p.back_on, CAST(NULL AS numeric)
FROM portfolio_pause p WHERE p.client_id = %(client)s AND p.ended_on IS NULL
"""

Row = tuple[str, int, str, str, str, str, date | None, date | None, Decimal | None]


def _rows(client: Client) -> Iterator[Row]:
    today = clock.today()
    with connection.cursor() as cursor:
        values: dict[str, int | date] = {"client": client.pk, "today": today, "soon": today + SOON, "most": MOST_PEOPLE}
        cursor.execute(_ROWS, values)
        rows = cursor.fetchall()
    for kind, pk, a, b, c, d, first, last, amount in rows:
        yield kind, pk, a, b, c, d, _day(first), _day(last), None if amount is None else Decimal(str(amount))


def _day(value: date | str | None) -> date | None:
    """SQLite keeps days as text, and a union forgets what they were."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _named(names: str) -> str:
    """The service's name in the reader's language, from the text of its names."""
    known = json.loads(names)
    return str(known.get(get_language() or "en") or known.get("en") or next(iter(known.values()), ""))
