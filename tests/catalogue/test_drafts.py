"""Writing the next edition of a service: rows that two may change at once, publishing, discarding."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from tests.cast import Cast, make

from rapport.catalogue import rows
from rapport.catalogue.begin_draft import begin_draft
from rapport.catalogue.change_draft import add_row, change_row, describe, move_row, take_row_out
from rapport.catalogue.editions import Unfit, newest, publish
from rapport.catalogue.models import Draft, Edition, Service
from rapport.catalogue.publish_draft import discard_draft, publish_draft

pytestmark = pytest.mark.django_db

CONTENT: dict[str, Any] = {
    "description": {"en": "Letters."},
    "folders": [{"en": "First"}, {"en": "Second"}, {"en": "Third"}],
    "documents": [{"key": "plan", "title": {"en": "Plan"}, "folder": 2}],
    "tasks": [{"key": "a", "title": {"en": "Begin"}}, {"key": "b", "title": {"en": "Go on"}, "after": ["a"]}],
}


@pytest.fixture
def cast() -> Cast:
    return make()


@pytest.fixture
def draft(cast: Cast) -> Draft:
    service = Service.objects.create(key="letters", names={"en": "Letters"})
    publish(service, CONTENT, "", cast.iva)
    return begin_draft(service, by=cast.iva)


def seen(draft: Draft, part: str, name: str) -> int:
    return rows.mark(rows.row_named(draft.content, part, name))


def test_a_draft_begins_as_the_newest_edition_and_there_is_one(cast: Cast, draft: Draft) -> None:
    assert (draft.content, draft.based_on) == (CONTENT, 1)
    assert begin_draft(draft.service, by=cast.marta) == draft


def test_a_published_draft_is_the_next_edition_and_the_one_before_has_not_changed(cast: Cast, draft: Draft) -> None:
    draft = add_row(draft, "tasks", {"title": {"en": "Go on"}}, by=cast.marta, words="Go on")
    assert [task["key"] for task in draft.content["tasks"]] == ["a", "b", "go-on"]
    made = publish_draft(draft, note="One more.", by=cast.marta, version=draft.version)
    assert (made.number, len(made.content["tasks"])) == (2, 3)
    assert Edition.objects.get(service=draft.service, number=1).content == CONTENT
    assert not Draft.objects.exists()
    with pytest.raises(Http404):
        change_row(draft, "tasks", "a", {}, by=cast.marta, seen=0)


def test_two_may_write_different_rows_and_the_second_of_one_row_is_asked(cast: Cast, draft: Draft) -> None:
    first, second = seen(draft, "tasks", "a"), seen(draft, "tasks", "b")
    change_row(draft, "tasks", "a", {"key": "a", "title": {"en": "Start"}}, by=cast.marta, seen=first)
    change_row(draft, "tasks", "b", {"key": "b", "title": {"en": "Continue"}}, by=cast.petra, seen=second)
    with pytest.raises(rows.RowChanged) as changed:
        change_row(draft, "tasks", "a", {"key": "a", "title": {"en": "Mine"}}, by=cast.petra, seen=first)
    assert changed.value.row == {"key": "a", "title": {"en": "Start"}}
    draft.refresh_from_db()
    assert [task["title"]["en"] for task in draft.content["tasks"]] == ["Start", "Continue"]


def test_documents_follow_their_folder_when_folders_move_or_go(cast: Cast, draft: Draft) -> None:
    draft = move_row(draft, "folders", "2", -1, by=cast.iva, seen=seen(draft, "folders", "2"))
    assert ([f["en"] for f in draft.content["folders"]], draft.content["documents"][0]["folder"]) == (
        ["First", "Third", "Second"], 1,
    )  # fmt: skip
    draft = take_row_out(draft, "folders", "0", by=cast.iva, seen=seen(draft, "folders", "0"))
    assert draft.content["documents"][0]["folder"] == 0
    draft = take_row_out(draft, "folders", "0", by=cast.iva, seen=seen(draft, "folders", "0"))
    assert draft.content["documents"][0]["folder"] is None


def test_a_list_that_moved_under_an_editor_still_finds_the_row_that_was_seen(cast: Cast, draft: Draft) -> None:
    third = seen(draft, "folders", "2")
    take_row_out(draft, "folders", "0", by=cast.marta, seen=seen(draft, "folders", "0"))
    draft = change_row(draft, "folders", "2", {"en": "Last"}, by=cast.iva, seen=third)
    assert draft.content["folders"] == [{"en": "Second"}, {"en": "Last"}]
    with pytest.raises(rows.RowChanged):
        change_row(draft, "folders", "1", {"en": "Mine"}, by=cast.iva, seen=third)


def test_what_waits_for_a_task_that_is_gone_keeps_the_draft_from_being_published(cast: Cast, draft: Draft) -> None:
    draft = take_row_out(draft, "tasks", "a", by=cast.iva, seen=seen(draft, "tasks", "a"))
    with pytest.raises(Unfit):
        publish_draft(draft, note="", by=cast.iva, version=draft.version)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_nothing_is_published_or_discarded_that_changed_since_it_was_seen(cast: Cast, draft: Draft) -> None:
    version = draft.version
    describe(draft, {"en": "More letters."}, by=cast.petra, seen=rows.mark(CONTENT["description"]))
    with pytest.raises(ValidationError, match="Petra Šimić changed the draft meanwhile"):
        publish_draft(draft, note="", by=cast.iva, version=version)
    with pytest.raises(ValidationError):
        discard_draft(draft, by=cast.iva, version=version)
    discard_draft(draft, by=cast.iva, version=version + 1)
    assert not Draft.objects.exists()
    last = newest(draft.service)
    assert last is not None
    assert last.number == 1


def test_drafts_are_for_administrators_and_heads(cast: Cast, draft: Draft) -> None:
    for deed in (
        lambda: begin_draft(draft.service, by=cast.luka),
        lambda: add_row(draft, "tasks", {}, by=cast.luka),
        lambda: publish_draft(draft, note="", by=cast.tin, version=1),
        lambda: discard_draft(draft, by=cast.fran, version=1),
    ):
        with pytest.raises(PermissionDenied):
            deed()
