"""Changes what a member is to the agency: name, roles, team, whether they are still here; and says who did."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member, Role, Team
from rapport.journal.record import record


class LastAdministrator(Exception):
    """The house would be left without an administrator."""


def change_member(
    member: Member,
    *,
    by: Member,
    name: str,
    roles: Sequence[str],
    team: Team | None,
    is_active: bool,
    mentor: Member | None = None,
) -> Member:
    """Save the change and record what was before. Whoever may not sign in any more is out with the next click."""
    require(by, "members.manage")
    with transaction.atomic():
        everyone = list(Member.objects.select_for_update().filter(is_active=True))
        stays_admin = is_active and Role.ADMIN in roles
        if not stays_admin and not any(m.is_(Role.ADMIN) for m in everyone if m.pk != member.pk):
            raise LastAdministrator(_("Somebody else must be an administrator first."))
        _check_mentor(member, mentor)
        before = {"name": member.name, "roles": member.roles, "team": member.team_id, "is_active": member.is_active}
        before["mentor"] = member.mentor_id
        member.name, member.roles, member.team, member.is_active = name, list(roles), team, is_active
        member.mentor = mentor
        member.save(update_fields=["name", "roles", "team", "is_active", "mentor"])
        record("member.changed", by=by, about=member, in_story=False, before=before)
    return member


def _check_mentor(member: Member, mentor: Member | None) -> None:
    """Somebody else, who is here, may sign off, and is no trainee themself."""
    if mentor is None:
        return
    fits = mentor.is_active and mentor.is_(Role.MANAGER, Role.HEAD) and mentor.mentor_id is None
    if mentor.pk == member.pk or not fits:
        words = _("Choose as mentor a manager or a head who is no trainee.")
        raise ValidationError({"mentor": words})
