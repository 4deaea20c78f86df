"""When two clients become one, words, work, files and reminders go along; when they part again, those come back."""

from __future__ import annotations

from rapport.conversations.go_along import items_of, move, words_of
from rapport.delivery import go_along as work_goes
from rapport.documents.go_along import files_of, move_files
from rapport.journal.models import Entry
from rapport.portfolio.merge import remember
from rapport.portfolio.models import Merge


def words_go_along(entry: Entry) -> None:
    """From the client that is gone to the one that was kept, remembered with the merge."""
    if Merge.objects.filter(pk=entry.data["merge"]).exclude(undone_at=None).exists():
        return  # told late: they have parted again meanwhile
    gone, kept = entry.data["gone"], entry.data["kept"]
    words, work, items = words_of(gone), work_goes.work_of(gone), items_of(gone)
    files = files_of(gone)
    move(words, items, to=kept)
    move_files(files, to=kept)
    work_goes.move(work, to=kept)
    remember(entry.data["merge"], **words, **work, **files, items=items)


def words_come_back(entry: Entry) -> None:
    """Exactly those that went along; what was said since stays where it was said."""
    moved = Merge.objects.values_list("moved", flat=True).get(pk=entry.data["merge"])
    move(moved, moved.get("items", []), to=entry.data["gone"])
    move_files(moved, to=entry.data["gone"])
    work_goes.move(moved, to=entry.data["gone"])
