"""What the journal tells of a client, in sentences; an event without a sentence here is not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from rapport.journal.models import Entry
from rapport.portfolio.models import Parting
from rapport.reckon.verdict import Reason, because, counted


@dataclass(frozen=True, slots=True)
class Telling:
    """`group` is the kind under which the story filters it."""

    group: str
    icon: str
    sentence: Callable[[Entry], Reason]


def names_of(group: str) -> list[str]:
    """The events of a group; all that are told for none."""
    return [name for name, telling in TELLING.items() if not group or telling.group == group]


def _plain(reason: Reason) -> Callable[[Entry], Reason]:
    return lambda entry: reason


def _with(text: Reason, *keys: str) -> Callable[[Entry], Reason]:
    """The sentence with these values of the entry's data."""
    return lambda entry: Reason(text.text, {key: entry.data.get(key) or "?" for key in keys})


def _day(entry: Entry, key: str) -> date | str:
    text = entry.data.get(key)
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return "?"


def _changed(entry: Entry) -> Reason:
    changes: Mapping[str, Any] = entry.data.get("changes") or {}
    if "tier" in changes and isinstance(changes["tier"], list):
        before, after = changes["tier"]
        return because("Tier {before} became tier {after}", before=before, after=after)
    if "status" in changes and isinstance(changes["status"], list):
        return because("The client's status changed")
    return because("What we know of the client was changed")


def _report_sent(entry: Entry) -> Reason:
    names = entry.data.get("to")
    told = {"first": _day(entry, "first"), "last": _day(entry, "last")}
    return because("The report {first} to {last} went to {names}", names=", ".join(map(str, names or ["?"])), **told)


def _finding_opened(entry: Entry) -> Reason:
    names: Mapping[str, str] = entry.data.get("name") or {}
    name = names.get(get_language() or "en") or names.get("en") or str(entry.data.get("metric", "?"))
    if (entry.data.get("size") or 0) < 0:
        return because("{metric} fell below its usual course on {day}", metric=name, day=_day(entry, "since"))
    return because("{metric} rose above its usual course on {day}", metric=name, day=_day(entry, "since"))


def _handed_over(entry: Entry) -> Reason:
    if name := entry.data.get("keeper_name"):
        return because("{name} looks after the client now", name=name)
    return because("The client was handed over")


def _paused(entry: Entry) -> Reason:
    if entry.data.get("back_on"):
        return because("The work rests until {day}", day=_day(entry, "back_on"))
    return because("The work rests")


def _parting(entry: Entry) -> Reason:
    cause = entry.data.get("cause", "")
    words = str(Parting.Cause(cause).label) if cause in Parting.Cause.values else "?"
    if entry.data.get("last_day"):
        return because("We part ways on {day}: {cause}", day=_day(entry, "last_day"), cause=words)
    return because("We part ways: {cause}", cause=words)


def _away(entry: Entry) -> Reason:
    return because(
        "{name} is away from {first} to {last}", name=entry.data.get("name") or "?", first=_day(entry, "first"),
        last=_day(entry, "last"),
    )  # fmt: skip


def _covered(entry: Entry) -> Reason:
    return because(
        "{name} stands in from {first} to {last}", name=entry.data.get("member_name") or "?",
        first=_day(entry, "first"), last=_day(entry, "last"),
    )  # fmt: skip


def _promise(ours: Reason, theirs: Reason) -> Callable[[Entry], Reason]:
    """What was promised, said by side."""
    return lambda entry: Reason(
        (ours if entry.data.get("by_us") else theirs).text,
        {"what": entry.data.get("what") or "?", "day": _day(entry, "due")},
    )


def _promised(entry: Entry) -> Reason:
    if entry.data.get("due"):
        return _promise(because("We promised by {day}: {what}"), because("They promised by {day}: {what}"))(entry)
    return _promise(because("We promised: {what}"), because("They promised: {what}"))(entry)


def _promise_kept(entry: Entry) -> Reason:
    if entry.data.get("late"):
        return _promise(because("We kept late: {what}"), because("They kept late: {what}"))(entry)
    return _promise(because("We kept: {what}"), because("They kept: {what}"))(entry)


def _owed(text: Reason) -> Callable[[Entry], Reason]:
    return lambda entry: Reason(text.text, {"what": entry.data.get("what") or "?", "day": _day(entry, "due")})


def _owed_given(entry: Entry) -> Reason:
    what = entry.data.get("what") or "?"
    if name := entry.data.get("name"):
        return because("{name} gave us: {what}", name=name, what=what)
    return because("They gave us: {what}", what=what)


def _owed_received(entry: Entry) -> Reason:
    what = entry.data.get("what") or "?"
    if entry.data.get("late"):
        return because("Received late from them: {what}", what=what)
    return because("Received from them: {what}", what=what)


def _goal_set(entry: Entry) -> Reason:
    title = entry.data.get("title") or "?"
    if entry.data.get("due"):
        return because("A goal until {day}: {title}", title=title, day=_day(entry, "due"))
    return because("A goal was set: {title}", title=title)


def _ended(text: Reason) -> Callable[[Entry], Reason]:
    """How a goal or a plan ended, with the word on why."""

    def told(entry: Entry) -> Reason:
        said = Reason(text.text, {"title": entry.data.get("title") or "?"})
        return because("{told}: {why}", told=said, why=entry.data["note"]) if entry.data.get("note") else said

    return told


def _plan_settled(entry: Entry) -> Reason:
    title = entry.data.get("title") or "?"
    if entry.data.get("again"):
        return because("The dates of “{title}” were agreed anew: {why}", title=title, why=entry.data.get("reason"))
    return because("The dates of “{title}” are agreed", title=title)


def _milestone_moved(entry: Entry) -> Reason:
    told = {"title": entry.data.get("title") or "?", "was": _day(entry, "was_last"), "day": _day(entry, "last")}
    said = because("“{title}” ends on {day} and not on {was}", **told)
    return because("{told}: {why}", told=said, why=entry.data["reason"]) if entry.data.get("reason") else said


def _milestone_begun(entry: Entry) -> Reason:
    title = entry.data.get("title") or "?"
    if entry.data.get("despite"):
        return because("“{title}” began before its turn: {why}", title=title, why=entry.data["despite"])
    return because("“{title}” began", title=title)


def _milestone_done(entry: Entry) -> Reason:
    title, late = entry.data.get("title") or "?", entry.data.get("late") or 0
    if late:
        return because("“{title}” is done, {late} late", title=title, late=counted("{n} day", "{n} days", late))
    return because("“{title}” is done", title=title)


def _task_handed(entry: Entry) -> Reason:
    told = {"title": entry.data.get("title") or "?", "name": entry.data.get("member_name") or "?"}
    if entry.by_id == entry.data.get("member"):
        return because("{name} does: {title}", **told)
    return because("{name} was handed: {title}", **told)


def _task_done(entry: Entry) -> Reason:
    told = {"title": entry.data.get("title") or "?", "name": entry.data.get("member_name") or "?"}
    if not entry.data.get("member_name"):
        return because("Done: {title}", **told)
    if entry.data.get("late"):
        return because("{name} has done, late: {title}", **told)
    return because("{name} has done: {title}", **told)


def _access_moved(entry: Entry) -> Reason:
    system = entry.data.get("system") or "?"
    match entry.data.get("state"):
        case "asked" if entry.data.get("was") in ("given", "tested"):
            return because("An access does not work: {system}", system=system)
        case "asked":
            return because("An access was asked for: {system}", system=system)
        case "sought":
            return because("Nobody knows the access, it is being found: {system}", system=system)
        case "given":
            return because("An access was given: {system}", system=system)
        case "tested":
            return because("An access works: {system}", system=system)
        case "revoked":
            return because("An access is revoked: {system}", system=system)
        case _:
            return because("An access is needed or not: {system}", system=system)


def _extra_captured(entry: Entry) -> Reason:
    what = entry.data.get("what") or "?"
    if entry.data.get("state") == "favour":
        return because("A small favour: {what}", what=what)
    return because("Asked outside the contract: {what}", what=what)


def _decided(entry: Entry) -> Reason:
    told = {key: entry.data.get(key) or "?" for key in ("name", "title")}
    theirs = entry.data.get("purpose") == "understanding"  # their own words, not a version of ours
    match entry.data.get("kind"):
        case "confirmed":
            return because("{name} confirmed: {title}", **told)
        case "approved":
            return because("{name} approved: {title}", **told)
        case "remarks":
            return because("{name} approved with remarks: {title}", **told)
        case "silent":
            return because("Silence counted as a yes, as agreed: {title}", title=told["title"])
        case "corrected" if not theirs:
            return because("{name} asks for a change: {title}", **told)
        case "corrected":
            return because("{name} corrected us: {title}", **told)
        case "declined" if not theirs:
            return because("{name} declined: {title}", **told)
        case _:
            return because("{name} said that it is not theirs: {title}", **told)


def _brought(entry: Entry) -> Reason:
    told = {key: entry.data.get(key) or "?" for key in ("title", "number")}
    return because("Version {number} of {title} was brought", **told)


def _news_told(entry: Entry) -> Reason:
    title = entry.data.get("title") or "?"
    if entry.data.get("asked_first"):
        return because("They asked before we told: {title}", title=title)
    return because("They were told: {title}", title=title)


def _meeting(ours: Reason, theirs: Reason) -> Callable[[Entry], Reason]:
    """The sentence for whose wish it was, with the title and the reason given."""

    def told(entry: Entry) -> Reason:
        text = theirs if entry.data.get("who") == "theirs" else ours
        said = Reason(text.text, {"title": entry.data.get("title") or "?"})
        return because("{told}: {why}", told=said, why=entry.data["why"]) if entry.data.get("why") else said

    return told


def _answered(entry: Entry) -> Reason:
    told = {key: entry.data.get(key) or "?" for key in ("name", "title")}
    match entry.data.get("answer"):
        case "accepted":
            return because("{name} comes: {title}", **told)
        case "declined":
            return because("{name} cannot come: {title}", **told)
        case _:
            return because("{name} comes perhaps: {title}", **told)


def _questions_asked(entry: Entry) -> Reason:
    told = {key: entry.data.get(key) or "?" for key in ("name", "service_name")}
    return because("{name} was sent the questions about {service_name}", **told)


def _questions_sent(entry: Entry) -> Reason:
    told = {key: entry.data.get(key) or "?" for key in ("name", "service_name")}
    if gaps := entry.data.get("gaps"):
        left = counted("{n} is still open", "{n} are still open", int(gaps))
        return because("{name} answered the questions about {service_name}; {left}", left=left, **told)
    return because("{name} answered the questions about {service_name}", **told)


TELLING: Mapping[str, Telling] = {
    "client.taken_on": Telling("keeping", "handshake", _plain(because("We took the client on"))),
    "client.changed": Telling("keeping", "pencil", _changed),
    "client.handed_over": Telling("keeping", "user-round-check", _handed_over),
    "client.covered": Telling("keeping", "user-round-plus", _covered),
    "client.cover_ended": Telling("keeping", "user-round-check", _plain(because("The cover ended early"))),
    "client.paused": Telling("keeping", "pause", _paused),
    "client.resumed": Telling("keeping", "play", _plain(because("The work goes on"))),
    "client.parting": Telling("keeping", "door-open", _parting),
    "client.gone": Telling("keeping", "door-closed", _plain(because("The last day is over"))),
    "client.restored": Telling("keeping", "rotate-ccw", _plain(because("The client was brought back"))),
    "client.merged": Telling("keeping", "merge", _with(because("{name} became part of this client"), "name")),
    "client.unmerged": Telling("keeping", "split", _with(because("{name} is a client of its own again"), "name")),
    "exception.signed": Telling(
        "keeping", "shield-check", _with(because("An exception was signed beside {other_name}"), "other_name")
    ),
    "handover.accepted": Telling(
        "keeping", "handshake", _with(because("The handover of {from_name} was accepted"), "from_name")
    ),
    "start.begun": Telling("work", "rocket", _with(because("{service_name} began"), "service_name")),
    "start.done": Telling(
        "work", "circle-check", _with(because("Onboarding for {service_name} is done"), "service_name")
    ),
    "start.excepted": Telling(
        "work",
        "pen-line",
        _with(because("Work for {service_name} begins by exception: {reason}"), "service_name", "reason"),
    ),
    "start.dropped": Telling(
        "work",
        "circle-slash",
        _with(because("The start of {service_name} was dropped: {reason}"), "service_name", "reason"),
    ),
    "questionnaire.asked": Telling("work", "clipboard-list", _questions_asked),
    "questionnaire.begun": Telling(
        "work",
        "clipboard-list",
        _with(because("{name} began to answer the questions about {service_name}"), "name", "service_name"),
    ),
    "questionnaire.sent": Telling("work", "clipboard-check", _questions_sent),
    "questionnaire.closed": Telling(
        "work", "clipboard-x", _with(because("We closed the questions about {service_name}"), "service_name")
    ),
    "contact.added": Telling("people", "user-plus", _with(because("{name} is a new contact"), "name")),
    "contact.changed": Telling("people", "user-pen", _with(because("What we know of {name} was changed"), "name")),
    "contact.away": Telling("people", "plane", _away),
    "contact.removed": Telling("people", "user-minus", _with(because("{name} is no contact any more"), "name")),
    "contact.restored": Telling("people", "user-check", _with(because("{name} is a contact again"), "name")),
    "approval.asked": Telling("work", "stamp", _with(because("{name} was asked: {title}"), "name", "title")),
    "approval.decided": Telling("work", "stamp", _decided),
    "approval.passed": Telling(
        "work", "forward", _with(because("{name} passed it on to {to}: {title}"), "name", "to", "title")
    ),
    "approval.given_back": Telling(
        "work", "corner-down-left", _with(because("{name} gave it back to {to}: {title}"), "name", "to", "title")
    ),
    "paper.brought": Telling("work", "file-up", _with(because("A document was brought: {title}"), "title")),
    "paper.version_brought": Telling("work", "file-up", _brought),
    "approval.withdrawn": Telling("work", "undo-2", _with(because("We took a question back: {title}"), "title")),
    "engagement.begun": Telling("work", "package-plus", _with(because("They buy {service_name}"), "service_name")),
    "engagement.changed": Telling(
        "work", "package", _with(because("What was agreed on {service_name} changed"), "service_name")
    ),
    "crew.joined": Telling("work", "user-plus", _with(because("{member_name} works for the client"), "member_name")),
    "crew.left": Telling(
        "work", "user-minus", _with(because("{member_name} works for the client no more"), "member_name")
    ),
    "direct_line.agreed": Telling(
        "work",
        "phone-call",
        _with(because("{contact_name} and {member_name} talk directly"), "contact_name", "member_name"),
    ),
    "promise.made": Telling("promises", "handshake", _promised),
    "promise.confirmed": Telling("promises", "handshake", _promised),
    "promise.kept": Telling("promises", "circle-check", _promise_kept),
    "promise.broken": Telling(
        "promises", "circle-x", _promise(because("We did not keep: {what}"), because("They did not keep: {what}"))
    ),
    "promise.released": Telling(
        "promises",
        "circle-slash",
        _promise(because("They released us from: {what}"), because("We released them from: {what}")),
    ),
    "promise.moved": Telling(
        "promises",
        "calendar-clock",
        _promise(because("We moved to {day}: {what}"), because("They moved to {day}: {what}")),
    ),
    "promise.reopened": Telling(
        "promises", "rotate-ccw", _promise(because("We owe again: {what}"), because("They owe again: {what}"))
    ),
    "owed.noted": Telling("work", "hourglass", _owed(because("We need from them by {day}: {what}"))),
    "owed.moved": Telling("work", "calendar-clock", _owed(because("They have until {day}: {what}"))),
    "owed.given": Telling("work", "hourglass", _owed_given),
    "owed.received": Telling("work", "circle-check", _owed_received),
    "owed.not_enough": Telling("work", "undo-2", _with(because("Not yet what we need: {what}"), "what")),
    "owed.released": Telling("work", "circle-slash", _with(because("We do not need it any more: {what}"), "what")),
    "owed.reminded": Telling("work", "send", _with(because("We reminded {name} kindly: {what}"), "name", "what")),
    "task.handed": Telling("work", "hand-helping", _task_handed),
    "task.taken": Telling("work", "circle-check", _task_done),
    "task.dropped": Telling("work", "circle-slash", _with(because("Nobody does any more: {title}"), "title")),
    "task.reopened": Telling("work", "rotate-ccw", _with(because("Open again: {title}"), "title")),
    "ending.files_given": Telling("keeping", "folder-output", _plain(because("What we made was handed over"))),
    "ending.doors_closed": Telling("keeping", "lock", _plain(because("Nothing is asked of them any more"))),
    "ending.done": Telling("keeping", "door-closed", _plain(because("We ended well"))),
    "access.noted": Telling("work", "key-round", _with(because("In the register of accesses: {system}"), "system")),
    "access.moved": Telling("work", "key-round", _access_moved),
    "secret.asked": Telling(
        "work",
        "lock-keyhole",
        _with(because("{name} was asked for the key for {system}, for {for_name}"), "name", "system", "for_name"),
    ),
    "secret.put": Telling(
        "work", "lock-keyhole", _with(because("{name} put in the key for {system}"), "name", "system")
    ),
    "secret.revealed": Telling(
        "work", "lock-keyhole-open", _with(because("The key for {system} was read once"), "system")
    ),
    "conflict.noted": Telling("work", "scale", _plain(because("A conflict was written down"))),
    "conflict.settled": Telling("work", "scale", _plain(because("A conflict was settled"))),
    "extra.captured": Telling("work", "gift", _extra_captured),
    "extra.told": Telling(
        "work", "stamp", _with(because("{name} was told what lies outside the contract: {what}"), "name", "what")
    ),
    "extra.given": Telling("work", "gift", _with(because("A gift of ours: {what}"), "what")),
    "extra.refused": Telling("work", "circle-slash", _with(because("We said a clear no: {what}"), "what")),
    "extra.ended": Telling(
        "work", "flask-conical", _with(because("{name} was told how the test ended: {what}"), "name", "what")
    ),
    "question.asked": Telling("work", "circle-question-mark", _with(because("{of_name} was asked"), "of_name")),
    "question.answered": Telling("work", "message-circle-reply", _with(because("{of_name} answered us"), "of_name")),
    "goal.set": Telling("work", "target", _goal_set),
    "goal.reached": Telling("work", "circle-check", _ended(because("The goal is reached: {title}"))),
    "goal.missed": Telling("work", "circle-x", _ended(because("The goal was missed: {title}"))),
    "goal.dropped": Telling("work", "circle-slash", _ended(because("The goal was dropped: {title}"))),
    "goal.reopened": Telling("work", "rotate-ccw", _with(because("We aim at it again: {title}"), "title")),
    "brief.ready": Telling("work", "file-check", _with(because("The brief is ready: {title}"), "title")),
    "plan.settled": Telling("work", "calendar-range", _plan_settled),
    "plan.done": Telling("work", "circle-check", _with(because("The plan is done: {title}"), "title")),
    "plan.dropped": Telling("work", "circle-slash", _ended(because("The plan was dropped: {title}"))),
    "plan.reopened": Telling("work", "rotate-ccw", _with(because("The plan goes on: {title}"), "title")),
    "milestone.added": Telling("work", "milestone", _with(because("“{title}” came into the plan"), "title")),
    "milestone.moved": Telling("work", "calendar-clock", _milestone_moved),
    "milestone.begun": Telling("work", "play", _milestone_begun),
    "milestone.done": Telling("work", "milestone", _milestone_done),
    "milestone.undone": Telling("work", "rotate-ccw", _with(because("“{title}” is not done after all"), "title")),
    "milestone.removed": Telling("work", "milestone", _with(because("“{title}” left the plan"), "title")),
    "milestone.restored": Telling("work", "milestone", _with(because("“{title}” is in the plan again"), "title")),
    "finding.opened": Telling("work", "trending-down", _finding_opened),
    "report.sent": Telling("work", "file-chart-column", _report_sent),
    "news.told": Telling("work", "newspaper", _news_told),
    "times.offered": Telling(
        "meetings", "calendar-search", _with(because("{name} was offered times: {title}"), "name", "title")
    ),
    "times.picked": Telling(
        "meetings", "calendar-check", _with(because("{name} picked a time: {title}"), "name", "title")
    ),
    "times.declined": Telling(
        "meetings", "calendar-x", _with(because("{name} can come at none of the times: {title}"), "name", "title")
    ),
    "meeting.answered": Telling("meetings", "calendar-check", _answered),
    "meeting.planned": Telling("meetings", "calendar-plus", _with(because("{title} is planned"), "title")),
    "meeting.moved": Telling(
        "meetings", "calendar-clock", _meeting(because("We moved {title}"), because("They moved {title}"))
    ),
    "meeting.cancelled": Telling(
        "meetings", "calendar-x", _meeting(because("We cancelled {title}"), because("They cancelled {title}"))
    ),
    "meeting.missed": Telling(
        "meetings",
        "calendar-x",
        _meeting(
            because("{title} did not take place, through us"), because("{title} did not take place, through them")
        ),
    ),
    "agenda.sent": Telling("meetings", "list-checks", _with(because("The agenda of {title} was sent"), "title")),
    "minutes.sent": Telling("meetings", "notebook-pen", _with(because("The minutes of {title} were sent"), "title")),
    "debrief.given": Telling(
        "meetings", "message-square-text", _with(because("Debrief of {title}: {said}"), "title", "said")
    ),
    "rhythm.begun": Telling("meetings", "repeat", _with(because("A rhythm began: {title}"), "title")),
    "rhythm.ended": Telling("meetings", "repeat", _with(because("A rhythm ended: {title}"), "title")),
    "direct_line.ended": Telling(
        "work", "phone-off", _with(because("The direct line of {member_name} is over"), "member_name")
    ),
}
