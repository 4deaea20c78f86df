"""The test database: made once for all workers and runs, then copied; what it is made of is its key."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from rapport.config.new_database import make_tables

SOURCES = Path(__file__).resolve().parent.parent / "src" / "rapport"
MADE_OF = (
    "**/models.py",
    "*/migrations/*.py",
    "config/new_database.py",
    "catalogue/shipped*.py",
    "catalogue/**/*.json",
)  # data migrations lay out what is shipped


@contextmanager
def copied() -> Iterator[None]:
    """A database of this worker's own, like that of a new house; gone afterwards."""
    own = connection.creation._get_test_db_name()
    with _one_at_a_time():
        _copy_to(own)
    _use(own)
    yield
    connection.close()
    _drop(own)


def _copy_to(own: str) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        template = _folder() / f"{_key()}.sqlite3"
        if not template.exists():
            for older in _folder().glob("*.sqlite3*"):
                older.unlink()
            unfinished = template.with_suffix(".unfinished")
            _make(str(unfinished))
            unfinished.rename(template)
        shutil.copyfile(template, own)
        return
    template_name = f"rapport_template_{_key()}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        there = {name for (name,) in cursor.fetchall()}
    for name in there:
        if _of_a_run_that_was_killed(name):
            _drop(name)
    if template_name not in there:
        for older in there:
            if older.startswith("rapport_template_"):
                _drop(older)
        _make(f"{template_name}_unfinished")
        _ask(f'ALTER DATABASE "{template_name}_unfinished" RENAME TO "{template_name}"')
    _drop(own)
    _ask(f'CREATE DATABASE "{own}" TEMPLATE "{template_name}"')


def _of_a_run_that_was_killed(name: str) -> bool:
    found = re.fullmatch(r"test_rapport_(\d+)\w*", name)
    return bool(found and Path("/proc/self").exists() and not Path(f"/proc/{found[1]}").exists())


def _make(name: str) -> None:
    with empty(name):
        make_tables()


@contextmanager
def empty(name: str) -> Iterator[None]:
    """A database with no table in it, for the block; it stays."""
    before = connection.settings_dict["NAME"]
    connection.close()
    _drop(name)
    if connection.vendor == "postgresql":
        _ask(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _use(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for rest in ("", "-wal", "-shm"):
            Path(name + rest).unlink(missing_ok=True)
    else:
        _ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _ask(sql: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(sql)


def _key() -> str:
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted({path for pattern in MADE_OF for path in SOURCES.glob(pattern)}):
        digest.update(str(path.relative_to(SOURCES)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"rapport-templates-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (_folder() / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
