"""The head of every page of a client: name, rhythm line, why it stands as it does, the strip of facts, the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.attention.models import Item, open_items
from rapport.conversations.facts import HEAVY, WEEKS
from rapport.conversations.first_calls import DAYS
from rapport.conversations.models import Touchpoint
from rapport.conversations.waiting import lateness, reason_of, word_late
from rapport.journal import clock
from rapport.journal.worded import ask
from rapport.portfolio.glance import Glance, glance
from rapport.portfolio.models import Client
from rapport.portfolio.panels import there
from rapport.reckon.first_calls import Contact_, Ledger, is_amber, is_mark, ledger
from rapport.ui.formats import day

SHOWN_ITEMS = 100
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Said:
    """A word of the last 90 days, as short as the head and the ledger need it."""

    pk: int
    at: datetime
    channel: str
    contact: Contact_
    summary: str

    @property
    def mark(self) -> bool:
        return is_mark(self.contact)

    @property
    def amber(self) -> bool:
        return is_amber(self.contact)

    @property
    def whose(self) -> str:
        return "ours" if self.contact.ours else "amber" if self.amber else "theirs"


def head_of(client: Client, member: Member, tab: str) -> dict[str, Any]:
    """What desk/client/frame.html needs, for the story and for every other page of the client; three statements.

    `client` comes from `client_for`, so that the member's standing is known. `tab` is the key of the tab one is on.
    """
    sees_story = may(member, "story.see", client.standing)
    seen = glance(client)
    said = _said(client) if sees_story else []
    items = ask(_items, client.pk) if sees_story else []
    word = next((item for item in items if item.kind == "word"), None)
    today = clock.today()
    book = ledger([one.contact for one in said], clock.now(), DAYS) if sees_story else None
    return {
        "client": client,
        "glance": seen,
        "said": said,
        "items": items,
        "ledger": book,
        "began": began_words(book) if book else "",
        "rhythm": _rhythm(said, word, today, seen, member) if sees_story else None,
        "why": [reason_of(item, today) for item in _telling(items)],
        "late": word_late(word.facts, today) if word else 0,
        "there": there(client),
        "fees": seen.fees if may(member, "client.money", client.standing) else None,
        "since": client.since or seen.since,
        "tabs": _tabs(client, seen, tab, sees_story),
        "pages": {name: _address(name, client.pk) for name in ("client_people", "contact_new", "client_services")},
        "may_change": may(member, "client.change", client.standing),
        "may_log": may(member, "touchpoint.log", client.standing),
        "deeds": _deeds(client, member),
        "sees_story": sees_story,
    }


def _said(client: Client) -> list[Said]:
    now = clock.now()
    return [
        Said(pk, at, channel, Contact_(at, began == "ours", agreed, why or None, overdue), summary)
        for pk, at, channel, began, agreed, why, overdue, summary in ask(
            _words, client.pk, now - timedelta(days=DAYS), now
        )
    ]


def _words(client: int, since: datetime, until: datetime) -> QuerySet[Touchpoint, tuple[Any, ...]]:
    rows = Touchpoint.objects.filter(client=client, deleted_at=None, counts=True, at__gt=since, at__lte=until)
    return rows.order_by("-at", "-id").values_list(
        "pk", "at", "channel", "began", "agreed", "why_first", "word_overdue", Substr("summary", 1, EXCERPT)
    )


def _items(client: int) -> QuerySet[Item]:
    return open_items(client=client).order_by("shows_from", "pk")[:SHOWN_ITEMS]


def _telling(items: Sequence[Item]) -> list[Item]:
    """What the sentence in the head is made of: the word due, then who came first, then a falling share."""
    order = {"word": 0, "first_call": 1, "first_call_share": 2}
    now = clock.now()
    return sorted(
        (item for item in items if item.kind == "word" or (item.kind in order and item.shows_from <= now)),
        key=lambda item: (order[item.kind], item.shows_from),
    )[:3]


def _rhythm(said: Sequence[Said], word: Item | None, today: date, seen: Glance, member: Member) -> dict[str, Any]:
    now = clock.now()
    strokes = [((now - one.at).total_seconds() / 86400, one.whose, HEAVY.get(one.channel, 1)) for one in said]
    due = date.fromisoformat(word.facts["due"]) if word else None
    return {
        "strokes": strokes,
        "due": (today - due).days if due and due < today else None,
        "due_on": due,
        "due_words": _due_words(due, today),
        "who": _("You")
        if member.pk in (seen.keeping.keeper, seen.keeping.cover)
        else seen.keeping.keeper_name.split(" ")[0],
        "begins": today - timedelta(weeks=WEEKS),
        "lateness": lateness(word.facts, today) if word else None,
    }


def _due_words(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due < today:
        return _("word was due %(day)s") % {"day": day(due)}
    return _("word due today") if due == today else _("next word %(day)s") % {"day": day(due)}


def _tabs(client: Client, seen: Glance, tab: str, sees_story: bool) -> list[tuple[str, str, int | None, bool]]:
    """Only pages that exist; each has its own address."""
    offered: list[tuple[str, str, str, int | None]] = [
        ("story", _("Story") if sees_story else _("Overview"), "client", None),
        *([("promises", _("Promises"), "client_promises", None)] if sees_story else []),
        *([("meetings", _("Meetings"), "client_meetings", None)] if sees_story else []),
        *([("understandings", _("Agreed words"), "client_understandings", None)] if sees_story else []),
        *([("work", _("Work"), "client_work", None)] if sees_story else []),
        *([("plan", pgettext("purpose", "Plan"), "client_plan", None)] if sees_story else []),
        *([("results", _("Results"), "client_results", None)] if sees_story else []),
        *([("reports", _("Reports"), "client_reports", None)] if sees_story else []),
        *([("beginning", _("Beginning"), "client_beginning", None)] if sees_story else []),
        *([("files", _("Files"), "client_files", None)] if sees_story else []),
        *([("portal", _("Portal"), "client_portal", None)] if sees_story else []),
        ("people", _("People"), "client_people", len(seen.people)),
        ("services", _("Services"), "client_services", len(seen.buys)),
        ("facts", _("Facts"), "client_facts", None),
    ]
    return [
        (words, address, count, key == tab)
        for key, words, name, count in offered
        if (address := _address(name, client.pk))
    ]


def _deeds(client: Client, member: Member) -> list[tuple[str, str, str]]:
    """What may be done with the client as a whole: words, icon, address."""
    offered = [
        ("client.change", _("Change"), "pencil", "client_change"),
        ("question.ask", _("Ask a specialist"), "circle-question-mark", "question_new"),
        ("task.write", _("New task"), "square-check", "task_new"),
        ("extra.capture", _("Outside the contract"), "gift", "extra_new"),
        ("owed.keep", _("Ask them for something"), "hourglass", "owed_new"),
        ("access.see", _("Accesses"), "key-round", "client_accesses"),
        ("client.hand_over", _("Hand over"), "user-round-check", "client_hand_over"),
        ("client.hand_over", _("Let somebody stand in"), "user-round-plus", "client_cover"),
        ("story.see", _("State on one page"), "file-text", "client_state"),
        ("conflict.keep", _("Conflicts"), "scale", "client_conflicts"),
        ("client.merge", _("Merge with another"), "merge", "client_merge"),
    ]
    if client.status == "paused":
        offered.append(("client.change", _("Go on with the work"), "play", "client_resume"))
    elif client.status in ("active", "onboarding"):
        offered.append(("client.change", _("Pause"), "pause", "client_pause"))
    if client.status not in ("leaving", "gone"):
        offered.append(("client.part_ways", _("Part ways"), "door-open", "client_part"))
    else:
        offered.append(("client.part_ways", _("End it well"), "door-open", "client_ending"))
    offered.append(("client.delete", _("Delete"), "trash-2", "client_delete"))
    return [
        (words, sign, address)
        for deed, words, sign, name in offered
        if may(member, deed, client.standing) and (address := _address(name, client.pk))
    ]


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def began_words(book: Ledger) -> str:
    """For the strip of facts: "14 of 19 contacts"."""
    if not book.total:
        return _("no contact yet")
    words = ngettext("%(ours)s of %(num)s contact", "%(ours)s of %(num)s contacts", book.total)
    return words % {"ours": book.ours, "num": book.total}
