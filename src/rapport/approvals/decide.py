"""Keeps what the contact decided, once, whoever else clicks in the same moment: for the portal."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.approvals import codes
from rapport.approvals.letter import PURPOSE
from rapport.approvals.models import Approval, Code, Decision
from rapport.approvals.purposes import purpose_of
from rapport.approvals.settled import settle_waiting, tell_keeper
from rapport.approvals.withdraw import close_others
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import known_link, open_link, revoke, use
from rapport.links.models import Link

LONGEST = 5000
# What the page and the letters read: every column of the question, and few of those around it.
_READ = (
    *(field.name for field in Approval._meta.concrete_fields),
    *(f"decision__{name}" for name in ("id", "approval", "kind")),
    *(f"client__{name}" for name in ("name", "brand", "logo", "zone", "week", "country", "silence_days",
                                     "silence_note", "language")),
    *(f"contact__{name}" for name in ("first_name", "last_name", "client", "language", "zone", "deleted_at")),
    *(f"asked_by__{name}" for name in ("name", "email", "zone")),
)  # fmt: skip


class Ended(Exception):
    """There is nothing to decide any more: decided, withdrawn, or the link has ended."""


class Replaced(Exception):
    """What they saw is not the version that is asked about; the newer one is on its way."""


class CodeWanted(Exception):
    """All is said; only the code that was sent to their mail is missing."""

    def __init__(self, approval: Approval) -> None:
        super().__init__(approval.mail)
        self.approval = approval


def opened(token: str) -> Approval:
    """What a living link is about. Reading only; raises Ended, or Replaced when a newer version is on its way."""
    _link, pk = _asked(token)
    return _open(pk)


def decide(
    token: str, *, kind: str, version: str, name: str, words: str = "", code: str = "", address: str = ""
) -> Decision:
    """Keep the decision about the version they saw. The same answer through the same link again is the same decision.

    Raises Ended, Replaced, CodeWanted, or ValidationError with a sentence at the field.
    """
    name, words = " ".join(name.replace("\0", "").split()), _plain(words)
    try:
        seen = opened(token)
        _check(seen, kind, name, words)
        if version != seen.version:
            raise Replaced
        shown = None
        if seen.by_code:
            if not code.strip():
                raise CodeWanted(seen)
            shown = codes.confirmed(seen, code)
        with transaction.atomic():
            link, approval = held(token)
            if version != approval.version:
                raise Replaced
            if not use(link):
                raise Ended
            if shown and not Code.objects.filter(pk=shown.pk, used_at=None).update(used_at=clock.now()):
                raise Ended
            decision = Decision(kind=kind, words=words, name=name, version=version, link=link,
                                network=network_of(address))  # fmt: skip
            keep(approval.first, decision)
    except (Ended, IntegrityError):
        if same := _same(token, kind, words):
            return same
        raise Ended from None
    return decision


def keep(first: Approval, decision: Decision) -> None:
    """The one decision about a question: its row, all links ended, and whoever waits is told. Inside a transaction."""
    decision.approval = first
    decision.save(force_insert=True)
    Approval.objects.filter(pk=first.pk).update(remind_at=None)
    revoke(PURPOSE, first)
    close_others(first)
    settle_waiting(first)
    if purpose_of(first.purpose).shared:
        tell_keeper(decision)
    record(
        "approval.decided", by=None, about=first, client=first.client_id, purpose=first.purpose, title=first.title,
        kind=str(decision.kind), name=decision.name, subject=first.subject, subject_id=first.subject_id,
        version=first.version, number=first.number,
    )  # fmt: skip


def held(token: str) -> tuple[Link, Approval]:
    """The question as it stands, its first row locked: of several who act at once one comes after the other."""
    link, pk = _asked(token)
    first = Approval.objects.filter(pk=pk).values_list("root", flat=True).first() or pk
    list(Approval.objects.select_for_update().filter(pk=first).values_list("pk"))
    return link, _open(pk)


def network_of(address: str) -> str:
    """Where an answer came from, as little as tells two answers apart: "203.0.113.0", "2001:db8:1::"."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False).network_address)


def _check(approval: Approval, kind: str, name: str, words: str) -> None:
    wrong: dict[str, str] = {}
    purpose = purpose_of(approval.purpose)
    if kind not in purpose.answers:
        wrong["answer"] = _("Press one of the buttons.")
    if not name:
        wrong["name"] = _("Write your name, so that we know who answered.")
    elif len(name) > 120:
        wrong["name"] = _("At most 120 characters fit here.")
    if kind in purpose.needs_words and not words:
        wrong["words"] = _WANTED[kind]() if purpose.shared else _("Write what is right, in your own words.")
    elif len(words) > LONGEST:
        wrong["words"] = _("At most 5,000 characters fit here; send the rest by mail.")
    elif (
        kind == Decision.Kind.CORRECTED
        and not purpose.shared
        and words in [_plain(text) for _part, text in approval.shown]
    ):
        wrong["words"] = _("This stands there already. Change it, or confirm it as it is.")
    if wrong:
        raise ValidationError(wrong)


_WANTED: dict[str, Callable[[], str]] = {
    Decision.Kind.REMARKS: lambda: _("Write your remarks, or approve it as it is."),
    Decision.Kind.CORRECTED: lambda: _("Write what should change."),
    Decision.Kind.DECLINED: lambda: _("Write why, so that we can do better."),
}


def _plain(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()


def _asked(token: str) -> tuple[Link, int]:
    """Which question this link is for, while it still opens something."""
    if link := open_link(PURPOSE, token):
        return link, link.subject_id or 0
    known = known_link(PURPOSE, token)
    if known and Approval.objects.filter(pk=known.subject_id or 0, replaced=True).exists():
        raise Replaced
    raise Ended


def _open(pk: int) -> Approval:
    """The question while it can be answered. What surrounds a share of it is fetched when it is asked for."""
    rows = Approval.objects.select_related("client", "contact", "asked_by", "decision").filter(
        contact__deleted_at=None, client__deleted_at=None, pk=pk
    )
    approval = next(iter(rows.only(*_READ)), None)
    if approval and approval.replaced:
        raise Replaced
    if approval is None or not approval.is_open:
        raise Ended
    return approval


def _same(token: str, kind: str, words: str) -> Decision | None:
    """The decision that this very link has made, when it says the same: a click that came twice."""
    if (link := known_link(PURPOSE, token)) is None:
        return None
    rows = Decision.objects.select_related("approval__contact", "approval__asked_by", "approval__client")
    return rows.filter(link=link, kind=kind, words=words).first()
