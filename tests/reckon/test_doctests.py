"""Every example in a judgement's docstring runs and says the truth."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import rapport.reckon

MODULES = [m.name for m in pkgutil.walk_packages(rapport.reckon.__path__, "rapport.reckon.") if not m.ispkg]
JUDGEMENTS = [name for name in MODULES if name.count(".") == 2]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", JUDGEMENTS)
def test_a_judgement_shows_an_example(name: str) -> None:
    examples = (test.examples for test in doctest.DocTestFinder().find(importlib.import_module(name)))
    assert any(examples), f"{name} has no example"
