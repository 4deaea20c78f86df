"""Agrees that a contact and one of us talk directly, past the keeper, about something; seen by all, ended when over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Contact, DirectLine


def agree_direct_line(
    client: Client, *, by: Member, member: Member, contact: Contact | None = None, about: str = ""
) -> DirectLine:
    """From today on. The same line twice is one."""
    if contact is not None and contact.client_id != client.pk:
        raise ValidationError({"contact": _("That person is not at this client.")})
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        same = client.direct_lines.filter(member=member, contact=contact, until=None).first()
        if same is not None:
            return same
        line = DirectLine.objects.create(
            client=client, member=member, contact=contact, about=about.strip(), agreed_by=by, since=clock.today()
        )
        record(
            "direct_line.agreed", by=by, about=line, client=client.pk, member=member.pk, member_name=member.name,
            contact=contact.pk if contact else None, contact_name=contact.name if contact else "", subject=line.about,
        )  # fmt: skip
    return line


def end_direct_line(line: DirectLine, *, by: Member) -> None:
    """Over from today; a second time changes nothing."""
    with transaction.atomic():
        if DirectLine.objects.filter(pk=line.pk, until=None).update(until=clock.today()):
            record(
                "direct_line.ended",
                by=by,
                about=line,
                client=line.client_id,
                member=line.member_id,
                member_name=line.member.name,
            )
