"""A table may point to what stands below it, never up; and what it points to across contexts is not deleted away."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from tests.house.sources import listing, may_use, package_of, rungs

# Model.field → why this key may differ from the rule.
EXCEPTIONS: dict[str, str] = {}


def keys() -> list[tuple[str, models.Field]]:
    found = []
    for model in apps.get_models(include_auto_created=False):
        if package_of(model.__module__):
            for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
                if field.remote_field is not None and f"{model.__name__}.{field.name}" not in EXCEPTIONS:
                    found.append((f"{model.__module__}.{model.__name__}.{field.name}", field))
    return found


def test_no_foreign_key_looks_up() -> None:
    refusals = []
    for name, field in keys():
        ours, theirs = package_of(name), package_of(field.related_model.__module__)
        # The journal and its neighbours know their members through AUTH_USER_MODEL only, not by import.
        if theirs and not may_use(ours, theirs) and field.related_model is not get_user_model():
            refusals.append(f"{name} points up to {theirs}: let {theirs} hold the key, or answer the question there")
    assert not refusals, listing(refusals)


def test_a_key_that_crosses_contexts_has_no_reverse_accessor_and_protects_its_target() -> None:
    refusals = []
    for name, field in keys():
        ours, theirs = package_of(name), package_of(field.related_model.__module__)
        if not theirs or ours == theirs:
            continue
        if not field.remote_field.hidden:
            refusals.append(f'{name}: say related_name="+", or {theirs} can look up to {ours} unseen')
        if not field.many_to_many and field.remote_field.on_delete is not models.PROTECT:
            refusals.append(f"{name}: say on_delete=PROTECT; deleting a row of {theirs} must not empty {ours}")
    assert not refusals, listing(refusals)


def test_every_app_with_tables_stands_on_the_ladder() -> None:
    strangers = {
        app.name
        for app in apps.get_app_configs()
        if app.name.startswith("rapport") and package_of(app.name) not in rungs()
    }
    assert not strangers, f"choose a rung in pyproject.toml for {sorted(strangers)}"
