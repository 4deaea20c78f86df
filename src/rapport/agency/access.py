"""Asks the permission table on behalf of whoever acts, and refuses in words."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.agency.permissions import may_at_all, suffices


def acting(request: HttpRequest) -> Member:
    """The member who asks. The gate has let nobody else in."""
    assert isinstance(request.user, Member)
    return request.user


def may(member: Member, deed: str, standing: set[str] | frozenset[str] | None = None) -> bool:
    """Whether the member may do the deed; `standing` is theirs towards the client the deed touches."""
    if not member.is_active:
        return False
    return may_at_all(member.roles, deed) if standing is None else suffices(member.roles, standing, deed)


def require(member: Member, deed: str, standing: set[str] | frozenset[str] | None = None) -> None:
    """Refuse, before any write, what the table does not allow."""
    if not may(member, deed, standing):
        raise PermissionDenied(_("Your role does not include this. Ask the head of your team."))
