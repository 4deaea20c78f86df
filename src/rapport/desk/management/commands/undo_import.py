"""`rapport undo-import`: takes a whole import back; what people have changed since stays and is said."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from rapport.desk.imports.told import as_json
from rapport.intake.models import Import
from rapport.intake.undo import ask_to_undo
from rapport.intake.work import work
from rapport.journal.follow import catch_up

FOLLOWED_AT_ONCE = 2_000  # clients; more than that is a worker's part


class Command(BaseCommand):
    help = (
        "Take an import back: what it made goes out of sight, what it changed becomes what it was. What people have "
        "changed since stays as it is and is listed. The number is printed by rapport import. "
        "Example: rapport undo-import 3"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="number of the import")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output")

    def handle(self, *args: Any, id: int, **options: Any) -> None:
        of = Import.objects.filter(pk=id).first()
        if of is None:
            raise CommandError(f"There is no import {id}.")
        try:
            of = ask_to_undo(of, by=of.by)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        of = work(of.pk) or of
        if of.counts.get("new", 0) <= FOLLOWED_AT_ONCE:
            catch_up()
        told = as_json(of)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{of.name} is taken back: {told['undone']} things.")
        for left in told["left"]:
            self.stdout.write(f"  line {left['line']}: {left['reason']}")
