"""The queue: SQLite by default, PostgreSQL for a team, Redis for a holding, by one setting."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.db import close_old_connections
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from rapport.agency.manners import by_our_clock
from rapport.config.environment import environment
from rapport.config.recurring import RECURRING
from rapport.intake import work as importing
from rapport.journal import follow
from rapport.overview.portal import send_key as door
from rapport.post import send as post

log = structlog.get_logger(__name__)


def build() -> Huey:
    """The queue this installation uses. Its connection is its own: enqueueing is not part of any transaction."""
    env = environment()
    if env.queue_url.startswith("redis"):
        return RedisHuey("rapport", url=env.queue_url, results=False)
    if env.postgres:
        return PostgresHuey("rapport", dsn=env.database_url, results=False)
    return SqliteHuey("rapport", filename=str(settings.DATA_DIR / "queue.sqlite3"), results=False, timeout=20)


huey = build()


@huey.task()
def tell(entry_id: int) -> None:
    close_old_connections()
    with by_our_clock():
        follow.follow(entry_id)


def wake(entry_id: int) -> None:
    """Ask a worker to follow an entry. A queue that cannot be reached loses nothing: the sweep finds the entry."""
    try:
        tell(entry_id)
    except Exception as trouble:  # each queue fails in its own way, and what happened is committed already
        log.warning("queue not reached", trouble=str(trouble))


@huey.task()
def go_on_importing(import_id: int) -> None:
    close_old_connections()
    with by_our_clock():
        importing.work(import_id)


def wake_import(import_id: int) -> None:
    """Ask a worker to go on with an import; the sweep finds it when the queue cannot be reached."""
    try:
        go_on_importing(import_id)
    except Exception as trouble:
        log.warning("queue not reached", trouble=str(trouble))


@huey.task()
def send_letter(letter_id: int) -> None:
    close_old_connections()
    with by_our_clock():
        post.send(letter_id)


def wake_post(letter_id: int, seconds: float) -> None:
    """Ask a worker to send a letter after so many seconds; the minute's sweep sends it when nobody can be asked."""
    try:
        send_letter.schedule(args=(letter_id,), delay=seconds)
    except Exception as trouble:
        log.warning("queue not reached", trouble=str(trouble))


@huey.task()
def send_key(mail: str) -> None:
    close_old_connections()
    with by_our_clock():
        door.by_mail(mail)


def wake_portal(mail: str) -> None:
    """Ask a worker for a key to the portal. When nobody can be asked, whoever stands at the door asks again."""
    try:
        send_key(mail)
    except Exception as trouble:
        log.warning("queue not reached", trouble=str(trouble))


def _as_task(line: object) -> None:
    @huey.periodic_task(crontab(**line.when), name=f"{line.deed.__module__}.{line.deed.__name__}")  # type: ignore[attr-defined]
    def run() -> None:
        close_old_connections()
        with by_our_clock():
            line.deed()  # type: ignore[attr-defined]


for _line in RECURRING:
    _as_task(_line)
