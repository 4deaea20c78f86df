"""What the words for a task's state mean, whatever a workspace calls them; an unknown word is asked about."""

from __future__ import annotations

from rapport.reckon.folding import fold
from rapport.reckon.verdict import Reason, because

OPEN, DOING, DELIVERED, DONE, DROPPED = "open", "doing", "delivered", "done", "dropped"

MEANINGS: dict[str, Reason] = {
    OPEN: because("Not begun"),
    DOING: because("Under way"),
    DELIVERED: because("To be checked"),
    DONE: because("Done"),
    DROPPED: because("Dropped"),
}

_WORDS = {
    OPEN: (
        "to do, todo, to-do, open, backlog, new, not started, planned, scheduled, ready, ready to start, next, "
        "offen, geplant, neu, pendiente, por hacer, abierto, za napraviti, otvoreno, novo, planirano, nije zapoceto, "
        "na urobenie, otvorene, nove, planovane, к выполнению, открыта, открыт, новая, запланировано, не начата"
    ),
    DOING: (
        "in progress, doing, active, working, working on it, started, wip, in development, in work, ongoing, "
        "in arbeit, in bearbeitung, en curso, en progreso, en proceso, u tijeku, u radu, radi se, prebieha, "
        "v procese, rozpracovane, в работе, выполняется, в процессе"
    ),
    DELIVERED: (
        "review, in review, to review, to check, qa, testing, for approval, approval, waiting for approval, "
        "client review, internal review, ready for review, delivered, zur prufung, in prufung, en revision, "
        "na provjeri, pregled, na pregledu, na kontrolu, kontrola, na schvalenie, на проверке, проверка, "
        "на согласовании"
    ),
    DONE: (
        "done, complete, completed, closed, finished, resolved, shipped, published, approved, accepted, live, "
        "erledigt, fertig, abgeschlossen, hecho, completado, completada, cerrado, terminado, gotovo, zavrseno, "
        "zatvoreno, hotovo, dokoncene, uzavrete, готово, завершена, завершено, выполнено, закрыта, закрыто, сделано"
    ),
    DROPPED: (
        "cancelled, canceled, dropped, won't do, wont do, rejected, declined, obsolete, duplicate, archived, "
        "abgebrochen, storniert, verworfen, cancelado, cancelada, otkazano, odbaceno, ponisteno, zrusene, zamietnute, "
        "отменена, отменено, отклонено"
    ),
}
_MEANING_OF = {fold(word.strip()): key for key, words in _WORDS.items() for word in words.split(",")}


def state_of(word: str) -> str:
    """One of the keys of MEANINGS, or "" where nothing says it.

    >>> state_of("In Progress"), state_of("COMPLETE"), state_of("u tijeku"), state_of("parked")
    ('doing', 'done', 'doing', '')
    """
    return _MEANING_OF.get(fold(word).replace("_", " "), "")
