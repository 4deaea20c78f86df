"""A question to Ivana at Adria Dental, asked by Luka, and the token of its letter: for the tests beside and above."""

from __future__ import annotations

import re
from typing import Any

from tests.cast import Cast, contact

from rapport.approvals.ask import ask
from rapport.approvals.models import Approval
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Outgoing

WORDS = "Before we pay for December, can you tell me whether the campaign keeps the 4,000?"
READING = "They want to know by Wednesday whether the winter budget stays at 4,000 euros."
SHOWN = (("words", WORDS), ("reading", READING))


def person(of: Client, first_name: str = "Ivana", last_name: str = "Perić", **fields: Any) -> Contact:
    """Somebody with a mail address."""
    row = contact(of, first_name, last_name, **fields)
    address = (
        f"{first_name.lower() if first_name.isascii() and first_name.isalpha() else 'somebody'}@client-{of.pk}.example"
    )
    row.channels.create(kind="mail", value=address, folded=address)
    return row


def question(cast: Cast, who: Contact | None = None, subject: Any = None, **more: Any) -> tuple[Approval, str]:
    """The approval and its token."""
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    who = who or person(cast.adria)
    values = {"purpose": "understanding", "title": "Did we understand you?", "shown": SHOWN, **more}
    approval, address = ask(subject or cast.adria, client=client, contact=who, by=cast.luka, **values)
    return approval, token_of(address)


def token_of(text: str) -> str:
    return re.findall(r"/c/([\w-]{43})/", text)[-1]


def letters(approval: Approval) -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith=f"approval:{approval.pk}:").order_by("pk"))
