"""Takes the secret that a contact puts in by their one-time link, sealed at once: for the portal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from rapport.attention.ask import ask
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import open_link, use
from rapport.links.models import Link
from rapport.onboarding.accesses.ask_for_secret import LASTS
from rapport.onboarding.accesses.empty import PURPOSE, cause_of
from rapport.onboarding.accesses.models import Access, Drop
from rapport.onboarding.accesses.move_on import move_on
from rapport.reckon.accesses import OPEN
from rapport.reckon.verdict import because

LONGEST = 5000


class Ended(Exception):
    """The link opens nothing any more."""


def opened(token: str) -> Drop:
    """What a living link is about. Reading only; raises Ended."""
    return _open(_living(token))


@sensitive_variables("secret")
def put_secret(token: str, *, secret: str, name: str) -> Drop:
    """Keep it for the one it is for. Works once; raises Ended, and ValidationError with a sentence at the field."""
    name = " ".join(name.replace("\0", "").split())
    _check(secret, name)
    with transaction.atomic():
        link = _living(token)
        drop = _open(link)
        if not use(link):
            raise Ended
        now = clock.now()
        drop.secret, drop.put_at, drop.put_name, drop.expires_at = secret, now, name, now + LASTS
        done = Drop.objects.filter(pk=drop.pk, ended_at=None, put_at=None).update(
            secret=drop.secret, put_at=now, put_name=name, expires_at=drop.expires_at
        )
        if not done:
            raise Ended
        ask(
            "drop", cause=cause_of(drop.pk), client=drop.access.client_id, member=drop.for_member_id,
            reason=because("{name} has put in the key for {system}. You can read it once.", name=name,
                           system=drop.access.system),
            due=drop.expires_at, hours=0.25, access=drop.access_id, drop=drop.pk,
        )  # fmt: skip
        if drop.access.state in OPEN:
            move_on(drop.access, to=Access.State.GIVEN, by=None, name=name)
        record(
            "secret.put", by=None, about=drop, client=drop.access.client_id, system=drop.access.system, name=name,
            for_member=drop.for_member_id,
        )  # fmt: skip
    return drop


@sensitive_variables("secret")
def _check(secret: str, name: str) -> None:
    wrong: dict[str, str] = {}
    if not secret.strip():
        wrong["secret"] = _("Put the password or key in here.")
    elif "\0" in secret:
        wrong["secret"] = _("There is a sign in it that no password has. Copy it once more.")
    elif len(secret) > LONGEST:
        wrong["secret"] = _("At most 5,000 characters fit here.")
    if not name:
        wrong["name"] = _("Write your name, so that we know who gave it.")
    elif len(name) > 120:
        wrong["name"] = _("At most 120 characters fit here.")
    if wrong:
        raise ValidationError(wrong)


def _living(token: str) -> Link:
    if link := open_link(PURPOSE, token):
        return link
    raise Ended


def _open(link: Link) -> Drop:
    rows = Drop.objects.select_related("access__client", "access__contact", "for_member")
    here = {"access__client__deleted_at": None, "for_member__is_active": True, "ended_at": None, "put_at": None}
    drop = rows.filter(pk=link.subject_id or 0, expires_at__gt=clock.now(), **here).first()
    if drop is None:
        raise Ended
    return drop
