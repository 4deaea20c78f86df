"""Refuses a request that brings more than anybody may hand in at once, before its first file is written anywhere."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _


class TooMuch(RequestDataTooBig):
    """Its words are for whoever sent it."""


class UploadLimit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS; what is within the limit is left to those after it. Whoever has not signed in, a
    contact with a link among them, may send less than one of us, who brings whole mailboxes."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        member = getattr(self.request, "user", None)
        ours = member is not None and member.is_authenticated
        most = settings.UPLOAD_MAX_BYTES if ours else settings.STRANGERS_MAX_BYTES
        if content_length > most:
            raise TooMuch(
                _("That is more than %(limit)s MB at once. Send less, or share it by a link.")
                % {"limit": most // 1_000_000}
            )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
