"""A start lays everything out in one step, once, in a fixed number of statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.onboarding.beginning import CONTENT, TASKS, decider, edition, en, known, line, started

from rapport.conversations.meetings.models import Meeting, Participant
from rapport.delivery.owed.models import Owed
from rapport.delivery.tasks.models import Task
from rapport.documents.keep import path_of
from rapport.documents.models import Folder, Paper, Version
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.onboarding.accesses.models import Access, AccessStep
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Engagement


def test_one_step_lays_out_everything(cast: Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(language="hr")
    start = started(cast)
    assert [folder.name for folder in Folder.objects.filter(parent__isnull=False)] == ["Contract", "Reports"]
    papers = {paper.title: paper for paper in Paper.objects.select_related("folder")}
    assert papers["Plan"].folder is not None
    assert papers["Plan"].folder.name == "Reports"
    version = Version.objects.get(paper=papers["Welcome"])
    assert path_of(version.document.digest).read_text() == "Good day."
    tasks = {task.once.split(":")[-1]: task for task in Task.objects.all() if task.once}
    assert set(tasks) == {"handover", "audit", "build", "later"}
    assert (tasks["handover"].member, tasks["handover"].state) == (cast.luka, "doing")
    assert (tasks["audit"].member, tasks["audit"].state) == (cast.tin, "handed")
    assert tasks["audit"].check_at is not None
    assert tasks["audit"].check_at < tasks["audit"].due_at
    assert (tasks["build"].member, tasks["build"].state) == (cast.tin, "open")
    assert list(tasks["build"].after.all()) == [tasks["audit"]]
    assert [step.text for step in tasks["audit"].steps.all()] == ["One", "Two"]
    assert tasks["audit"].folded == "audit"
    owed = Owed.objects.get()
    assert (owed.what, owed.waits, owed.contact.first_name) == ("Material", "Build", "Ivana")
    assert {access.system for access in Access.objects.all()} == {"Google Ads", "The web site"}
    assert AccessStep.objects.count() == 2
    asked = Questionnaire.objects.get()
    assert (asked.language, asked.asked_at, asked.state) == ("hr", None, "open")
    meeting = Meeting.objects.get()
    assert (meeting.kind, start.meeting) == ("onboarding", meeting)
    assert {seat.member or seat.contact.first_name for seat in Participant.objects.all()} == {cast.luka, "Ivana"}
    assert Entry.objects.filter(name="start.begun", client_id=cast.adria.pk).count() == 1


def test_no_task_falls_on_a_day_off_of_either_side(cast: Cast) -> None:
    ours, theirs = cast.luka.calendar(), cast.adria.calendar()
    started(cast, {"tasks": [line(f"t{n}", offset=n) for n in range(30)]})
    for task in Task.objects.all():
        assert ours.is_working_day(task.begins)
        assert theirs.is_working_day(task.begins)
        assert task.due_at == cast.tin.calendar().end_of_day(clock.day_of(task.due_at))


def test_asked_twice_it_is_begun_once(cast: Cast) -> None:
    first = started(cast)
    engagement = Engagement.objects.get(client=cast.adria)
    again = begin(known(cast.marta, cast.adria), by=cast.marta, engagement=engagement)
    assert again == first
    assert Task.objects.count() == 4


def test_a_start_keeps_its_edition_when_a_newer_one_comes(cast: Cast) -> None:
    start = started(cast)
    edition({"tasks": []})
    assert Start.objects.get().edition_id == start.edition_id


@pytest.mark.parametrize(("tasks", "accesses"), [(6, 2), (60, 20)])
def test_the_number_of_statements_does_not_grow_with_the_playbook(cast: Cast, tasks: int, accesses: int) -> None:
    content = {
        **CONTENT,
        "tasks": [*TASKS, *(line(f"t{n}", checklist=[en("x")] * 3, after=["audit"]) for n in range(tasks))],
        "accesses": [{"key": f"a{n}", "system": en(f"System {n}")} for n in range(accesses)],
    }
    decider(cast.adria)
    begun = edition(content)
    engagement, client = Engagement.objects.get(client=cast.adria), known(cast.luka, cast.adria)
    with CaptureQueriesContext(connection) as queries:
        begin(client, by=cast.luka, engagement=engagement, edition=begun)
    assert len(queries) < 70


def test_who_may_begin_and_what_is_refused(cast: Cast) -> None:
    decider(cast.adria)
    made, engagement = edition(), Engagement.objects.get(client=cast.adria)
    with pytest.raises(PermissionDenied):
        begin(known(cast.tin, cast.adria), by=cast.tin, engagement=engagement)
    client = known(cast.luka, cast.adria)
    refused: list[tuple[str, dict[str, Any]]] = [
        ("engagement", {"engagement": Engagement.objects.get(client=cast.isar)}),
        ("engagement", {"engagement": engagement, "edition": edition({}, "other")}),
        ("began_on", {"engagement": engagement, "began_on": clock.today() + timedelta(days=4000)}),
    ]
    for field, more in refused:
        with pytest.raises(ValidationError) as refusal:
            begin(client, by=cast.luka, **{"edition": made, **more})
        assert field in refusal.value.message_dict
    assert not Start.objects.exists()
    assert not Task.objects.exists()


def test_a_client_without_people_and_a_service_without_a_playbook_can_begin(cast: Cast) -> None:
    made = edition({"description": en("Nothing yet.")})
    engagement = Engagement.objects.get(client=cast.adria)
    start = begin(known(cast.luka, cast.adria), by=cast.luka, engagement=engagement, edition=made)
    assert start.meeting is not None
    assert not Questionnaire.objects.exists()
