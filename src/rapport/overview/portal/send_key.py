"""Writes a contact the letter with which they come into the portal: asked for at its door, or sent by one of us."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Agency, Member
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import hand_out, living
from rapport.portfolio.models import Client, Contact
from rapport.portfolio.shut_out import DOOR
from rapport.portfolio.welcome import mails_of, welcome, with_mail
from rapport.post.put import put
from rapport.ui.formats import moment

LASTS = timedelta(minutes=20)
LASTS_INVITED = timedelta(days=3)  # whoever is invited does not stand at the door
BREATH = timedelta(minutes=10)  # between two letters that somebody of us has sent by hand
MOST_AT_ONCE = 3  # keys alive for one address


def by_mail(mail: str) -> bool:
    """A key to this address, when somebody of our clients reads it; False when nothing was sent.

    The letter goes to the address as we know it, never as it was typed.
    """
    people = with_mail(mail)
    if not people:
        return False
    first = people[0]
    known = next(address for address in mails_of(first) if address == mail.lower())
    with transaction.atomic():
        if living(purpose=DOOR, data__mail=known, made_by=None).count() >= MOST_AT_ONCE:
            return False
        _write(first, known, by=None, lasts=LASTS, others=len(people) > 1)
    return True


def invite(contact: Contact, client: Client, *, by: Member) -> str:
    """A key from one of us; whoever was kept out may come in again. The address it went to.

    `client` must have come through its door. ValidationError, in words, when it cannot be sent.
    """
    require(by, "portal.mark", client.standing)
    with transaction.atomic():
        row = Contact.objects.select_for_update().filter(pk=contact.pk, client=client, deleted_at=None).first()
        mails = mails_of(row) if row else []
        if row is None or not mails:
            raise ValidationError(_("Write down a mail address of this person first."))
        if row.kept_out:
            row.kept_out = False
            row.save(update_fields=["kept_out"])
        if not welcome().filter(pk=row.pk).exists():
            raise ValidationError(_("We have parted ways with this client; the portal is closed."))
        ours = living(purpose=DOOR, contact_id=row.pk).exclude(made_by=None)
        if ours.filter(made_at__gt=clock.now() - BREATH).exists():
            raise ValidationError(_("They were sent a key a moment ago. Wait ten minutes before sending another."))
        row.client = client
        _write(row, mails[0], by=by, lasts=LASTS_INVITED, others=False)
        record("portal.invited", by=by, about=row, client=client.pk, in_story=False, name=row.name)
    return mails[0]


def key_for(contact: Contact) -> str:
    """The address of a new key, for the demo's door, which writes no letters. `contact` has a mail address."""
    _link, token = hand_out(
        DOOR, lasts=LASTS, by=None, client=contact.client_id, contact=contact.pk, mail=mails_of(contact)[0]
    )
    return reverse(settings.PORTAL_KEY_URL, args=[token])


def _write(contact: Contact, mail: str, *, by: Member | None, lasts: timedelta, others: bool) -> None:
    client = contact.client
    link, token = hand_out(DOOR, lasts=lasts, by=by, client=client.pk, contact=contact.pk, mail=mail)
    address = settings.BASE_URL + reverse(settings.PORTAL_KEY_URL, args=[token])
    with spoken(language_of(contact, client), zone_of(contact, client)):
        about = {"agency": Agency.ours().name, "client": client.name}
        if others:
            subject = _("Your key to the pages of %(agency)s") % about
        else:
            subject = _("Your key to the pages of %(client)s at %(agency)s") % about
        put(
            key=f"portal:{link.pk}",
            to=mail,
            subject=subject,
            text=_words(contact, by, address, moment(link.expires_at), about["agency"]),
            language=language_of(contact, client),
            by=by,
            headers={"Reply-To": by.email} if by else {"Auto-Submitted": "auto-generated"},
        )


def _words(contact: Contact, by: Member | None, address: str, until: str, agency: str) -> str:
    parts = [_("Good day, %(name)s.") % {"name": contact.first_name or contact.name}]
    if by is not None:
        invites = _("%(by)s invites you to the pages where you see how the work stands and what waits for you.")
        parts.append(invites % {"by": by.name})
    parts.append(_("Open this and press “Come in”. No password is needed:\n%(address)s") % {"address": address})
    parts.append(_("It opens once, until %(when)s, your time.") % {"when": until})
    if by is None:
        parts.append(_("If it was not you who asked for it, leave it: without this letter nobody comes in."))
    return "\n\n".join([*parts, f"{by.name}\n{agency}" if by else agency])
