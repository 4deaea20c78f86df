"""Stores imported tasks with their people, dates, states, comments, steps and time; judged in batches, undone whole.

What was done elsewhere comes in as done and asks nobody for anything; what is open asks as any open task does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rapport.agency.models import Member
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.intake_plan import FOLLOW, Around, Plan, Planner
from rapport.delivery.tasks.intake_told import Told, client_key
from rapport.delivery.tasks.models import Comment, Step, Task, TimeNote
from rapport.intake.models import Row, SourceId
from rapport.intake.target import Candidate, Run
from rapport.journal.models import Entry
from rapport.portfolio.intake_clients import changeable_by
from rapport.portfolio.models import Client, Crew, Keeper
from rapport.reckon.tables.columns import Question
from rapport.reckon.tables.task_places import rings
from rapport.reckon.verdict import Reason, as_data, because

_WORDS = ("title", "folded", "what", "client_id", "hours", "important", "begins", "labels", "why_dropped", "aside")
_MOVES = ("state", "member_id", "due_at")
_FOLLOW = (*FOLLOW, "keeper_id")  # hold where one of the moves, or the client, is another
_NOT_SHOWN = ("folded", "member_id", "client_id", "parent_id", "aside", *_FOLLOW)
_IN_ONE = 500  # ids in one statement
_ASKED_AT_ONCE = 100  # tasks; each of them may hold the database for some statements


class TaskTarget:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._by: Member | None = run.by  # type: ignore[assignment]
        self._told = Told(run)
        self._planner = Planner(run, self._told)
        self._touched: set[int] = set()
        self._keys: set[str] = set()  # of a trial: what stands in the file, and what is named as the task above
        self._above: dict[str, int] = {}

    def questions(self) -> list[Question]:
        return self._told.questions()

    def touched(self) -> Sequence[int]:
        ids, self._touched = sorted(self._touched), set()
        return ids

    # ── judging ──────────────────────────────────────────────────────────────────────────────────────────────────

    def judge(self, batch: Sequence[Candidate]) -> None:
        there = self._tasks_there(batch)
        self._told.prepare(_place(c) for c in batch if c.host is None)
        hosts = Client.objects.in_bulk([c.host.target_id for c in batch if c.host and c.host.target_id])
        clients = {
            id(c): (hosts.get(c.host.target_id or 0), True) if c.host else self._told.whose(_place(c)) for c in batch
        }
        around = self._around([client for client, _ in clients.values() if client], there.values())
        lived = _lived(there)
        for candidate in batch:
            task = there.get(candidate.target_id or 0)
            if self._run.dry:
                self._keys.add(candidate.key)
                if above := _above(candidate):
                    self._above[above] = self._above.get(above, 0) + 1
            if task is None:
                candidate.target_id = None
            elif task.deleted_at is None and candidate.unchanged:
                candidate.outcome = Row.Outcome.SAME
                continue
            client, known = clients[id(candidate)]
            if not self._may_come(candidate, task, client, known, around):
                continue
            plan = candidate.plan = self._planner.plan(candidate, client, around)
            if task is None:
                candidate.outcome = Row.Outcome.NEW
            elif task.deleted_at is not None:
                plan.task, plan.revive, candidate.outcome = task, True, Row.Outcome.NEW
            else:
                plan.task = task
        self._judge_changed([c for c in batch if not c.outcome], lived)

    def _tasks_there(self, batch: Sequence[Candidate]) -> dict[int, Task]:
        """By the ledger, else by the key that the task itself keeps."""
        rows = Task.objects.select_related("client", "member")
        there = dict(rows.in_bulk([c.target_id for c in batch if c.target_id]))
        loose = {self._planner.once(c.key): c for c in batch if c.target_id not in there}
        for task in rows.filter(once__in=list(loose)):
            loose[task.once or ""].target_id = task.pk
            there[task.pk] = task
        return there

    def _around(self, clients: Sequence[Client], tasks: Iterable[Task]) -> Around:
        found = Around()
        ids = {one.pk for one in clients}
        rows = Keeper.objects.current().filter(client__in=ids).select_related("member")
        for row in rows:
            found.keeping[row.client_id].add(row.member_id)
            if row.part == Keeper.Part.KEEPER:
                found.keeper[row.client_id] = row.member
        for client, member in Crew.objects.current().filter(client__in=ids).values_list("client", "member"):
            found.crew[client].add(member)
        found.changeable = changeable_by(self._by, ids | {one.client_id for one in tasks if one.client_id})
        return found

    def _may_come(
        self, candidate: Candidate, task: Task | None, client: Client | None, known: bool, around: Around
    ) -> bool:
        """False, with the reason said, for what cannot be taken."""
        if task is not None and task.deleted_at is not None and not (candidate.known and not candidate.known.digest):
            candidate.reject(because("“{task}” was deleted here and stays so.", task=task.title))
        elif not known:
            place = client_key(_place(candidate)).partition(":")[2]
            candidate.reject(because("Say on the columns page whose tasks these are: “{list}”.", list=place))
        elif self._told.state(candidate.fields.get("status", "")) == "":
            header = self._planner.header.get("task.status", "")
            candidate.reject(
                because("Say on the columns page what this state means."), header, candidate.fields["status"][:80]
            )
        else:
            owners = {client.pk} if client else set()
            owners |= {task.client_id} if task is not None and task.client_id else set()
            if owners <= around.changeable:
                return True
            candidate.reject(because("The client is looked after by somebody else; ask its keeper or the head."))
        return False

    # ── what is here already ─────────────────────────────────────────────────────────────────────────────────────

    def _judge_changed(self, changed: Sequence[Candidate], lived: set[int]) -> None:
        """Worked on here, a task keeps its words, dates and state; what was said and spent comes all the same."""
        if not changed:
            return
        self._leave_known([c.plan for c in changed])
        above = self._parents([key for c in changed if (key := _above(c))])
        for candidate in changed:
            plan: Plan = candidate.plan
            task = plan.task
            assert task is not None
            differing = _differing(plan, task)
            parent = above.get(_above(candidate))
            if parent is not None and parent not in (task.parent_id, task.pk):
                differing["parent_id"] = parent
            if differing and task.pk in lived:
                differing = {}
                reason = because("Worked on here since: only new comments, steps and time come in.")
                self._run.note("lived", as_data(reason))
            plan.values = differing
            spent = plan.minutes and (plan.note is None or plan.note.minutes != plan.minutes)
            if not (differing or plan.comments or plan.steps or spent):
                candidate.outcome = Row.Outcome.SAME
                continue
            candidate.outcome = Row.Outcome.CHANGED
            shown = self._shown(task, differing)
            shown |= {n: ["", len(many)] for n, many in (("comments", plan.comments), ("steps", plan.steps)) if many}
            if spent:
                shown["minutes"] = [plan.note.minutes if plan.note else "", plan.minutes]
            self._run.name_one("changes", {"line": candidate.line, "name": task.title, "changes": shown})

    def _shown(self, task: Task, differing: dict[str, Any]) -> dict[str, list[Any]]:
        """Before and after for the eye: people and clients by their names."""
        shown = {n: [_plain(getattr(task, n)), _plain(v)] for n, v in differing.items() if n not in _NOT_SHOWN}
        if "member_id" in differing:
            now = next((one.name for one in self._told.members if one.pk == differing["member_id"]), "")
            shown["member"] = [task.member.name if task.member else "", now]
        if "client_id" in differing:
            shown["client"] = [task.client.name if task.client else "", self._told.client_name(differing["client_id"])]
        return shown

    def _leave_known(self, plans: Sequence[Plan]) -> None:
        """Of comments, steps and time only what is not here yet."""
        by_task = {plan.task.pk: plan for plan in plans if plan.task}
        ids = list(by_task)
        once = set(Comment.objects.filter(task__in=ids).exclude(once=None).values_list("once", flat=True))
        steps: dict[int, Counter[str]] = defaultdict(Counter)
        for task, text in Step.objects.filter(task__in=ids).values_list("task", "text"):
            steps[task][text] += 1
        for note in TimeNote.objects.filter(task__in=ids).exclude(once=None):
            if str(note.once).endswith(":time"):
                by_task[note.task_id].note = note
        for pk, plan in by_task.items():
            plan.comments = [one for one in plan.comments if one["once"] not in once]
            new = []
            for text, done in plan.steps:
                if steps[pk][text]:
                    steps[pk][text] -= 1
                else:
                    new.append((text, done))
            plan.steps = new

    # ── storing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def store(self, batch: Sequence[Candidate]) -> None:
        revived = [c.plan for c in batch if c.plan.revive]
        self._leave_known(revived)
        self._store_new([c for c in batch if c.plan.task is None])
        self._store_changed([c for c in batch if c.plan.task is not None])
        added = self._store_around(batch)
        for candidate in batch:
            if candidate.plan.task is not None and not candidate.plan.revive:
                candidate.after = {**(candidate.after or {}), **added.get(candidate.target_id or 0, {})}

    def _store_new(self, new: Sequence[Candidate]) -> None:
        tasks = []
        hosts = {c.host.target_id for c in new if c.host is not None}
        rows = Keeper.objects.current().filter(client__in=hosts, part=Keeper.Part.KEEPER)
        keepers = dict(rows.values_list("client", "member")) if hosts else {}
        for candidate in new:
            values = dict(candidate.plan.values)
            if candidate.host is not None:  # a row that names its client, too
                values["client_id"] = candidate.host.target_id
                values["keeper_id"] = keepers.get(candidate.host.target_id or 0, values["keeper_id"])
            tasks.append(
                Task(
                    **values,
                    source=self._run.of.source,
                    once=self._planner.once(candidate.key),
                    made_by_id=_pk(self._by),
                )
            )
        for candidate, task in zip(new, Task.objects.bulk_create(tasks, batch_size=100), strict=True):
            candidate.target_id, candidate.after = task.pk, {"version": 1}
            if above := _above(candidate):
                candidate.after["above"] = above
            if task.client_id:
                self._touched.add(task.client_id)

    def _store_changed(self, changed: Sequence[Candidate]) -> None:
        used, tasks = {"version"}, []
        for candidate in changed:
            plan: Plan = candidate.plan
            task = plan.task
            assert task is not None
            values = _differing(plan, task) | {"deleted_at": None} if plan.revive else dict(plan.values)
            candidate.before = {name: _plain(getattr(task, name)) for name in values}
            for name, value in values.items():
                setattr(task, name, value)
            task.version += 1
            candidate.target_id = task.pk
            candidate.after = {**{name: _plain(value) for name, value in values.items()}, "version": task.version}
            if plan.revive:
                candidate.before, candidate.after = None, {"version": task.version}
            if (above := _above(candidate)) and "parent_id" not in values:
                candidate.after["above"] = above
            used |= set(values)
            tasks.append(task)
            if task.client_id:
                self._touched.add(task.client_id)
        if tasks:
            Task.objects.bulk_update(tasks, sorted(used), 100)

    def _store_around(self, batch: Sequence[Candidate]) -> dict[int, dict[str, Any]]:
        """Comments, steps and time; what was added to each task, for the ledger."""
        comments, steps, notes, spent = [], [], [], []
        added: dict[int, dict[str, Any]] = defaultdict(dict)
        last = _last_places([c.target_id for c in batch if c.target_id and c.plan.task is not None])
        for candidate in batch:
            plan: Plan = candidate.plan
            pk = candidate.target_id or 0
            comments += [Comment(task_id=pk, **one) for one in plan.comments]
            for place, (text, done) in enumerate(plan.steps, start=last.get(pk, 0)):
                at = self._planner.now if done else None
                steps.append(Step(task_id=pk, text=text, place=min(place, 32_000), done_at=at))
            if plan.note is not None and plan.minutes and plan.note.minutes != plan.minutes:
                added[pk]["minutes"] = [plan.note.pk, plan.note.minutes, plan.minutes]
                plan.note.minutes = plan.minutes
                spent.append(plan.note)
            elif plan.note is None and plan.minutes and plan.time_by and plan.time_on:
                notes.append(
                    TimeNote(
                        task_id=pk, member=plan.time_by, on=plan.time_on, minutes=plan.minutes, note=plan.time_note,
                        at=self._planner.now, once=f"{self._planner.once(candidate.key)}:time",
                    )
                )  # fmt: skip
        for name, rows in (("comments", comments), ("steps", steps), ("times", notes)):
            for row in _model(rows).objects.bulk_create(rows, batch_size=_IN_ONE) if rows else ():
                added[row.task_id].setdefault(name, []).append(row.pk)
        TimeNote.objects.bulk_update(spent, ["minutes"], batch_size=100)
        return added

    # ── what belongs to what ─────────────────────────────────────────────────────────────────────────────────────

    def finish(self) -> Iterator[None]:
        """Lead parts to the task above them, wherever it stood; then ask for what is open, and only for that."""
        if self._run.dry:
            self._say_missing(Counter({key: n for key, n in self._above.items() if key not in self._keys}))
            return
        rows = Row.objects.filter(of=self._run.of, kind="task", undone=False)
        named = rows.filter(after__has_key="above").values_list("target_id", "after")
        above = {pk: str((after or {})["above"]) for pk, after in named if pk}
        self._say_missing(Counter(above.values()))
        parents = self._parents(above.values())
        moved = self._to_link({pk: parents[key] for pk, key in above.items() if key in parents})
        for start in range(0, len(moved), _IN_ONE):
            Task.objects.bulk_update(moved[start : start + _IN_ONE], ["parent"], batch_size=100)
            yield
        stored = rows.filter(outcome__in=(Row.Outcome.NEW, Row.Outcome.CHANGED)).values_list("target_id", flat=True)
        ids = [pk for pk in stored if pk]
        for start in range(0, len(ids), _ASKED_AT_ONCE):
            with transaction.atomic():
                some = Task.objects.open().filter(pk__in=ids[start : start + _ASKED_AT_ONCE])
                remind.look_again(some.values_list("pk", flat=True))
            yield

    def _to_link(self, wanted: dict[int, int]) -> list[Task]:
        """Those whose parent may be set: no rings, nothing across clients."""
        if not wanted:
            return []
        tasks = dict(_in_chunks(Task.objects.all(), {*wanted, *wanted.values()}))
        standing = Task.objects.filter(source=self._run.of.source).exclude(parent=None).values_list("pk", "parent")
        links: dict[int, int] = {pk: above for pk, above in standing if above}
        ringed = rings(links | wanted)
        moved = []
        for pk, above in wanted.items():
            task, parent = tasks.get(pk), tasks.get(above)
            if task is None or parent is None or parent.deleted_at is not None or task.parent_id == above:
                continue
            if pk in ringed:
                reason = because("Tasks that are parts of each other in a ring stand on their own.")
                self._run.note("ring", as_data(reason))
            elif task.client_id != parent.client_id:
                reason = because("A part of another client's task stands on its own.")
                self._run.note("other", as_data(reason))
            else:
                task.parent_id = above
                moved.append(task)
        return moved

    def _parents(self, keys: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        every = list(dict.fromkeys(keys))
        for start in range(0, len(every), _IN_ONE):
            rows = SourceId.objects.filter(
                space=self._run.space, kind="task", key__in=every[start : start + _IN_ONE], target_id__isnull=False
            )
            found |= {key: pk for key, pk in rows.values_list("key", "target_id") if pk}
        return found

    def _say_missing(self, named: Counter[str]) -> None:
        here = self._parents(named)
        for key, times in named.items():
            if key not in here:
                reason = because("The task {id} is not here; what is a part of it stands on its own.", id=key[:80])
                for _ in range(times):
                    self._run.note(f"above:{key}", as_data(reason))

    # ── taking back ──────────────────────────────────────────────────────────────────────────────────────────────

    def undo(self, rows: Sequence[Row]) -> list[tuple[Row, Reason | None]]:
        tasks = Task.objects.in_bulk([row.target_id for row in rows if row.target_id])
        lived = _lived(tasks)
        answers: list[tuple[Row, Reason | None]] = []
        used = {"version", "deleted_at"}
        for row in rows:
            task = tasks.get(row.target_id or 0)
            left = None
            if task is not None and task.deleted_at is None:
                if row.outcome == Row.Outcome.NEW:
                    left = self._undo_new(row, task, lived)
                else:
                    left = self._undo_changed(row, task, used)
                if task.client_id:
                    self._touched.add(task.client_id)
            answers.append((row, left))
        if tasks:
            self._take_off([row.after or {} for row in rows if row.outcome == Row.Outcome.CHANGED])
            Task.objects.bulk_update(list(tasks.values()), sorted(used), 100)
            remind.look_again(tasks)
        return answers

    def _take_off(self, added: Sequence[dict[str, Any]]) -> None:
        """What hangs on tasks that were here before: comments out of sight, steps and time as they were."""
        ids = {name: [pk for one in added for pk in one.get(name, ())] for name in ("comments", "steps", "times")}
        Comment.objects.filter(pk__in=ids["comments"]).update(deleted_at=self._planner.now, once=None)
        Step.objects.filter(pk__in=ids["steps"]).delete()
        TimeNote.objects.filter(pk__in=ids["times"]).delete()
        for one in added:
            if minutes := one.get("minutes"):
                TimeNote.objects.filter(pk=minutes[0], minutes=minutes[2]).update(minutes=minutes[1])

    def _undo_new(self, row: Row, task: Task, lived: set[int]) -> Reason | None:
        if task.version != (row.after or {}).get("version", 1) or task.pk in lived:
            return because("Somebody has worked with “{task}” since, so it stays.", task=task.title)
        task.deleted_at = self._planner.now
        task.version += 1
        return None

    def _undo_changed(self, row: Row, task: Task, used: set[str]) -> Reason | None:
        before, after = row.before or {}, row.after or {}
        left = []
        for name, old in before.items():
            if _plain(getattr(task, name)) != after.get(name):
                left.append(name)
                continue
            column: Any = Task._meta.get_field(name)
            setattr(task, name, column.to_python(old) if old is not None else None)
            used.add(name)
        task.version += 1
        if left:
            fields = ", ".join(sorted(left))
            return because("{name}: {fields} changed since and stay.", name=task.title, fields=fields)
        return None


def _differing(plan: Plan, task: Task) -> dict[str, Any]:
    """What the row says otherwise. The instants of a state hold only where the state, the doer or the date moved."""
    values = plan.values
    differing = {name: values[name] for name in (*_WORDS, *_MOVES) if name in values}
    differing["aside"] = {**task.aside, **values.get("aside", {})}
    differing = {name: value for name, value in differing.items() if getattr(task, name) != value}
    if differing.keys() & {*_MOVES, "client_id"} or (plan.said_closed and task.closed_at != values.get("closed_at")):
        follow = {name: values[name] for name in _FOLLOW if name in values}
        differing |= {name: value for name, value in follow.items() if getattr(task, name) != value}
    return differing


def _place(candidate: Candidate) -> tuple[str, str, str]:
    fields = candidate.fields
    return fields.get("space", ""), fields.get("folder", ""), fields.get("list", "")


def _above(candidate: Candidate) -> str:
    above = str(candidate.fields.get("parent", ""))[:200]
    return above if above != candidate.key else ""


def _lived(ids: Iterable[int]) -> set[int]:
    """Tasks with which somebody has done something here, as the journal tells; an import records none of its own."""
    about = Task._meta.label_lower
    rows = Entry.objects.filter(about=about, about_id__in=list(ids)).values_list("about_id", flat=True)
    return {pk for pk in rows if pk}


def _last_places(ids: Sequence[int]) -> dict[int, int]:
    places: dict[int, int] = {}
    for task, place in Step.objects.filter(task__in=ids).values_list("task", "place"):
        places[task] = max(places.get(task, 0), place + 1)
    return places


def _in_chunks(rows: QuerySet[Task], ids: Iterable[int]) -> Iterator[tuple[int, Task]]:
    every = list(ids)
    for start in range(0, len(every), _IN_ONE):
        yield from rows.in_bulk(every[start : start + _IN_ONE]).items()


def _model(rows: Sequence[Any]) -> Any:
    return type(rows[0])


def _pk(member: Member | None) -> int | None:
    return member.pk if member is not None else None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value.isoformat() if hasattr(value, "isoformat") else value
