"""Invites somebody into the agency: a member who cannot sign in yet, and a letter with a link that ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member, Role, Team
from rapport.journal.record import record
from rapport.links.hand_out import hand_out, open_link, revoke, use
from rapport.links.models import Link
from rapport.post.put import put
from rapport.ui.formats import CHOICES

PURPOSE = "invitation"
LASTS = timedelta(days=7)


class AlreadyHere(Exception):
    """Somebody with this address is a member already."""


def invite(
    email: str, *, name: str, roles: Sequence[str], team: Team | None, by: Member, language: str = "en"
) -> tuple[Member, str]:
    """A new (or still invited) member and the address of their invitation; the letter waits in the outbox."""
    require(by, "members.manage")
    email = email.strip().lower()
    with transaction.atomic():
        member = Member.objects.select_for_update().filter(email=email).first()
        if member and not waits(member):
            raise AlreadyHere(_("%(email)s belongs to the agency already.") % {"email": email})
        if member is None:
            member = Member.objects.create_user(email, None, name=name, is_active=False, language=language)
            member.zone = Agency.ours().zone
        member.name, member.roles, member.team = name, list(roles), team
        member.language, member.formats = language, CHOICES[language][0]
        member.save()
        revoke(PURPOSE, member)
        link, token = hand_out(PURPOSE, lasts=LASTS, by=by, subject=member)
        address = settings.BASE_URL + reverse(settings.INVITATION_URL, args=[token])
        _write_letter(member, by, address, link)
        record("member.invited", by=by, about=member, in_story=False, roles=member.roles)
    return member, address


def accept(token: str, *, name: str, password: str) -> Member | None:
    """Use the invitation up: the member gets a password and may sign in. None when the link no longer lives."""
    with transaction.atomic():
        link = open_link(PURPOSE, token)
        if link is None or not _for_a_member(link):
            return None
        member = Member.objects.select_for_update().filter(pk=link.subject_id or 0).first()
        if member is None or not waits(member) or not use(link):
            return None
        member.name, member.is_active = name, True
        member.set_password(password)
        member.save()
        record("member.joined", by=member, about=member, in_story=False)
    return member


def withdraw(member: Member, *, by: Member) -> None:
    """Take the invitation back: its link ends, and who never came is no member."""
    require(by, "members.manage")
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member.pk)
        if not waits(member):
            raise AlreadyHere(_("%(name)s has joined meanwhile.") % {"name": member.name})
        revoke(PURPOSE, member)
        record("member.uninvited", by=by, about=member, in_story=False, name=member.name, email=member.email)
        member.delete()


def invited(token: str) -> Member | None:
    """Whom a living invitation is for."""
    link = open_link(PURPOSE, token)
    member = Member.objects.filter(pk=link.subject_id or 0).first() if link and _for_a_member(link) else None
    return member if member is not None and waits(member) else None


def _for_a_member(link: Link) -> bool:
    return link.subject == Member._meta.label_lower and link.contact_id is None


def waits(member: Member) -> bool:
    """Invited, and not here yet."""
    return not member.is_active and not member.has_usable_password() and member.last_login is None


def first_administrator(email: str, *, name: str, password: str, agency: str = "", language: str = "en") -> Member:
    """The first member of a fresh house: administrator, head and manager in one. Refused when anybody is here."""
    with transaction.atomic():
        ours = Agency.objects.select_for_update().get(pk=Agency.ours().pk)  # two first runs at once meet here
        if Member.objects.exists():
            raise AlreadyHere(_("The agency has members already; one of its administrators can invite you."))
        if agency:
            ours.name = agency
            ours.save(update_fields=["name"])
        member = Member.objects.create_user(
            email, password, name=name, roles=[Role.ADMIN, Role.HEAD, Role.MANAGER], zone=ours.zone,
            language=language, formats=CHOICES[language][0],
        )  # fmt: skip
        record("member.joined", by=member, about=member, in_story=False)
    return member


def _write_letter(member: Member, by: Member, address: str, link: Link) -> None:
    with translation.override(member.language):
        names = {"by": by.name, "agency": Agency.ours().name, "name": member.first_name, "address": address}
        put(
            key=f"invitation:{link.pk}",
            to=member.email,
            language=member.language,
            subject=_("%(by)s invites you to %(agency)s") % names,
            text=_(
                "Good day, %(name)s.\n\n%(by)s invites you to the workbench of %(agency)s. "
                "Choose your password here within seven days:\n\n%(address)s\n\n"
                "If you do not know why you received this, leave it; nothing happens without you."
            )
            % names,
        )
