"""Fetches whoever is signed in together with whom they cover for, so that the frame of a page asks for nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from rapport.agency.models import Member
from rapport.journal import clock

PART, ROW = "\x1f", "\x1e"  # no name holds them


@dataclass(frozen=True, slots=True)
class Covering:
    """For whom one covers now: their name, how many clients, until when."""

    name: str
    clients: int
    until: date | None


class SignedIn(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """The member with `covers_text`, in one statement."""
        joined = "GROUP_CONCAT" if connection.vendor == "sqlite" else "STRING_AGG"
        values = {"member": user_id, "today": clock.today(), "part": PART, "row": ROW}
        member = next(iter(Member.objects.raw(_MEMBER.replace("JOINED", joined), values)), None)
        return member if member is not None and self.user_can_authenticate(member) else None


# Name, client and last day of each cover, joined. Written out because composing it anew takes longer than running it.
_MEMBER = """
SELECT m.*, (
    SELECT JOINED(
        whose.name || %(part)s || CAST(cover.client_id AS text) || %(part)s || COALESCE(CAST(cover.until AS text), ''),
        %(row)s)
    FROM portfolio_keeper cover
    JOIN portfolio_client client ON client.id = cover.client_id AND client.deleted_at IS NULL
    JOIN portfolio_keeper kept ON kept.client_id = client.id AND kept.part = 'keeper' AND kept.until IS NULL
    JOIN agency_member whose ON whose.id = kept.member_id
    WHERE cover.member_id = m.id AND cover.part = 'cover' AND cover.since <= %(today)s
        AND (cover.until IS NULL OR cover.until >= %(today)s)
) AS covers_text
FROM agency_member m WHERE m.id = %(member)s
"""


def covering(member: Member) -> list[Covering]:
    """For whom the member covers, one entry a colleague."""
    text = getattr(member, "covers_text", None)
    found: dict[str, tuple[set[str], list[date]]] = {}
    for row in text.split(ROW) if text else ():
        name, client, until = row.split(PART)
        clients, days = found.setdefault(name, (set(), []))
        clients.add(client)
        days.extend([date.fromisoformat(until)] if until else [])
    return [Covering(name, len(clients), max(days, default=None)) for name, (clients, days) in found.items()]
