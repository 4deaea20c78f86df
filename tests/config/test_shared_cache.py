"""The cache of all web processes: one of many that add a key succeeds, and filling it clears no counter."""

import subprocess
import sys
from pathlib import Path

from rapport.config.shared_cache import FolderCache

RACE = """
import sys, time
from django.conf import settings
settings.configure()
from rapport.config.shared_cache import FolderCache
cache = FolderCache(sys.argv[1], {})
while time.time() < float(sys.argv[2]):
    pass
print(sum(cache.add(f"key-{n}", "mine", 60) for n in range(200)))
"""


def test_of_many_processes_that_add_a_key_one_succeeds(tmp_path: Path) -> None:
    import time

    start = str(time.time() + 1.5)
    racers = [
        subprocess.Popen([sys.executable, "-c", RACE, str(tmp_path), start], stdout=subprocess.PIPE) for _ in range(4)
    ]
    won = [int(racer.communicate(timeout=60)[0]) for racer in racers]
    assert sum(won) == 200, won


def test_filling_the_folder_throws_no_counter_away(tmp_path: Path) -> None:
    cache = FolderCache(str(tmp_path), {})
    cache.set("attempts", [1, 2, 3, 4, 5], 300)
    for n in range(700):
        cache.set(f"made-up-{n}", 1, 300)
    assert cache.get("attempts") == [1, 2, 3, 4, 5]


def test_what_is_over_is_swept_out(tmp_path: Path) -> None:
    cache = FolderCache(str(tmp_path), {})
    for n in range(400):
        cache.set(f"short-{n}", 1, 0.001)
    for n in range(400):
        cache.set(f"long-{n}", 1, 300)
    assert len(list(tmp_path.glob("*.djcache"))) < 700
