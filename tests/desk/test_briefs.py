"""Briefs on their pages: begun, written on, complete or with gaps, ready, asked about, and their next version."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast as casting

from rapport.approvals.models import Approval
from rapport.catalogue.models import Edition, Service
from rapport.delivery.briefs.write import begin
from rapport.delivery.models import Brief, Goal
from rapport.portfolio.models import Channel, Client
from rapport.portfolio.show import is_shown

ASKS = [
    {"key": "shop", "ask": {"en": "Do you sell online?"}, "kind": "yes_no", "required": True},
    {"key": "goods", "ask": {"en": "What is sold?"}, "kind": "choices", "required": True,
     "options": [{"key": "shoes", "label": {"en": "Shoes"}}, {"key": "hats", "label": {"en": "Hats"}}],
     "when": {"key": "shop", "is": [True]}},
    {"key": "budget", "ask": {"en": "Budget a month"}, "kind": "money"},
    {"key": "begin", "ask": {"en": "From when?"}, "kind": "date"},
    {"key": "layout", "ask": {"en": "The layout"}, "kind": "file"},
    {"key": "tone", "ask": {"en": "Which tone?"}, "kind": "choice",
     "options": [{"key": "warm", "label": {"en": "Warm"}}]},
]  # fmt: skip


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def service(db):
    made = Service.objects.create(key="shoes", names={"en": "Shoe ads"})
    Edition.objects.create(service=made, number=1, content={"brief": ASKS})
    return made


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def brief(cast, adria, service):
    return begin(adria, service, by=cast.luka)


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def to(name, thing):
    return reverse(name, args=[thing.pk])


def test_the_way_from_a_service_to_a_ready_brief(luka, adria, service):
    once = str(uuid4())
    for _twice in range(2):
        answer = luka.post(to("brief_new", adria), {"service": service.pk, "once": once})
    brief = Brief.objects.get()
    assert answer.headers["Location"] == to("brief_change", brief)
    assert "2 required" not in text(luka.get(to("brief", brief)))
    assert "1 required question is still to be answered, of 1." in text(luka.get(to("brief", brief)))
    assert "Still to be answered: Do you sell online?" in text(luka.post(to("brief_ready", brief)))
    sent = {"title": "Shoes", "q-shop": "yes", "version": "1"}
    answer = luka.post(to("brief_change", brief), sent)
    assert answer.headers["Location"] == to("brief_change", brief)  # a further question came
    page = text(luka.get(to("brief_change", brief)))
    assert "Only when “Do you sell online?” is answered: Yes." in page
    sent |= {
        "q-goods": ["hats"], "q-budget": "1.200", "q-begin": "2026-03-02", "q-layout": "In the folder Layouts",
        "q-tone": "warm", "why_channels": "Search, since they look for it.", "version": "2",
    }  # fmt: skip
    answer = luka.post(to("brief_change", brief), sent)
    assert answer.headers["Location"] == to("brief", brief)
    page = text(luka.get(to("brief", brief)))
    for words in ("All that is required is answered.", "Hats", "€1,200", "2 March 2026", "In the folder", "Warm"):
        assert words in page
    luka.post(to("brief_ready", brief))
    assert Brief.objects.get().state == "ready"
    assert luka.get(to("brief_change", brief)).status_code == 303
    assert "The brief is ready: Shoes" in text(luka.get(to("client", adria)))


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"title": ""}, "cannot stay empty"),
        ({"q-budget": "much"}, "Write an amount"),
        ({"q-begin": "2026-02-31"}, "no day of the calendar"),
        ({"q-goods": ["boats"]}, "valid choice"),
        ({"q-tone": "cold"}, "valid choice"),
        ({"q-layout": "x" * 400}, "At most 300 characters"),
        ({"why_channels": "x" * 20_001}, "At most 20000 characters"),
        ({"about": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(luka, brief, wrong, says):
    sent = {"title": "Shoes", "q-shop": "yes", "why_channels": "Search", "about": "Much", "version": "1", **wrong}
    answer = luka.post(to("brief_change", brief), sent)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "why_channels" in wrong or "Search" in text(answer)
    assert Brief.objects.get().answers == {}


def test_of_two_who_write_the_second_chooses(luka, brief):
    Goal.objects.create(client=brief.client, title="More shoes")
    sent = {"title": "Shoes", "q-shop": "yes", "version": "1"}
    luka.post(to("brief_change", brief), sent)
    answer = luka.post(to("brief_change", brief), {**sent, "q-shop": "no"})
    assert answer.status_code == 409
    assert "Two editors at once" in text(answer)
    luka.post(to("brief_change", brief), {**sent, "q-shop": "no", "version": "2", "keep_q-shop": "theirs"})
    assert Brief.objects.get().answers == {"shop": True}


def test_it_is_sent_opened_shown_and_followed_by_a_next_version(luka, cast, adria, brief):
    ivana = casting.contact(adria, "Ivana", "Perić")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    Brief.objects.update(answers={"shop": False})
    luka.post(to("brief_ready", brief))
    luka.post(to("brief_ask", brief), {"contact": ivana.pk})
    assert Approval.objects.get().purpose == "brief"
    assert "Ivana Perić is asked" in text(luka.get(to("brief", brief)))
    luka.post(to("brief_open", brief))
    assert Brief.objects.get().state == "draft"
    assert luka.post(to("brief_next", brief)).status_code == 409
    luka.post(to("brief_ready", brief))
    luka.post(to("brief_mark", brief), {"shown": "yes"})
    assert is_shown(brief)
    luka.post(to("brief_mark", brief))
    luka.post(to("brief_next", brief))
    made = Brief.objects.get(replaces=brief)
    assert "the version before" in text(luka.get(to("brief", made)))
    luka.post(to("brief_ready", made))
    assert "Replaced" in text(luka.get(to("brief", brief)))


def test_a_service_without_questions_is_written_freely(luka, cast, adria):
    bare = begin(adria, Service.objects.create(key="bare", names={"en": "Bare"}), by=cast.luka)
    assert "asks no questions yet" in text(luka.get(to("brief_change", bare)))
    assert "Nothing in it is required." in text(luka.get(to("brief", bare)))
