"""Large, broken and hostile files, and workers that die: nothing is lost, nothing comes twice, memory stays small."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.intake.models import Import, Row
from rapport.portfolio.models import Client
from rapport.reckon.tables.refusal import Refused
from tests.cast import Cast
from tests.intake.bringing import counts, kept, take, tried

_WALKER = """
import re, sys
from rapport.reckon.tables.opening import open_table
from rapport.reckon.tables.recognise import recognise
from rapport.reckon.tables.records import Reader, survey
with open(sys.argv[1], "rb") as file:
    table = open_table(file)
    found = recognise(table.headers)
    seen = survey(table.headers, table.rows(), found.mapping)
    read = sum(1 for _ in Reader(table.headers, found, seen.settled).read(table.rows()))
# not ru_maxrss, which counts what the parent had before exec
print(read, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1000)
"""


def _many(path: Path, rows: int) -> None:
    with path.open("w") as out:
        out.write("Name,Legal number,City,Country,Mail,Phone,Fee,Since,Notes\n")
        for n in range(rows):
            note = "x" * random.Random(n).randint(0, 300)
            out.write(f"Company {n},L{n},Zadar,HR,a{n}@c{n}.example,+385 1 {n},{n}.50,2024-01-05,{note}\n")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from Linux's own account")
@pytest.mark.parametrize("rows", [20_000])
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, rows: int) -> None:
    measured = []
    for many in (rows // 10, rows):
        _many(tmp_path / "many.csv", many)
        done = subprocess.run(
            [sys.executable, "-c", _WALKER, str(tmp_path / "many.csv")],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": "src"},
        )  # fmt: skip
        read, megabytes = map(int, done.stdout.split())
        assert read == many
        measured.append(megabytes)
    assert measured[1] - measured[0] < 15
    assert measured[1] < 150


_KEEPER = """
import django; django.setup()
from django.db import connection
from rapport.intake import walk
walk.CHUNK = 50
from rapport.intake.work import work
import sys
work(int(sys.argv[1]))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_again_and_again_comes_whole(tmp_path: Path, settings: object) -> None:
    """A worker that is killed for good, at any moment; the next one goes on after the last whole chunk."""
    from django.db import connection

    from rapport.intake.keep import ask_to_keep
    from rapport.journal import clock
    from tests import cast as casting

    marta = casting.make().marta
    text = "Name,City\n" + "".join(f"Company {n},Zadar\n" for n in range(1_500))
    taken = take(text, by=marta)
    ask_to_keep(taken, by=marta)
    name = str(connection.settings_dict["NAME"])
    env = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "tests.intake.settings_of_a_worker"}
    env |= {"WORKER_DATABASE": name, "WORKER_FILES": str(tmp_path)}
    kills = 0
    for attempt in range(40):
        Import.objects.filter(pk=taken.pk).update(beat_at=None)
        worker = subprocess.Popen(
            [sys.executable, "-c", _KEEPER, str(taken.pk)], env={**env, "PYTHONPATH": f"src{os.pathsep}."}
        )
        before = Import.objects.values_list("done", flat=True).get(pk=taken.pk)
        until = clock.now().timestamp() + 60
        while worker.poll() is None and clock.now().timestamp() < until:
            if Import.objects.values_list("done", flat=True).get(pk=taken.pk) > before and attempt < 6:
                time.sleep(random.Random(attempt).random() / 20)
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                kills += 1
                break
            time.sleep(0.002)
        worker.wait()
        if Import.objects.get(pk=taken.pk).state == Import.State.KEPT:
            break
    whole = Import.objects.get(pk=taken.pk)
    assert kills >= 3
    assert (whole.state, counts(whole)) == (Import.State.KEPT, (1_500, 1_500, 0, 0, 0))
    assert Client.objects.filter(name__startswith="Company ").count() == 1_500
    assert Row.objects.filter(of=whole).count() == 1_500
    assert [
        k for k in Client.objects.filter(name__startswith="Company ").values_list("keepers", flat=True) if not k
    ] == []


def test_a_cell_of_ten_megabytes_waits_in_the_rejects(cast: Cast) -> None:
    done = kept(b"Client,Notes\nBora,ok\nJugo," + b"x" * 10_000_000 + b"\nMaestral,ok\n", by=cast.marta)
    assert counts(done) == (3, 2, 0, 0, 1)
    assert "characters" in Row.objects.get(of=done, outcome="rejected").reason["say"]


def test_odd_lines_of_a_mixed_file_are_kept_and_named(cast: Cast) -> None:
    data = "Client,City\nĐurđa,Šibenik\nŽana,Čakovec\n".encode() + "Kovač,Šid\n".encode("cp1250")
    done = kept(data, by=cast.marta)
    assert counts(done)[:2] == (3, 3)
    assert Client.objects.filter(name="Kovač", city="Šid").exists()
    assert "mixes two encodings" in done.facts["warnings"][0]["say"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04", b"Name\n", b"\0\0\0\0"])
def test_a_refused_file_leaves_a_row_that_says_why(cast: Cast, data: bytes) -> None:
    done = take(data, by=cast.marta)
    assert done.state == Import.State.REFUSED
    assert done.reason is not None
    assert done.job == ""


def test_a_file_that_is_too_large_is_refused_before_it_is_stored_whole(cast: Cast, settings: object) -> None:
    settings.IMPORT_MAX_BYTES = 1_000_000  # type: ignore[attr-defined]
    done = take(b"Name,City\n" + b"a,b\n" * 500_000, by=cast.marta)
    assert done.state == Import.State.REFUSED
    assert "larger than 1 MB" in done.reason.plain()  # type: ignore[union-attr]
    assert not done.path.exists()


def test_the_bytes_of_one_file_lie_there_once(cast: Cast) -> None:
    one, two = take("Client\nBora\n", by=cast.marta), take("Client\nBora\n", by=cast.marta, name="copy.csv")
    assert one.path == two.path
    assert one.path.read_text() == "Client\nBora\n"


def test_a_strange_name_of_a_file_is_only_text(cast: Cast) -> None:
    done = take("Client\nBora\n", by=cast.marta, name="../../etc/<b>passwd</b>.csv")
    assert done.name == "<b>passwd</b>.csv" or "/" not in done.name


@pytest.mark.parametrize("seed", range(15))
def test_no_file_makes_the_trial_fall_over(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    pieces = [
        "Client",
        "Since",
        "Fee",
        "Mail",
        ",",
        ";",
        "\n",
        '"',
        "03/04/2026",
        "1,234",
        "\0",
        "=x",
        "é",
        "\r",
        "\t",
        "'",
    ]
    text = "Client,Since,Fee\n" + "".join(chance.choice(pieces) for _ in range(300))
    try:
        done = tried(text, by=cast.marta)
    except Refused:
        pytest.fail("a refusal is a state of the import")
    assert done.state in (Import.State.REFUSED, Import.State.TRIED, Import.State.ASKED)
    if done.counts:
        c = done.counts
        assert c["read"] == c["new"] + c["changed"] + c["same"] + c["rejected"]
