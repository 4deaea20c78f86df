"""A reader of a mailbox that is killed in the middle of its work stores every message exactly once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.gateways import dovecot

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_every_message_is_stored_exactly_once_though_its_reader_is_killed_again_and_again() -> None:
    if dovecot.BINARY is None:
        if os.environ.get("CI", "") not in ("", "0", "false"):
            pytest.fail(dovecot.MISSING)
        pytest.skip(dovecot.MISSING)
    database = "postgres" if connection.vendor == "postgresql" else "sqlite"
    words = ["--kills", "2", "--messages", "30", "--database", database]
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/kill_reader.py"), *words],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Every message was stored exactly once." in run.stdout
