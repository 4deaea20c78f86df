"""Adds a team: a head in it leads its clients."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member, Team
from rapport.journal.record import record


def make_team(name: str, *, by: Member) -> Team:
    require(by, "members.manage")
    try:
        with transaction.atomic():
            team = Team.objects.create(name=name)
            record("team.made", by=by, about=team, in_story=False, name=team.name)
    except IntegrityError:
        raise ValidationError({"name": _("There is a team called %(name)s already.") % {"name": name}}) from None
    return team
