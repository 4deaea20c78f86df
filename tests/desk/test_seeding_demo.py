"""The demo is laid out whole on any day: its mail, meetings and promises are true rows, and nothing fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from rapport.attention.models import open_items
from rapport.conversations.mail.models import Arrival, Mailbox, Message
from rapport.conversations.meetings.models import Debrief, Meeting, Offer
from rapport.conversations.promises.facts import kept_shares
from rapport.conversations.understandings.models import Understanding
from rapport.desk.seeding import demo
from rapport.desk.seeding.said import LETTERS
from rapport.journal import clock
from rapport.journal.models import Entry, Failure
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing

SUNDAY = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 11, 15, tzinfo=UTC)
HOLIDAY = datetime(2027, 1, 1, 22, 30, tzinfo=UTC)


# Which day it is changes nothing about the database: PostgreSQL is asked about one.
DAYS = [TUESDAY] if connection.vendor == "postgresql" else [SUNDAY, HOLIDAY]

# what the work asks for on Today, so that each can be seen
OF_THE_WORK = {
    "task_check", "task_late", "task_date", "task_returned", "task_unclear", "task_delivered",
    "start_stuck", "questionnaire", "access_ends", "handover", "ending", "extra", "owed", "request", "approval",
    "silence", "declined", "milestone_free", "sign_off",
}  # fmt: skip


@pytest.mark.parametrize("now", DAYS, ids=lambda day: f"{day:%A}")
def test_the_demo_is_laid_out_whole(db: Any, tmp_path: Any, settings: Any, now: datetime) -> None:
    settings.DATA_DIR = tmp_path
    with time_machine.travel(now, tick=True):
        demo.lay_out()
        assert not Failure.objects.exists()
        assert not Entry.objects.filter(told_at=None).exists()
        assert not Outgoing.objects.filter(sent_at=None, held_at=None).exists()
        assert set(open_items().values_list("kind", flat=True)) >= OF_THE_WORK
        _mail()
        _meetings()
        _promises()
        assert set(Understanding.objects.values_list("state", flat=True)) == {"confirmed", "corrected", "sent"}


def _mail() -> None:
    outcomes = set(Arrival.objects.values_list("outcome", flat=True))
    assert outcomes == {"kept", "tray", "newsletter", "colleagues", "stranger", "duplicate", "too_large"}
    assert Arrival.objects.count() == len(LETTERS) + 2
    assert not Message.objects.filter(at__gt=clock.now()).exists()
    assert Message.objects.filter(is_bounce=True).count() == 1
    assert not Mailbox.objects.filter(try_at__lt=clock.now() + timedelta(days=3000)).exists()
    asked = Message.objects.get(subject="Re: Zimski proračun")
    assert asked.touchpoint is not None
    assert asked.touchpoint.word_overdue
    assert len(asked.triage["questions"]) == 1
    assert {item.kind for item in open_items(client=asked.client_id)} >= {"first_call", "word", "promise"}


def _meetings() -> None:
    ahead = Meeting.objects.filter(host__email="marta@kordun.example", state="planned", series=None)
    assert set(ahead.values_list("client__name", flat=True)) == {"Sever Instruments", "Brandt & Söhne"}
    assert open_items(kind="agenda", client__name="Tatrawood").count() == 1
    assert Debrief.objects.filter(given_at=None).count() == Debrief.objects.exclude(given_at=None).count() == 1
    assert Offer.objects.filter(picked_at=None).count() == Offer.objects.exclude(picked_at=None).count() == 1
    assert not Meeting.objects.filter(state="planned", at__lt=clock.now()).exists()


def _promises() -> None:
    adria = Client.objects.get(name="Adria Dental")
    ours = kept_shares([adria.pk])[adria.pk].ours
    assert (ours.kept, ours.total) == (17, 21)
