"""Logging a touchpoint: what is kept, what is refused, what it closes and asks."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as casting

from rapport.attention.models import Item, open_items
from rapport.conversations.log import log
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client

HOUR = timedelta(hours=1)


def seen(client, member):
    return Client.objects.fetch(member, client.pk)


def say(cast, **more):
    values = {"by": cast.luka, "channel": "call", "began": "ours", "summary": "The split is ready on Friday", **more}
    return log(seen(cast.adria, values["by"]), **values)


def test_a_logged_word_is_kept_with_who_and_when(cast):
    before = clock.now()
    ivana = casting.contact(cast.adria, "Ivana", "Perić")
    word = say(cast, people=[ivana], mood="good")
    assert (word.member, word.client_id, word.direction, word.mood) == (cast.luka, cast.adria.pk, "both", "good")
    assert word.at >= before
    assert list(word.people.all()) == [ivana]
    entry = Entry.objects.get(name="touchpoint.logged")
    assert (entry.client_id, entry.by, entry.in_story) == (cast.adria.pk, cast.luka, False)
    assert entry.data == {"channel": "call", "began": "ours", "mark": False}


def test_a_doubled_click_is_one_touchpoint(cast):
    once = uuid4()
    assert say(cast, once=once) == say(cast, once=once)
    assert Touchpoint.objects.count() == 1
    assert Entry.objects.filter(name="touchpoint.logged").count() == 1


@pytest.mark.parametrize(
    "field, more",
    [
        ("at", {"at": datetime(1, 1, 1, tzinfo=UTC)}),
        ("at", {"at": datetime(9999, 12, 31, tzinfo=UTC)}),
        ("at", {"at": "tomorrow"}),
        ("summary", {"summary": "   "}),
        ("channel", {"channel": "pigeon"}),
        ("next_step_on", {"next_step": "Ring", "next_step_on": date(9999, 1, 1)}),
        ("next_step_on", {"next_step": "Ring", "next_step_on": date(2001, 1, 1)}),
        ("next_step", {"next_step_on": clock.today() + timedelta(days=2)}),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(cast, field, more):
    if more.get("at") == "tomorrow":
        more = {"at": clock.now() + timedelta(days=1)}
    with pytest.raises(ValidationError) as refusal:
        say(cast, **more)
    assert field in refusal.value.message_dict
    assert not Touchpoint.objects.exists()


def test_people_of_another_client_are_refused(cast):
    stranger = casting.contact(cast.isar, "Hans")
    with pytest.raises(ValidationError, match="people of this client"):
        say(cast, people=[stranger])


def test_whoever_has_no_standing_is_refused_before_anything_is_written(cast):
    with pytest.raises(PermissionDenied):
        log(seen(cast.adria, cast.fran), by=cast.fran, channel="call", began="ours", summary="Money")
    assert not Touchpoint.objects.exists()


@pytest.mark.parametrize(
    "channel, began, direction",
    [("call", "theirs", "both"), ("chat", "ours", "both"), ("mail", "ours", "out"), ("mail", "theirs", "in")],
)
def test_a_mail_is_one_way_and_everything_else_both(cast, channel, began, direction):
    assert say(cast, channel=channel, began=began).direction == direction


def test_a_mail_that_answers_within_the_cadence_is_two_way(cast):
    say(cast, channel="mail", began="theirs", at=clock.now() - timedelta(days=3))
    assert say(cast, channel="mail").direction == "both"


def test_a_mail_after_a_long_silence_answers_nothing(cast):
    say(cast, channel="mail", began="theirs", at=clock.now() - timedelta(days=20))
    assert say(cast, channel="mail").direction == "out"


def test_our_own_second_mail_is_no_answer(cast):
    say(cast, channel="mail", at=clock.now() - timedelta(days=1))
    assert say(cast, channel="mail").direction == "out"


def test_a_spoken_word_closes_what_was_due_and_asks_for_the_next(cast):
    say(cast, at=clock.now() - timedelta(days=40))
    late = open_items(kind="word", client=cast.adria).get()
    assert late.due < clock.now()
    say(cast)
    late.refresh_from_db()
    assert (late.outcome, late.closed_by) == ("done", cast.luka)
    ahead = open_items(kind="word", client=cast.adria).get()
    assert ahead.due > clock.now()
    assert ahead.facts["every"] == 14


def test_a_mail_without_an_answer_leaves_the_word_due(cast):
    say(cast, at=clock.now() - timedelta(days=40))
    late = open_items(kind="word", client=cast.adria).get()
    say(cast, channel="mail")
    late.refresh_from_db()
    assert late.closed_at is None


def test_a_next_step_becomes_a_reminder_on_its_day(cast):
    day = clock.today() + timedelta(days=3)
    word = say(cast, next_step="Send the split", next_step_on=day)
    item = Item.objects.get(cause=f"step:{word.pk}")
    assert (item.kind, item.why.plain(), item.due.date(), item.closed_at) == ("note", "Send the split", day, None)
    assert item.shows_from > clock.now()


def test_files_are_kept_as_evidence_by_name(cast):
    word = say(cast, files=[SimpleUploadedFile("../Minutes.pdf", b"%PDF", "application/pdf")])
    document = word.evidence.get().document
    assert (document.client_id, document.size) == (cast.adria.pk, 4)
    assert document.name == "Minutes.pdf"


def test_a_specialist_of_the_crew_may_log(cast):
    assert say(cast, by=cast.tin).member == cast.tin
