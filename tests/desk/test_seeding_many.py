"""Very many clients are laid out whole, the same each time, and every measured page answers for them."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.agency.models import Member
from rapport.catalogue.models import Service
from rapport.conversations.models import Touchpoint
from rapport.desk.measuring import pages
from rapport.desk.seeding import many
from rapport.overview.models import ClientLine, SearchRow
from rapport.portfolio.models import Client, Contact, Engagement


@pytest.fixture
def few(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Service.objects.get_or_create(key="seo", defaults={"names": {"en": "SEO"}})
    Service.objects.get_or_create(key="web", defaults={"names": {"en": "Web site"}})
    Service.objects.get_or_create(key="mail", defaults={"names": {"en": "Mail"}})
    few = many.Size(60, 120, 1200, 3, 2, cadence=None, silent=4, specialists=4, tasks=240)
    monkeypatch.setitem(many.SIZES, "few", few)
    many.lay_out("few")


def test_a_seeded_house_is_whole(few: None) -> None:
    assert (Client.objects.count(), Contact.objects.count(), Touchpoint.objects.count()) == (60, 120, 1200)
    assert ClientLine.objects.count() == 60
    assert SearchRow.objects.count() == 180
    assert Engagement.objects.exclude(fee=None).exists()
    assert Member.objects.get(email=many.MANAGER).check_password(many.PASSWORD)
    client = Client.objects.create(name="The next one")  # ids go on where the seed ended
    assert client.pk == 61


def test_every_measured_page_answers_with_few_statements(few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "REPEATS", 1)
    looked = {page["name"]: page for page in pages.look_inside()}
    assert {"Today", "client page", "approval page", "search, all clients", "logging a touchpoint"} <= set(looked)
    seen = {name: page["statements"] for name, page in looked.items() if not page["form"]}
    most = {"client page": 11, "portal home": 20}  # the first page of the portal gathers from every context
    too_many = {name: count for name, count in seen.items() if count > most.get(name, 10)}
    assert not too_many
