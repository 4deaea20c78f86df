"""`rapport serve`: web server and worker under one supervisor that passes signals on and leaves nobody behind."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

_PARENT_DIED = 1  # PR_SET_PDEATHSIG


class Command(BaseCommand):
    help = "Serve the pages and follow what happens, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--processes", type=int, default=2, help="web processes (default 2)")
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")

    def handle(self, *args: Any, host: str, port: int, processes: int, no_worker: bool, **options: Any) -> None:
        refuse_a_taken_port(host, port)
        call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["*.po"])
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        web += [
            "--workers",
            str(processes),
            "--blocking-threads",
            "2",
            "--backpressure",
            "64",
            "--log-level",
            "warning",
        ]
        commands = {"web server": [*web, "rapport.config.wsgi:application"]}
        if not no_worker:
            commands["worker"] = [sys.executable, "-m", "rapport", "worker"]
        self.stderr.write(f"Rapport listens on http://{host}:{port}  (data: {settings.DATA_DIR}; Ctrl-C stops it)")
        raise SystemExit(supervise(commands))


def refuse_a_taken_port(host: str, port: int) -> None:
    """Say so when something listens there already: two web servers would share the port and answer in turns."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise CommandError(f"Something listens on {host}:{port} already. Stop it, or choose another --port.")


def supervise(commands: dict[str, list[str]]) -> int:
    """Run the commands until one of them ends for good or a signal comes; the exit code of the house.

    A worker that dies is started again (what it was at is swept up); a web server that dies ends the house, so that
    whoever runs it notices.
    """
    running = {name: _start(command) for name, command in commands.items()}
    stopping: list[int] = []

    def stop(number: int, _frame: Any) -> None:
        stopping.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    code = 0
    while not stopping:
        time.sleep(0.2)
        for name, process in running.items():
            if process.poll() is None:
                continue
            if name == "worker":
                time.sleep(1)
                running[name] = _start(commands[name])
            else:
                code = process.returncode or 1
                stopping.append(0)
    for process in running.values():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 10
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
        # A server that was killed leaves its web processes behind: end whoever is still in its session.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return code


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own, so that Ctrl-C reaches it once, through us; it dies with us even when we are killed.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_die_with_parent, env=os.environ.copy())  # noqa: S603


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGTERM)
