"""Sends what waits in the outbox, oldest first; what the mail server refuses is kept with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from rapport.gateways import smtp
from rapport.gateways.door import Door, Security, Trouble
from rapport.gateways.in_words import why_not_sent
from rapport.journal import clock
from rapport.journal.record import record
from rapport.journal.sealed import Unsealable
from rapport.post.mime import bytes_of, message_of, recipients_of
from rapport.post.models import Account, Outgoing
from rapport.reckon.verdict import Reason, as_data, because

GIVE_UP_AFTER = 12
LONGEST_PAUSE = timedelta(hours=12)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How the sending of one letter ended. `refused`: addresses the server did not take although it took the letter.

    What may have gone already ("in doubt") is no temporary trouble: to try again could send it twice.
    """

    error: str = ""
    reason: Reason | None = None
    temporary: bool = True
    in_doubt: bool = False
    refused: dict[str, str] = field(default_factory=dict)


def send_waiting(limit: int = 100) -> int:
    """Send up to `limit` letters; the number sent. Safe to run twice: each letter is taken before it is sent."""
    return sum(send(pk) for pk in list(_ripe().order_by("id").values_list("pk", flat=True)[:limit]))


def send(pk: int) -> int:
    """Send one letter if it is due and nobody has taken or withdrawn it; the number sent, 0 or 1."""
    letter = _take(pk)
    if letter is None:
        return 0
    try:
        outcome = _by_its_account(letter) if letter.sender else _by_the_house(letter)
    except Exception as trouble:  # one letter that cannot be built must not stop those behind it
        log.warning("letter not sent", letter=pk, trouble=repr(trouble))
        reason = because("It could not be put together here. The administrator finds the cause in the log.")
        outcome = _Outcome(str(trouble)[:2000] or repr(trouble), reason)
    return _note(letter, outcome)


def _ripe() -> models.QuerySet[Outgoing]:
    ripe = Outgoing.objects.filter(
        Q(not_before=None) | Q(not_before__lte=clock.now()),
        sent_at=None, withdrawn_at=None, held_at=None, attempts__lt=GIVE_UP_AFTER,
    )  # fmt: skip
    # without a mail server the house's letters wait, untried, for the day one is set
    return ripe if settings.MAIL_GOES_OUT else ripe.exclude(sender=None)


def _take(pk: int) -> Outgoing | None:
    """Take it in one conditional update: whoever comes meanwhile, to send or to withdraw, finds it taken."""
    attempts = _ripe().filter(pk=pk).values_list("attempts", flat=True).first()
    if attempts is None:
        return None
    now = clock.now()
    pause = min(timedelta(minutes=2 ** (attempts + 1)), LONGEST_PAUSE)
    standing = _ripe().filter(pk=pk, attempts=attempts)
    if not standing.update(attempts=F("attempts") + 1, taken_at=now, not_before=now + pause):
        return None
    return Outgoing.objects.select_related("sender").get(pk=pk)


def _by_the_house(letter: Outgoing) -> _Outcome:
    try:
        message_of(letter).send()
    except Exception as trouble:  # whatever a mail server can answer is kept as its words and tried again
        return _Outcome(str(trouble)[:2000] or repr(trouble))
    return _Outcome()


def _by_its_account(letter: Outgoing) -> _Outcome:
    account = letter.sender
    assert account is not None
    try:
        taken = smtp.send(door_of(account), bytes_of(letter), sender=account.address, recipients=recipients_of(letter))
    except Unsealable as sealed:
        reason = because("The password cannot be opened with the keys in use. Enter it anew.")
        return _Outcome(str(sealed)[:2000] or repr(sealed), reason, temporary=False)
    except Trouble as trouble:
        doubt, reason = trouble.kind == "in_doubt", why_not_sent(trouble)
        return _Outcome(str(trouble)[:2000], reason, temporary=trouble.temporary, in_doubt=doubt)
    return _Outcome(refused={address: refusal.words for address, refusal in taken.refused.items()})


def door_of(account: Account) -> Door:
    secret = account.secret.reveal() if account.secret else ""
    token = account.key == Account.Key.TOKEN
    return Door(
        host=account.host, port=account.port, security=cast(Security, account.security), user=account.user,
        password="" if token else secret, oauth_token=secret if token else "",
    )  # fmt: skip


def _note(letter: Outgoing, outcome: _Outcome) -> int:
    """Write down how it went, and tell whoever follows, in one transaction."""
    sent = not outcome.error
    given_up = not sent and (not outcome.temporary or letter.attempts >= GIVE_UP_AFTER)
    why = as_data(outcome.reason) if outcome.reason else None
    told: dict[str, Any] = {"outgoing": letter.pk, "refused": sorted(outcome.refused)}
    with transaction.atomic():
        standing = Outgoing.objects.filter(pk=letter.pk)
        if sent:
            said = "; ".join(f"{address}: {words}" for address, words in sorted(outcome.refused.items()))
            standing.update(sent_at=clock.now(), error=said[:2000], trouble=None)
            record("post.sent", by=letter.by, about=letter, client=letter.client_id, in_story=False, **told)
        elif given_up:
            back = {} if outcome.in_doubt else {"taken_at": None}  # what has not gone may be taken back
            standing.update(error=outcome.error, trouble=why, attempts=GIVE_UP_AFTER, **back)
            record("post.failed", by=letter.by, about=letter, client=letter.client_id, in_story=False, **told)
        else:
            standing.update(error=outcome.error, trouble=why, taken_at=None)
    return int(sent)
