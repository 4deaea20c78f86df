"""Who of us can be chosen in a form: those who keep clients, with what they carry, and those who work for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member, Role
from rapport.portfolio import load
from rapport.ui.formats import number


def with_roles(*roles: str) -> QuerySet[Member]:
    """Active members that have any of the roles. Roles are a list in JSON, which not every database can search."""
    rows = Member.objects.filter(is_active=True).values_list("pk", "roles")
    return Member.objects.filter(pk__in=[pk for pk, held in rows if set(held) & set(roles)])


def keepers() -> QuerySet[Member]:
    return with_roles(Role.MANAGER, Role.HEAD)


def specialists() -> QuerySet[Member]:
    return with_roles(Role.SPECIALIST)


class MemberField(forms.ModelChoiceField):
    """One of us by name; `loads` stands behind the names when it is given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Member.objects.none(), **kwargs)
        self.loads: Mapping[int, float] | None = None
        self.agency: Agency | None = None

    def among(self, members: QuerySet[Member], *, agency: Agency | None = None) -> MemberField:
        """Choose among these; with the agency, each name tells the load and the cap."""
        self.queryset = members
        if agency is not None:
            self.agency, self.loads = agency, load.loads(members.values_list("pk", flat=True))
        return self

    def label_from_instance(self, member: Any) -> str:
        if self.loads is None or self.agency is None:
            return str(member.name)
        return _("%(name)s · carries %(load)s of %(cap)s") % {
            "name": member.name,
            "load": number(round(self.loads.get(member.pk, 0.0), 1)),
            "cap": number(load.cap_of(member, self.agency)),
        }


def names(members: Iterable[Member]) -> str:
    return ", ".join(member.name for member in members)
