"""Tells allauth how this house signs people in: by invitation only, letters through the outbox, secrets encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import translation

from rapport.agency.models import Member
from rapport.post.put import put


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Members have no user name."""

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        # allauth would look for the address in a table of its own, which stays empty here.
        assert isinstance(user, Member)
        again = self.authenticate(current.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox, in the language of whoever receives it."""
        member = Member.objects.filter(email=email.lower()).first()
        language = member.language if member else translation.get_language() or "en"
        words = {"request": current.request, "email": email, "current_site": _Site(current.request), **context}
        with translation.override(language):
            letter = self.render_mail(template_prefix, email, words)
        put(key=f"account:{uuid4().hex}", to=email, subject=letter.subject, text=str(letter.body), language=language)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a member that their password or second step was changed."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second step encrypted; a new secret key takes the old ones along as fallbacks."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


class _Site:
    """What allauth's letters call the site."""

    def __init__(self, request: HttpRequest) -> None:
        self.name = "Rapport"
        self.domain = request.get_host()


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"rapport second step " + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
