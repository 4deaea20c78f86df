"""Kills the reader of a mailbox in the middle of its work and proves that every message is stored exactly once.

    .venv/bin/python benchmarks/kill_reader.py                        2,000 messages, 50 kills, SQLite
    .venv/bin/python benchmarks/kill_reader.py --database postgres    PostgreSQL, in a database of its own

The messages lie in a Dovecot of this run's own. SIGKILL strikes after a number of messages that a die decides. A reader
that died keeps the mailbox for ten minutes; that wait alone is cut short here.
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
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.kill_worker import database  # noqa: E402
from tests.gateways import dovecot  # noqa: E402

if TYPE_CHECKING:
    from rapport.conversations.mail.models import Mailbox

READ = "import django; django.setup(); from rapport.conversations.mail.collect import collect; collect({mailbox})"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(words)
    if dovecot.BINARY is None:
        raise SystemExit(dovecot.MISSING)
    folder = Path(tempfile.mkdtemp(prefix="rapport-kill-reader-"))
    with database(given.database) as url, dovecot.serving() as server:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "rapport.config.settings",
            "RAPPORT_DATA_DIR": str(folder),
            "RAPPORT_DATABASE_URL": url,
            "RAPPORT_QUEUE_URL": "",
            "RAPPORT_LOG_LEVEL": "CRITICAL",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH")])),
        }
        from rapport.config.first_use import prepare

        prepare("worker")
        try:
            return prove(given, server)
        finally:
            from django.db import connections

            connections.close_all()
            shutil.rmtree(folder, ignore_errors=True)


def prove(given: argparse.Namespace, server: dovecot.Dovecot) -> int:
    from rapport.conversations.mail.models import Mailbox

    mailbox = fill(server, given.messages)
    chance, begun, struck = random.Random(given.seed), time.monotonic(), 0
    share = max(1, given.messages // max(given.kills, 1))
    for _ in range(given.kills):
        reader = start(mailbox.pk)
        struck += strike(reader, arrived() + chance.randint(1, share), chance)
        Mailbox.objects.filter(pk=mailbox.pk).update(taken_at=None, try_at=None)
    left = given.messages - arrived()
    for _ in range(5):
        if arrived() < given.messages:
            start(mailbox.pk).wait()
    return verdict(given, struck, left, time.monotonic() - begun)


def fill(server: dovecot.Dovecot, number: int) -> Mailbox:
    """A mailbox on the server, and the one who owns it; every message is a question of the same contact."""
    from rapport.agency.models import Member, Role
    from rapport.conversations.mail.models import Mailbox
    from rapport.portfolio.models import Channel, Client, Contact, Keeper

    member = Member.objects.create_user("reader@house.example", "unused", name="Reader", roles=[Role.MANAGER])
    client = Client.objects.create(name="Adria Dental")
    Keeper.objects.create(client=client, member=member, since="2020-01-01")
    person = Contact.objects.create(client=client, first_name="Ivana")
    Channel.objects.create(contact=person, kind="mail", value="i@adria.example", folded="i@adria.example")
    door = server.door()
    server.deliver(
        door,
        *(
            b"From: i@adria.example\r\nTo: reader@house.example\r\nMessage-ID: <%d@adria.example>\r\n"
            b"Date: Mon, 2 Mar 2020 10:00:00 +0000\r\nSubject: Number %d\r\n\r\nCan you send number %d?\r\n" % (n, n, n)
            for n in range(number)
        ),
    )
    return Mailbox.objects.create(
        member=member, address="reader@house.example", host=door.host, port=door.port, security="none", user=door.user,
        secret=dovecot.PASSWORD,
    )  # fmt: skip


def start(mailbox: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", READ.format(mailbox=mailbox)]
    return subprocess.Popen(words, cwd=ROOT, start_new_session=True)


def strike(reader: subprocess.Popen[bytes], after: int, chance: random.Random) -> bool:
    """SIGKILL once so many messages have arrived, a moment of chance later; whether the reader was still at work."""
    deadline = time.monotonic() + 120
    while arrived() < after and reader.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(chance.random() * 0.05)
    at_work = reader.poll() is None
    if at_work:
        os.killpg(reader.pid, signal.SIGKILL)
    reader.wait()
    return at_work


def arrived() -> int:
    from rapport.conversations.mail.models import Arrival

    return Arrival.objects.count()


def verdict(given: argparse.Namespace, struck: int, left: int, seconds: float) -> int:
    from rapport.conversations.mail.models import Arrival, Message, Thread
    from rapport.conversations.models import Touchpoint
    from rapport.journal.models import Entry

    ids = Counter(Message.objects.values_list("message_id", flat=True))
    wanted = {f"{n}@adria.example" for n in range(given.messages)}
    found = {
        "messages": Message.objects.count(),
        "arrivals": Arrival.objects.count(),
        "words": Touchpoint.objects.count(),
        "threads": Thread.objects.count(),
        "told": Entry.objects.filter(name="message.received").count(),
    }
    print(
        f"{given.database}: {given.messages} messages, {struck} kills at work, {left} left after them, {seconds:.0f} s"
    )
    print(f"missing: {len(wanted - set(ids))}   twice: {sum(1 for n in ids.values() if n > 1)}   {found}")
    right = set(ids) == wanted and set(found.values()) == {given.messages}
    print("Every message was stored exactly once." if right else "NOT every message was stored exactly once.")
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
