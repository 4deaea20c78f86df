"""The servers of these tests: a Dovecot for the whole run of a worker, trusted where a test wants TLS."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from tests.gateways import dovecot as server


@pytest.fixture(scope="session")
def dovecot() -> Iterator[server.Dovecot]:
    if server.BINARY is None:
        if os.environ.get("CI", "") not in ("", "0", "false"):
            pytest.fail(server.MISSING)
        pytest.skip(server.MISSING)
    with server.serving() as running:
        yield running


@pytest.fixture
def trusted(dovecot: server.Dovecot, monkeypatch: Any) -> server.Dovecot:
    """The same Dovecot, its certificate among those we trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.trusted))
    return dovecot
