"""Asks a contact for the secret of an access by a one-time link, for exactly one of us."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import hand_out
from rapport.onboarding.accesses.empty import PURPOSE, empty_one, living_drops
from rapport.onboarding.accesses.models import Access, Drop
from rapport.portfolio.models import Client, Contact
from rapport.post.put import put
from rapport.reckon.accesses import NOT_NEEDED, REVOKED
from rapport.ui.formats import moment

LASTS = timedelta(days=7)


def ask_for_secret(access: Access, *, by: Member, for_member: Member, contact: Contact) -> Drop:
    """The drop; its link goes to the contact by mail and nowhere else. One that waits for the same member ends.

    The keeper asks for anybody who works for the client, anybody else for themselves. ValidationError by field.
    """
    if not (may(by, "access.keep", access.client.standing) or _for_oneself(access, by, for_member)):
        raise PermissionDenied(_("Only the keeper asks for a secret for somebody else."))
    with transaction.atomic():
        standing = Access.objects.select_for_update(of=("self",)).get(pk=access.pk)
        if standing.state in (REVOKED, NOT_NEEDED):
            raise ValidationError(_("This access is over. Bring it back first."))
        mail = _check(access.client, for_member, contact)
        for pk in living_drops(access=access, for_member=for_member).values_list("pk", flat=True):
            empty_one(pk)
        now = clock.now()
        drop = Drop.objects.create(access=standing, for_member=for_member, asked_at=now, expires_at=now + LASTS)
        link, token = hand_out(
            PURPOSE, lasts=LASTS, by=by, subject=drop, client=access.client_id, contact=contact.pk
        )  # fmt: skip
        drop.link = link
        drop.save(update_fields=["link"])
        _write(drop, access, contact, mail, token, by)
        record(
            "secret.asked", by=by, about=drop, client=access.client_id, system=access.system, name=contact.name,
            for_member=for_member.pk, for_name=for_member.name,
        )  # fmt: skip
    return drop


def _for_oneself(access: Access, by: Member, for_member: Member) -> bool:
    return by.pk == for_member.pk and may(by, "access.reveal", access.client.standing)


def _check(client: Client, for_member: Member, contact: Contact) -> str:
    wrong: dict[str, str] = {}
    seen = Client.objects.here().visible_to(for_member).filter(pk=client.pk).first()
    if seen is None or not may(for_member, "access.reveal", seen.standing_of(for_member)):
        wrong["for_member"] = _("%(name)s does not work for this client.") % {"name": for_member.name}
    mail = mail_of(contact)
    if contact.client_id != client.pk or contact.deleted_at:
        wrong["contact"] = _("Choose somebody at this client.")
    elif not mail:
        words = _("No mail address of %(name)s is known. Write one down on their page first.")
        wrong["contact"] = words % {"name": contact.name}
    if wrong:
        raise ValidationError(wrong)
    return mail


def _write(drop: Drop, access: Access, contact: Contact, mail: str, token: str, by: Member) -> None:
    address = settings.BASE_URL + reverse(settings.DROP_URL, args=[token])
    language = language_of(contact, access.client)
    with spoken(language, zone_of(contact, access.client)):
        values = {"system": access.system, "who": drop.for_member.name}
        parts = [
            _("Good day, %(name)s.") % {"name": contact.first_name or contact.name},
            _("We need the password or key for %(system)s. Please do not send it by mail or chat.") % values,
            _("Put it in here, once: it is encrypted, %(who)s alone reads it, once, and then it is gone.") % values,
            address,
            _("The link works once, until %(moment)s your time.") % {"moment": moment(drop.expires_at)},
            f"{by.name}\n{Agency.ours().name}",
        ]
        put(
            key=f"drop:{drop.pk}", to=mail, subject=_("A safe way to give us the key for %(system)s") % values,
            text="\n\n".join(parts), language=language, by=by, client_id=access.client_id,
            headers={"Reply-To": by.email},
        )  # fmt: skip
