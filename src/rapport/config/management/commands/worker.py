"""`rapport worker`: follows what happened, sends mail, does what recurs. Run as many as there are machines."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from huey.consumer_options import ConsumerConfig


class Command(BaseCommand):
    help = "Follow what happened, send mail and do what recurs, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=2, help="how many things at once (default 2)")

    def handle(self, *args: Any, threads: int, **options: Any) -> None:
        from rapport.config.queue import huey

        settings = ConsumerConfig(
            workers=threads, worker_type="thread", initial_delay=0.05, backoff=1.15, max_delay=0.5, scheduler_interval=1
        )
        settings.validate()
        huey.create_consumer(**settings.values).run()
