"""`rapport findings`: what left its usual course in a client's figures, looked at now."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rapport.catalogue.metrics import all_metrics
from rapport.desk.client_named import client_named
from rapport.reckon.verdict import from_data
from rapport.results.findings.look import look
from rapport.results.findings.models import Finding
from rapport.ui.formats import say


class Command(BaseCommand):
    help = (
        "Look at a client's figures now, and print what has left its usual course: since when, by how much, how surely "
        'and the likely causes. A part of the name is enough. Example: rapport findings "Adria Dental" --all'
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="CLIENT", help="name of the client, or a part of it")
        parser.add_argument("--all", action="store_true", help="also those that are over, known, or no alarm")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        client = client_named(name)
        look(client)
        rows = Finding.objects.filter(client=client).order_by("settled_at", "-is_bad", "-sureness", "pk")
        if not options["all"]:
            rows = rows.filter(state=Finding.State.OPEN)
        names = {key: metric.name for key, metric in all_metrics().items()}
        if options["json"]:
            self.stdout.write(json.dumps([_as_data(one) for one in rows], ensure_ascii=False, indent=1))
            return
        for one in rows:
            told = " ".join(say(from_data(reason)) for reason in one.reasons)
            self.stdout.write(f"{names.get(one.metric, one.metric)}  {one.get_state_display()}  {told}")
            for cause in one.causes:
                self.stdout.write(f"    {say(from_data(cause))}")
        if not rows:
            self.stdout.write("Nothing has left its usual course.")


def _as_data(one: Finding) -> dict[str, Any]:
    return {
        "id": one.pk,
        "metric": one.metric,
        "kind": one.kind,
        "state": one.state,
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "usual": one.usual,
        "now": one.now,
        "size": one.size,
        "sureness": one.sureness,
        "bad": one.is_bad,
        "in_today": one.told_at is not None,
        "reasons": [from_data(reason).plain() for reason in one.reasons],
        "causes": [from_data(cause).plain() for cause in one.causes],
    }
