"""A new database is the same whether it was made at once or by its whole history."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from tests import database

from rapport.config.new_database import is_new, make_tables

KINDS = ("columns", "primary_key", "unique", "foreign_key", "check", "index")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the whole history is walked once, on SQLite")
def test_what_is_made_at_once_is_what_the_migrations_make(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        with another_database():
            call_command("migrate", verbosity=0, interactive=False)
            by_history = shape()
        with another_database():
            assert is_new()
            make_tables()
            assert not is_new()
            at_once = shape()
    assert at_once.keys() == by_history.keys()
    for name, was in by_history.items():
        if isinstance(was, tuple):
            assert at_once[name][0] == was[0], name
            assert at_once[name][1] ^ was[1] == set(), name
        assert at_once[name] == was, name


def shape() -> dict[str, Any]:
    """Each table's columns and constraints, and the rows that come with a new house."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith("auth_"):
                continue  # Django's own, unused; its keys were narrower when its migrations were written
            columns = {
                (one.name, one.type_code, one.null_ok, one.collation)
                for one in connection.introspection.get_table_description(cursor, table)
            }
            held = connection.introspection.get_constraints(cursor, table)
            found[table] = columns, {(_lasting(name), *map(str, map(one.get, KINDS))) for name, one in held.items()}
    for model in apps.get_models():
        times = {field.name for field in model._meta.fields if field.get_internal_type() == "DateTimeField"}
        names = [field.name for field in model._meta.fields if field.name not in times | {"id"}]
        if model._meta.app_label not in ("contenttypes", "auth"):
            rows = model._default_manager.order_by("pk").values_list(*names) if names else []
            found[f"rows of {model._meta.label}"] = [repr(row) for row in rows]
    return found


def _lasting(name: str) -> str:
    """SQLite numbers what has no name."""
    return "" if name.startswith(("__unnamed", "fk_", "sqlite_autoindex")) else name


@contextmanager
def another_database() -> Iterator[None]:
    """An empty one; gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_new"
    with database.empty(name):
        yield
    database._drop(name)
    assert not Path(name).exists()


@pytest.mark.django_db
def test_a_house_with_tables_is_not_new() -> None:
    assert not is_new()
