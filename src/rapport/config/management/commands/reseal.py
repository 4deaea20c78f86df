"""`rapport reseal`: brings every secret in the database under the newest secret key, so that the old one may go."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from rapport.agency.reseal import reseal_second_steps
from rapport.journal.sealed import reseal, sealed_fields


class Command(BaseCommand):
    help = "Seal every secret in the database under the newest secret key (docs/hosting/backup.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object on standard output")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        results = {
            model._meta.label: reseal(model)
            for model in apps.get_models()
            if model._meta.managed and sealed_fields(model)
        }
        results["second steps"] = reseal_second_steps()
        lost = {name: list(result.unsealable) for name, result in results.items() if result.unsealable}
        done = sum(result.done for result in results.values())
        if as_json:
            self.stdout.write(json.dumps({"resealed": done, "unsealable": lost}))
        else:
            self.stdout.write(f"{done} secrets were brought under the newest key.")
        if lost:
            raise CommandError(refusal(lost))
        if not as_json:
            self.stdout.write("Nothing is left under an old key: RAPPORT_OLD_SECRET_KEYS may be emptied.")


def refusal(lost: dict[str, list[Any]]) -> str:
    """What no key given opens, by table and number, never by content."""
    named = "; ".join(f"{name} {', '.join(map(str, keys[:20]))}" for name, keys in lost.items())
    return f"No key given opens these secrets, so they are as they were: {named}. Enter them anew where they are used."
