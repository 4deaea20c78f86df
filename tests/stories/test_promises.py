"""What happens elsewhere and concerns promises: words logged, somebody away, clients merged."""

from datetime import timedelta

import pytest

from rapport.agency.models import Absence
from rapport.attention.models import open_items
from rapport.conversations.correct import correct
from rapport.conversations.log import log
from rapport.conversations.mail.models import Thread
from rapport.conversations.models import Touchpoint
from rapport.conversations.promises.make import make
from rapport.conversations.promises.models import Promise
from rapport.conversations.remove import remove, restore
from rapport.journal import clock
from rapport.journal.models import Failure
from rapport.journal.record import record
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client
from rapport.reckon import triage


@pytest.fixture
def told(follow):
    def run():
        follow()
        assert not Failure.objects.exists(), Failure.objects.first().error

    return run


@pytest.fixture(autouse=True)
def reads(monkeypatch):
    """Every sentence with "will" is a promise of whoever wrote it; who wrote is kept."""
    wrote = []

    def judge(words, *, language="", written_on, from_us=False):
        wrote.append(from_us)
        sentences = [s.strip() for s in words.split(".") if "will" in s]
        quotes = [triage.Quote(s, 0, len(s), ("will",)) for s in sentences]
        return triage.Triage(promises=tuple(triage.PromiseSeen(q, from_us, written_on, "today") for q in quotes))

    monkeypatch.setattr("rapport.conversations.promises.propose.judge", judge)
    return wrote


def say(cast, summary, **more):
    values = {"channel": "call", "began": "ours", "summary": summary, **more}
    return log(Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka, **values)


def test_a_logged_promise_is_proposed_and_not_confirmed(cast, told):
    said = say(cast, "I will send the split. Nice weather.")
    told()
    promise = Promise.objects.get()
    assert (promise.state, promise.words, promise.by_us) == ("proposed", "I will send the split", True)
    assert (promise.source, promise.source_id, promise.member) == ("touchpoint", said.pk, cast.luka)
    assert open_items(kind="proposed").get().client == cast.adria


def test_a_mail_of_theirs_pasted_as_a_word_is_theirs(cast, told, reads):
    say(cast, "We will pay on Monday.", channel="mail", began="theirs", direction="in")
    told()
    assert not Promise.objects.get().by_us


def test_a_correction_is_read_again_and_a_removal_takes_it_back(cast, told):
    said = say(cast, "I will send the split.")
    told()
    said.client = Client.objects.fetch(cast.luka, cast.adria.pk)
    said = correct(said, by=cast.luka, version=1, summary="I will send the plan.")
    told()
    assert Promise.objects.get().words == "I will send the plan"
    remove(said, by=cast.luka)
    told()
    assert not Promise.objects.exists()
    restore(said, by=cast.luka)
    told()
    assert Promise.objects.get().state == "proposed"


def test_words_of_a_thread_are_read_where_they_were_written(cast, told):
    said = say(cast, "I will send the split.")
    now = clock.now()
    thread = Thread.objects.create(client=cast.adria, subject="Split", bare="split", first_at=now, last_at=now)
    Touchpoint.objects.filter(pk=said.pk).update(thread=thread)
    told()
    assert not Promise.objects.exists()


def test_an_absence_brings_a_reminder_forward(cast, told):
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    due = clock.today() + timedelta(days=40)
    make(adria, by=cast.luka, by_us=True, what="the split", due=due, member=cast.luka)
    before = open_items(kind="promise").get().shows_from
    Absence.objects.create(member=cast.luka, first=due - timedelta(days=20), last=due - timedelta(days=1))
    record("member.away", by=cast.luka, about=cast.luka, in_story=False)
    told()
    assert open_items(kind="promise").get().shows_from < before - timedelta(days=10)


def test_promises_go_along_when_clients_are_merged_and_come_back(cast, told):
    tatrawood = Client.objects.fetch(cast.marta, cast.tatrawood.pk)
    adria = Client.objects.fetch(cast.marta, cast.adria.pk)
    make(adria, by=cast.marta, by_us=True, what="the split", due=clock.today())
    done = merge(tatrawood, adria, by=cast.marta)
    told()
    assert Promise.objects.get().client == cast.tatrawood
    assert open_items(kind="promise").get().client == cast.tatrawood
    unmerge(done, by=cast.marta)
    told()
    assert Promise.objects.get().client == cast.adria
    assert open_items(kind="promise").get().client == cast.adria
