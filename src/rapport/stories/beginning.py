"""What moves the starts of a client: the next tasks are handed over, what is complete is done, what stands is told."""

from __future__ import annotations

from rapport.delivery.owed import remind as owed
from rapport.delivery.tasks import remind as tasks
from rapport.delivery.tasks.models import Task
from rapport.journal.models import Entry
from rapport.onboarding import go_along
from rapport.onboarding.starts import remind
from rapport.onboarding.starts.finish import finish
from rapport.onboarding.starts.hand_next import hand_next
from rapport.onboarding.starts.steps import going, standings
from rapport.portfolio.merge import remember
from rapport.portfolio.models import Merge


def begun(entry: Entry) -> None:
    """What was laid out in one step asks for its own people now."""
    if entry.client_id is None:
        return
    rows = Task.objects.open().filter(client=entry.client_id, source="start", source_id=entry.about_id)
    tasks.look_again(rows.values_list("pk", flat=True))
    owed.look_again([entry.client_id])


def moved(entry: Entry) -> None:
    """A step was done, or is open again."""
    if entry.client_id is None:
        return
    starts = list(going(client=entry.client_id))
    judged = standings(starts)
    for start in starts:
        if judged[start.pk].complete:
            finish(start, by=None)
        else:
            hand_next(start, judged[start.pk])
    remind.look_again([entry.client_id])


def looked_at(entry: Entry) -> None:
    """Something moved that finishes nothing: a start that stood still may stand still no more."""
    if entry.client_id is not None:
        remind.look_again([entry.client_id])


def go_along_with(entry: Entry) -> None:
    """Two clients became one: what begins there goes along, remembered with the merge."""
    if Merge.objects.filter(pk=entry.data["merge"]).exclude(undone_at=None).exists():
        return  # told late: they have parted again meanwhile
    rows = go_along.rows_of(entry.data["gone"])
    go_along.move(rows, to=entry.data["kept"])
    remember(entry.data["merge"], **rows)


def come_back(entry: Entry) -> None:
    moved_ = Merge.objects.values_list("moved", flat=True).get(pk=entry.data["merge"])
    go_along.move(moved_, to=entry.data["gone"])
