"""Makes a fresh data folder usable on first use: catalogues compiled, tables made, shipped services laid out."""

from __future__ import annotations

import django

_NEEDS_NO_DATABASE = {"makemigrations", "check", "collectstatic", "compilemessages", "test"}
# Words that only read what they are given: the word, or the word and the one after it.
_READS_ONLY = {("mail", "read"), ("calendar", "read"), ("figures", "read"), ("feasible",), ("slots",)}


def _reads_only(word: str, *more: str) -> bool:
    # a report of a client is read from the database, one from a file is not
    given = word == "report" and any(one.split("=")[0] == "--content" for one in more)
    return given or bool({(word,), (word, *more[:1])} & _READS_ONLY)


def prepare(word: str, *more: str) -> None:
    """Bring the house up to date before a word runs. Costs a few milliseconds when there is nothing to do."""
    from rapport.config import catalogues

    catalogues.compile_if_stale()
    django.setup()
    if word in _NEEDS_NO_DATABASE or word == "migrate" or _reads_only(word, *more):
        return
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from rapport.config.new_database import is_new, make_tables

    if is_new():
        make_tables()
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
