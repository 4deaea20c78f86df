"""Each of the three queues carries a task, and one that cannot be reached stops nobody."""

import os
import socket
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.test import override_settings

from rapport.config import queue
from rapport.config.environment import Environment

REDIS = os.environ.get("RAPPORT_TEST_REDIS") or "redis://127.0.0.1:6379/0"
POSTGRES = os.environ.get("RAPPORT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def reachable(url: str, ordinary: int) -> bool:
    host, _, port = url.split("@")[-1].split("//")[-1].split("/")[0].partition(":")
    with suppress(OSError), socket.create_connection((host, int(port or ordinary)), timeout=2):
        return True
    return False


def built(monkeypatch: pytest.MonkeyPatch, folder: Path, **chosen: str) -> Any:
    monkeypatch.setattr(queue, "environment", lambda: Environment(**{"database_url": "", "queue_url": "", **chosen}))
    with override_settings(DATA_DIR=folder):
        return queue.build()


def carries(huey: Any) -> bool:
    """Put a task in and take it out again, as web server and worker do."""
    done: list[int] = []
    huey.name = f"{huey.name}-test-{os.getpid()}"
    task = huey.task()(done.append)
    task(7)
    waiting = huey.dequeue()
    huey.execute(waiting)
    return done == [7] and huey.dequeue() is None


def test_sqlite_carries_a_task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    huey = built(monkeypatch, tmp_path)
    assert (tmp_path / "queue.sqlite3").exists()
    assert carries(huey)


def test_postgresql_carries_a_task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if not reachable(POSTGRES, 5432):
        pytest.skip("no PostgreSQL answers")
    name = f"rapport_queue_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            huey = built(monkeypatch, tmp_path, database_url=f"{POSTGRES.rsplit('/', 1)[0]}/{name}")
            assert type(huey).__name__ == "PostgresHuey"
            assert carries(huey)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_redis_carries_a_task(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if not reachable(REDIS, 6379):
        pytest.skip("no Redis answers")
    huey = built(monkeypatch, tmp_path, queue_url=REDIS)
    huey.storage.queue_key = f"{huey.storage.queue_key}.test.{os.getpid()}"
    try:
        assert carries(huey)
    finally:
        huey.flush()


def test_a_redis_that_is_gone_stops_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    huey = built(monkeypatch, tmp_path, queue_url="redis://127.0.0.1:1/0")
    tell = huey.task(name="tell nobody")(lambda entry_id: None)
    with pytest.raises(redis.exceptions.ConnectionError):
        tell(1)
    monkeypatch.setattr(queue, "tell", tell)
    queue.wake(1)


@pytest.mark.parametrize("trouble", [psycopg.OperationalError("gone"), sqlite3.OperationalError("locked"), OSError()])
def test_a_database_that_takes_no_task_stops_nobody(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def tell(entry_id: int) -> None:
        asked.append(entry_id)
        raise trouble

    monkeypatch.setattr(queue, "tell", tell)
    queue.wake(1)
    assert asked == [1]
