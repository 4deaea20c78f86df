"""What the words of an imported file of tasks mean here: its states, its people, its lists; and what is to be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from rapport.agency.access import may
from rapport.agency.models import Agency, Member
from rapport.intake.models import RememberedMapping
from rapport.intake.target import Run
from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.folding import fold
from rapport.reckon.tables.columns import Question
from rapport.reckon.tables.task_cells import EARLIEST, at_home, read_moment, read_path, read_people
from rapport.reckon.tables.task_places import called, likely, names_of, whose
from rapport.reckon.tables.task_states import DONE, DROPPED, MEANINGS, state_of
from rapport.reckon.tables.values import Undecidable, Unreadable
from rapport.reckon.verdict import Reason, because, counted

LONG_PAST = timedelta(days=30)
MANY_LATE = 10  # so many open tasks of long ago are worth a question
NOBODY = "-"  # the answer: nobody here, or no client
Place = tuple[str, str, str]  # space, folder, list


class Told:
    """One is made for each run. Clients are read as they are needed, members once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._by: Member | None = run.by  # type: ignore[assignment]
        self._answers: dict[str, str] = dict(run.of.answers)
        self.members = list(Member.objects.order_by("pk"))
        self._called = _unambiguous(self.members)
        self._by_name: dict[str, list[int]] = {}
        self._clients: dict[int, Client] = {}

    # ── states and people ────────────────────────────────────────────────────────────────────────────────────────

    def state(self, word: str) -> str:
        """A key of MEANINGS, or "" where nobody has said it yet."""
        return state_of(word) or self._answer(_state_key(word), MEANINGS) if word else "open"

    def member(self, name: str) -> Member | None:
        """One of us, by mail or name, or as a person answered."""
        return self._member(name) or self._member(self._answers.get(_person_key(name), ""))

    def _member(self, name: str) -> Member | None:
        return self._called.get(name.strip().lower()) or self._called.get(fold(name)) if name else None

    def _answer(self, key: str, allowed: Mapping[str, object]) -> str:
        told = self._answers.get(key, "")
        return told if told in allowed else ""

    # ── whose ────────────────────────────────────────────────────────────────────────────────────────────────────

    def prepare(self, places: Iterable[Place]) -> None:
        """Read the clients that these places may name; one or two statements."""
        wanted: dict[str, None] = {}
        ids = set()
        for place in places:
            wanted |= dict.fromkeys(name[:160] for name in names_of(*place))
            answer = self._answers.get(client_key(place), "")
            if answer[:1] == "#" and answer[1:].isdecimal():
                ids.add(int(answer[1:]))
            elif answer not in ("", NOBODY):
                wanted[fold(answer)[:160]] = None
        unknown = [name for name in wanted if name not in self._by_name]
        rows = list(Client.objects.filter(folded__in=unknown)) if unknown else []
        self._by_name |= {name: [] for name in unknown}
        for client in [*rows, *Client.objects.filter(pk__in=ids - set(self._clients))] if ids or rows else ():
            if client.deleted_at is None and client.merged_into_id is None:
                self._clients[client.pk] = client
                if client.folded in self._by_name and client.pk not in self._by_name[client.folded]:
                    self._by_name[client.folded].append(client.pk)

    def whose(self, place: Place) -> tuple[Client | None, bool]:
        """The client and whether that is known: (None, True) is work of the house. `prepare` comes first."""
        answer = self._answers.get(client_key(place), "")
        if answer == NOBODY:
            return None, True
        if answer[:1] == "#" and answer[1:].isdecimal() and int(answer[1:]) in self._clients:
            return self._clients[int(answer[1:])], True
        names = [fold(answer)[:160]] if answer else [name[:160] for name in names_of(*place)]
        found = whose(names, self._by_name)
        return (self._clients[found], True) if found is not None else (None, False)

    def client_name(self, pk: int | None) -> str:
        return self._clients[pk].name if pk in self._clients else ""

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────

    def questions(self) -> list[Question]:
        """Words for states first, then lists nobody's name stands in, then people who are not here."""
        self._remembered = _remembered(self._run.of.source)
        return [*self._of_states(), *self._of_late(), *self._of_places(), *self._of_people()]

    def _known(self, key: str) -> str:
        return self._answers.get(key) or self._remembered.get(key, "")

    def _of_states(self) -> Iterator[Question]:
        words = {" ".join(cell.split()): None for (cell,) in self._run.told.get(("task.status",), {})}
        for key, word in {_state_key(word): word for word in words if word and not state_of(word)}.items():
            reason = because("What does the state “{word}” mean?", word=word[:80])
            unmet = self._answers.get(key, "open") not in MEANINGS
            yield Question(key, "", reason, tuple(MEANINGS.items()), word[:80], known=self._known(key), unmet=unmet)

    def _of_late(self) -> Iterator[Question]:
        """A table of years must not flood Today: what is long past its date is asked about, once for all."""
        zone = clock.zone_of(Agency.ours().zone)
        limit = clock.now().astimezone(zone).date() - LONG_PAST
        late = 0
        for (status, cell), times in self._run.told.get(("task.status", "task.due"), {}).items():
            with suppress(Unreadable, Undecidable):
                moment = read_moment(cell) if self.state(" ".join(status.split())) not in (DONE, DROPPED) else None
                late += times if moment and EARLIEST <= at_home(moment, zone)[0] < limit else 0
        if late > MANY_LATE:
            reason = because(
                "Open and more than a month past the date: {tasks}. Shall they stand in Today as late?",
                tasks=counted("{n} task", "{n} tasks", late),
            )
            options = (
                ("keep", because("Yes, with their dates")),
                ("aside", because("No, without a date; the old one is kept aside")),
            )
            yield Question("late:", "", reason, options, known=self._known("late:"))

    def leaves_late_aside(self) -> bool:
        return self._answers.get("late:") == "aside"

    def _of_places(self) -> Iterator[Question]:
        mapped = set(self._run.of.mapping.values())
        if "client.name" in mapped or not mapped & {"task.title"}:
            return
        cells = self._run.told.get(("task.space", "task.folder", "task.list"), {("", "", ""): 1})
        places = {client_key(place): place for place in map(_place_of, cells)}
        self.prepare(places.values())
        asked = {key: place for key, place in places.items() if key in self._answers or not self.whose(place)[1]}
        likely_ones = self._likely_clients(asked)
        for key, place in asked.items():
            answer, words = self._answers.get(key, ""), called(*place)
            unmet = bool(answer) and not self.whose(place)[1]
            if unmet:
                reason = because("There is no client called “{name}”. Whose is “{list}”?", name=answer, list=words)
            elif words:
                reason = because("Whose tasks are in “{list}”?", list=words[:160])
            else:
                reason = because("Whose are the tasks that name no list?")
            options = [*likely_ones[key], (NOBODY, because("No client: work of the house"))]
            yield Question(key, "", reason, tuple(options), words[:80], "client", self._known(key), unmet)

    def _likely_clients(self, asked: Mapping[str, Place]) -> dict[str, list[tuple[str, Reason]]]:
        """Suggestions are of clients that whoever imports may see; all names are read once."""
        if not asked or self._by is None:
            return {key: [] for key in asked}
        rows = list(Client.objects.here().visible_to(self._by).values_list("pk", "name", "folded"))
        name_of = {pk: name for pk, name, _ in rows}
        times: dict[str, int] = defaultdict(int)
        for _, _, folded in rows:
            times[folded] += 1
        found: dict[str, list[tuple[str, Reason]]] = {}
        for key, place in asked.items():
            ids = likely(names_of(*place), ((folded, pk) for pk, _, folded in rows))
            found[key] = [
                (name_of[pk] if times[fold(name_of[pk])[:160]] == 1 else f"#{pk}", because("{name}", name=name_of[pk]))
                for pk in ids
            ]
        return found

    def _of_people(self) -> Iterator[Question]:
        names: dict[str, str] = {}
        for (cell,) in self._run.told.get(("task.assignees",), {}):
            for name in read_people(cell):
                names.setdefault(_person_key(name), name)
        doers = [(fold(one.name), one) for one in self.members if one.is_active and may(one, "task.do")]
        for key, name in names.items():
            if self._member(name) is not None:
                continue
            answer = self._answers.get(key, "")
            near = likely([fold(name.partition("@")[0].replace(".", " "))], doers)
            unmet = bool(answer) and answer != NOBODY and self._member(answer) is None
            if unmet:
                reason = because("There is nobody called “{answer}”. Who is “{name}”?", answer=answer, name=name[:80])
            else:
                reason = because("Who is “{name}”?", name=name[:80])
            options = [(one.email, because("{name}", name=one.name)) for one in near]
            known = self._known(key) or ("" if near else NOBODY)
            yield Question(
                key, "", reason, (*options, (NOBODY, because("Nobody here"))), name[:80], "member", known, unmet
            )


def client_key(place: Place) -> str:
    return f"client:{fold(called(*place))[:160]}"


def _place_of(cells: Sequence[str]) -> Place:
    space, folder, list_name = (read_path(cell) for cell in cells)
    return space, folder, list_name


def _state_key(word: str) -> str:
    return f"state:{fold(word)[:100]}"


def _person_key(name: str) -> str:
    return f"person:{fold(name)[:100]}"


def _unambiguous(members: Sequence[Member]) -> dict[str, Member | None]:
    """By mail and by folded name; those who are here come before those who left, and two of one name are nobody."""
    found: dict[str, Member | None] = {}
    for active in (False, True):
        words: dict[str, Member | None] = {}
        for member in members:
            if member.is_active == active:
                words[fold(member.name)] = None if fold(member.name) in words else member
        found |= words
    return found | {member.email: member for member in members}


def _remembered(source: str) -> dict[str, str]:
    """What was answered for other files of this source: a word is asked about once."""
    told: dict[str, str] = {}
    for answers in RememberedMapping.objects.filter(source=source).order_by("at").values_list("answers", flat=True):
        told |= {key: answer for key, answer in answers.items() if key.startswith(("state:", "client:", "person:"))}
    return told
