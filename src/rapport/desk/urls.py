"""Addresses of the screens, by noun; each folder of the desk brings its own."""

from __future__ import annotations

from importlib import import_module

from django.urls import URLPattern, URLResolver

# One folder or module per screen; each has `urlpatterns`.
SCREENS = (
    "clients.urls",
    "palette.urls",
    "today.urls",
    "items.urls",
    "checklists.urls",
    "door.urls",
    "me.urls",
    "members.urls",
    "team.urls",
    "services.urls",
    "metrics.urls",
    "figures.urls",
    "library.urls",
    "conflicts.urls",
    "take_on.urls",
    "keeping.urls",
    "exceptions.urls",
    "client.urls",
    "touchpoints.urls",
    "people.urls",
    "engagements.urls",
    "promises.urls",
    "questions.urls",
    "news.urls",
    "mail.urls",
    "mailboxes.urls",
    "chats.urls",
    "tray.urls",
    "understandings.urls",
    "approvals.urls",
    "papers.urls",
    "meetings.urls",
    "owed.urls",
    "extra.urls",
    "accesses.urls",
    "endings.urls",
    "work.urls",
    "tasks.urls",
    "checks.urls",
    "sign_offs.urls",
    "goals.urls",
    "briefs.urls",
    "plans.urls",
    "shown.urls",
    "results.urls",
    "findings.urls",
    "reports.urls",
    "requests.urls",
    "handovers.urls",
    "starts.urls",
    "questionnaires.urls",
    "imports.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for screen in SCREENS for pattern in import_module(f"rapport.desk.{screen}").urlpatterns
]
