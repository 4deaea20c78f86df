"""Brings a task to whoever asks, with their standing, or says that it is not there: for every view that names one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member, Role
from rapport.delivery.tasks.models import Task
from rapport.portfolio.models import Client


def task_for(member: Member, pk: int, deed: str = "task.see") -> Task:
    """The task, when the member may do the deed with it: hidden and missing are the same 404, seen but not 403."""
    rows = Task.objects.visible_to(member).select_related("keeper", "member", "goal", "milestone", "service", "parent")
    task = rows.filter(pk=pk).first()
    if task is None:
        raise Http404(_("There is no such task."))
    know_standing(task, member)
    if not may(member, deed, task.standing):
        raise PermissionDenied(_("You can see this task, but this is for whoever keeps it."))
    return task


def know_standing(task: Task, member: Member) -> Task:
    """Set how the member stands to a task they see, and to its client; one statement, none without a client."""
    if task.client_id is None:
        task.standing = of_the_house(task, member)
        return task
    try:
        task.client = Client.objects.fetch(member, task.client_id)
    except Client.DoesNotExist:
        raise Http404(_("There is no such task.")) from None
    task.standing = task.client.standing
    return task


def of_the_house(task: Task, member: Member) -> frozenset[str]:
    """To a task without a client: it is its keeper's, its doer works for it, the head of the keeper's team leads."""
    ways = set()
    if member.pk in (task.keeper_id, task.made_by_id):
        ways.add("keeper")
    if member.pk == task.member_id:
        ways.add("hired" if member.hired else "crew")
    if member.is_(Role.HEAD) and (member.team_id is None or member.team_id == task.keeper.team_id):
        ways.add("head")
    return frozenset(ways)
