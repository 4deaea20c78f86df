"""The story as the page shows it: which kinds there are, and each line in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.access import acting, may
from rapport.conversations.first_calls import is_amber, is_mark
from rapport.conversations.models import Touchpoint
from rapport.conversations.timeline import Cursor, Line, story
from rapport.desk.client.sentences import TELLING, names_of
from rapport.desk.touchpoints.forms import ICONS
from rapport.portfolio.models import Client
from rapport.reckon.verdict import Reason, because

KINDS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Everything")),
    ("words", _("Words")),
    ("first", _("They first")),
    ("promises", _("Promises")),
    ("meetings", _("Meetings")),
    ("people", _("People")),
    ("work", pgettext_lazy("story", "Work")),
    ("keeping", pgettext_lazy("story", "Keeping")),
)
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the story, ready to be drawn."""

    line: Line
    stroke: str  # "ours", "theirs", "first", "other"
    icon: str
    title: Reason
    mark: bool = False
    amber: bool = False

    @property
    def touchpoint(self) -> Touchpoint | None:
        return self.line.touchpoint

    @property
    def others(self) -> list[str]:
        """The people whom the title does not name already."""
        said = self.touchpoint
        named = said and said.began == Touchpoint.Began.THEIRS and said.channel in ("call", "mail", "chat")
        return [person.name for person in self.line.people[1 if named else 0 :]]


def story_of(request: HttpRequest, client: Client) -> dict[str, Any]:
    """One page of the story, by the kind, the search and the cursor of the address."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else ""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    after = Cursor.read(request.GET.get("after", ""))
    page = story(
        client.pk,
        names=[] if kind in ("words", "first") else names_of(kind),
        words=kind in ("", "words"),
        first_only=kind == "first",
        query=query if kind in ("", "words", "first") else "",
        after=after,
    )
    address = reverse("client_story", args=[client.pk])
    more = {key: value for key, value in (("kind", kind), ("q", query), ("after", str(page.after or ""))) if value}
    return {
        "kinds": [(key, words, f"{address}?kind={key}" if key else address, key == kind) for key, words in KINDS],
        "kind": kind,
        "query": query,
        "after": after,
        "lines": [shown(line) for line in page.lines],
        "more": f"{address}?{urlencode(more)}" if page.after else "",
        "address": address,
        "may_correct": may(acting(request), "touchpoint.correct", client.standing),
        "may_write": may(acting(request), "mail.write", client.standing),
        "may_ask": may(acting(request), "approval.ask", client.standing),
    }


def shown(line: Line) -> Shown:
    if line.entry:
        telling = TELLING[line.entry.name]
        return Shown(line, "other", telling.icon, telling.sentence(line.entry))
    touchpoint = line.touchpoint
    assert touchpoint is not None
    mark, amber = is_mark(touchpoint), is_amber(touchpoint)
    stroke = "first" if amber else touchpoint.began
    return Shown(line, stroke, ICONS.get(touchpoint.channel, "message-circle"), title_of(touchpoint, line), mark, amber)


def title_of(touchpoint: Touchpoint, line: Line) -> Reason:
    """Who did what, in a few words. Without a person's name it is "they"."""
    first = is_mark(touchpoint)
    if touchpoint.began == Touchpoint.Began.OURS:
        return _ours(touchpoint)
    who = line.people[0].name if line.people else None
    match touchpoint.channel:
        case "call" if who and first:
            return because("{who} called first", who=who)
        case "call" if who:
            return because("{who} called", who=who)
        case "call":
            return because("They called first") if first else because("They called")
        case "mail" | "chat" if who and first:
            return because("{who} wrote first", who=who)
        case "mail" | "chat" if who:
            return because("{who} wrote", who=who)
        case "mail" | "chat":
            return because("They wrote first") if first else because("They wrote")
        case "meeting":
            return because("They asked for a meeting") if first else because("Meeting, agreed with them")
        case _:
            return because("They came by") if first else because("Visit, agreed with them")


def _ours(touchpoint: Touchpoint) -> Reason:
    who = touchpoint.member.first_name
    match touchpoint.channel:
        case "call":
            return because("{who} called", who=who)
        case "mail" | "chat":
            return because("{who} wrote", who=who)
        case "meeting":
            return because("Meeting")
        case _:
            return because("{who} visited", who=who)
