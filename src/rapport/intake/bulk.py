"""Writes many new rows of one table at once, for imports: no model instances, and ids known beforehand.

bulk_create spends most of its time on instances and on columns that are the same in every row; here constants are
prepared once. SQLite gets one executemany, PostgreSQL one COPY.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

# what nearly every row holds
_KNOWN = {"{}": "{}", "[]": "[]", repr({"version": 1}): json.dumps({"version": 1})}


def reserve(model: type[models.Model], many: int) -> Sequence[int]:
    """Ids for rows about to be written. Inside the transaction that writes them, since SQLite only looks them up."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, many]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return range(first, first + many)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Write rows of these columns (attribute names, "client_id"); `same` holds what is equal in all of them.

    What is named nowhere gets the model's default. Values are plain: text, numbers, None; a date is its ISO text
    and JSON goes through `as_json`. Constraints hold as ever.
    """
    template = model(**same)
    others = [f for f in model._meta.concrete_fields if f.attname not in names and not f.primary_key]
    constants = tuple(f.get_db_prep_save(f.pre_save(template, add=True), connection) for f in others)
    column_of = {f.attname: str(f.column) for f in model._meta.concrete_fields}
    columns = [column_of[name] for name in names] + [str(f.column) for f in others]
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            constants = tuple(as_json(c.obj) if type(c).__name__ == "Jsonb" else c for c in constants)
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *constants))
            return
        marks = ", ".join(["%s"] * len(columns))
        whole = [(*row, *constants) for row in rows]
        cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", whole)  # noqa: S608 (our names)


def as_json(value: Any) -> str | None:
    """The text of a JSON column; None stays an empty column."""
    if value is None:
        return None
    return _KNOWN.get(repr(value)) or json.dumps(value)
