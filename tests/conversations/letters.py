"""Small mails for tests, with the defaults of a client who writes to her manager."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from rapport.journal import clock

COUNT = iter(range(1, 10_000_000))


def letter(
    text: str = "Can you send the split by channel?",
    *,
    sender: str = "Ivana Perić <ivana@adria.example>",
    to: str = "Luka Perko <luka@kordun.example>",
    cc: str = "",
    subject: str = "Winter budget",
    at: datetime | None = None,
    ago: timedelta = timedelta(hours=2),
    message_id: str = "",
    answers: str = "",
    **headers: str,
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if cc:
        message["Cc"] = cc
    message["Date"] = format_datetime(at or clock.now() - ago)
    message["Message-ID"] = f"<{message_id or f'{next(COUNT)}@adria.example'}>"
    if answers:
        message["In-Reply-To"] = message["References"] = f"<{answers}>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()
