"""`rapport demo`: a made-up agency, laid out on first use, and a door to enter it as one of its people."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from rapport.agency.models import Member
from rapport.config.recurring import RECURRING
from rapport.desk.seeding.mark import set_mark, stands
from rapport.journal import follow


class Command(BaseCommand):
    help = "Lay out the demo agency if the data folder is empty, then serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if not stands() and Member.objects.exists():
            raise CommandError(
                "This data folder holds a real agency, and a demo lets everyone in. "
                "Choose another one: RAPPORT_DATA_DIR=/tmp/rapport-demo rapport demo"
            )
        if not stands():
            self.stderr.write("Laying out the demo agency (once, a few seconds) ...")
            lay_out()
        call_command("serve", host=host, port=port)


def lay_out() -> None:
    """The demo, with everything that recurs done once, so that the first morning is complete."""
    from rapport.desk.seeding import demo

    demo.lay_out()
    for line in RECURRING:
        line.deed()
    follow.catch_up(limit=100_000)
    set_mark()
