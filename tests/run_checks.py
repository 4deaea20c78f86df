"""Runs every check of the house in one go, for whoever changes it and for CI, and says plainly what was left out.

With CI=1 nothing may be left out: PostgreSQL, Redis and Chromium have to be there, and every test has to have run on
at least one of the two databases. With arguments only pytest runs, on those.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "") not in ("", "0", "false")
POSTGRES = os.environ.get("RAPPORT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("RAPPORT_TEST_REDIS", "redis://127.0.0.1:6379/0")


@dataclass
class Report:
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    # A test's name → why it was skipped, per database it was asked on.
    skipped: dict[str, dict[str, str]] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)

    def leave_out(self, what: str) -> None:
        self.left_out.append(what)
        if IN_CI:
            self.failed.append(f"left out, which CI does not allow: {what}")


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    # Synchronous Playwright runs an event loop, which Django would otherwise refuse.
    environment = os.environ | {"DJANGO_ALLOW_ASYNC_UNSAFE": "1", "PYTHONUNBUFFERED": "1"}
    # The suite starts many processes: each would compile some 2,000 modules anew where bytecode is not kept.
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / f"rapport-bytecode-{os.getuid()}")
    if arguments:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)

    report = Report()
    begun = time.monotonic()
    tool("ruff check", ["ruff", "check", "--quiet", "."], environment, report)
    tool("ruff format", ["ruff", "format", "--check", "--quiet", "."], environment, report)
    tool("mypy", ["mypy"], environment, report)
    tool("import-linter", ["importlinter.cli"], environment, report)
    with tempfile.TemporaryDirectory(prefix="rapport-checks-") as folder, redis(Path(folder), report) as redis_url:
        environment["RAPPORT_TEST_REDIS"] = redis_url
        chromium = ["-m", "not browser"]
        if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
            chromium = []
        else:
            report.leave_out("the browser tests, for Chromium is not installed")
        suite("sqlite", chromium, environment, Path(folder), report)
        with postgres(Path(folder), report) as url:
            if url:
                there = environment | {"RAPPORT_TEST_DATABASE": "postgres", "RAPPORT_DATABASE_URL": url}
                suite("postgres", ["-m", "not browser", *once()], there, Path(folder), report)
    nowhere_run(report)

    print(f"\n{time.monotonic() - begun:.0f} s in all.")
    for line in report.left_out:
        print(f"Left out: {line}")
    if report.failed:
        print("Refused:")
        for line in report.failed:
            print(f"  {line}")
        return 1
    print("Every check passed." if not report.left_out else "Every check that ran passed.")
    return 0


def tool(name: str, words: list[str], environment: dict[str, str], report: Report) -> None:
    step(
        name,
        lambda: subprocess.call([sys.executable, *module(words)], env=environment) == 0,
        report,
    )


def module(words: list[str]) -> list[str]:
    # The scripts in .venv/bin carry an absolute first line, which breaks when the checkout is moved.
    if words[0] == "importlinter.cli":
        return ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return ["-m", *words]


def suite(database: str, selection: list[str], environment: dict[str, str], folder: Path, report: Report) -> None:
    outcome = folder / f"{database}.xml"
    workers = os.environ.get("RAPPORT_TEST_WORKERS", "2")
    words = ["-m", "pytest", "-n", workers, "--dist", "worksteal", f"--junitxml={outcome}", *selection]
    step(
        f"tests on {database}",
        lambda: subprocess.call([sys.executable, *words], env=environment) == 0,
        report,
    )
    if outcome.exists():
        read_outcome(database, outcome, report)


def once() -> list[str]:
    """What does not depend on the database is asked once, on SQLite: judgement, gateways, sources, browser.

    So are the rights of addresses, which are asked about one small world; their querysets are asked on both.
    """
    apart = ["tests/reckon", "tests/gateways", "tests/browser", "tests/config/test_serve.py"]
    apart += ["tests/house/test_matrix.py", "tests/house/test_every_address_has_its_row.py"]
    apart += [str(path.relative_to(ROOT)) for path in (ROOT / "tests/house").glob("test_the_*.py")]
    apart += ["tests/house/test_templates_look_down.py", "tests/house/test_stories_do_not_circle.py"]
    return [f"--ignore={path}" for path in apart]


def read_outcome(database: str, outcome: Path, report: Report) -> None:
    for case in ElementTree.parse(outcome).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        skip = case.find("skipped")
        if skip is None:
            report.passed.add(name)
        elif skip.get("type") != "pytest.xfail":
            report.skipped.setdefault(name, {})[database] = skip.get("message") or "no reason given"


def nowhere_run(report: Report) -> None:
    reasons: dict[str, list[str]] = {}
    for name, why in report.skipped.items():
        if name not in report.passed:
            reasons.setdefault(next(iter(why.values())), []).append(name)
    for reason, names in reasons.items():
        report.leave_out(f"{len(names)} tests ({reason}): {', '.join(names[:5])}{' …' if len(names) > 5 else ''}")


def step(name: str, work: Callable[[], bool], report: Report) -> None:
    print(f"── {name}", flush=True)
    begun = time.monotonic()
    if not work():
        report.failed.append(name)
    print(f"   {time.monotonic() - begun:.0f} s", flush=True)


@contextmanager
def redis(folder: Path, report: Report) -> Iterator[str]:
    """The Redis that answers, or one of our own for the time of the run."""
    host, port = REDIS.removeprefix("redis://").split("/")[0].split("@")[-1].split(":")
    if answers(host, int(port)):
        yield REDIS
        return
    server = shutil.which("redis-server")
    if server is None:
        report.leave_out("the Redis queue, for no Redis answers and redis-server is not installed")
        yield ""
        return
    own = free_port()
    words = [server, "--port", str(own), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(own)
            yield f"redis://127.0.0.1:{own}/0"
        finally:
            process.terminate()


@contextmanager
def postgres(folder: Path, report: Report) -> Iterator[str]:
    """The PostgreSQL that lets us in, or one of our own for the time of the run."""
    if lets_us_in(POSTGRES):
        yield POSTGRES
        return
    binaries = postgres_binaries()
    if binaries is None:
        report.leave_out("the suite on PostgreSQL, for none answers and its server is not installed")
        yield ""
        return
    own, data = free_port(), folder / "postgres"
    data.mkdir(mode=0o700)
    as_whom: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
        shutil.chown(data, "postgres")
        folder.chmod(0o755)
        as_whom = ["runuser", "-u", "postgres", "--"]
    start = [*as_whom, f"{binaries}/pg_ctl", "-D", str(data), "-w", "-l", f"{data}/log"]
    options = f"-p {own} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    subprocess.run([*as_whom, f"{binaries}/initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8"],
                   check=True, stdout=subprocess.DEVNULL, cwd=data)  # fmt: skip
    subprocess.run([*start, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd=data)
    try:
        yield f"postgresql://postgres@127.0.0.1:{own}/postgres"
    finally:
        subprocess.run([*start, "-m", "fast", "stop"], check=False, stdout=subprocess.DEVNULL, cwd=data)


def lets_us_in(url: str) -> bool:
    import psycopg

    with suppress(psycopg.Error):
        psycopg.connect(url, connect_timeout=3).close()
        return True
    return False


def postgres_binaries() -> str | None:
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if candidates:
        return str(candidates[-1].parent)
    found = shutil.which("initdb")
    return str(Path(found).resolve().parent) if found else None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(host: str, port: int) -> bool:
    with suppress(OSError), socket.create_connection((host, port), timeout=2):
        return True
    return False


def wait_for(port: int) -> None:
    for _ in range(100):
        if answers("127.0.0.1", port):
            return
        time.sleep(0.1)
    raise SystemExit(f"The server on port {port} did not start in ten seconds.")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
