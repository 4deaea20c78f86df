"""Stores imported people as contacts of the clients they belong to, found by source id, by row or by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.agency.models import Member
from rapport.intake.models import Row, SourceId
from rapport.intake.target import NAMED_AT_MOST, Candidate, Run
from rapport.journal import clock
from rapport.portfolio.address_book import comparable
from rapport.portfolio.intake_clients import changeable_by, restore
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.folding import fold
from rapport.reckon.tables.columns import Question
from rapport.reckon.verdict import Reason, as_data, because

_LIMITS = {"first_name": 80, "last_name": 80, "job": 120}
_CHANNEL_LIMIT = 250


@dataclass(slots=True)
class Plan:
    values: dict[str, Any]
    channels: list[tuple[str, str]]
    clients: list[int] = field(default_factory=list)  # empty: the client of the same row
    contact: Contact | None = None
    revive: bool = False


class ContactTarget:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._by: Member | None = run.by  # type: ignore[assignment]
        self._touched: list[int] = []

    def questions(self) -> list[Question]:
        return []

    def touched(self) -> Sequence[int]:
        ids, self._touched = self._touched, []
        return ids

    # ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────

    def judge(self, batch: Sequence[Candidate]) -> None:
        self._link(batch)
        there = Contact.objects.in_bulk([c.target_id for c in batch if c.target_id])
        self._match_by_nature([c for c in batch if c.target_id is None and not c.outcome], there)
        channels = _channels_of(list(there))
        for candidate in batch:
            if candidate.outcome:
                continue
            contact = there.get(candidate.target_id or 0)
            if contact is None:
                candidate.target_id = None
                candidate.outcome = Row.Outcome.NEW
            elif contact.deleted_at is not None:
                self._judge_deleted(candidate, contact)
            elif candidate.unchanged:
                candidate.outcome = Row.Outcome.SAME
            else:
                self._judge_changed(candidate, contact, channels[contact.pk])

    def _link(self, batch: Sequence[Candidate]) -> None:
        """Find the clients of each: the row's own, else by source ids, else by name. Unknown ids are named."""
        free = [c for c in batch if c.host is None]
        ids = {one for c in free for one in c.fields.get("company_ids", ())}
        known = dict(
            SourceId.objects.filter(space=self._run.space, kind="client", key__in=ids).values_list("key", "target_id")
        )
        here = _here([pk for pk in known.values() if pk])
        by_name = self._clients_by_name(free, known, here)
        linked: dict[int, list[int]] = {}
        for candidate in batch:
            candidate.plan = self._plan(candidate)
            if candidate.host is not None:
                continue
            found = self._found_by_id(candidate, known, here)
            names = candidate.fields.get("company_names", ())
            if not found:
                found = [pk for name in names if (pk := by_name.get(fold(name)[:160]))]
            if found:
                linked[id(candidate)] = candidate.plan.clients = list(dict.fromkeys(found))
            else:
                candidate.reject(_no_company(candidate))
        self._refuse_others_clients(batch, linked)

    def _found_by_id(self, candidate: Candidate, known: dict[str, int | None], here: dict[int, int]) -> list[int]:
        found, told = [], []
        for one in candidate.fields.get("company_ids", ()):
            target = here.get(known.get(one) or 0)
            told.append(one if target else f"{one}(unknown)")
            if target is not None:
                found.append(target)
            else:
                reason = because("No company with the id {id} is here; a link to it was left out.", id=one)
                self._run.note(f"company:{one}", as_data(reason))
        if told and len(self._run.links) < NAMED_AT_MOST:
            self._run.links[candidate.key] = told
        return found

    def _clients_by_name(
        self, free: Sequence[Candidate], known: dict[str, int | None], here: dict[int, int]
    ) -> dict[str, int]:
        """Names are asked only where no id leads anywhere; a name that two clients bear leads nowhere."""
        wanted = {
            fold(name)[:160]
            for c in free
            if not any(here.get(known.get(one) or 0) for one in c.fields.get("company_ids", ()))
            for name in c.fields.get("company_names", ())
        }
        found: dict[str, list[int]] = defaultdict(list)
        rows = Client.objects.filter(folded__in=wanted).values_list("folded", "pk", "deleted_at", "merged_into")
        for folded, pk, deleted, merged in rows:
            if deleted is None and merged is None:
                found[folded].append(pk)
        return {folded: ids[0] for folded, ids in found.items() if len(ids) == 1}

    def _refuse_others_clients(self, batch: Sequence[Candidate], linked: dict[int, list[int]]) -> None:
        changeable = changeable_by(self._by, {pk for ids in linked.values() for pk in ids})
        for candidate in batch:
            if (ids := linked.get(id(candidate))) is None:
                continue
            candidate.plan.clients = [pk for pk in ids if pk in changeable]
            if not candidate.plan.clients:
                candidate.reject(because("The client is looked after by somebody else; ask its keeper or the head."))

    def _match_by_nature(self, loose: Sequence[Candidate], there: dict[int, Contact]) -> None:
        """A person already at that client, by mail, or without any mail by name."""
        clients = {pk for c in loose for pk in self._clients_of(c)}
        if not clients:
            return
        people = {c.pk: c for c in Contact.objects.filter(client__in=clients, deleted_at=None)}
        by_mail: dict[tuple[int, str], int] = {}
        for pk, folded in Channel.objects.filter(contact__in=people, kind="mail").values_list("contact", "folded"):
            by_mail.setdefault((people[pk].client_id, folded), pk)
        by_name = {(c.client_id, c.folded): c.pk for c in people.values()}
        for candidate in loose:
            for client in self._clients_of(candidate):
                mails = candidate.fields.get("mail", ())
                found = next((there_pk for m in mails if (there_pk := by_mail.get((client, m)))), None)
                if found is None and not mails and "source_id" not in candidate.fields:
                    found = by_name.get((client, _folded(candidate.plan.values)))
                if found is not None:
                    candidate.target_id = found
                    there[found] = people[found]
                    break

    def _clients_of(self, candidate: Candidate) -> list[int]:
        if candidate.host is not None:
            return [candidate.host.target_id] if candidate.host.target_id else []
        return candidate.plan.clients if isinstance(candidate.plan, Plan) else []

    def _plan(self, candidate: Candidate) -> Plan:
        fields, aside = candidate.fields, dict(candidate.aside)
        values: dict[str, Any] = {}
        for name, limit in _LIMITS.items():
            if value := fields.get(name):
                values[name] = value[:limit]
                if len(value) > limit:
                    aside[name] = value
        if language := fields.get("language"):
            values["language"] = language
        if day := fields.get("birthday"):
            values |= {"birth_day": day.day, "birth_month": day.month, "birth_year": day.year}
        if about := fields.get("about"):
            aside["about"] = about
        channels = [("mail", mail) for mail in fields.get("mail", ())] + [("phone", p) for p in fields.get("phone", ())]
        if aside:
            values["aside"] = aside
        if "first_name" in values or "last_name" in values:
            values["folded"] = _folded(values)
        return Plan(values, [(kind, value) for kind, value in channels if len(value) <= _CHANNEL_LIMIT])

    def _judge_deleted(self, candidate: Candidate, contact: Contact) -> None:
        if candidate.known is not None and not candidate.known.digest:
            candidate.plan.contact, candidate.plan.revive = contact, True
            candidate.outcome = Row.Outcome.NEW
        else:
            candidate.reject(because("{contact} was deleted here and stays so.", contact=contact.name))

    def _judge_changed(self, candidate: Candidate, contact: Contact, channels: set[tuple[str, str]]) -> None:
        plan: Plan = candidate.plan
        plan.contact = contact
        if plan.values.get("aside"):
            plan.values["aside"] = {**contact.aside, **plan.values["aside"]}
        plan.values = {name: value for name, value in plan.values.items() if getattr(contact, name) != value}
        if plan.values.keys() & {"first_name", "last_name"}:
            whole = {name: plan.values.get(name, getattr(contact, name)) for name in ("first_name", "last_name")}
            plan.values["folded"] = _folded(whole)
        plan.channels = [(k, v) for k, v in plan.channels if (k, comparable(k, v)) not in channels]
        candidate.outcome = Row.Outcome.CHANGED if plan.values or plan.channels else Row.Outcome.SAME
        if candidate.outcome == Row.Outcome.CHANGED:
            shown = {name: [getattr(contact, name), value] for name, value in plan.values.items() if name != "folded"}
            shown |= {kind: ["", value] for kind, value in plan.channels}
            self._run.name_one("changes", {"line": candidate.line, "name": contact.name, "changes": shown})

    # ── storing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def store(self, batch: Sequence[Candidate]) -> None:
        new = [c for c in batch if c.plan.contact is None]
        made: list[tuple[Candidate, Contact]] = []
        for candidate in new:
            for client in self._clients_of(candidate):
                made.append((candidate, Contact(client_id=client, created_at=clock.now(), **candidate.plan.values)))
        Contact.objects.bulk_create([contact for _, contact in made])
        channels: list[Channel] = []
        for candidate, contact in made:
            if candidate.target_id is None:
                candidate.target_id, candidate.after = contact.pk, {"version": 1}
            else:  # the same person at a second client
                candidate.after = {
                    **(candidate.after or {}),
                    "also": [*(candidate.after or {}).get("also", []), contact.pk],
                }
            channels += _channels(contact.pk, candidate.plan.channels)
            self._touched.append(contact.client_id)
        channels += self._store_changed([c for c in batch if c.plan.contact is not None])
        Channel.objects.bulk_create(channels, ignore_conflicts=True)

    def _store_changed(self, changed: Sequence[Candidate]) -> list[Channel]:
        contacts, used, channels = [], {"version"}, []
        for candidate in changed:
            plan: Plan = candidate.plan
            contact = plan.contact
            assert contact is not None
            values = {**plan.values, "deleted_at": None} if plan.revive else plan.values
            candidate.before = {name: getattr(contact, name) for name in plan.values}
            for name, value in values.items():
                setattr(contact, name, value)
            contact.version += 1
            candidate.target_id = contact.pk
            candidate.after = {**plan.values, "version": contact.version}
            if plan.revive:
                candidate.before, candidate.after = None, {"version": contact.version}
            elif plan.channels:
                candidate.after["channels"] = [[kind, comparable(kind, value)] for kind, value in plan.channels]
            used |= set(values)
            contacts.append(contact)
            channels += _channels(contact.pk, plan.channels)
            self._touched.append(contact.client_id)
        if contacts:
            Contact.objects.bulk_update(contacts, sorted(used), 100)
        return channels

    def finish(self) -> Iterator[None]:
        """Nothing here needs the whole file."""
        yield from ()

    # ── taking back ──────────────────────────────────────────────────────────────────────────────────────────────

    def undo(self, rows: Sequence[Row]) -> list[tuple[Row, Reason | None]]:
        ids = {row.target_id for row in rows if row.target_id}
        ids |= {pk for row in rows for pk in (row.after or {}).get("also", ())}
        contacts = Contact.objects.in_bulk(list(ids))
        answers: list[tuple[Row, Reason | None]] = []
        saved: dict[int, Contact] = {}
        names = {"version"}
        for row in rows:
            contact = contacts.get(row.target_id or 0)
            if contact is None or contact.deleted_at is not None:
                answers.append((row, None))
                continue
            after = row.after or {}
            if row.outcome == Row.Outcome.NEW:
                left = None
                if contact.version != after.get("version", 1):
                    left = because("{name} was changed since and stays.", name=contact.name)
                else:
                    for one in [contact, *(contacts[pk] for pk in after.get("also", ()) if pk in contacts)]:
                        one.deleted_at, one.version = clock.now(), one.version + 1
                        saved[one.pk] = one
                        self._touched.append(one.client_id)
                    names.add("deleted_at")
            else:
                fields, left = restore(contact, row)
                for kind, folded in after.get("channels", ()):
                    Channel.objects.filter(contact=contact, kind=kind, folded=folded).delete()
                names |= fields
                saved[contact.pk] = contact
                self._touched.append(contact.client_id)
            answers.append((row, left))
        if saved:
            Contact.objects.bulk_update(saved.values(), sorted(names), 100)
        return answers


def _here(ids: Sequence[int]) -> dict[int, int]:
    """Client id -> itself, or what it was merged into; deleted ones lead nowhere."""
    found = {}
    rows = dict(Client.objects.filter(pk__in=ids, deleted_at=None).values_list("pk", "merged_into"))
    for pk, merged in rows.items():
        found[pk] = merged or pk
    return found


def _no_company(candidate: Candidate) -> Reason:
    ids = candidate.fields.get("company_ids", ())
    names = candidate.fields.get("company_names", ())
    if names:
        return because(
            "No single client called {name} is here. Import the companies first, then this file again.",
            name=", ".join(names)[:120],
        )
    if ids:
        return because(
            "No company with the id {id} is here. Import the companies first, then this file again.",
            id=", ".join(ids)[:120],
        )
    return because("The row does not say at which company this person is.")


def _channels_of(ids: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for contact, kind, folded in Channel.objects.filter(contact__in=ids).values_list("contact", "kind", "folded"):
        found[contact].add((kind, folded))
    return found


def _channels(contact: int, channels: Sequence[tuple[str, str]]) -> list[Channel]:
    return [Channel(contact_id=contact, kind=k, value=v, folded=comparable(k, v)[:250]) for k, v in channels]


def _folded(values: dict[str, Any]) -> str:
    return fold(f"{values.get('first_name', '')} {values.get('last_name', '')}")[:170]
