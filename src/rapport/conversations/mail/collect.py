"""Reads the mailboxes whose time has come: every folder from where it was left, each message once, trouble in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db.models import F, Q

from rapport.attention.ask import ask, settle
from rapport.conversations.mail import receive
from rapport.conversations.mail.circle import Circle
from rapport.conversations.mail.models import Arrival, Folder, Mailbox
from rapport.gateways import imap
from rapport.gateways.door import Door, Trouble
from rapport.gateways.in_words import in_words
from rapport.journal import clock
from rapport.journal.record import record
from rapport.journal.sealed import Unsealable
from rapport.reckon.letter import Letter, read_letter
from rapport.reckon.verdict import Reason, as_data, because

log = structlog.get_logger(__name__)

Open = Callable[[Door], AbstractContextManager[imap.Session]]

AT_MOST = 2000  # messages of one mailbox in one turn, so that the others have theirs
STUCK = timedelta(minutes=10)  # a reader that has said nothing for so long is dead
LONGEST_WAIT = 60  # minutes between tries at a server that is gone
SAID_AFTER = 3  # failures before a person is asked; what only a person can mend is asked at once
NOT_OPENED = ("junk", "drafts", "trash", "view")
MENDED_BY_HAND = frozenset({"refused_password", "refused_token", "no_way_in", "certificate", "no_encryption", "sealed"})
HARD = 3  # so often one message may break the connection before it is stepped over


@dataclass(slots=True)
class Turn:
    """One visit to one mailbox: how many messages it met."""

    met: int = 0
    kept: int = 0
    trouble: Reason | None = None


def collect_due(open_door: Open = imap.open) -> int:
    """Read every active mailbox whose time has come; the number visited. Safe to run twice at once."""
    now = clock.now()
    due = Mailbox.objects.filter(Q(try_at=None) | Q(try_at__lte=now), active=True).order_by(
        F("tried_at").asc(nulls_first=True)
    )
    visited = 0
    for pk in list(due.values_list("pk", flat=True)):
        visited += collect(pk, open_door) is not None
    return visited


def collect(mailbox_id: int, open_door: Open = imap.open, *, at_most: int = AT_MOST) -> Turn | None:
    """Read one mailbox from where it was left, at most so many messages; None when another reader is at it."""
    mailbox = _take(mailbox_id)
    if mailbox is None:
        return None
    turn = Turn()
    try:
        with open_door(door_of(mailbox)) as session:
            for folder in _folders(mailbox, session):
                _read(mailbox, folder, session, turn, at_most)
                if turn.met >= at_most:
                    break
        _went_well(mailbox, whole=turn.met < at_most)
    except (Trouble, Unsealable) as trouble:
        turn.trouble = _went_wrong(mailbox, trouble)
    finally:
        Mailbox.objects.filter(pk=mailbox.pk).update(taken_at=None)
    return turn


def door_of(mailbox: Mailbox) -> Door:
    """The way in. Raises Unsealable when the secret cannot be opened with the keys in use."""
    secret = mailbox.secret.reveal()
    return Door(
        host=mailbox.host, port=mailbox.port, security=mailbox.security, user=mailbox.user,  # type: ignore[arg-type]
        password=secret if mailbox.key == Mailbox.Key.PASSWORD else "",
        oauth_token=secret if mailbox.key == Mailbox.Key.TOKEN else "",
    )  # fmt: skip


def _take(mailbox_id: int) -> Mailbox | None:
    """Take the mailbox, so that no second reader is at it; one that died with it in hand loses it after a while."""
    now = clock.now()
    free = Q(taken_at=None) | Q(taken_at__lt=now - STUCK)
    if not Mailbox.objects.filter(free, pk=mailbox_id, active=True).update(taken_at=now, tried_at=now):
        return None
    return Mailbox.objects.get(pk=mailbox_id)


def _folders(mailbox: Mailbox, session: imap.Session) -> Iterator[Folder]:
    """The folders to read, the inbox first; new ones are noted, those marked private are passed by."""
    now = clock.now()
    for there in session.folders():
        folder, _made = Folder.objects.update_or_create(
            mailbox=mailbox, name=there.name[:250], defaults={"special": there.special, "seen_at": now}
        )
        if folder.private or there.special in NOT_OPENED:
            continue
        if not folder.uidvalidity:
            _begin(folder, there, mailbox, session)
        yield folder


def _begin(folder: Folder, there: imap.Folder, mailbox: Mailbox, session: imap.Session) -> None:
    """At the first reading, step over what is older than the mailbox is to be read."""
    folder.uidvalidity = there.uidvalidity
    if mailbox.reads_since:
        found = session.search_since(folder.name, mailbox.reads_since, uidvalidity=there.uidvalidity)
        if isinstance(found, tuple):
            folder.last_uid = (min(found) if found else there.uidnext) - 1
    folder.save(update_fields=["uidvalidity", "last_uid"])


def _read(mailbox: Mailbox, folder: Folder, session: imap.Session, turn: Turn, at_most: int) -> None:
    fetched = session.fetch(folder.name, after_uid=folder.last_uid, uidvalidity=folder.uidvalidity)
    if isinstance(fetched, imap.StartOver):
        folder.uidvalidity, folder.last_uid = fetched.uidvalidity, 0
        folder.save(update_fields=["uidvalidity", "last_uid"])
        fetched = session.fetch(folder.name, uidvalidity=folder.uidvalidity)
    if isinstance(fetched, imap.Gone):
        _renamed(mailbox, folder, fetched)
        return
    if isinstance(fetched, imap.StartOver):
        return  # numbered anew once more in this very moment: the next turn sees to it
    circle = Circle()
    for raw in fetched:
        arrival = _receive(mailbox, folder, raw, circle)
        turn.met += 1
        turn.kept += arrival.outcome == Arrival.Outcome.KEPT
        Folder.objects.filter(pk=folder.pk, last_uid__lt=raw.uid).update(last_uid=raw.uid)
        if turn.met % 100 == 0:
            Mailbox.objects.filter(pk=mailbox.pk).update(taken_at=clock.now())
        if turn.met >= at_most:
            return


def _receive(mailbox: Mailbox, folder: Folder, raw: imap.Raw, circle: Circle) -> Arrival:
    source = receive.Source(folder.name, raw.uid, mailbox=mailbox, uidvalidity=folder.uidvalidity)
    if raw.content is not None:
        return receive.receive(raw.content, source, circle)
    head = read_letter(raw.head) if raw.head else None
    letter = head if isinstance(head, Letter) else None
    if raw.broken:
        reason, outcome = because("The mail server lists it and cannot give it."), Arrival.Outcome.BROKEN
    else:
        reason = because("It is larger than {limit} MB.", limit=imap.MAX_SIZE // 1_000_000)
        outcome = Arrival.Outcome.TOO_LARGE
    return receive.note(source, outcome, reason, size=raw.size, letter=letter)


def _renamed(mailbox: Mailbox, folder: Folder, gone: imap.Gone) -> None:
    """A folder that carries a new name is the same folder; a folder that is gone keeps what was read of it."""
    if gone.perhaps_now and not mailbox.folders.filter(name=gone.perhaps_now).exclude(last_uid=0).exists():
        mailbox.folders.filter(name=gone.perhaps_now).delete()
        mailbox.arrivals.filter(source=folder.name).update(source=gone.perhaps_now)
        folder.name = gone.perhaps_now
        folder.save(update_fields=["name"])


def _went_well(mailbox: Mailbox, *, whole: bool) -> None:
    now = clock.now()
    values = {"trouble": None, "failures": 0, "try_at": None} | ({"read_at": now} if whole else {})
    Mailbox.objects.filter(pk=mailbox.pk).update(**values)
    if mailbox.failures:
        settle(cause=_cause(mailbox))
        record("mailbox.reached", by=None, about=mailbox, in_story=False)


def _went_wrong(mailbox: Mailbox, trouble: Trouble | Unsealable) -> Reason:
    """Keep what went wrong in words; try again later and later, and ask its owner when it does not pass by itself."""
    kind = trouble.kind if isinstance(trouble, Trouble) else "sealed"
    reason = sentence(trouble)
    failures = mailbox.failures + 1
    wait = timedelta(minutes=min(2 ** min(failures, 10), LONGEST_WAIT))
    broke_at, times = _broke_at(mailbox, trouble)
    kept = {
        "kind": kind,
        "reason": as_data(reason),
        "since": _since(mailbox),
        "at": broke_at,
        "times": 0 if _step_over(mailbox, broke_at, times) else times,
    }
    Mailbox.objects.filter(pk=mailbox.pk).update(trouble=kept, failures=failures, try_at=clock.now() + wait)
    if failures >= SAID_AFTER or kind in MENDED_BY_HAND:
        said = because("{address}: {trouble}", address=mailbox.address, trouble=reason)
        ask("mailbox", cause=_cause(mailbox), reason=said, member=mailbox.member_id, mailbox=mailbox.pk)
    if failures == 1:
        record("mailbox.lost", by=None, about=mailbox, in_story=False, kind=kind)
    log.warning("mailbox not read", mailbox=mailbox.pk, kind=kind, failures=failures)
    return reason


def _broke_at(mailbox: Mailbox, trouble: Trouble | Unsealable) -> tuple[list[str | int] | None, int]:
    """The message at which the connection broke, and how often it has broken there one time after the other."""
    where = trouble.data if isinstance(trouble, Trouble) else {}
    name, uid = where.get("folder"), where.get("uid")
    if not isinstance(name, str) or not isinstance(uid, int):
        return None, 0
    before = mailbox.trouble or {}
    return [name, uid], (int(before.get("times") or 0) if before.get("at") == [name, uid] else 0) + 1


def _step_over(mailbox: Mailbox, broke_at: list[str | int] | None, times: int) -> bool:
    """One message that breaks the connection again and again must not stop all that come after it."""
    if broke_at is None or times < HARD:
        return False
    name, uid = str(broke_at[0]), int(broke_at[1])
    folder = mailbox.folders.filter(name=name, last_uid__lt=uid).first()
    if folder is None:
        return False
    source = receive.Source(name, uid, mailbox=mailbox, uidvalidity=folder.uidvalidity)
    reason = because("The connection broke at it again and again. It stays where it is.")
    receive.note(source, Arrival.Outcome.BROKEN, reason, size=0)
    Folder.objects.filter(pk=folder.pk).update(last_uid=uid)
    return True


def _since(mailbox: Mailbox) -> str:
    before = mailbox.trouble or {}
    return str(before.get("since") or clock.now().isoformat()) if mailbox.failures else clock.now().isoformat()


def _cause(mailbox: Mailbox) -> str:
    return f"mailbox:{mailbox.pk}"


def sentence(trouble: Trouble | Unsealable) -> Reason:
    """What went wrong, in plain words, and what can be done about it."""
    if isinstance(trouble, Unsealable):
        return because("The password cannot be opened with the keys in use. Enter it anew.")
    return in_words(trouble)
