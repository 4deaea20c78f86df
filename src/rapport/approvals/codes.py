"""Sends the code that confirms an answer and looks at what was typed: six figures, ten minutes, five tries."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.approvals.letter import post_code
from rapport.approvals.models import Approval, Code
from rapport.journal import clock

LASTS = timedelta(minutes=10)
TRIES = 5
BREATH = timedelta(minutes=1)  # between two codes
MOST, WITHIN = 6, timedelta(hours=1)  # codes of one question


def send_code(approval: Approval) -> Code:
    """A new code to the mail of whoever is asked; the ones before open nothing any more.

    ValidationError when codes were sent too quickly one after the other.
    """
    now = clock.now()
    with transaction.atomic():
        list(Approval.objects.select_for_update().filter(pk=approval.pk).values_list("pk"))
        sent = Code.objects.filter(approval=approval, sent_at__gt=now - WITHIN)
        if sent.filter(sent_at__gt=now - BREATH).exists():
            raise ValidationError({"code": _("A code was sent a moment ago. Look into your mail, also among spam.")})
        if sent.count() >= MOST:
            raise ValidationError({"code": _("Many codes were sent already. Try again in an hour, or write to us.")})
        Code.objects.filter(approval=approval, used_at=None, expires_at__gt=now).update(expires_at=now)
        digits = f"{secrets.randbelow(1_000_000):06}"
        code = Code.objects.create(
            approval=approval, code_hash=_hash(approval, digits), sent_at=now, expires_at=now + LASTS
        )
        post_code(approval, digits, code.pk)
    return code


def living_code(approval: Approval) -> Code | None:
    """The code that is waited for."""
    living = Code.objects.filter(approval=approval, used_at=None, expires_at__gt=clock.now(), tries__lt=TRIES)
    return living.order_by("-pk").first()


def confirmed(approval: Approval, typed: str) -> Code:
    """The code that was typed. A wrong one is counted, whatever comes after; ValidationError says what is left."""
    digits = "".join(typed.split()).replace("-", "")[:20]
    with transaction.atomic():
        living = living_code(approval)
        code = Code.objects.select_for_update().get(pk=living.pk) if living else None
        right = (
            code is not None and code.tries < TRIES and constant_time_compare(code.code_hash, _hash(approval, digits))
        )
        if code is not None and not right:
            code.tries += 1
            code.save(update_fields=["tries"])
    if code is None:
        raise ValidationError({"code": _("This code has ended. Have a new one sent.")})
    if not right:
        left = max(TRIES - code.tries, 0)
        if not left:
            raise ValidationError({"code": _("That was not the code, five times. Have a new one sent.")})
        words = ngettext(
            "That is not the code. %(num)s try is left.", "That is not the code. %(num)s tries are left.", left
        )
        raise ValidationError({"code": words % {"num": left}})
    return code


def _hash(approval: Approval, digits: str) -> str:
    return salted_hmac("rapport.approvals.code", f"{approval.pk}:{digits}", algorithm="sha256").hexdigest()
