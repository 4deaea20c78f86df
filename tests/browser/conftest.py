"""A real house with the demo in it, served by `rapport serve`, and a Chromium that walks through it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "src"
SIZES = {"wide": (1440, 900), "phone": (360, 780)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the browser and its house: two would only take each other's processor."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("RAPPORT_", "DJANGO_"))}
    env |= {
        "RAPPORT_DATA_DIR": str(folder),
        "RAPPORT_BASE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(SOURCES),
    }
    with served(folder, port, env) as place:
        yield place


@contextmanager
def served(folder: Path, port: int, env: Mapping[str, str]) -> Iterator[House]:
    """The demo, or what lies in the folder already, served as long as the block."""
    if not any(folder.iterdir()):
        shutil.copytree(_laid_out(env), folder, dirs_exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "rapport", "demo", "--port", str(port)], env=env, stderr=subprocess.PIPE, text=True
    )
    place = House(f"http://127.0.0.1:{port}", folder / "rapport.sqlite3")
    try:
        _wait_for(place.address + "/health/", process)
        yield place
    finally:
        process.terminate()
        process.wait(20)


def _laid_out(env: Mapping[str, str]) -> Path:
    """A folder with the demo as it is today, laid out once for all workers and runs."""
    demos = Path(tempfile.gettempdir()) / f"rapport-demos-{os.getuid()}"
    demos.mkdir(mode=0o700, exist_ok=True)
    made_of = hashlib.sha256(date.today().isoformat().encode())
    for path in sorted(path for path in SOURCES.rglob("*") if path.suffix in (".py", ".json", ".po")):
        made_of.update(path.read_bytes())
    wanted = demos / made_of.hexdigest()[:16]
    with (demos / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for older in demos.iterdir():
                shutil.rmtree(older, ignore_errors=True)
            unfinished = demos / "unfinished"
            subprocess.run(
                [sys.executable, "-m", "rapport", "seed"],
                env={**env, "RAPPORT_DATA_DIR": str(unfinished)},
                capture_output=True,
                check=True,
            )
            unfinished.rename(wanted)
    return wanted


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class House:
    """Where it is, and its database for looking up numbers of rows."""

    def __init__(self, address: str, database: Path) -> None:
        self.address, self.database = address, database

    def one(self, query: str, *values: Any) -> Any:
        with sqlite3.connect(self.database) as connection:
            row = connection.execute(query, values).fetchone()
        return row[0] if row else None

    def client(self, name: str) -> int:
        number = self.one("select id from portfolio_client where name = ?", name)
        assert number, f"the demo has no client called {name}"
        return int(number)

    def member(self, mail: str) -> int:
        return int(self.one("select id from agency_member where email = ?", f"{mail}@kordun.example"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is obligatory in CI; .ci/run installs it")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of members who came in for a look at a page; whoever signs out must come in by the door."""
    return {}


@pytest.fixture
def enter(house: House, chromium: Any, signed_in: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """`enter("marta", size="phone", dark=True)` is a page of a signed-in member, fresh from the door; with `at` it is
    the page at that address, and the door was gone through once for all who ask so."""
    contexts = []

    def come_in(mail: str = "marta", size: str = "wide", dark: bool = False, scripts: bool = True, at: str = "") -> Any:
        width, height = SIZES[size]
        context = chromium.new_context(
            storage_state=signed_in.get(mail) if at else None,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        if mail and not (at and mail in signed_in):
            page.goto(f"{house.address}/demo/")
            page.locator(f"form[action$='/demo/{house.member(mail)}/'] button").click()
        if at:
            if mail:
                signed_in.setdefault(mail, context.storage_state())
            page.goto(house.address + at)
        return page

    yield come_in
    for context in contexts:
        context.close()


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the house did not open: {process.stderr.read() if process.stderr else ''}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail("the house did not open within 90 seconds")
