"""Stands in for a mail server where none is set: refuses in words, so that letters stay waiting and visible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class NoServer(Exception):
    """No mail server is set (RAPPORT_SMTP_URL)."""


class KeptBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise NoServer("No mail server is set: RAPPORT_SMTP_URL is empty. The letter is kept.")
