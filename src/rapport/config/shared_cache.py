"""What all web processes of one machine must remember together for minutes: attempts to sign in, codes used."""

from __future__ import annotations

import fcntl
import random
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class FolderCache(FileBasedCache):
    """Django's cache of files, with two changes: of two processes that add one key only one succeeds, and nothing is
    thrown away before its time, so that nobody clears a counter by filling the folder."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        self._createdir()  # type: ignore[attr-defined]
        with (Path(self._dir) / "lock").open("w") as lock:  # type: ignore[attr-defined]
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, timeout, version)

    def _cull(self) -> None:
        if random.randrange(50):
            return  # listing the folder at every write would be dear
        for name in self._list_cache_files():  # type: ignore[attr-defined]
            try:
                with open(name, "rb") as file:
                    self._is_expired(file)  # type: ignore[attr-defined]
            except FileNotFoundError:
                continue
