"""`rapport seed`: fills an empty data folder with the demo agency, or with very many clients to measure it."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapport.agency.models import Member
from rapport.config.management.commands import demo
from rapport.desk.seeding import many


class Command(BaseCommand):
    help = (
        "Fill an empty data folder. demo: one agency's two years of stories. agency: 500 clients, 4,000 contacts, "
        "750,000 touchpoints, 20,000 open tasks. supplier: 100,000 clients, 300,000 contacts, 1,000,000 touchpoints, "
        "50,000 open tasks."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=("demo", *many.SIZES), default="demo")

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        if Member.objects.exists():
            raise CommandError("This data folder holds an agency already. Choose another one with RAPPORT_DATA_DIR.")
        began = perf_counter()
        if size == "demo":
            demo.lay_out()
        else:
            many.lay_out(size, say=self.stderr.write)
            self.stderr.write(f"Sign in as {many.HEAD}, {many.LEADER} or {many.MANAGER} with: {many.PASSWORD}")
        self.stderr.write(f"Laid out in {perf_counter() - began:.0f} s.")
