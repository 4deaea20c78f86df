"""`rapport serve` starts the web server and the worker, and leaves neither behind, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from django.core.management import CommandError

from rapport.config.management.commands.serve import refuse_a_taken_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see who is alive"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all: its tables and static files are made once."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture
def house(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A served house in a folder of its own: the supervisor and its port. Whatever is left of it is ended."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "rapport.config.settings", "RAPPORT_DATA_DIR": str(folder / "data")}
    words = [sys.executable, "-m", "rapport", "serve", "--port", str(port), "--processes", "1"]
    with (folder / "log").open("wb") as log:
        supervisor = subprocess.Popen(words, env=environment, stdout=log, stderr=log, start_new_session=True)
    family: set[int] = set()
    try:
        wait_until(lambda: supervisor.poll() is not None or listens(port), 60)
        assert supervisor.poll() is None, (folder / "log").read_text()
        wait_until(lambda: worker_of(supervisor.pid) is not None, 20)
        family = descendants(supervisor.pid)
        yield supervisor, port
    finally:
        for pid in {supervisor.pid, *family, *descendants(supervisor.pid)}:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        supervisor.wait()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_neither_server_nor_worker_outlives_the_house(how: signal.Signals, house: tuple) -> None:
    supervisor, port = house
    family = descendants(supervisor.pid)
    assert len(family) >= 2, "a server and a worker"
    supervisor.send_signal(how)
    code = supervisor.wait(20)
    assert code == (-signal.SIGKILL if how is signal.SIGKILL else 0)
    wait_until(lambda: not any(alive(pid) for pid in family), 20)
    assert not [pid for pid in family if alive(pid)]
    assert not listens(port)


def test_a_worker_that_dies_is_started_again_and_a_server_that_dies_ends_the_house(house: tuple) -> None:
    supervisor, port = house
    before = worker_of(supervisor.pid)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: worker_of(supervisor.pid) not in (None, before), 20)
    assert worker_of(supervisor.pid) not in (None, before)
    assert listens(port)

    family = descendants(supervisor.pid)
    server = next(pid for pid in family if "granian" in command(pid))
    os.kill(server, signal.SIGKILL)
    assert supervisor.wait(20) != 0
    wait_until(lambda: not any(alive(pid) for pid in family), 20)
    assert not [pid for pid in family if alive(pid)]


def descendants(pid: int) -> set[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    found, waiting = set(), [pid]
    while waiting:
        above = waiting.pop()
        for child, parent in parents.items():
            if parent == above and child not in found:
                found.add(child)
                waiting.append(child)
    return found


def worker_of(pid: int) -> int | None:
    return next((child for child in sorted(descendants(pid)) if command(child).endswith("rapport worker")), None)


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until(true: object, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not true():  # type: ignore[operator]
        time.sleep(0.1)


def test_a_port_that_is_taken_is_refused_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        with pytest.raises(CommandError, match="Something listens on"):
            refuse_a_taken_port("127.0.0.1", there.getsockname()[1])
