"""Lets a specialist or a contractor work for a client, and takes them off again; the rows stay as history."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member, Role
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Crew


def add_to_crew(client: Client, member: Member, *, by: Member) -> Crew:
    """From today on; whoever is in it already stays."""
    if not (member.is_active and member.is_(Role.SPECIALIST, Role.CONTRACTOR)):
        raise ValidationError(
            {"member": _("%(name)s is no specialist any more. Choose somebody else.") % {"name": member.name}}
        )
    try:
        with transaction.atomic():
            place = Crew.objects.create(client=client, member=member, since=clock.today())
            record("crew.joined", by=by, about=place, client=client.pk, member=member.pk, member_name=member.name)
    except IntegrityError:
        return Crew.objects.get(client=client, member=member, until=None)
    return place


def remove_from_crew(place: Crew, *, by: Member) -> None:
    """They had the client up to yesterday; direct lines with them end today."""
    with transaction.atomic():
        today = clock.today()
        if Crew.objects.filter(pk=place.pk, until=None).update(until=today - timedelta(days=1)):
            place.client.direct_lines.filter(member=place.member, until=None).update(until=today)
            record(
                "crew.left",
                by=by,
                about=place,
                client=place.client_id,
                member=place.member_id,
                member_name=place.member.name,
            )
