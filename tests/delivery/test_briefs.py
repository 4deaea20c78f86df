"""Briefs: asked by an edition, complete before they are ready, kept in versions, sent for the client's yes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.approvals.models import Approval, Decision
from rapport.catalogue.models import Edition, Service
from rapport.delivery.briefs.ask_client import ask_client
from rapport.delivery.briefs.asking import answered, asks_of, complete, condition
from rapport.delivery.briefs.facts import briefs_of
from rapport.delivery.briefs.make_ready import make_ready, next_version, open_again
from rapport.delivery.briefs.models import Brief
from rapport.delivery.briefs.write import begin, write
from rapport.delivery.goals.set_goal import set_goal
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Channel, Client

ASKS = [
    {"key": "shop", "ask": {"en": "Do you sell online?", "hr": "Prodajete li online?"}, "kind": "yes_no",
     "required": True},
    {"key": "goods", "ask": {"en": "What is sold?"}, "kind": "choices", "required": True,
     "options": [{"key": "shoes", "label": {"en": "Shoes"}}, {"key": "hats", "label": {"en": "Hats"}}],
     "when": {"key": "shop", "is": [True]}},
    {"key": "budget", "ask": {"en": "Budget a month"}, "kind": "money"},
    {"key": "from", "ask": {"en": "From when?"}, "kind": "date"},
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
def brief(cast, adria, service):
    return begin(adria, service, by=cast.luka, once="form:1")


def again(brief):
    fresh = Brief.objects.get(pk=brief.pk)
    fresh.client = brief.client
    return fresh


def fill(brief, cast, **answers):
    return write(brief, {}, by=cast.luka, version=again(brief).version, answers=answers)


def test_it_is_begun_once_and_called_after_its_service(cast, adria, service, brief):
    assert begin(adria, service, by=cast.luka, once="form:1") == brief
    assert (brief.title, brief.edition.number) == ("Shoe ads", 1)
    assert [ask.key for ask in asks_of(brief)] == ["shop", "goods", "budget", "from"]
    with pytest.raises(PermissionDenied):
        begin(Client.objects.fetch(cast.tin, cast.adria.pk), service, by=cast.tin)


def test_a_service_without_an_edition_has_only_free_words(cast, adria):
    bare = Service.objects.create(key="bare", names={"en": "Bare"})
    made = begin(adria, bare, by=cast.luka)
    assert (asks_of(made), complete(made).share) == ((), None)
    write(made, {"about": "All by hand."}, by=cast.luka, version=1)
    assert make_ready(again(made), by=cast.luka).state == "ready"


def test_it_is_ready_when_all_that_is_asked_and_required_is_answered(cast, brief):
    with pytest.raises(ValidationError, match="Still to be answered: Do you sell online"):
        make_ready(brief, by=cast.luka)
    fill(brief, cast, shop=True)
    assert complete(again(brief)).missing == ("goods",)
    fill(brief, cast, goods=["hats", "shoes"], budget={"amount": "1200", "currency": "EUR"}, **{"from": "2026-03-02"})
    said = {ask.key: words for ask, _asked, words in answered(again(brief))}
    assert said == {"shop": "Yes", "goods": "Hats, Shoes", "budget": "€1,200", "from": "2 March 2026"}
    assert make_ready(brief, by=cast.luka).state == "ready"
    with pytest.raises(ValidationError, match="next version"):
        fill(brief, cast, shop=False)


def test_a_question_that_is_not_asked_counts_no_more(cast, brief):
    fill(brief, cast, shop=True, goods=["hats"])
    fill(brief, cast, shop=False)
    assert [ask.key for ask, _asked, _words in answered(again(brief))] == ["shop", "budget", "from"]
    assert complete(again(brief)).is_complete
    assert "“Do you sell online?” is answered: Yes" in condition(asks_of(brief)[1], asks_of(brief))
    assert condition(asks_of(brief)[0], asks_of(brief)) == ""


def test_of_two_who_write_the_second_is_asked_and_foreign_things_are_refused(cast, brief):
    write(brief, {"title": "Shoes and hats"}, by=cast.luka, version=1)
    with pytest.raises(ChangedMeanwhile):
        write(brief, {"title": "Hats"}, by=cast.luka, version=1)
    foreign = set_goal(Client.objects.fetch(cast.nina, cast.polyot.pk), {"title": "Theirs"}, by=cast.nina)
    for values, more in (({"title": " "}, {}), ({"about": "x" * 20_001}, {}), ({}, {"goals": [foreign]})):
        with pytest.raises(ValidationError):
            write(brief, values, by=cast.luka, version=2, **more)
    own = set_goal(brief.client, {"title": "Ours"}, by=cast.luka)
    assert list(write(brief, {}, by=cast.luka, version=2, goals=[own]).goals.all()) == [own]


def test_the_next_version_replaces_it_when_it_is_ready(cast, service, brief):
    with pytest.raises(ValidationError, match="not ready yet"):
        next_version(brief, by=cast.luka)
    fill(brief, cast, shop=False)
    make_ready(brief, by=cast.luka)
    Edition.objects.create(service=service, number=2, content={"brief": ASKS[:1]})
    made = next_version(brief, by=cast.luka)
    assert next_version(brief, by=cast.luka) == made
    assert (made.answers, made.edition.number, made.replaces) == ({"shop": False}, 2, brief)
    assert {one.state for one in briefs_of(brief.client_id)} == {"draft", "ready"}
    made.client = brief.client
    make_ready(made, by=cast.luka)
    assert again(brief).state == "replaced"
    assert briefs_of(brief.client_id) == [made]
    assert len(briefs_of(brief.client_id, replaced=True)) == 2


def test_what_the_client_said_yes_to_is_not_written_over(cast, adria, brief):
    ivana = casting.contact(adria, "Ivana", language="hr")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    with pytest.raises(ValidationError, match="ready"):
        ask_client(brief, contact=ivana, by=cast.luka)
    fill(brief, cast, shop=False)
    make_ready(brief, by=cast.luka)
    approval, _address = ask_client(again(brief), contact=ivana, by=cast.luka)
    assert any("Prodajete li online?" in text for _part, text in approval.shown)
    open_again(again(brief), by=cast.luka)
    assert Approval.objects.get().withdrawn_at
    make_ready(again(brief), by=cast.luka)
    approval, _address = ask_client(again(brief), contact=ivana, by=cast.luka)
    Decision.objects.create(approval=approval, kind="approved", name="Ivana", version=approval.version)
    with pytest.raises(ValidationError, match="said yes"):
        open_again(again(brief), by=cast.luka)
