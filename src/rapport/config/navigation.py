"""The rail, in its order: data that the frame shows. Only pages that exist stand here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: `key` is also the letter after `g` on the keyboard and the permission asked."""

    key: str
    label: str | Promise
    icon: str
    url: str
    deed: str
    letter: str


NAVIGATION = (
    Place("today", _("Today"), "sun", "today", "today.see", "t"),
    Place("clients", _("Clients"), "building-2", "clients", "clients.list", "c"),
    Place("meetings", _("Meetings"), "calendar-days", "meetings", "meetings.see", "m"),
    Place("work", _("Work"), "square-check", "work", "work.see", "w"),
    Place("results", _("Results"), "chart-line", "results", "results.see", "r"),
    Place("team", _("Team"), "users", "team", "team.see", "e"),
    Place("news", _("News"), "newspaper", "news", "news.see", "n"),
    Place("library", _("Library"), "library", "library", "library.see", "l"),
    Place("imports", _("Imports"), "file-input", "imports", "imports.make", "i"),
)

# Addresses that the frame itself leads to, by the name its templates use; one that is not there hides its part.
FRAME_LINKS = {
    "search": "palette",
    "log": "touchpoint_new",
    "settings": "me",
    "manners": "manners",
    "sign_out": "account_logout",
}
