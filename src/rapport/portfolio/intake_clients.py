"""Stores imported companies as clients: judged in batches, written in bulk, with what is needed to undo it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.text import Truncator

from rapport.agency.models import Agency, Member, Role
from rapport.catalogue.models import Service
from rapport.intake import bulk
from rapport.intake.models import Row
from rapport.intake.target import Candidate, Run
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import exclusivity
from rapport.portfolio.models import HELD, Client, Engagement, Industry, Keeper, Status, Tag
from rapport.reckon.exclusivity import Holder, collisions, key_of
from rapport.reckon.folding import fold
from rapport.reckon.tables.columns import Question
from rapport.reckon.verdict import Reason, as_data, because

_PLAIN = (
    "name", "folded", "legal_name", "legal_number", "address", "city", "country", "zone", "language", "mail", "phone",
    "web_site", "industry_id", "tier", "status", "potential", "about",
)  # fmt: skip
_DEFAULTS = {name: getattr(Client(), name) for name in (*_PLAIN, "regions", "aside", "since", "spoken_on")}
_LIMITS = {
    name: getattr(Client._meta.get_field(name), "max_length", None)
    for name in ("name", "legal_name", "legal_number", "address", "city", "mail", "phone", "web_site")
}
_HOLDERS_SHOWN = 3


@dataclass(slots=True)
class Plan:
    """What storing will do: to an existing client, or as a new one."""

    values: dict[str, Any]
    client: Client | None = None
    revive: bool = False
    industry: str = ""
    keeper: Member | None = None
    tags: list[str] = field(default_factory=list)
    service: Service | None = None
    fee: Decimal | None = None


class ClientTarget:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._by: Member | None = run.by  # type: ignore[assignment]
        self._agency = Agency.ours()
        self._members = Members(self._by)
        self._industries: dict[str, Industry] = {}
        self._holders: dict[str, list[Holder]] = {}
        self._services: dict[str, Service] | None = None
        self._touched: list[int] = []

    def questions(self) -> list[Question]:
        return []

    def touched(self) -> Sequence[int]:
        ids, self._touched = self._touched, []
        return ids

    # ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────

    def judge(self, batch: Sequence[Candidate]) -> None:
        there = self._clients_there(batch)
        self._match_by_nature(batch, there)
        changeable = changeable_by(self._by, [c.target_id for c in batch if c.target_id])
        self._load_industries(batch)
        for candidate in batch:
            client = there.get(candidate.target_id or 0)
            if client is None:
                candidate.target_id = None
                self._judge_new(candidate)
            elif client.pk not in changeable and not candidate.unchanged:
                candidate.reject(
                    because("{client} is looked after by somebody else, and only its keeper or the head may change it.",
                            client=client.name)
                )  # fmt: skip
            elif client.deleted_at is not None:
                self._judge_deleted(candidate, client)
            elif candidate.unchanged:
                candidate.outcome = Row.Outcome.SAME
            else:
                self._judge_changed(candidate, client)

    def _clients_there(self, batch: Sequence[Candidate]) -> dict[int, Client]:
        wanted = {c.target_id for c in batch if c.target_id}
        if not wanted:
            return {}
        rows = Client.objects.select_related("merged_into", "industry").in_bulk(list(wanted))
        there = {}
        for candidate in batch:
            row = rows.get(candidate.target_id or 0)
            while row is not None and row.merged_into is not None:  # merged here since: what it went into
                row = row.merged_into
            if row is not None:
                candidate.target_id = row.pk
                there[row.pk] = row
        return there

    def _match_by_nature(self, batch: Sequence[Candidate], there: dict[int, Client]) -> None:
        """A table without ids names clients by number or name; with ids, the same name is only remarked on."""
        loose = [c for c in batch if c.target_id is None]
        if not loose:
            return
        numbers = {n for c in loose if (n := c.fields.get("legal_number"))}
        names = {fold(c.fields["name"])[:160] for c in loose}
        # Not here(): SQLite would read all clients by "merged into nothing" rather than a thousand by name.
        rows = Client.objects.select_related("industry", "merged_into")
        numbered = rows.filter(legal_number__in=numbers).exclude(legal_number="")
        by_number = _once((row.legal_number, row) for row in numbered if _is_here(row))
        by_name = _once((row.folded, row) for row in rows.filter(folded__in=names) if _is_here(row))
        for candidate in loose:
            fields = candidate.fields
            found = by_number.get(fields.get("legal_number", ""))
            name = by_name.get(fold(fields["name"])[:160])
            if found is None and name is not None and not _contradict(name, fields):
                found = name
            if found is None:
                continue
            if "source_id" not in fields:
                candidate.target_id = found.pk
                there[found.pk] = found
            elif self._run.dry:
                self._run.name_one(
                    "odd",
                    {
                        "line": candidate.line, "column": "", "value": fields["name"],
                        "reason": as_data(because("{name} is here already; it may be the same.", name=found.name)),
                    },
                )  # fmt: skip

    def _judge_new(self, candidate: Candidate) -> None:
        plan = self._plan(candidate)
        plan.values.setdefault("status", Status.ACTIVE)
        plan.values.setdefault("zone", zone_of_country(plan.values.get("country", ""), self._agency.zone))
        self._judge_exclusivity(candidate, plan, None)
        candidate.plan, candidate.outcome = plan, Row.Outcome.NEW

    def _judge_deleted(self, candidate: Candidate, client: Client) -> None:
        taken_back = candidate.known is not None and not candidate.known.digest
        if not taken_back:
            candidate.reject(
                because("{client} was deleted here. Restore it first, if it shall come back.", client=client.name)
            )
            return
        plan = self._plan(candidate)
        plan.client, plan.revive = client, True
        plan.values.setdefault("status", Status.ACTIVE)
        self._judge_exclusivity(candidate, plan, client)
        candidate.plan, candidate.outcome = plan, Row.Outcome.NEW

    def _judge_changed(self, candidate: Candidate, client: Client) -> None:
        plan = self._plan(candidate)
        plan.client = client
        if plan.industry and client.industry and fold(plan.industry) == client.industry.folded:
            plan.industry = ""
        self._judge_exclusivity(candidate, plan, client)
        if plan.values.get("aside"):
            plan.values["aside"] = {**client.aside, **plan.values["aside"]}
        plan.values = {name: value for name, value in plan.values.items() if getattr(client, name) != value}
        if not plan.values and not plan.industry:
            candidate.outcome = Row.Outcome.SAME
            return
        candidate.plan, candidate.outcome = plan, Row.Outcome.CHANGED
        shown = {name: [_plain(getattr(client, name)), _plain(value)] for name, value in plan.values.items()}
        if plan.industry:
            shown["industry"] = [client.industry.name if client.industry else "", plan.industry]
        self._run.name_one("changes", {"line": candidate.line, "name": client.name, "changes": shown})

    def _plan(self, candidate: Candidate) -> Plan:
        fields, aside = candidate.fields, dict(candidate.aside)
        values: dict[str, Any] = {}
        for name in ("name", "legal_name", "legal_number", "city", "country", "web_site", "tier", "status", "language",
                     "potential", "about", "since", "spoken_on"):  # fmt: skip
            if name in fields:
                values[name] = fields[name]
        if street := ", ".join(filter(None, [fields.get("address"), fields.get("postcode")])):
            values["address"] = street
        if region := fields.get("region"):
            values["regions"] = [region]
        if (zone := fields.get("zone")) and zone in clock.ZONES:
            values["zone"] = zone
        if mails := fields.get("mail"):
            values["mail"] = mails[0]
            if mails[1:]:
                aside["mail"] = ", ".join(mails[1:])
        if phones := fields.get("phone"):
            values["phone"] = phones[0]
            if phones[1:]:
                aside["phone"] = ", ".join(phones[1:])
        self._cut_long_ones(candidate, values, aside)
        plan = Plan(values, industry=fields.get("industry", "")[:120], tags=fields.get("tags", []))
        plan.keeper = self._keeper(fields.get("keeper", ""))
        self._plan_fee(plan, fields, aside)
        if aside:
            values["aside"] = aside
        if "name" in values:
            values["folded"] = fold(values["name"])[:160]
        return plan

    def _cut_long_ones(self, candidate: Candidate, values: dict[str, Any], aside: dict[str, str]) -> None:
        for name, limit in _LIMITS.items():
            value = values.get(name)
            if value and limit and len(value) > limit:
                aside[name] = value
                values[name] = "" if name == "mail" else Truncator(value).chars(limit)
                reason = because("Longer than {n} characters; the whole stands aside.", n=limit)
                self._run.name_one(
                    "odd", {"line": candidate.line, "column": name, "value": value[:80], "reason": as_data(reason)}
                )

    def _keeper(self, told: str) -> Member | None:
        if not told:
            return self._members.fallback
        found = self._members.called(told)
        if found is None:
            reason = because(
                "“{owner}” is no account manager here; their clients go to {keeper}.",
                owner=told[:80], keeper=self._members.fallback.name if self._members.fallback else "…",
            )  # fmt: skip
            self._run.note(f"keeper:{fold(told)}", as_data(reason))
        return found or self._members.fallback

    def _plan_fee(self, plan: Plan, fields: dict[str, Any], aside: dict[str, str]) -> None:
        told = fields.get("service") or self._run.of.answers.get("service", "")
        if not told and "fee" not in fields:
            return
        plan.service, plan.fee = self._service(told), fields.get("fee")
        if plan.service is not None:
            return
        if told:
            aside["service"] = told
        if plan.fee is not None:
            aside["fee"] = f"{plan.fee} {fields.get('currency', '')}".strip()
        if told:
            reason = because("“{service}” is no service of ours; it was kept aside.", service=told[:80])
        else:
            reason = because("Fees were kept aside, since no service is named they are paid for.")
        self._run.note(f"service:{fold(told)}", as_data(reason))

    def _service(self, told: str) -> Service | None:
        if self._services is None:
            self._services = {}
            for service in Service.objects.filter(active=True):
                for name in (service.key, *service.names.values()):
                    self._services[fold(name)] = service
        return self._services.get(fold(told)) if told else None

    # ── one client per industry ──────────────────────────────────────────────────────────────────────────────────

    def _load_industries(self, batch: Sequence[Candidate]) -> None:
        wanted = {fold(name)[:120] for c in batch if (name := c.fields.get("industry"))} - set(self._industries)
        if wanted:
            for industry in Industry.objects.filter(folded__in=wanted):
                self._industries[industry.folded] = industry

    def _judge_exclusivity(self, candidate: Candidate, plan: Plan, client: Client | None) -> None:
        """A client that would collide comes in as a prospect; an existing one keeps its industry. Both are named."""
        agency = self._agency
        industry = plan.industry or (client.industry.name if client is not None and client.industry else "")
        status = plan.values.get("status", client.status if client is not None else Status.ACTIVE)
        if agency.exclusivity == "off" or not industry or status not in HELD:
            return
        if client is not None and not plan.industry and not plan.revive and client.status in HELD:
            return  # it stands for what it stood for
        services = [plan.service.name] if plan.service else []
        regions = plan.values.get("regions") or (client.regions if client else [])
        keys = key_of(agency.exclusivity, industry, regions, services)  # type: ignore[arg-type]
        name = plan.values.get("name") or (client.name if client else "")
        me = Holder(client.pk if client else None, name, keys)
        others = self._holders_of(fold(industry)[:120])
        found = collisions(me, others)
        if not found:
            others.append(Holder(me.id if me.id is not None else f"line {candidate.line}", name, keys))
            return
        if client is None or plan.revive:
            plan.values["status"] = Status.PROSPECT
        else:
            plan.industry = ""
            plan.values.pop("status", None)
        self._run.name_one(
            "collisions",
            {
                "line": candidate.line,
                "name": name,
                "with": [c.other_name for c in found[:_HOLDERS_SHOWN]],
                "reason": as_data(found[0].reason),
            },
        )

    def _holders_of(self, folded: str) -> list[Holder]:
        """Who stands for an industry now; asked once, and again under the lock before one is written."""
        if folded not in self._holders:
            industry = self._industries.get(folded)
            if industry is not None and not self._run.dry:
                list(Industry.objects.select_for_update(no_key=True).filter(pk=industry.pk).values_list("pk"))
            held = exclusivity.holders_of([industry.pk], self._agency)[industry.pk] if industry else []
            self._holders[folded] = held if self._agency.exclusivity != "industry" else held[:_HOLDERS_SHOWN]
        return self._holders[folded]

    # ── storing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def store(self, batch: Sequence[Candidate]) -> None:
        self._make_industries(batch)
        new = [c for c in batch if c.outcome == Row.Outcome.NEW and c.plan.client is None]
        other = [c for c in batch if c.plan.client is not None]
        self._store_new(new)
        self._store_changed(other)
        self._touched += [c.target_id for c in batch if c.target_id]

    def _make_industries(self, batch: Sequence[Candidate]) -> None:
        for name in {c.plan.industry for c in batch if c.plan.industry}:
            if fold(name)[:120] not in self._industries and (industry := Industry.called(name)) is not None:
                self._industries[industry.folded] = industry

    def _store_new(self, new: Sequence[Candidate]) -> None:
        if not new:
            return
        today = clock.today()
        ids = bulk.reserve(Client, len(new))
        rows = []
        for pk, candidate in zip(ids, new, strict=True):
            plan: Plan = candidate.plan
            industry = self._industries.get(fold(plan.industry)[:120]) if plan.industry else None
            values = _DEFAULTS | plan.values
            values["industry_id"] = industry.pk if industry else None
            team = plan.keeper.team_id if plan.keeper else None
            lists = bulk.as_json(values["regions"]), bulk.as_json(values["aside"])
            days = (values["since"] or today).isoformat(), values["spoken_on"] and values["spoken_on"].isoformat()
            rows.append((pk, team, *lists, *days, *map(values.__getitem__, _PLAIN)))
            candidate.target_id, candidate.after = pk, {"version": 1}
        bulk.insert(
            Client, ("id", "team_id", "regions", "aside", "since", "spoken_on", *_PLAIN), rows, created_at=clock.now()
        )
        self._store_around([(c, c.target_id or 0) for c in new], today)

    def _store_around(self, new: Sequence[tuple[Candidate, int]], today: date) -> None:
        """Keepers, tags and engagements of new clients."""
        kept = [(pk, c.plan.keeper.pk) for c, pk in new]
        bulk.insert(Keeper, ("client_id", "member_id"), kept, part=Keeper.Part.KEEPER, since=today, given_by=self._by)
        Engagement.objects.bulk_create(
            Engagement(
                client_id=pk, service=c.plan.service, fee=c.plan.fee, since=c.fields.get("since") or today,
                currency=c.fields.get("currency") or self._agency.currency,
            )
            for c, pk in new if c.plan.service is not None
        )  # fmt: skip
        tags: dict[str, Tag] = {}
        pairs = []
        for candidate, pk in new:
            for name in candidate.plan.tags:
                folded = fold(name)[:120]
                if folded and folded not in tags:
                    tags[folded] = Tag.called(name)
                if folded:
                    pairs.append((pk, tags[folded].pk))
        through = Client.tags.through
        through.objects.bulk_create(
            [through(client_id=pk, tag_id=tag) for pk, tag in dict.fromkeys(pairs)], ignore_conflicts=True
        )

    def _store_changed(self, changed: Sequence[Candidate]) -> None:
        clients = []
        used = {"version"}
        for candidate in changed:
            plan: Plan = candidate.plan
            client = plan.client
            assert client is not None
            values = dict(plan.values)
            if plan.industry:
                values["industry_id"] = self._industries[fold(plan.industry)[:120]].pk
            if plan.revive:
                values["deleted_at"] = None
            candidate.before = {name: _plain(getattr(client, name)) for name in values}
            for name, value in values.items():
                setattr(client, name, value)
            client.version += 1
            candidate.target_id = client.pk
            candidate.after = {**{name: _plain(value) for name, value in values.items()}, "version": client.version}
            if plan.revive:
                candidate.before, candidate.after = None, {"version": client.version}
            used |= set(values)
            clients.append(client)
        if clients:
            Client.objects.bulk_update(clients, [n.removesuffix("_id") if n == "industry_id" else n for n in used], 100)

    def finish(self) -> Iterator[None]:
        """Nothing here needs the whole file."""
        yield from ()

    # ── taking back ──────────────────────────────────────────────────────────────────────────────────────────────

    def undo(self, rows: Sequence[Row]) -> list[tuple[Row, Reason | None]]:
        clients = Client.objects.in_bulk([row.target_id for row in rows if row.target_id])
        lived = used_since(clients, self._run.of.finished_at)
        answers: list[tuple[Row, Reason | None]] = []
        restored: list[Client] = []
        names: set[str] = set()
        for row in rows:
            client = clients.get(row.target_id or 0)
            if client is None or client.deleted_at is not None:
                answers.append((row, None))
            elif row.outcome == Row.Outcome.NEW:
                answers.append((row, self._undo_new(row, client, client.pk in lived)))
            else:
                fields, left = restore(client, row)
                names |= fields
                restored.append(client)
                answers.append((row, left))
            if client is not None:
                self._touched.append(client.pk)
        gone = [row.target_id for row, left in answers if left is None and row.outcome == Row.Outcome.NEW]
        for client in (clients[pk] for pk in set(gone) if pk in clients):
            if client.deleted_at is None:
                client.deleted_at = clock.now()
                client.version += 1
                restored.append(client)
                names.add("deleted_at")
        if restored:
            Client.objects.bulk_update(restored, sorted({"version", *names}), 100)
        return answers

    def _undo_new(self, row: Row, client: Client, lived: bool) -> Reason | None:
        if client.version != (row.after or {}).get("version", 1):
            return because("{name} was changed since, so it stays.", name=client.name)
        if lived:
            return because("Somebody has worked with {name} since, so it stays.", name=client.name)
        return None


class Members:
    """Who may keep clients, found by mail or name; `fallback` keeps what nobody else is named for."""

    def __init__(self, by: Member | None) -> None:
        keepers = [m for m in Member.objects.filter(is_active=True) if m.is_(Role.MANAGER, Role.HEAD)]
        self._called: dict[str, Member | None] = {}
        for member in keepers:
            for word in (member.email, fold(member.name)):
                self._called[word] = None if word in self._called else member
        heads = [m for m in keepers if m.is_(Role.HEAD)]
        own = next((m for m in keepers if by is not None and m.pk == by.pk), None)
        self.fallback: Member | None = own or next(iter(heads or keepers), by)

    def called(self, told: str) -> Member | None:
        return self._called.get(told.strip().lower()) or self._called.get(fold(told))


def changeable_by(by: Member | None, ids: Iterable[int]) -> set[int]:
    """Those clients that an import of this member may change: their own, their team's, what they brought themselves."""
    wanted = set(ids)
    if not wanted or by is None or by.is_(Role.ADMIN):
        return wanted
    seen = {
        client.pk
        for client in Client.objects.visible_to(by).filter(pk__in=wanted)
        if client.standing_of(by) & {"keeper", "head"}
    }
    brought = Row.objects.filter(
        of__by=by, kind="client", outcome=Row.Outcome.NEW, target_id__in=wanted - seen
    ).values_list("target_id", flat=True)
    return seen | {pk for pk in brought if pk}


def used_since(ids: Iterable[int], at: Any) -> set[int]:
    """Clients with whom a person has done something since, as the journal tells."""
    lived = Entry.objects.filter(client_id__in=list(ids), by__isnull=False).exclude(name__startswith="import.")
    lived = lived.filter(at__gt=at) if at else lived
    return {pk for pk in lived.values_list("client_id", flat=True) if pk}


def restore(thing: Any, row: Row) -> tuple[set[str], Reason | None]:
    """Put back what the import wrote and nobody has changed since; the fields put back, and what was left and why."""
    before, after = row.before or {}, row.after or {}
    put, left = set(), []
    for name, old in before.items():
        if _plain(getattr(thing, name)) == after.get(name):
            setattr(
                thing, name, thing._meta.get_field(name.removesuffix("_id")).to_python(old) if old is not None else None
            )
            put.add(name.removesuffix("_id") if name == "industry_id" else name)
        else:
            left.append(name)
    if put:
        thing.version += 1
    if left:
        return put, because("{name}: {fields} changed since and stay.", name=str(thing), fields=", ".join(sorted(left)))
    return put, None


@lru_cache(maxsize=512)
def zone_of_country(country: str, otherwise: str) -> str:
    """The zone of a country that has one, or where most of it lives.

    >>> zone_of_country("GB", "UTC"), zone_of_country("US", "UTC"), zone_of_country("", "UTC")
    ('Europe/London', 'America/New_York', 'UTC')
    """
    from babel.core import get_global

    if not country:
        return otherwise
    if country in _CAPITAL_ZONES:
        return _CAPITAL_ZONES[country]
    zones = [zone for zone, where in get_global("zone_territories").items() if where == country and zone in clock.ZONES]
    return zones[0] if len(zones) == 1 else otherwise


_CAPITAL_ZONES = {
    "US": "America/New_York",
    "RU": "Europe/Moscow",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "UA": "Europe/Kyiv",
    "PT": "Europe/Lisbon",
    "CA": "America/Toronto",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City",
    "CN": "Asia/Shanghai",
    "KZ": "Asia/Almaty",
    "AR": "America/Argentina/Buenos_Aires",
    "CL": "America/Santiago",
    "NZ": "Pacific/Auckland",
    "ID": "Asia/Jakarta",
    "CY": "Asia/Nicosia",
    "GB": "Europe/London",
    "HR": "Europe/Zagreb",
    "SK": "Europe/Bratislava",
    "CZ": "Europe/Prague",
    "SI": "Europe/Ljubljana",
    "RS": "Europe/Belgrade",
}


def _is_here(client: Client) -> bool:
    return client.deleted_at is None and client.merged_into_id is None


def _once(pairs: Iterable[tuple[str, Client]]) -> dict[str, Client]:
    """Only what is unambiguous."""
    found: dict[str, Client | None] = {}
    for word, client in pairs:
        found[word] = None if word in found else client
    return {word: client for word, client in found.items() if client is not None}


def _contradict(client: Client, fields: dict[str, Any]) -> bool:
    """The same name with another legal number is another company."""
    number = fields.get("legal_number")
    return bool(number and client.legal_number and fold(number) != fold(client.legal_number))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
