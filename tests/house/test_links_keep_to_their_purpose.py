"""A link opens the one thing it was made for: no address takes the token of another one, whatever its number is."""

from __future__ import annotations

import inspect
import re
from datetime import timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make
from tests.house.sources import PACKAGE, listing
from tests.house.test_matrix import OPEN_DOORS

from rapport.agency.models import Member
from rapport.approvals.models import Approval
from rapport.journal import clock
from rapport.links.hand_out import hand_out

ENDS = timedelta(days=3)
LINKS = {  # the address, and the purposes of the links that it takes
    "invitation": "invitation",
    "portal_key": "portal_door",
    "portal_approval": "approval",
    "portal_approval_file": "approval",
    "portal_questionnaire": "questionnaire questionnaire-part",
    "portal_answer": "questionnaire questionnaire-part",
    "portal_drop": "drop",
    "portal_times": "times",
    "portal_invitation": "meeting_invitation",
    "portal_feed": "calendar-feed",
    "portal_report": "report",
    "portal_report_pdf": "report",
}
IN_A_HEADER = {"figures-push"}  # tests/api/test_figures.py shows it the tokens of others
OPENED_BY = {route: set(purposes.split()) for route, purposes in LINKS.items() if route in OPEN_DOORS}
EVERY: set[str] = set().union(*OPENED_BY.values())
USED = re.compile(r"\b(?:hand_out|open_link|known_link|living|revoke)\(\s*(?:[a-z]+, )?(?:purpose=)?([A-Z]+)\b")
NO_LINKS = {"portal_logo", "portal_colours"}  # signed, or nobody's


def purposes() -> dict[str, set[str]]:
    """Every purpose by which a link is made or opened, and the modules that call it theirs."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in set(USED.findall(path.read_text(encoding="utf-8"))):
            module = import_module(".".join(("rapport", *path.relative_to(PACKAGE).with_suffix("").parts)))
            found.setdefault(getattr(module, name), set()).add(home_of(module, name))
    return found


def home_of(module: ModuleType, name: str) -> str:
    """Where the constant is written."""
    origin = re.search(rf"^from (rapport\S+) import [^\n]*\b{name}\b", inspect.getsource(module), re.MULTILINE)
    return home_of(import_module(origin[1]), name) if origin else module.__name__


def test_no_two_kinds_of_links_share_a_purpose() -> None:
    shared = [f"{purpose}: {' and '.join(where)}" for purpose, where in purposes().items() if len(where) > 1]
    assert not shared, "whoever holds the one could open the other" + listing(shared)
    named = set(" ".join(LINKS.values()).split()) | IN_A_HEADER
    assert EVERY <= set(purposes()) <= named, "each purpose needs its address in LINKS"


def test_every_address_with_a_token_is_asked_here() -> None:
    doors = {name for name, (parts, _status) in OPEN_DOORS.items() if {"token", "signed", "digits"} & set(parts)}
    assert doors - NO_LINKS == set(OPENED_BY)


@pytest.mark.parametrize("route", sorted(OPENED_BY))
def test_a_link_of_another_purpose_opens_nothing_and_writes_nothing(db: Any, route: str) -> None:
    """Its subject is given every kind of name and the number of somebody who is there."""
    with timezone.override("Europe/Zagreb"):
        cast = make()
        before = Member.objects.filter(pk=cast.luka.pk).values().get()
        opened = []
        for purpose in sorted({*EVERY, "made-up"} - OPENED_BY[route]):
            _link, token = hand_out(purpose, lasts=ENDS, by=None, subject=cast.luka, client=cast.adria.pk)
            cache.clear()
            parts = {**OPEN_DOORS[route][0], "token": token}
            for method in ("get", "post"):
                form = {"name": "Somebody", "password": "a long passphrase 77", "answer": "accepted", "words": "x"}
                with CaptureQueriesContext(connection) as queries:
                    answer = getattr(Browser(), method)(reverse(route, kwargs=parts), form if method == "post" else {})
                written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
                if answer.status_code not in (404, 405, 410) or written:
                    opened.append(f"{route}: {method} with a link for {purpose}: {answer.status_code} {written}")
    assert not opened, listing(opened)
    assert Member.objects.filter(pk=cast.luka.pk).values().get() == before


def test_an_invitation_is_for_a_member_who_waits_alone(db: Any) -> None:
    """Even a link of its own purpose, when it is about something else, or about somebody who is here."""
    cast = make()
    asked = Approval(pk=cast.luka.pk)
    for subject, contact in ((asked, None), (cast.luka, None), (cast.luka, 7)):
        _link, token = hand_out("invitation", lasts=ENDS, by=None, subject=subject, contact=contact)
        there = reverse("invitation", args=[token])
        assert Browser().get(there).status_code == 410
        form = {"name": "Somebody", "password": "a long passphrase 77"}
        assert Browser().post(there, form).status_code == 410
    cast.luka.refresh_from_db()
    assert cast.luka.name != "Somebody"
    assert not cast.luka.check_password("a long passphrase 77")
    assert clock.now() > cast.luka.joined_at
