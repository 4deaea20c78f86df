"""Editions, starts and questionnaires for the tests of beginnings."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.cast import Cast, contact

from rapport.catalogue.models import Edition, Service
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Channel, Client, Contact, Engagement


def en(text: str, hr: str = "") -> dict[str, str]:
    return {"en": text, "hr": hr} if hr else {"en": text}


QUESTIONS = [
    {"key": "goal", "ask": en("What should change?", "Što se treba promijeniti?"), "kind": "text", "required": True},
    {"key": "shop", "ask": en("Do you have a shop?"), "kind": "yes_no", "required": True},
    {
        "key": "shop_kind", "ask": en("What kind of shop?"), "kind": "choice", "required": True,
        "options": [{"key": "own", "label": en("Our own")}, {"key": "rented", "label": en("Rented")}],
        "when": {"key": "shop", "is": [True]},
    },
    {"key": "rent", "ask": en("From whom?"), "kind": "line", "when": {"key": "shop_kind", "is": ["rented"]}},
    {"key": "budget", "ask": en("How much a month?"), "kind": "money", "required": True},
    {
        "key": "channels", "ask": en("Which channels?"), "kind": "choices",
        "options": [{"key": "ads", "label": en("Ads")}, {"key": "mail", "label": en("Mail")}],
    },
    {"key": "since", "ask": en("Since when?"), "kind": "date"},
    {"key": "logo", "ask": en("Your logo"), "kind": "file"},
]  # fmt: skip


def line(key: str, part: str = "specialist", **more: Any) -> dict[str, Any]:
    return {"key": key, "title": en(key.title().replace("-", " ")), "part": part, "days": 2, "hours": 3, **more}


TASKS = [
    line("questionnaire", "client", days=5),
    line("accesses", "client", days=5),
    line("handover", "keeper", days=1),
    line("material", "client", offset=2),
    line("kick-off", "keeper", offset=6, days=1, after=["questionnaire"]),
    line("audit", what=en("Look at all."), criteria=en("A list."), checklist=[en("One"), en("Two")]),
    line("build", after=["audit", "material"]),
    line("later", after=["build"], onboarding=False),
]
ACCESSES = [
    {"key": "ads", "system": en("Google Ads"), "level": en("Administrator"), "why": en("To run the campaigns.")},
    {"key": "site", "system": en("The web site"), "level": en("Editor"), "why": en("To change words.")},
]
CONTENT: dict[str, Any] = {
    "description": en("Being found."),
    "questionnaire": QUESTIONS,
    "folders": [en("Contract"), en("Reports")],
    "documents": [
        {"key": "plan", "title": en("Plan"), "body": en("What we do first."), "folder": 1},
        {"key": "welcome", "title": en("Welcome"), "body": en("Good day."), "folder": None},
    ],
    "tasks": TASKS,
    "accesses": ACCESSES,
}


def edition(content: dict[str, Any] | None = None, key: str = "seo") -> Edition:
    """The newest of the service from now on."""
    service = Service.objects.get_or_create(key=key, defaults={"names": en(key.upper())})[0]
    number = Edition.objects.filter(service=service).count() + 1
    return Edition.objects.create(service=service, number=number, content=content or CONTENT)


def known(member: Any, client: Client) -> Client:
    """The client as this member sees it."""
    return Client.objects.fetch(member, client.pk)


def decider(client: Client, mail: str = "ivana@adria.example", **more: Any) -> Contact:
    person = contact(client, "Ivana", "Perić", place="decides", **more)
    Channel.objects.create(contact=person, kind="mail", value=mail, folded=mail)
    return person


def started(cast: Cast, content: dict[str, Any] | None = None, **more: Any) -> Start:
    """Adria's start, begun by Luka, with Tin as the specialist and Ivana who decides."""
    if not Contact.objects.filter(client=cast.adria).exists():
        decider(cast.adria)
    made = edition(content)
    engagement = Engagement.objects.filter(client=cast.adria, service=made.service).first()
    assert engagement is not None
    return begin(known(cast.luka, cast.adria), by=cast.luka, engagement=engagement, edition=made, **more)


def questions(cast: Cast) -> Questionnaire:
    """Adria's questionnaire, not sent yet."""
    start = started(cast)
    row = Questionnaire.objects.get(start=start)
    row.client = known(cast.luka, cast.adria)
    return row


DAY = date(2026, 3, 2)
