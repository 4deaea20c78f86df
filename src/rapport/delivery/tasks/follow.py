"""What tasks do when something around them changes: another keeper checks them, days away move their check dates."""

from __future__ import annotations

from django.db import transaction

from rapport.agency.models import Agency, Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.portfolio.keepers import keeper_of

ON_THE_WAY = (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED)


def of_keeper(client_id: int) -> None:
    """The client's keeper of now checks what is open there; what the former one did themself stays theirs to do."""
    keeper = keeper_of(client_id)
    if keeper is None:
        return
    with transaction.atomic():
        tasks = list(Task.objects.open().filter(client=client_id).values_list("pk", flat=True))
        Task.objects.filter(pk__in=tasks).exclude(keeper=keeper).update(keeper=keeper)
        remind.look_again(tasks)


def of_absence(member: Member) -> None:
    """The doer's working days have changed: checks that are still ahead are reckoned anew, unless chosen by hand."""
    agency, now = Agency.ours(), clock.now()
    doer = calendars.of_member(member, agency)
    with transaction.atomic():
        rows = Task.objects.open().filter(member=member, state__in=ON_THE_WAY, check_by_hand=False, checked_at=None)
        moved = []
        for task in rows.filter(due_at__gt=now, check_at__gt=now, handed_at__isnull=False).select_for_update():
            assert task.due_at is not None
            assert task.handed_at is not None
            check = calendars.reckoned_check(task.handed_at, task.due_at, doer, agency).at
            if check != task.check_at:
                task.check_at = check
                moved.append(task)
        Task.objects.bulk_update(moved, ["check_at"], batch_size=100)
        remind.of_member(member.pk)
