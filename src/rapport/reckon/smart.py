"""Whether a goal or a task is SMART, letter by letter with reasons: for whoever writes it, before it is handed over.

Each letter is ok, missing, or unknown, and what cannot be judged yet says so. The words are counted and a short list
of words that promise nothing is known; no more is claimed to be understood.

>>> from datetime import date
>>> found = task("Fix the tag on the thank-you page", today=date(2026, 3, 2), due=date(2026, 3, 6),
...              criteria="A test order shows in the report.", goal="Leads from search", hours=3, room=26)
>>> found.letters()
{'S': 'ok', 'M': 'ok', 'A': 'unknown', 'R': 'ok', 'T': 'ok'}
>>> found.of("A").reason.plain()
'It needs 3 h, and 26 working hours are left; what else is promised in them is not known.'
>>> goal("Improve the site", today=date(2026, 3, 2)).of("S").reason.plain()
'“Improve” can mean anything here: say what changes, from what to what.'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because, counted

Letter = Literal["S", "M", "A", "R", "T"]
State = Literal["ok", "missing", "unknown"]

FEWEST_WORDS = 3  # "Monthly report" names a subject; "Write the monthly report" begins to say what
FURTHEST_YEARS = 5

# Words that promise something and say nothing, as they begin: English, Croatian, Slovak, Russian, folded.
VAGUE = (
    "improve", "optimize", "optimise", "enhance", "boost", "asap", "somehow", "better", "stuff", "things",
    "poboljs", "optimizir", "unaprijed", "nekako", "bolje",
    "zleps", "vyleps", "optimaliz", "nejako", "lepsi", "lepsie",
    "улучш", "оптимиз", "как-нибудь", "получше",
)  # fmt: skip


class Check(NamedTuple):
    """One letter's verdict."""

    letter: Letter
    state: State
    reason: Reason


class Fit(NamedTuple):
    """What a judgement of load or of figures says about feasibility, handed in by whoever has it."""

    ok: bool | None  # None: cannot be told
    reason: Reason


@dataclass(frozen=True, slots=True)
class Smart:
    """The five letters in their order."""

    checks: tuple[Check, ...]

    @property
    def missing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "missing")

    @property
    def unknown(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "unknown")

    @property
    def is_smart(self) -> bool:
        """Nothing is missing; what is unknown stays unknown."""
        return not self.missing

    def of(self, letter: Letter) -> Check:
        return next(check for check in self.checks if check.letter == letter)

    def letters(self) -> dict[str, str]:
        return {check.letter: check.state for check in self.checks}


def goal(
    title: str,
    *,
    today: date,
    aim: str = "",
    metric: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    unit: str = "",
    criteria: str = "",
    since: date | None = None,
    due: date | None = None,
    fit: Fit | None = None,
) -> Smart:
    """Judge a goal. `aim` is what it is good for in the client's own business; `fit` what figures say, if any do."""
    return Smart(
        (
            _specific(title, metric and target is not None),
            _measured(metric.strip(), baseline, target, unit.strip(), criteria.strip()),
            _reachable(fit),
            _for_the_client(aim.strip()),
            _dated(due, today, since),
        )
    )


def task(
    title: str,
    *,
    today: date,
    what: str = "",
    criteria: str = "",
    steps: int = 0,
    form: bool = False,
    goal: str = "",
    milestone: str = "",
    has_client: bool = True,
    goals_there: bool | None = None,
    hours: float | Decimal | None = None,
    room: float | None = None,
    due: date | None = None,
    begins: date | None = None,
    fit: Fit | None = None,
) -> Smart:
    """Judge a task. `goal` and `milestone` are their titles; `form`: an answer in its form is required.

    `hours` it needs, `room` working hours of the doer's until the date; `fit` what the doer's load says and leads
    where it is known. `goals_there`: whether the client has goals at all (None: nobody asked).
    """
    return Smart(
        (
            _specific(f"{title} {what}", bool(criteria.strip())),
            _checkable(criteria.strip(), form, steps),
            _feasible(hours, room, fit),
            _relevant(goal.strip(), milestone.strip(), has_client, goals_there),
            _dated(due, today, begins),
        )
    )


def _specific(text: str, measured: object) -> Check:
    words = [word for word in text.split() if any(letter.isalnum() for letter in word)]
    if not words:
        return Check("S", "missing", because("Nothing says what it is."))
    if len(words) < FEWEST_WORDS:
        return Check(
            "S", "missing", because("So few words name a subject: say what is to be made or changed, and where.")
        )
    if not measured and not any(letter.isdigit() for letter in text):
        for word in words:
            bare = word.strip(".,;:!?…()\"'“”«»")
            if fold(bare).startswith(VAGUE):
                return Check(
                    "S", "missing",
                    because("“{word}” can mean anything here: say what changes, from what to what.", word=bare),
                )  # fmt: skip
    return Check("S", "ok", because("It says what, in {words}.", words=counted("{n} word", "{n} words", len(words))))


def _measured(metric: str, baseline: Decimal | None, target: Decimal | None, unit: str, criteria: str) -> Check:
    if metric and target is not None:
        if baseline == target:
            return Check("M", "missing", because("The target is what it is today already."))
        if baseline is None:
            return Check(
                "M", "ok",
                because("{metric} to {target}; where it stands today is not known.", metric=metric,
                        target=_figure(target, unit)),
            )  # fmt: skip
        return Check(
            "M", "ok",
            because("{metric} from {baseline} to {target}.", metric=metric, baseline=_figure(baseline, unit),
                    target=_figure(target, unit)),
        )  # fmt: skip
    if criteria:
        return Check("M", "ok", because("It is said how one will know."))
    if metric:
        return Check("M", "missing", because("A figure is named, its target is not."))
    if target is not None:
        return Check("M", "missing", because("A target is named, but not of which figure."))
    return Check("M", "missing", because("No figure with its target, and nothing that says how one will know."))


def _checkable(criteria: str, form: bool, steps: int) -> Check:
    if criteria:
        return Check("M", "ok", because("It is said how one will know that it is done."))
    if form:
        return Check("M", "ok", because("The form to fill says what it must hold."))
    if steps:
        return Check("M", "missing", because("The steps say what to do, not how one will know that it is done."))
    return Check("M", "missing", because("Nothing says how one will know that it is done."))


def _reachable(fit: Fit | None) -> Check:
    if fit is None:
        return Check("A", "unknown", because("Whether it can be reached is not judged: no figures speak of it yet."))
    return _said(fit)


def _feasible(hours: float | Decimal | None, room: float | None, fit: Fit | None) -> Check:
    if hours is not None and room is not None and float(hours) > room + 1e-9:
        return Check(
            "A", "missing",
            because("It needs {hours} h, and only {room} working hours are left.", hours=_short(hours),
                    room=_short(room)),
        )  # fmt: skip
    if fit is not None:
        return _said(fit)
    if hours is None:
        return Check("A", "unknown", because("Nobody has reckoned the hours that it takes."))
    if room is None:
        return Check("A", "unknown", because("Without a doer and a date it is not known whether the hours fit."))
    return Check(
        "A", "unknown",
        because("It needs {hours} h, and {room} working hours are left; what else is promised in them is not known.",
                hours=_short(hours), room=_short(room)),
    )  # fmt: skip


def _said(fit: Fit) -> Check:
    states: dict[bool | None, State] = {True: "ok", False: "missing", None: "unknown"}
    return Check("A", states[fit.ok], fit.reason)


def _for_the_client(aim: str) -> Check:
    if aim:
        return Check("R", "ok", because("It is said what it is good for in the client’s own business."))
    return Check("R", "missing", because("Nothing says what it is good for in the client’s own business."))


def _relevant(goal: str, milestone: str, has_client: bool, goals_there: bool | None) -> Check:
    if goal:
        return Check("R", "ok", because("It serves the goal “{goal}”.", goal=goal))
    if milestone:
        return Check("R", "ok", because("It belongs to the milestone “{milestone}”.", milestone=milestone))
    if not has_client:
        return Check("R", "unknown", because("It is our own work: no client’s goal stands behind it."))
    if goals_there is False:
        return Check("R", "missing", because("No goal of the client is written down, so none stands behind it."))
    return Check("R", "missing", because("None of the client’s goals stands behind it."))


def _dated(due: date | None, today: date, since: date | None) -> Check:
    if due is None:
        return Check("T", "missing", because("It has no date."))
    if due < today:
        return Check("T", "missing", because("Its date, {day}, is past.", day=due))
    if since is not None and due < since:
        return Check("T", "missing", because("It would end on {day}, before it begins.", day=due))
    if due.year - today.year > FURTHEST_YEARS:
        return Check("T", "missing", because("{day} is so far ahead that it dates nothing.", day=due))
    return Check("T", "ok", because("It is due on {day}.", day=due))


def _figure(number: Decimal, unit: str) -> Reason:
    if unit:
        return because("{number} {unit}", number=_short(number), unit=unit)
    return because("{number}", number=_short(number))


def _short(number: float | Decimal) -> Decimal | int:
    """Without the zeros that a column adds; hours to a tenth are enough for words."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(round(number, 1)))
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()
