"""Takes what lies in the drop folders of clients: DATA_DIR/figures/<number of the client>/, done/ and refused/ beside.

A file that still grows is left for the next time. What was refused lies beside a note that says why.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from rapport.journal import clock
from rapport.portfolio.models import Client
from rapport.reckon.tables.refusal import Refused
from rapport.results.readings.bring import bring
from rapport.results.readings.models import Arrival

QUIET = 60  # seconds without a change after which a file counts as whole
AT_ONCE = 50


def take_what_lies_there() -> int:
    """How many files were taken or refused. Safe to run twice: a file is moved when its figures are kept."""
    top = Path(settings.DATA_DIR) / "figures"
    if not top.is_dir():
        return 0
    numbers = {int(folder.name): folder for folder in top.iterdir() if folder.is_dir() and folder.name.isdecimal()}
    done = 0
    for client in Client.objects.here().filter(pk__in=numbers).order_by("pk"):
        for path in sorted(numbers[client.pk].iterdir()):
            if done >= AT_ONCE:
                return done
            if path.is_file() and not path.is_symlink() and not path.name.startswith(".") and _is_whole(path):
                _take(path, client)
                done += 1
    return done


def _is_whole(path: Path) -> bool:
    return clock.now().timestamp() - path.stat().st_mtime >= QUIET


def _take(path: Path, client: Client) -> None:
    try:
        with path.open("rb") as file:
            brought = bring(file, path.name, client, by=None, way=Arrival.Way.FOLDER)
    except Refused as no:
        _refuse(path, no.reason.plain())
        return
    except (OSError, ValueError) as trouble:
        _refuse(path, _("The file cannot be read: %(trouble)s") % {"trouble": trouble})
        return
    if brought.figures.questions:
        _refuse(path, "\n".join(question.reason.plain() for question in brought.figures.questions))
        return
    _move(path, path.parent / "done")


def _refuse(path: Path, reason: str) -> None:
    moved = _move(path, path.parent / "refused")
    moved.with_name(f"{moved.name}.txt").write_text(f"{reason}\n", encoding="utf-8")


def _move(path: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    to = folder / path.name
    number = 2
    while to.exists():
        to = folder / f"{path.stem}-{number}{path.suffix}"
        number += 1
    return path.rename(to)
