"""Holds an ending for a deed: the right asked, the client's row locked, the parting in force."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.onboarding.endings.begin import ending_of
from rapport.onboarding.endings.models import Ending
from rapport.portfolio.models import Client, Parting


def held(client: Client, *, by: Member) -> tuple[Parting, Ending]:
    """Locked until the end of the transaction the caller has opened. ValidationError where nobody parts ways."""
    require(by, "client.part_ways", client.standing)
    list(Client.objects.select_for_update().filter(pk=client.pk).values_list("pk"))
    parting = Parting.objects.filter(client=client, undone_at=None).first()
    if parting is None:
        raise ValidationError(_("We are not parting ways with %(client)s.") % {"client": client.name})
    return parting, ending_of(parting)
