"""What a decision sets in motion: items of the keeper, the next version, files that belong, how many of each stand."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.approvals.asking import letters, person, question, token_of

from rapport.approvals import facts
from rapport.approvals.decide import Ended, Replaced, decide, opened
from rapport.approvals.models import Approval, Decision
from rapport.attention.models import open_items
from rapport.documents.bring import bring, bring_version
from rapport.documents.models import Paper
from rapport.portfolio.models import Client

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


def layout(cast: Any, paper: Paper, **more: Any) -> tuple[Approval, str]:
    files = [paper.versions.first().document]
    return question(cast, cast.ivana, paper, purpose="layout", title="Autumn pages", shown=(), files=files, **more)


@pytest.fixture
def ivana(cast: Any) -> Any:
    cast.ivana = person(cast.adria)
    return cast.ivana


def test_a_new_version_ends_the_older_link_and_is_counted(cast: Any, ivana: Any) -> None:
    first = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka)
    one, token = layout(cast, first.paper)
    assert (one.number, one.files[0]["kind"], one.files[0]["digest"]) == (1, "image/png", first.document.digest)
    bring_version(first.paper, BytesIO(PNG + b"new"), name="pages.png", by=cast.luka)
    two, newer = layout(cast, first.paper, news=["The size guide opens on the same page", " "])
    assert (two.number, two.news) == (2, ["The size guide opens on the same page"])
    assert two.version != one.version
    assert letters(two)[0].subject == "Autumn pages, version 2"
    with pytest.raises(Replaced):
        opened(token)
    decide(newer, kind="approved", version=two.version, name="Ivana")
    with CaptureQueriesContext(connection) as asked:
        found = facts.newest(Paper, [first.paper_id])[first.paper_id]
    assert (found.state, found.yes, found.number, found.who, len(asked)) == ("approved", True, 2, "Ivana", 1)


def test_the_same_version_again_keeps_its_number(cast: Any, ivana: Any) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka).paper
    assert [layout(cast, paper)[0].number for _n in range(2)] == [1, 1]
    assert Approval.objects.filter(replaced=True).count() == 1


@pytest.mark.parametrize(
    "kind, item, said",
    [
        ("remarks", "corrected", "Ivana approved “Autumn pages” with remarks: “The sun is too big”"),
        ("corrected", "corrected", "Ivana asks for a change in “Autumn pages”: “The sun is too big”"),
        ("declined", "declined", "Ivana declined “Autumn pages”: “The sun is too big”"),
    ],
)
def test_what_they_want_otherwise_waits_for_the_keeper_until_the_next_version(
    cast: Any, ivana: Any, kind: str, item: str, said: str
) -> None:
    paper = bring(cast.adria.pk, BytesIO(PNG), name="pages.png", by=cast.luka).paper
    approval, token = layout(cast, paper)
    with pytest.raises(ValidationError):
        decide(token, kind=kind, version=approval.version, name="Ivana", words=" ")
    decide(token, kind=kind, version=approval.version, name="Ivana", words="The sun is too big")
    waits = open_items(kind=item).get()
    assert (waits.why.plain(), waits.facts, waits.client_id) == (said, {"approval": approval.pk}, cast.adria.pk)
    assert facts.newest(Paper, [paper.pk])[paper.pk].yes == (kind == "remarks")
    bring_version(paper, BytesIO(PNG + b"2"), name="pages.png", by=cast.luka)
    layout(cast, paper)
    assert not open_items(kind=item).exists()


@pytest.mark.parametrize(
    "purpose, kind", [("milestone", "confirmed"), ("milestone", "silent"), ("understanding", "approved"), ("x", "back")]
)
def test_what_the_purpose_does_not_know_is_no_answer(cast: Any, purpose: str, kind: str) -> None:
    approval, token = question(cast, purpose=purpose)
    with pytest.raises(ValidationError, match="Press one of the buttons"):
        decide(token, kind=kind, version=approval.version, name="Ivana", words="Yes")
    assert not Decision.objects.exists()


def test_another_clients_file_is_never_shown(cast: Any, ivana: Any) -> None:
    theirs = bring(cast.polyot.pk, BytesIO(PNG), name="secret.png", by=cast.nina).document
    with pytest.raises(ValidationError, match="documents of this client"):
        question(cast, ivana, purpose="layout", files=[theirs])


def test_news_and_words_have_limits(cast: Any, ivana: Any) -> None:
    for wrong in ({"news": ["x" * 301]}, {"news": ["x"] * 11}, {"intro": "x" * 3001}, {"title": "\0 "}):
        with pytest.raises(ValidationError):
            question(cast, ivana, purpose="plan", **wrong)


def test_how_many_wait_is_one_statement_for_all_clients(cast: Any, ivana: Any) -> None:
    question(cast, ivana, purpose="milestone", also=[person(cast.adria, "Ante")])
    question(cast, ivana, subject=ivana, purpose="plan")
    with CaptureQueriesContext(connection) as asked:
        assert facts.waiting([cast.adria.pk, cast.isar.pk]) == {cast.adria.pk: 2}
    assert len(asked) == 1
    assert facts.waiting_for(ivana).count() == 2


def test_who_else_may_answer_has_a_link_and_the_first_answer_counts(cast: Any, ivana: Any) -> None:
    ante = person(cast.adria, "Ante")
    approval, token = question(cast, ivana, purpose="milestone", also=[ante, ivana])
    share = Approval.objects.get(root=approval)
    theirs = token_of(letters(share)[0].text)
    decide(theirs, kind="approved", version=approval.version, name="Ante")
    with pytest.raises(Ended):
        opened(token)
    assert [Approval.objects.get(pk=pk).state for pk in (approval.pk, share.pk)] == ["approved", "approved"]
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    assert facts.newest(Client, [client.pk])[client.pk].who == "Ante"
