"""Fixtures of the whole suite: the cast, signed-in callers, and following what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client as Caller
from django.utils import timezone

from rapport.config import catalogues
from tests import cast as casting
from tests import database


def pytest_configure() -> None:
    """Translations are tested as they are written now, not as they were when somebody last started the product."""
    catalogues.compile_if_stale()


@pytest.fixture(autouse=True)
def by_our_clock() -> Iterator[None]:
    """Tests go by the agency's clock, as the worker does: an hour before midnight in UTC is tomorrow in Zagreb."""
    with timezone.override("Europe/Zagreb"):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """In place of pytest-django's: the migrations run once for all workers, not once for each."""
    with django_db_blocker.unblock(), database.copied():
        yield


@pytest.fixture
def cast(db: Any) -> casting.Cast:
    return casting.make()


@pytest.fixture
def caller() -> Callable[[Any], Caller]:
    """`caller(member)` is a browser in which the member is signed in."""

    def signed_in(member: Any) -> Caller:
        browser = Caller()
        browser.force_login(member)
        return browser

    return signed_in


@pytest.fixture
def follow() -> Callable[[], int]:
    """Run the followers of everything that has happened so far, as a worker would."""
    from rapport.journal.follow import catch_up

    return catch_up
