"""How each kind of item looks and what is done about it: for every page that shows items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`deed` is the word on the main button. `leads_to` is the name of the page where it is done; empty: in place.

    `by_word` kinds are answered by a word to the client: their row opens with the form to log it. `posts_to` is the
    name of an address that does the deed at once, from the row, beside the page.
    """

    icon: str
    title: str | Promise
    deed: str | Promise
    by_word: bool = False
    leads_to: str = ""
    with_fact: str = ""  # which fact is the number in that page's address
    posts_to: str = ""


KINDS: Mapping[str, Kind] = {
    "word": Kind("message-circle", _("A word is due"), _("Log a word"), by_word=True),
    "first_call": Kind("message-circle-question-mark", _("They began"), _("Log a word"), by_word=True),
    "first_call_share": Kind("trending-down", _("They begin more often"), _("Log a word"), by_word=True),
    "mail_urgent": Kind("mail-warning", _("Urgent mail"), _("Reply"), leads_to="message", with_fact="message"),
    "unanswered": Kind(
        "mail-question-mark", _("Question unanswered"), _("Reply"), leads_to="message", with_fact="message"
    ),
    "past_keeper": Kind(
        "mail-search", _("Written past the keeper"), _("Read it"), leads_to="message", with_fact="message"
    ),
    "tray": Kind("inbox", _("Mail to be sorted"), _("Sort it"), leads_to="tray"),
    "mailbox": Kind("mailbox", _("Mailbox cannot be read"), _("Look at it"), leads_to="mailbox", with_fact="mailbox"),
    "promise": Kind(
        "handshake",
        _("Our promise"),
        _("Mark kept"),
        leads_to="promise",
        with_fact="promise",
        posts_to="promise_keep",
    ),
    "promise_theirs": Kind("handshake", _("Their promise"), _("Look at it"), leads_to="promise", with_fact="promise"),
    "proposed": Kind("handshake", _("Promises read from words"), _("Confirm"), leads_to="client_promises"),
    "question": Kind(
        "circle-question-mark",
        _("Question to a specialist"),
        _("Look at it"),
        leads_to="question",
        with_fact="question",
    ),
    "news": Kind("newspaper", _("News to tell"), _("Tell them"), leads_to="news_one", with_fact="news"),
    "agenda": Kind("list-checks", _("No agenda yet"), _("Write the agenda"), leads_to="meeting", with_fact="meeting"),
    "minutes": Kind("notebook-pen", _("Minutes not sent"), _("Send minutes"), leads_to="meeting", with_fact="meeting"),
    "debrief": Kind(
        "message-square-text", _("Debrief owed"), _("Write it"), leads_to="meeting_debrief", with_fact="meeting"
    ),
    "debriefed": Kind(
        "message-square-text", _("Debrief given"), _("Read it"), leads_to="meeting_debrief", with_fact="meeting"
    ),
    "meeting_missed": Kind("calendar-x", _("Meeting missed"), _("Look at it"), leads_to="meeting", with_fact="meeting"),
    "action": Kind("square-check", _("To do from a meeting"), _("Done")),
    "invited": Kind(
        "calendar-plus", _("Invitation to a meeting"), _("Answer it"), leads_to="meeting", with_fact="meeting"
    ),
    "pick": Kind("calendar-search", _("No time suited"), _("Offer others"), leads_to="client_meetings"),
    "approval": Kind("stamp", _("Waits for the client"), _("Look at it"), leads_to="approval", with_fact="approval"),
    "corrected": Kind(
        "pencil-line", _("Corrected by the client"), _("Read it"), leads_to="approval", with_fact="approval"
    ),
    "task_check": Kind("search-check", _("Time to look at it"), _("Look at it"), leads_to="task", with_fact="task"),
    "task_late": Kind("alarm-clock", _("Task is late"), _("Look at it"), leads_to="task", with_fact="task"),
    "task_unclear": Kind(
        "message-circle-question-mark", _("Task is unclear"), _("Answer"), leads_to="task", with_fact="task"
    ),
    "task_date": Kind("calendar-clock", _("Another date proposed"), _("Answer"), leads_to="task", with_fact="task"),
    "task_delivered": Kind("package-check", _("Work to be checked"), _("Check it"), leads_to="task", with_fact="task"),
    "task_handed": Kind("hand-helping", _("A task for you"), _("Answer"), leads_to="task", with_fact="task"),
    "task_due": Kind("square-check", _("Your task"), _("Open it"), leads_to="task", with_fact="task"),
    "task_returned": Kind("undo-2", _("Returned twice"), _("Look at it"), leads_to="task", with_fact="task"),
    "moved": Kind("calendar-clock", _("A critical date moved"), _("Look at it"), leads_to="plan", with_fact="plan"),
    "milestone_free": Kind(
        "milestone", _("Milestone free to begin"), _("Begin it"), leads_to="milestone", with_fact="milestone"
    ),
    "overload": Kind("scale", _("More promised than there is"), _("See the load"), leads_to="load"),
    "extra": Kind("gift", _("Extra work untold"), _("Tell them"), leads_to="extra", with_fact="extra"),
    "owed": Kind("hourglass", _("The client owes us"), _("Look at it"), leads_to="owed", with_fact="owed"),
    "request": Kind("inbox", _("Request from the portal"), _("Answer"), leads_to="request", with_fact="request"),
    "handover": Kind("handshake", _("Handover from sales"), _("Read it"), leads_to="handover", with_fact="handover"),
    "start_stuck": Kind("traffic-cone", _("Start is stuck"), _("Look at it"), leads_to="start", with_fact="start"),
    "questionnaire": Kind(
        "clipboard-list",
        _("Questionnaire is quiet"),
        _("Look at it"),
        leads_to="questionnaire",
        with_fact="questionnaire",
    ),
    "target": Kind(
        "target", _("Target in danger"), _("Look at it"), leads_to="client_results", with_fact="client_results"
    ),
    "stale": Kind(
        "unplug", _("Figures have not come"), _("Look at it"), leads_to="client_results", with_fact="client_results"
    ),
    "finding": Kind(
        "trending-down", _("A figure left its course"), _("Look at it"), leads_to="finding", with_fact="finding"
    ),
    "report_due": Kind(
        "file-chart-column", _("Report to be written"), _("Write it"), leads_to="report", with_fact="report"
    ),
    "report_late": Kind(
        "file-chart-column", _("Report is late"), _("Finish it"), leads_to="report", with_fact="report"
    ),
    "report_part": Kind(
        "file-chart-column", _("A part of a report is missing"), _("Look at it"), leads_to="report", with_fact="report"
    ),
    "report_unread": Kind("eye-off", _("Report unread"), _("Look at it"), leads_to="report", with_fact="report"),
    "access_ends": Kind("key-round", _("Access to look after"), _("Look at it"), leads_to="access", with_fact="access"),
    "drop": Kind("key-round", _("A secret waits for you"), _("Take it"), leads_to="access", with_fact="access"),
    "ending": Kind("door-open", _("End it well"), _("Look at it"), leads_to="client_ending"),
    "declined": Kind("stamp", _("Declined by the client"), _("Read it"), leads_to="approval", with_fact="approval"),
    "silence": Kind(
        "stamp", _("Silence will count as a yes"), _("Look at it"), leads_to="approval", with_fact="approval"
    ),
    "sign_off": Kind("pen-line", _("Words to sign off"), _("Read them"), leads_to="sign_off", with_fact="sign_off"),
    "note": Kind("bell", _("Reminder"), _("Done")),
    "birthday": Kind("cake", _("Birthday"), _("Congratulated")),
    "absence": Kind("plane", _("Away soon"), _("Noted")),
    "cover": Kind("user-round-x", _("Nobody covers"), _("Arrange cover"), leads_to="team"),
    "exclusivity": Kind("shield-alert", _("Exception to review"), _("Look at it"), leads_to="exceptions"),
    "load": Kind("scale", _("Load over the cap"), _("See the team"), leads_to="today_team"),
    "rejects": Kind("file-x", _("Rejected rows"), _("Look at them"), leads_to="import", with_fact="import"),
}
OF_CLIENT = ("client", "client_promises", "client_meetings", "client_ending")
USUAL = Kind("circle-dot", _("Something to look at"), _("Done"))


def kind_of(name: str) -> Kind:
    return KINDS.get(name, USUAL)


def page_of(kind: Kind, client_id: int | None, facts: Mapping[str, Any]) -> str:
    """The address where an item of this kind is dealt with; empty when that is here, or when no such page exists."""
    if not kind.leads_to:
        return ""
    number = facts.get(kind.with_fact) if kind.with_fact else client_id if kind.leads_to in OF_CLIENT else None
    return address(kind.leads_to, number) if number else address(kind.leads_to)


def address(name: str, *parts: Any) -> str:
    """The address of a page by its name, or nothing where there is no such page."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""
