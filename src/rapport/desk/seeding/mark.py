"""Whether a data folder holds the demo: only there does the page exist that lets everyone in."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def stands() -> bool:
    """The demo, and nothing else, was laid out in this data folder."""
    return _mark().exists()


def set_mark() -> None:
    _mark().write_text("This folder holds the demo agency; whoever can reach the page may enter it.\n")


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "demo"
