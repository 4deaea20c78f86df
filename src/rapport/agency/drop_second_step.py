"""Takes a member's second step of signing in away, when phone and recovery codes are both lost."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record


def has_second_step(member: Member) -> bool:
    return bool(Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).exists())


def drop_second_step(member: Member, *, by: Member) -> bool:
    """From now on the password alone lets the member in; False when there was no second step."""
    require(by, "members.manage")
    with transaction.atomic():
        gone, _kinds = Authenticator.objects.filter(user=member).delete()
        if gone:
            record("member.second_step_dropped", by=by, about=member, in_story=False)
    return bool(gone)
