"""`rapport client`: one client in short, found by its name."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from rapport.attention.models import Item, open_items
from rapport.conversations.waiting import reason_of
from rapport.delivery.tasks.models import Task
from rapport.desk.client_named import client_named
from rapport.journal import clock
from rapport.journal.follow import catch_up
from rapport.overview import client_line
from rapport.overview.as_data import line_as_data
from rapport.overview.models import ClientLine
from rapport.portfolio.models import Client
from rapport.ui import formats


class Command(BaseCommand):
    help = (
        "Print one client in short: who keeps it, the last word and who began it, when the next is due, what waits. "
        'A part of the name is enough when only one client has it. Example: rapport client "Adria Dental"'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="name of the client, or a part of it")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        catch_up(limit=1_000_000)
        found = client_named(name)
        line = _line_of(found)
        items = list(open_items(client=found).order_by("due", "pk"))
        tasks = list(Task.objects.open().filter(client=found).select_related("member").order_by("due_at", "pk"))
        if options["json"]:
            told = {**line_as_data(line, [_item(item) for item in items]), "tasks": [_task(one) for one in tasks]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_told(line, items, tasks)))


def _line_of(client: Client) -> ClientLine:
    lines = ClientLine.objects.select_related("industry")
    found = lines.filter(pk=client.pk).first()
    if found is None:
        client_line.refresh([client.pk])
        found = lines.get(pk=client.pk)
    return found


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.pk,
        "kind": item.kind,
        "due": item.due.isoformat() if item.due else None,
        "shows_from": item.shows_from.isoformat(),
        "snoozed_until": item.snoozed_until.isoformat() if item.snoozed_until else None,
        "reason": reason_of(item, clock.today()).plain(),
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.pk,
        "title": task.title,
        "state": task.state,
        "doer": task.member.name if task.member else None,
        "due": task.due_at.isoformat() if task.due_at else None,
        "client_has_it_by": task.client_due.isoformat() if task.client_due else None,
        "hours": float(task.hours) if task.hours is not None else None,
    }


def _told(line: ClientLine, items: list[Item], tasks: list[Task]) -> Iterator[str]:
    yield " · ".join(filter(None, [line.name, line.tier, line.city or line.country, line.status]))
    keeper = line.keeper_name or _("nobody")
    yield f"  {_('Keeper')}: {keeper}"
    if line.fee:
        yield f"  {_('Fee a month')}: {formats.money(line.fee, line.currency)}"
    if line.last_at:
        began = _("we began") if line.last_began == "ours" else _("they began")
        yield f"  {_('Last word')}: {formats.moment(line.last_at)}, {began}"
    if line.word_due:
        yield f"  {_('Next word due')}: {formats.day(line.word_due)} ({formats.ago(line.word_due)})"
    total = line.ours_90 + line.theirs_90
    if total:
        yield f"  {_('Begun by us in 90 days')}: {line.ours_90}/{total}"
    if tasks:
        yield f"  {_('Open tasks')}: {len(tasks)}"
    for item in items:
        yield f"  - {formats.say(reason_of(item, clock.today()))}"
