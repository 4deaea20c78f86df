"""What a row of an imported file says of a task: its columns here, and the comments, steps and time that hang on it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator

from rapport.agency.access import may
from rapport.agency.models import Agency, Member
from rapport.delivery.tasks import calendars
from rapport.delivery.tasks.doers import works_there
from rapport.delivery.tasks.intake_told import LONG_PAST, Told
from rapport.delivery.tasks.models import Step, Task, TimeNote
from rapport.intake.target import Candidate, Run
from rapport.journal import clock
from rapport.portfolio.intake_clients import Members
from rapport.portfolio.models import Client
from rapport.reckon.folding import fold
from rapport.reckon.tables.task_cells import absurd, at_home, clean, instant, telling
from rapport.reckon.timing import Calendar
from rapport.reckon.verdict import Reason, as_data, because

FOLLOW = ("handed_at", "accepted_at", "check_at", "delivered_at", "closed_at")  # go with the state
CLOSED = (Task.State.DONE, Task.State.DROPPED)
_STEP = Step._meta.get_field("text").max_length or 250
_IMPORTANT = {"urgent": True, "high": True, "low": False}
_MOST_HOURS = Decimal(9999)


@dataclass(slots=True)
class Plan:
    """What storing will do: the columns of the task, what hangs on it, and the task that is here already."""

    values: dict[str, Any]
    comments: list[dict[str, Any]] = field(default_factory=list)
    steps: list[tuple[str, bool]] = field(default_factory=list)
    minutes: int = 0
    time_by: Member | None = None
    time_on: date | None = None
    time_note: str = ""
    said_closed: bool = False  # the file names the day it was closed
    task: Task | None = None
    revive: bool = False
    note: TimeNote | None = None  # the time an earlier import noted


@dataclass(slots=True)
class Around:
    """Of the clients of one batch: who keeps them, who works for them, which of them this import may change."""

    keeper: dict[int, Member] = field(default_factory=dict)
    keeping: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    crew: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    changeable: set[int] = field(default_factory=set)


class Planner:
    """Reads rows for one run; what cannot be right is said on the run, and its cell kept aside."""

    def __init__(self, run: Run, told: Told) -> None:
        self._run = run
        self._told = told
        by: Member | None = run.by  # type: ignore[assignment]
        self.now = clock.now()
        self._agency = Agency.ours()
        self._zone = clock.zone_of(self._agency.zone)
        self._today = self.now.astimezone(self._zone).date()
        self._of_the_house = by if by and may(by, "task.keep") else Members(by).fallback
        self.header = {key: header for header, key in run.of.mapping.items()}
        self._place = {header: place for place, header in enumerate(run.of.headers)}
        self._calendars: dict[int, Calendar] = {}

    def once(self, key: str) -> str:
        """The key a task keeps of its source: the same row is the same task, whatever the ledger says."""
        whole = f"{self._run.space}:{key}"
        if len(whole) <= 90:
            return whole
        return f"{self._run.space}:{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"

    def plan(self, candidate: Candidate, client: Client | None, around: Around) -> Plan:
        fields, kept = candidate.fields, dict(candidate.aside)
        days = {name: self._day(candidate, kept, name) for name in ("created", "start", "due", "closed", "updated")}
        made = self._at(days["created"]) or self.now
        state = self._told.state(fields.get("status", ""))
        people = [(name, self._told.member(name)) for name in fields.get("assignees", ())]
        keeper = around.keeper.get(client.pk) if client else None
        keeper = keeper or self._of_the_house
        newcomer = candidate.host.fields.get("name", "") if candidate.host and client is None else ""
        doer = self._doer(people, client, newcomer, state in CLOSED, around)
        if state not in CLOSED and self._told.leaves_late_aside() and (due := days["due"]) is not None:
            day = at_home(due, self._zone)[0]
            if day < self._today - LONG_PAST:
                kept[self.header["task.due"]], days["due"] = day.isoformat(), None
        due_at = self._due(days["due"], doer or keeper)
        values: dict[str, Any] = {
            "client_id": client.pk if client else None,
            "keeper_id": keeper.pk if keeper else None,
            "member_id": doer.pk if doer else None,
            "due_at": due_at,
            "begins": at_home(days["start"], self._zone)[0] if days["start"] else None,
            "labels": [clean(tag) for tag in fields.get("tags", ())],
            "important": _IMPORTANT.get(fields.get("priority", "")),
            "hours": self._hours(candidate, kept),
            "made_at": made,
        }
        self._title(fields, values)
        plan = Plan(values, said_closed=days["closed"] is not None)
        self._stand(plan, state, days, doer, keeper)
        if len(people) > 1 or (people and doer is None):
            kept[self.header["task.assignees"]] = ", ".join(name for name, _ in people)
        if word := clean(fields.get("status", "")):
            if state == Task.State.DROPPED:
                values["why_dropped"] = word[:300]
            kept[self.header["task.status"]] = word
        self._hang_on(plan, candidate, kept, days, people)
        values["aside"] = telling(kept, self._run.of.mapping)
        return plan

    def _day(self, candidate: Candidate, kept: dict[str, str], name: str) -> date | datetime | None:
        """The moment of a column; one that cannot be right is said, and its cell kept aside."""
        moment: date | datetime | None = candidate.fields.get(name)
        if moment is None:
            return None
        day = at_home(moment, self._zone)[0]
        wrong = absurd(day, self._today, past=name in ("created", "closed", "updated"))
        if wrong is None:
            return moment
        self._odd(candidate, kept, name, wrong)
        return None

    def _at(self, moment: date | datetime | None) -> datetime | None:
        return min(instant(moment, self._zone), self.now) if moment is not None else None

    def _due(self, moment: date | datetime | None, who: Member | None) -> datetime | None:
        """An hour holds as it is; a day alone ends with the working day of whoever does it."""
        if moment is None:
            return None
        day, hour = at_home(moment, self._zone)
        if hour is not None:
            return instant(moment, self._zone)
        if who is None:
            return datetime.combine(day, time(17), self._zone)
        return calendars.instant_of(day, None, self._calendar(who))

    def _calendar(self, who: Member) -> Calendar:
        if not self._calendars:
            self._calendars = calendars.of_members(self._told.members, self._agency)
        return self._calendars[who.pk]

    def _doer(
        self, people: Sequence[tuple[str, Member | None]], client: Client | None, newcomer: str, closed: bool,
        around: Around,
    ) -> Member | None:  # fmt: skip
        """The first of those named who can: open work is only of somebody who sees it. Nobody sees a new client yet."""
        for name, member in people:
            if member is None:
                self._run.note(
                    f"person:{fold(name)}",
                    as_data(because("“{name}” is nobody here; the name stays with the task.", name=name[:80])),
                )
        ours = [member for _, member in people if member is not None]
        if closed:
            return ours[0] if ours else None
        able = [one for one in ours if not newcomer and self._works(one, client, around)]
        for one in ours:
            if one not in able:
                reason = because(
                    "{name} does not work for {client}: open tasks there wait to be handed over. Put them into its "
                    "crew first, if they shall have them.",
                    name=one.name, client=client.name if client else newcomer or self._agency.name,
                )  # fmt: skip
                self._run.note(f"crew:{one.pk}:{client.pk if client else newcomer}", as_data(reason))
        if len(ours) > 1:
            reason = because("Of several people the first who can does the task; the others are named with it.")
            self._run.note("several", as_data(reason))
        return able[0] if able else None

    def _works(self, one: Member, client: Client | None, around: Around) -> bool:
        if not (one.is_active and may(one, "task.do")):
            return False
        return client is None or works_there(one, client, around.keeping[client.pk], around.crew[client.pk])

    def _stand(self, plan: Plan, state: str, days: dict[str, Any], doer: Member | None, keeper: Member | None) -> None:
        """The state it has here, and the instants that go with it."""
        values, now = plan.values, self.now
        values |= dict.fromkeys(FOLLOW) | {"why_dropped": ""}
        if doer is not None:
            values["handed_at"] = values["accepted_at"] = values["made_at"]
        if state in CLOSED:
            past_due = values["due_at"] if values["due_at"] and values["due_at"] <= now else None
            last = self._at(days["closed"]) or self._at(days["updated"]) or past_due or self._at(days["created"])
            values["state"], values["closed_at"] = state, last or now
            if state == Task.State.DONE and doer is not None:
                values["delivered_at"] = values["closed_at"]
            if days["closed"] is None:
                reason = because("Closed without saying when: the last day in the row counts.")
                self._run.note("closed", as_data(reason))
            return
        if doer is None:
            values["state"] = Task.State.OPEN
        elif state == Task.State.DELIVERED and keeper is not None and doer.pk != keeper.pk:
            values["state"] = Task.State.DELIVERED
            values["delivered_at"] = self._at(days["updated"]) or values["made_at"]
        else:
            values["state"] = Task.State.DOING
        due = values["due_at"]
        if due is not None and due <= now:
            self._run.note("late", as_data(because("Open and past its date: it will stand in Today as late.")))
        elif due is not None and doer is not None:
            values["check_at"] = calendars.reckoned_check(now, due, self._calendar(doer), self._agency).at

    def _title(self, fields: dict[str, Any], values: dict[str, Any]) -> None:
        """A longer title than fits is cut, and the whole stands above the text."""
        title, what = clean(fields["title"]), fields.get("text", "")
        if len(title) > 200:
            what = f"{title}\n\n{what}".strip()
            title = Truncator(title).chars(200)
        values |= {"title": title, "folded": fold(title)[:200], "what": what}

    def _hours(self, candidate: Candidate, kept: dict[str, str]) -> Decimal | None:
        minutes = candidate.fields.get("estimated")
        if not minutes:
            return None
        hours = (Decimal(minutes) / 60).quantize(Decimal("0.01"))
        if hours <= _MOST_HOURS:
            return hours
        self._odd(candidate, kept, "estimated", because("Hours are more than none and at most 9999."))
        return None

    def _hang_on(
        self, plan: Plan, candidate: Candidate, kept: dict[str, str], days: dict[str, Any],
        people: Sequence[tuple[str, Member | None]],
    ) -> None:  # fmt: skip
        """Comments, steps and time."""
        fields = candidate.fields
        seen: Counter[str] = Counter()
        for said in fields.get("comments", ()):
            plan.comments.append(self._comment(candidate.key, said, seen, plan.values["made_at"]))
        for text, done in fields.get("checklists", ()):
            plan.steps.append((Truncator(text).chars(_STEP), bool(done)))
            if len(text) > _STEP:
                reason = because("Longer than {n} characters; the whole stands aside.", n=_STEP)
                self._odd(candidate, kept, "checklists", reason)
        if not (minutes := fields.get("spent")):
            return
        ours = [member for _, member in people if member is not None]
        if not ours:
            kept[self.header["task.spent"]] = _cell(candidate, self._place.get(self.header["task.spent"]))
            self._run.note("time", as_data(because("Time of nobody who is here was kept aside.")))
            return
        ends = (days["closed"], days["updated"], plan.values["due_at"], plan.values["made_at"])
        last = next(at for one in ends if one is not None and (at := instant(one, self._zone)) <= self.now)
        plan.minutes, plan.time_by = minutes, ours[0]
        plan.time_on = last.astimezone(self._zone).date()
        plan.time_note = Truncator(", ".join(name for name, _ in people)).chars(300) if len(people) > 1 else ""

    def _comment(self, key: str, said: dict[str, str], seen: Counter[str], otherwise: datetime) -> dict[str, Any]:
        at = otherwise
        if told := said["at"]:
            moment = datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)
            if absurd(at_home(moment, self._zone)[0], self._today, past=True) is None:
                at = self._at(moment) or otherwise
        digest = hashlib.blake2b(repr(sorted(said.items())).encode(), digest_size=8).hexdigest()
        seen[digest] += 1  # the same words twice in one minute are two comments
        by = self._told.member(said["by"])
        once = f"{self.once(key)}:{digest}:{seen[digest]}"
        return {"words": said["words"], "by": by, "name": "" if by else said["by"][:120], "at": at, "once": once}

    def _odd(self, candidate: Candidate, kept: dict[str, str], name: str, reason: Reason) -> None:
        header = self.header.get(f"task.{name}", "")
        cell = _cell(candidate, self._place.get(header))
        kept[header] = cell
        self._run.name_one(
            "odd", {"line": candidate.line, "column": header, "value": cell[:80], "reason": as_data(reason)}
        )


def _cell(candidate: Candidate, place: int | None) -> str:
    return candidate.cells[place] if place is not None and place < len(candidate.cells) else ""
