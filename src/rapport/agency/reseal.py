"""Brings the secrets of second steps under the newest secret key, for the administrator who changes it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from rapport.agency.adapter import SecondStepAdapter
from rapport.journal.sealed import Resealed

SECRETS = ("secret", "seed")


def reseal_second_steps() -> Resealed:
    """Every second step kept, one row at a time; those that no key given opens are named by their member's id."""
    done, lost = 0, []
    for key in list(Authenticator.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=key)
            try:
                sealed = {name: _anew(row.data[name]) for name in SECRETS if name in row.data}
            except InvalidToken:
                lost.append(row.user_id)
                continue
            if sealed:
                row.data |= sealed
                row.save(update_fields=["data"])
                done += 1
    return Resealed(done, tuple(lost))


def _anew(secret: str) -> str:
    adapter = SecondStepAdapter()
    return adapter.encrypt(adapter.decrypt(secret))
