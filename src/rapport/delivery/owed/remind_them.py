"""Writes to a contact, kindly and in their language, what we still need from them: for the keeper's one press."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.owed import remind
from rapport.delivery.owed.lock import held, write
from rapport.delivery.owed.models import Owed
from rapport.delivery.owed.note import told
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact
from rapport.post.put import put
from rapport.ui.formats import day

MOST = 20  # things in one letter


def remind_them(owed: Owed, *, by: Member) -> Contact:
    """One letter about this and whatever else is late with the same person; the person. ValidationError when it
    cannot go out, or went out today already."""
    with transaction.atomic():
        standing = held(owed, by=by)
        contact = _whom(standing)
        mail = mail_of(contact)
        if not mail:
            words = _("No mail address of %(name)s is known. Write one down on their page first.")
            raise ValidationError(words % {"name": contact.name})
        if standing.reminded_at and clock.day_of(standing.reminded_at) == clock.today():
            raise ValidationError(_("%(name)s was reminded today already.") % {"name": contact.name})
        things = things_for(standing)
        subject, text = letter(standing, things, by)
        put(
            key=f"owed:{standing.pk}:{clock.today().isoformat()}",
            to=mail,
            subject=subject,
            text=text,
            language=language_of(contact, standing.client),
            by=by,
            client_id=standing.client_id,
            headers={"Reply-To": by.email},
        )
        for one in Owed.objects.select_for_update(of=("self",)).filter(pk__in=[thing.pk for thing in things]):
            one.reminded_at = clock.now()
            write(one)
        remind.look_again([standing.client_id])
        record(
            "owed.reminded", by=by, about=standing, client=standing.client_id, name=contact.name, things=len(things),
            **told(standing),
        )  # fmt: skip
    return contact


def things_for(owed: Owed) -> list[Owed]:
    """What the letter is about: this first, then whatever else this person owes and is late with."""
    late = Owed.objects.filter(client=owed.client_id, contact=owed.contact_id, state=Owed.State.OPEN)
    late = late.filter(due__lt=clock.today()).exclude(pk=owed.pk).order_by("due", "pk")
    return [owed, *late[: MOST - 1]] if owed.contact_id else [owed]


def letter(owed: Owed, things: list[Owed], by: Member) -> tuple[str, str]:
    """Subject and text, in the contact's language and by their calendar."""
    contact = owed.contact
    assert contact is not None
    with spoken(language_of(contact, owed.client), zone_of(contact, owed.client)):
        n = len(things)
        subject = _("What we still need from you: %(what)s") % {"what": owed.what}
        parts = [
            _("Good day, %(name)s.") % {"name": contact.first_name or contact.name},
            ngettext(
                "One thing is still on its way to us, and we would be glad to have it:",
                "Some things are still on their way to us, and we would be glad to have them:",
                n,
            ),
            "\n".join(_line(one) for one in things),
            _("If something stands in the way, simply answer this mail: we find a way together. Thank you."),
            f"{by.name}\n{Agency.ours().name}",
        ]
    return subject, "\n\n".join(parts)


def _line(owed: Owed) -> str:
    values = {"what": owed.what.rstrip("."), "day": day(owed.due, "long"), "waits": owed.waits.rstrip(".")}
    if owed.waits:
        return _("– %(what)s, asked for by %(day)s. For it waits: %(waits)s.") % values
    return _("– %(what)s, asked for by %(day)s.") % values


def _whom(owed: Owed) -> Contact:
    if owed.state != Owed.State.OPEN:
        raise ValidationError(_("It is given or closed already."))
    if owed.contact is None or owed.contact.deleted_at:
        raise ValidationError(_("Say first who there gives it."))
    return owed.contact
