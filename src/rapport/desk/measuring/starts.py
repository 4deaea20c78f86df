"""How quick a client begins: a service with a long playbook laid out in one step, in an empty house."""

from __future__ import annotations

import time
from collections import Counter
from statistics import median
from typing import Any

from django.db import connection

from rapport.agency.models import Agency, Member, Role
from rapport.catalogue.models import Edition, Service
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Contact, Crew, Engagement, Keeper

TASKS, TIMES = 60, 15


def measure(tasks: int = TASKS, times: int = TIMES) -> dict[str, Any]:
    """Begin so many starts of so many tasks; milliseconds of the middle and of the slowest one, statements of one.

    The first is not counted: it reads the public holidays of the world, as the first page after a start does.
    """
    keeper, specialist, edition = _house(tasks)
    spent, statements = [], Counter[str]()

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements[sql.partition(" ")[0]] += 1
        return execute(sql, params, many, context)

    for n in range(times + 1):
        client, engagement = _client(n, keeper, specialist, edition)
        known = Client.objects.fetch(keeper, client.pk)
        statements.clear()
        began = time.perf_counter()
        with connection.execute_wrapper(count):
            begin(known, by=keeper, engagement=engagement, edition=edition)
        spent.append((time.perf_counter() - began) * 1000)
    return {
        "tasks": Task.objects.filter(source="start", source_id=Start.objects.order_by("pk").values("pk")[:1]).count(),
        "starts": times,
        "ms": round(median(spent[1:]), 1),
        "slowest_ms": round(max(spent[1:]), 1),
        "statements": sum(statements.values()),
    }


def _house(tasks: int) -> tuple[Member, Member, Edition]:
    Agency.ours()
    keeper = Member.objects.create_user("keeper@house.example", "measured", name="Bench Keeper", roles=[Role.MANAGER])
    specialist = Member.objects.create_user(
        "doer@house.example", "measured", name="Bench Doer", roles=[Role.SPECIALIST]
    )
    service = Service.objects.order_by("pk").first() or Service.objects.create(key="bench", names={"en": "Bench"})
    number = Edition.objects.filter(service=service).count() + 1
    return keeper, specialist, Edition.objects.create(service=service, number=number, content=_content(tasks))


def _content(tasks: int) -> dict[str, Any]:
    """A playbook in which each third task waits for the one before, with checklists, accesses and questions."""
    return {
        "description": {"en": "Measured."},
        "questionnaire": [{"key": f"q{n}", "ask": {"en": f"Question {n}?"}, "kind": "text"} for n in range(20)],
        "folders": [{"en": f"Folder {n}"} for n in range(6)],
        "documents": [
            {"key": f"d{n}", "title": {"en": f"Document {n}"}, "body": {"en": "Words. " * 50}, "folder": n % 6}
            for n in range(6)
        ],
        "tasks": [
            {
                "key": f"t{n}", "title": {"en": f"Task {n}"}, "what": {"en": "What is to be done."},
                "criteria": {"en": "How one will know."}, "part": ("specialist", "specialist", "keeper")[n % 3],
                "offset": n // 4, "days": 2, "hours": 3, "after": [f"t{n - 1}"] if n % 3 == 2 else [],
                "checklist": [{"en": "First"}, {"en": "Second"}],
            }
            for n in range(tasks)
        ],
        "accesses": [{"key": f"a{n}", "system": {"en": f"System {n}"}} for n in range(8)],
    }  # fmt: skip


def _client(n: int, keeper: Member, specialist: Member, edition: Edition) -> tuple[Client, Engagement]:
    today = clock.today()
    client = Client.objects.create(name=f"Measured {n}", since=today, country="HR")
    Keeper.objects.create(client=client, member=keeper, since=today)
    Crew.objects.create(client=client, member=specialist, since=today)
    Contact.objects.create(client=client, first_name="Person", place=Contact.Place.DECIDES)
    return client, Engagement.objects.create(client=client, service=edition.service, since=today)
