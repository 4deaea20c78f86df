"""What follows for tasks: another keeper checks them, days away move the check, a crew that changed is seen."""

from datetime import datetime, time, timedelta

import pytest
from tests import cast as casting

from rapport.agency.absences import drop_absence, note_absence
from rapport.attention.models import open_items
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.reopen import reopen
from rapport.delivery.tasks.take import take
from rapport.delivery.tasks.write import write
from rapport.journal import clock
from rapport.portfolio.crew import remove_from_crew
from rapport.portfolio.hand_over import hand_over
from rapport.portfolio.merge import merge, unmerge
from rapport.portfolio.models import Client, Crew


@pytest.fixture
def task(cast):
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    due = datetime.combine(clock.today() + timedelta(days=40), time(17), clock.zone_of("Europe/Zagreb"))
    written = write(adria, by=cast.luka, title="Fix the tag on two pages")
    return hand(written, by=cast.luka, to=cast.tin, due_at=due, knowing=True)


def test_the_next_keeper_checks_what_the_former_one_handed_over(cast, task, follow):
    hand_over(Client.objects.fetch(cast.luka, cast.adria.pk), by=cast.luka, keeper=cast.ana)
    follow()
    assert Task.objects.get().keeper == cast.ana


def test_days_away_move_the_check_and_back_again(cast, task, follow):
    first = task.check_at
    away = {"first": clock.today() + timedelta(days=1), "last": clock.today() + timedelta(days=20)}
    absence = note_absence(cast.tin, by=cast.tin, **away)
    follow()
    assert Task.objects.get().check_at > first
    assert open_items(kind="task_check").get().shows_from == Task.objects.get().check_at
    drop_absence(absence, by=cast.tin)
    follow()
    assert Task.objects.get().check_at == first


def test_whoever_leaves_the_crew_leaves_their_tasks_to_the_keeper(cast, task, follow):
    remove_from_crew(Crew.objects.select_related("client", "member").get(client=cast.adria), by=cast.luka)
    follow()
    assert open_items(kind="task_unclear").get().why.plain().startswith("Tin Babić cannot do it any more")


def test_tasks_go_along_with_a_merged_client_and_come_back(cast, task, follow):
    second = casting.client("Adria Dent", cast.marta)
    merging = merge(
        Client.objects.fetch(cast.marta, second.pk), Client.objects.fetch(cast.marta, cast.adria.pk), by=cast.marta
    )
    follow()
    assert (Task.objects.get().client, Task.objects.get().keeper) == (second, cast.marta)
    unmerge(merging, by=cast.marta)
    follow()
    assert (Task.objects.get().client, Task.objects.get().keeper) == (cast.adria, cast.luka)
    assert open_items(kind="task_handed", client=cast.adria).exists()


def test_a_line_of_minutes_that_became_a_task_is_done_with_it(cast, task, follow):
    meeting = Meeting.objects.create(
        client=cast.adria, host=cast.luka, made_by=cast.luka, local=clock.now(), at=clock.now(), zone="UTC", uid="m1"
    )
    line = MinuteLine.objects.create(meeting=meeting, text="Fix the tag", becomes="action", by=cast.luka)
    Task.objects.filter(pk=task.pk).update(source="minutes", source_id=line.pk)
    take(task, by=cast.luka)
    follow()
    line.refresh_from_db()
    assert line.done_at is not None
    reopen(task, by=cast.luka)
    follow()
    line.refresh_from_db()
    assert line.done_at is None
