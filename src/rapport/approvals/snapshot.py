"""The version of what is shown: the SHA-256 of its parts, written in one way only, so that equal means equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

Shown = Sequence[tuple[str, str]]  # (part, text): ("words", "Can you …"), ("reading", "They want …")


def version_of(purpose: str, shown: Shown, digests: Iterable[str] = ()) -> str:
    """64 hexadecimal signs, over the words and the files shown along, by their digests in the order they are shown.

    Line ends are one sign and ends are trimmed, since forms and letters change those.
    """
    parts = [[part, "\n".join(line.rstrip() for line in text.strip().splitlines())] for part, text in shown]
    whole: list[object] = [purpose, parts]
    if files := list(digests):
        whole.append(files)
    canonical = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
