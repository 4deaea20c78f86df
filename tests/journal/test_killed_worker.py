"""A worker that is killed in the middle of its work loses nothing and does nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.django_db
def test_every_event_is_followed_exactly_once_though_the_worker_is_killed_again_and_again() -> None:
    database = "postgres" if connection.vendor == "postgresql" else "sqlite"
    words = ["--kills", "3", "--events", "9", "--sweep-now", "--database", database]
    run = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/kill_worker.py"), *words],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Every event was followed exactly once in effect." in run.stdout
