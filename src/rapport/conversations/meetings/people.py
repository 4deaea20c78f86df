"""The mail addresses of who comes to a meeting, and who of them has an address: for invitations and their answers."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.conversations.meetings.models import Participant
from rapport.portfolio.models import Channel
from rapport.reckon.folding import fold


def mails_of(people: Iterable[Participant]) -> dict[int, list[str]]:
    """By participant, their addresses in small letters, the preferred one first."""
    people = list(people)
    contacts = [one.contact_id for one in people if one.contact_id]
    rows = Channel.objects.filter(contact__in=contacts, kind=Channel.Kind.MAIL).order_by("-preferred", "id")
    of_contact: dict[int, list[str]] = {}
    for contact, value in rows.values_list("contact", "value"):
        of_contact.setdefault(contact, []).append(value.strip().lower())
    found: dict[int, list[str]] = {}
    for one in people:
        own = [one.mail.lower()] if one.mail else []
        own += of_contact.get(one.contact_id or 0, [])
        found[one.pk] = [*own, one.member.email] if one.member is not None else own
    return found


def who_has(mail: str, people: Iterable[Participant]) -> Participant | None:
    """The one participant whose address this is; None when nobody's or that of several."""
    people = list(people)
    mails = mails_of(people)
    having = [one for one in people if fold(mail) in {fold(known) for known in mails[one.pk]}]
    return having[0] if len(having) == 1 else None
