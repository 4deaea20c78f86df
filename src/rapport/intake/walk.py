"""Walks a file in chunks and judges its rows; a trial and the keeping of an import are the same walk."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO

from rapport.intake.models import Import, Row, SourceId
from rapport.intake.target import Candidate, Run, Target, stored_kinds, target_of
from rapport.reckon.folding import fold
from rapport.reckon.tables.fields import FIELDS, STORED
from rapport.reckon.tables.opening import Table, open_table
from rapport.reckon.tables.recognise import with_mapping
from rapport.reckon.tables.records import Reader, Record, as_text
from rapport.reckon.verdict import Reason, as_data, because

CHUNK = 1_000
_RAW_ORDER = ("deal", "activity", "note")


class Walk:
    """One pass over the file of an import. Use as a context manager: it holds the file open."""

    def __init__(self, of: Import, *, dry: bool) -> None:
        self.of = of
        self.run = Run(of, of.by, _space(of), dry)
        self.targets: dict[str, Target] = {}
        self._seen: dict[int, tuple[int, int]] = {}  # hashes, so that a hundred thousand keys stay small
        self._stored = stored_kinds()
        self._names: dict[int, str] = {}
        self._files = ExitStack()

    def __enter__(self) -> Walk:
        file: BinaryIO = self._files.enter_context(self.of.path.open("rb"))
        self.table = table_of(self.of, file)
        recognised = with_mapping(self.table.headers, self.of.source, self.of.kind, self.of.mapping)
        self._leading = recognised.kind
        self._reader = Reader(self.table.headers, recognised, self.of.answers)
        kinds = {FIELDS[key].kind for key in recognised.mapping.values()} | {"client"}
        for kind in STORED:  # clients first, since contacts belong to them
            if kind in kinds and kind in self._stored:
                self.targets[kind] = target_of(kind, self.run)
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def records(self, after: int = 0) -> Iterator[list[Record]]:
        """Chunks of read rows below line `after`; what was passed over is learnt from the ledger."""
        if after:
            self._remember()
        lines = (line for line in self.table.rows() if line.number > after)
        records = self._reader.read(lines)
        while chunk := list(itertools.islice(records, CHUNK)):
            yield chunk

    def judge(self, records: Sequence[Record]) -> list[list[Candidate]]:
        """The candidates of each record, judged; the leading one first. Reads the database, writes nothing."""
        rows = [self._candidates(record) for record in records]
        flat = [candidate for row in rows for candidate in row]
        self._find_known(flat)
        first_of: dict[str, Candidate] = {}
        for row in rows:
            for candidate in row:
                if not candidate.outcome:
                    self._look_for_twins(candidate)
                if candidate.kind == "client" and candidate.outcome != Row.Outcome.REJECTED:
                    first_of.setdefault(candidate.key, candidate)
                elif candidate.host is not None:
                    candidate.host = first_of.get(candidate.host.key, candidate.host)
        for candidate in flat:
            if not candidate.outcome:
                self._pass_over_gone(candidate)
        for kind in (*STORED, *_RAW_ORDER):
            batch = [c for c in flat if c.kind == kind and not c.outcome]
            if not batch:
                continue
            if kind in self.targets:
                self.targets[kind].judge(batch)
            else:
                _judge_raw(batch)
        for row in rows:
            _settle(row)
        return rows

    def forget(self, lines: frozenset[int]) -> None:
        """Unsee the rows of a chunk that was rolled back, so that they are no twins of themselves."""
        self._seen = {place: seen for place, seen in self._seen.items() if seen[0] not in lines}

    def _candidates(self, record: Record) -> list[Candidate]:
        if record.wrong:
            wrong = record.wrong[0]
            bad = Candidate(record.line, self._leading, "", {}, record.aside, record.cells)
            bad.reject(wrong.reason, wrong.header, wrong.value)
            return [bad]
        for odd in record.odd:
            self.run.name_one(
                "odd", {"line": record.line, "column": odd.header, "value": odd.value, "reason": as_data(odd.reason)}
            )
        things = dict(record.things)
        _split_names(things.get("contact"))
        order = sorted(things, key=lambda kind: (kind != self._leading, (*STORED, *_RAW_ORDER).index(kind)))
        found: list[Candidate] = []
        for kind in order:
            if reason := _lacks(kind, things[kind], leading=kind == self._leading):
                if kind == self._leading:
                    bad = Candidate(record.line, kind, "", things[kind], record.aside, record.cells)
                    bad.reject(reason)
                    return [bad]
                continue
            found.append(
                Candidate(record.line, kind, "", things[kind], record.aside if not found else {}, record.cells)
            )
        if not found or found[0].kind != self._leading:
            bad = Candidate(record.line, self._leading, "", {}, record.aside, record.cells)
            bad.reject(_lacking_sentence(self._leading))
            return [bad]
        host = next((c for c in found if c.kind == "client"), None)
        for candidate in found:
            candidate.host = host if candidate is not host else None
            candidate.key = self._key(candidate)
            candidate.digest = _digest(candidate)
        return found

    def _key(self, candidate: Candidate) -> str:
        fields = candidate.fields
        if told := fields.get("source_id"):
            return str(told)[:200]
        at = f"@{candidate.host.key}" if candidate.host else ""
        match candidate.kind:
            case "client":
                if number := fields.get("legal_number"):
                    return f"number:{fold(number).replace(' ', '')}"[:200]
                return f"name:{fold(fields['name'])}"[:200]
            case "contact":
                if mails := fields.get("mail"):
                    return f"mail:{mails[0]}{at}"[:200]
                who = fold(f"{fields.get('first_name', '')} {fields.get('last_name', '')}")
                return f"name:{who}{at or '@' + fold(';'.join(fields.get('company_names', ())))}"[:200]
            case _:
                return f"sha:{_digest(candidate)}{at}"[:200]

    def _find_known(self, flat: Sequence[Candidate]) -> None:
        by_kind: dict[str, dict[str, list[Candidate]]] = {}
        for candidate in flat:
            if not candidate.outcome:
                by_kind.setdefault(candidate.kind, {}).setdefault(candidate.key, []).append(candidate)
        for kind, wanted in by_kind.items():
            for known in SourceId.objects.filter(space=self.run.space, kind=kind, key__in=list(wanted)):
                for candidate in wanted[known.key]:
                    candidate.known, candidate.target_id = known, known.target_id
                    candidate.unchanged = known.digest == candidate.digest

    def _look_for_twins(self, candidate: Candidate) -> None:
        """The same key twice in one file: the same words are passed over, other words are a contradiction."""
        place, digest = _hashed(candidate.kind, candidate.key), int(candidate.digest, 16)
        earlier = self._seen.get(place)
        if earlier is None:
            self._seen[place] = (candidate.line, digest)
            if candidate.kind == "client" and self.run.dry:
                self._look_for_duplicates(candidate)
            return
        line, told = earlier
        if told == digest:
            candidate.outcome = Row.Outcome.SAME
            candidate.plan = ("twin", line)
        else:
            name = candidate.fields.get("name") or candidate.fields.get("title") or candidate.key
            candidate.reject(because("{name} stands in line {line} already, with other values.", name=name, line=line))

    def _pass_over_gone(self, candidate: Candidate) -> None:
        """Deleted or merged in the source: nothing is taken, but the links of a merged one lead to its master."""
        fields = candidate.fields
        if master := fields.get("merged_into"):
            candidate.outcome, candidate.after = Row.Outcome.SAME, {"alias": master}
            reason = because("Merged in the source into {id}; what belongs to it goes there.", id=master)
        elif fields.get("deleted"):
            candidate.outcome = Row.Outcome.SAME
            reason = because("Deleted in the source, so nothing was taken from it.")
        else:
            return
        candidate.reason, candidate.plan = reason, "gone"
        entry = {"line": candidate.line, "key": candidate.key, "reason": as_data(reason)}
        self.run.name_one("skipped", entry)

    def _look_for_duplicates(self, candidate: Candidate) -> None:
        marks = [_hashed("name", fold(candidate.fields.get("name", "")))]
        if site := candidate.fields.get("web_site"):
            marks.append(_hashed("site", _domain(site)))
        for mark in marks:
            if (first := self._names.setdefault(mark, candidate.key)) != candidate.key:
                pair = [first, candidate.key]
                if pair not in self.run.duplicates[-50:] and len(self.run.duplicates) < 500:
                    self.run.duplicates.append(pair)
                return

    def _remember(self) -> None:
        """After a killed run: what the lines above the cursor were, so that twins are still found."""
        rows = Row.objects.filter(of=self.of).exclude(outcome=Row.Outcome.REJECTED)
        digests = dict(
            SourceId.objects.filter(space=self.run.space).values_list("key", "digest")
        )  # fmt: skip
        for kind, key, line in rows.values_list("kind", "key", "line").iterator(chunk_size=5_000):
            self._seen.setdefault(_hashed(kind, key), (line, int(digests.get(key) or "0", 16)))


def table_of(of: Import, file: BinaryIO) -> Table:
    told = {key: of.answers[key] for key in ("encoding", "separator") if of.answers.get(key)}
    return open_table(file, of.name, **told)


def _space(of: Import) -> str:
    """Ids of a plain table mean something only beside the ids of a table with the same header."""
    if of.source == "plain" and "client.source_id" in of.mapping.values():
        return f"plain:{of.signature[:24]}"
    return of.source


def _judge_raw(batch: Sequence[Candidate]) -> None:
    for candidate in batch:
        if candidate.known is None:
            candidate.outcome = Row.Outcome.NEW
        else:
            candidate.outcome = Row.Outcome.SAME if candidate.unchanged else Row.Outcome.CHANGED


def _settle(row: list[Candidate]) -> None:
    """Where the leading thing of a row is rejected, the others of that row are not taken either."""
    if row[0].outcome == Row.Outcome.REJECTED:
        del row[1:]
    else:
        row[1:] = [c for c in row[1:] if c.outcome != Row.Outcome.REJECTED]


def outcome_of(row: Sequence[Candidate]) -> str:
    """One word for a whole row of the file."""
    if row[0].outcome in (Row.Outcome.REJECTED, Row.Outcome.CHANGED):
        return row[0].outcome
    outcomes = {candidate.outcome for candidate in row}
    if Row.Outcome.NEW in outcomes:
        return Row.Outcome.NEW
    return Row.Outcome.CHANGED if Row.Outcome.CHANGED in outcomes else Row.Outcome.SAME


def _digest(candidate: Candidate) -> str:
    return hashlib.blake2b(repr(sorted(candidate.fields.items())).encode(), digest_size=8).hexdigest()


def _hashed(kind: str, key: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{kind}\0{key}".encode(), digest_size=8).digest())


def _domain(site: str) -> str:
    return fold(site).removeprefix("https://").removeprefix("http://").removeprefix("www.").split("/")[0]


def _split_names(contact: dict[str, Any] | None) -> None:
    """A full name without its parts: "Kovač, Marta" and "Marta Kovač" alike."""
    if not contact or "name" not in contact:
        return
    whole = contact.pop("name")
    if "first_name" in contact or "last_name" in contact:
        return
    last, comma, first = whole.partition(",")
    if comma:
        contact["first_name"], contact["last_name"] = first.strip(), last.strip()
    else:
        contact["first_name"], _, contact["last_name"] = (part.strip() for part in whole.partition(" "))


def _lacks(kind: str, fields: dict[str, Any], *, leading: bool) -> Reason | None:
    match kind:
        case "client":
            return None if fields.get("name") else _lacking_sentence(kind)
        case "contact":
            named = fields.get("first_name") or fields.get("last_name") or fields.get("mail")
            return None if named or fields.get("merged_into") else _lacking_sentence(kind)
        case "task":
            return None if fields.get("title") else _lacking_sentence(kind)
        case "activity" | "note" | "deal":
            return None if fields else _lacking_sentence(kind)
    return None


def _lacking_sentence(kind: str) -> Reason:
    match kind:
        case "client":
            return because("The row has no name of a client.")
        case "contact":
            return because("The row has neither a name nor a mail address of a person.")
        case "task":
            return because("The row does not say what is to be done.")
        case _:
            return because("The row is empty where it should say what it is.")


def first_rows(rows: Sequence[Sequence[Candidate]]) -> list[dict[str, Any]]:
    """Rows as they would be stored, for the eye and for --json."""
    return [
        {
            "line": row[0].line,
            "outcome": outcome_of(row),
            **{c.kind: {name: as_text(value) for name, value in c.fields.items()} for c in row},
            **({"aside": row[0].aside} if row[0].aside else {}),
        }
        for row in rows
    ]
