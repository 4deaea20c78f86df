"""The story of a client: everything once, newest first, whatever the page size; filtered and searched."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting

from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.conversations.timeline import Cursor, story
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client


@pytest.fixture
def long_story(cast):
    """Words and entries in turns, some of them in the same instant."""
    start = clock.now() - timedelta(days=50)
    for n in range(20):
        at = start + timedelta(days=n // 2)
        Touchpoint.objects.create(
            client=cast.adria, member=cast.luka, channel="call", began="ours" if n % 3 else "theirs",
            summary=f"Said {n}, Đurđa was there" if n == 7 else f"Said {n}", at=at,
        )  # fmt: skip
        Entry.objects.create(name="client.changed" if n % 2 else "nobody.knows", client_id=cast.adria.pk, at=at)
    Entry.objects.create(name="client.changed", client_id=cast.isar.pk, at=start)
    return cast.adria


def whole(client, size, **how):
    lines, after, pages = [], None, 0
    while pages < 100:
        page = story(client.pk, size=size, after=after, **how)
        lines += page.lines
        pages += 1
        if page.after is None:
            return lines
        after = Cursor.read(str(page.after))
    raise AssertionError("the story does not end")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 30])
def test_every_line_comes_once_whatever_the_page(long_story, size):
    lines = whole(long_story, size, names=["client.changed"])
    assert len(lines) == 30
    places = [(line.place.at, line.place.rank, line.place.pk) for line in lines]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == 30


def test_unknown_events_and_other_clients_are_not_told(long_story):
    assert {line.entry.name for line in whole(long_story, 30, names=["client.changed"]) if line.entry} == {
        "client.changed"
    }


def test_they_first_shows_only_marks(long_story):
    lines = whole(long_story, 3, first_only=True, names=["client.changed"])
    assert len(lines) == 7
    assert all(line.touchpoint.began == "theirs" for line in lines)


def test_search_finds_without_marks_in_words_and_people(long_story, cast):
    assert [line.touchpoint.summary for line in whole(long_story, 5, query="durda THERE")] == [
        "Said 7, Đurđa was there"
    ]
    said = Touchpoint.objects.get(summary="Said 3")
    said.people.add(casting.contact(cast.adria, "Željko", "Šimić"))
    assert [line.touchpoint for line in whole(long_story, 5, query="zeljko")] == [said]
    assert whole(long_story, 5, query="100%") == []


def test_a_removed_word_is_not_told(long_story):
    Touchpoint.objects.filter(summary="Said 8").update(deleted_at=clock.now())
    assert len(whole(long_story, 30)) == 19


@pytest.mark.parametrize("text", ["", "x", "2024-01-01~1~2", "~~", "2024-01-01T00:00:00+00:00~1~99999999999999999999"])
def test_what_is_no_cursor_begins_anew(text):
    assert Cursor.read(text) is None


def test_a_page_takes_three_statements_with_people_and_files(cast, django_assert_max_num_queries):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    people = [casting.contact(cast.adria, name) for name in ("Ivana", "Ante")]
    for n in range(12):
        log(
            client, by=cast.luka, channel="call", began="ours", summary=f"Said {n}", people=people,
            files=[SimpleUploadedFile(f"{n}.pdf", b"%PDF")],
        )  # fmt: skip
    with django_assert_max_num_queries(3):
        page = story(client.pk, names=["client.changed"], size=10)
    assert [[p.name for p in line.people] for line in page.lines] == [["Ivana", "Ante"]] * 10
    assert page.lines[0].evidence[0].name == "11.pdf"
