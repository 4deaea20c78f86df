"""Kills the worker in the middle of following events and proves that every event is followed exactly once in effect.

    .venv/bin/python benchmarks/kill_worker.py                        SQLite, 50 kills
    .venv/bin/python benchmarks/kill_worker.py --database postgres    PostgreSQL, in a database of its own

Each event has three followers; one of them records a further event, which has a follower too. Every follower adds a
row to a table that knows no uniqueness, waits, and adds a second: an effect that happened twice, or half, shows.
SIGKILL strikes while a follower waits between its two rows, never at a harmless moment. What a killed worker held in
its hands is lost to the queue; the sweep over untold entries, which runs each minute, is what brings it back.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from rapport.journal.models import Entry

POSTGRES = os.environ.get("RAPPORT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
PAUSE = 0.01


def leave_two_marks(entry: Entry, follower: str) -> None:
    """The effect of a follower: two rows and a wait between them, in which the worker may be killed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO proof (entry, follower, part) VALUES (%s, %s, 1)", [entry.pk, follower])
        flag = Path(os.environ["PROOF_FLAG"])
        flag.write_text(str(os.getpid()))
        time.sleep(PAUSE)
        flag.unlink(missing_ok=True)
        cursor.execute("INSERT INTO proof (entry, follower, part) VALUES (%s, %s, 2)", [entry.pk, follower])


def first(entry: Entry) -> None:
    leave_two_marks(entry, "first")


def second(entry: Entry) -> None:
    from rapport.journal.record import record

    leave_two_marks(entry, "second")
    record(
        "proof.echoed",
        by=None,
        of=entry.pk,
    )


def third(entry: Entry) -> None:
    leave_two_marks(entry, "third")


def echo(entry: Entry) -> None:
    leave_two_marks(entry, "echo")


BOOK = {"proof.happened": (first, second, third), "proof.echoed": (echo,)}


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    words.add_argument("--kills", type=int, default=50)
    words.add_argument("--events", type=int, default=400, help="how many events are recorded in all")
    words.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    words.add_argument("--sweep-now", action="store_true", help="do not wait for the minute's sweep at the end")
    words.add_argument("--seed", type=int, default=7)
    given = words.parse_args()

    folder = Path(tempfile.mkdtemp(prefix="rapport-kill-"))
    with database(given.database) as url:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "benchmarks.kill_worker_settings",
            "RAPPORT_DATA_DIR": str(folder),
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_QUEUE_URL": "",
            "RAPPORT_LOG_LEVEL": "ERROR",
            "PROOF_FLAG": str(folder / "in-the-middle"),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH")])),
        }
        import django

        django.setup()
        try:
            return prove(given, folder)
        finally:
            from django.db import connections

            connections.close_all()
            shutil.rmtree(folder, ignore_errors=True)


def prove(given: argparse.Namespace, folder: Path) -> int:
    from rapport.config.new_database import make_tables
    from rapport.journal.follow import catch_up
    from rapport.journal.models import Entry

    make_tables()
    make_table()
    chance = random.Random(given.seed)
    begun = time.monotonic()
    share = -(-given.events // max(given.kills, 1))
    recorded = struck = 0
    worker = start_worker()
    try:
        for _ in range(given.kills):
            number = min(share, given.events - recorded)
            happen(number)
            recorded += number
            struck += strike(worker, folder / "in-the-middle", chance)
            worker = start_worker()
        happen(given.events - recorded)
        if given.sweep_now:
            catch_up()
        told = wait_until_all_is_told(120)
    finally:
        stop(worker)
    return verdict(given, told, struck, time.monotonic() - begun, Entry.objects.filter(name="proof.happened").count())


def happen(number: int) -> None:
    """Record events as deeds do: each in a transaction of its own, the worker woken after its commit."""
    from django.db import transaction

    from rapport.journal.record import record

    for _ in range(number):
        with transaction.atomic():
            record("proof.happened", by=None)


def start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "rapport", "worker"], cwd=ROOT, start_new_session=True)


def strike(worker: subprocess.Popen[bytes], flag: Path, chance: random.Random) -> bool:
    """SIGKILL while a follower is between its two rows, after letting a few go by; whether it was hit there."""
    let_by, seen, deadline = chance.randint(0, 12), "", time.monotonic() + 20
    while time.monotonic() < deadline:
        if worker.poll() is not None:
            raise SystemExit(f"The worker ended by itself with {worker.returncode}.")
        try:
            mark = f"{flag.stat().st_mtime_ns}"
        except FileNotFoundError:
            time.sleep(PAUSE / 20)
            continue
        if mark != seen:
            seen, let_by = mark, let_by - 1
            if let_by < 0:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()
                hit = flag.exists()
                flag.unlink(missing_ok=True)
                return hit
    # All that was recorded has been followed already: kill it idle and go on.
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    return False


def stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is None:
        worker.terminate()
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def wait_until_all_is_told(seconds: int) -> bool:
    from rapport.journal.models import Entry

    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not Entry.objects.filter(told_at=None).exists():
            return True
        time.sleep(0.25)
    return False


def verdict(given: argparse.Namespace, told: bool, struck: int, seconds: float, events: int) -> int:
    """Count the effects of every event and say what is wrong, if anything is."""
    from django.db import connection

    from rapport.journal.models import Entry

    with connection.cursor() as cursor:
        cursor.execute("SELECT entry, follower, part FROM proof")
        effects = Counter(cursor.fetchall())
    happened = list(Entry.objects.filter(name="proof.happened").values_list("pk", flat=True))
    echoes = list(Entry.objects.filter(name="proof.echoed").values_list("pk", flat=True))
    wanted = {(pk, name, part) for pk in happened for name in ("first", "second", "third") for part in (1, 2)}
    wanted |= {(pk, "echo", part) for pk in echoes for part in (1, 2)}
    twice = sum(1 for count in effects.values() if count > 1)
    print(
        f"{given.database}: {given.kills} kills, {struck} of them between a follower's two rows; {events} events, "
        f"{len(echoes)} further events, {len(wanted) // 2} followings, {seconds:.0f} s"
    )
    print(
        f"missing: {len(wanted - set(effects))}   twice: {twice}   of no event: {len(set(effects) - wanted)}   "
        f"further events wanted {len(happened)}, found {len(echoes)}   all told: {'yes' if told else 'no'}"
    )
    right = (
        told and events == given.events and len(echoes) == len(happened) and dict(effects) == dict.fromkeys(wanted, 1)
    )
    print("Every event was followed exactly once in effect." if right else "NOT every event was followed exactly once.")
    return 0 if right else 1


def make_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proof (entry bigint, follower varchar(20), part integer)")


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a database for this run alone; empty for SQLite, which lies in the data folder."""
    if kind == "sqlite":
        yield ""
        return
    import psycopg

    name = f"rapport_kill_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    raise SystemExit(main())
