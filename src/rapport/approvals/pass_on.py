"""Passes a question on to somebody who knows better, and back: each has a link of their own, one of them decides."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rapport.approvals.ask import mail_of, share
from rapport.approvals.decide import held
from rapport.approvals.letter import write
from rapport.approvals.models import Approval
from rapport.approvals.purposes import purpose_of
from rapport.approvals.rhythm import first_reminder
from rapport.approvals.withdraw import close
from rapport.approvals.written_in import language_of, zone_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Channel, Contact

MOST = 5  # how often one question is passed on


def pass_on(token: str, *, contact: int | None = None, name: str = "", mail: str = "") -> Approval:
    """The share of whoever has it now; who passed it may still answer until somebody has.

    A contact of the client, or somebody by name and mail. Raises Ended, Replaced, or ValidationError at the field.
    """
    with transaction.atomic():
        _link, asked = held(token)
        first = asked.first
        if not purpose_of(asked.purpose).shared:
            raise ValidationError({"to": _("This is a question for you alone.")})
        person, name, mail = _whom(asked, contact, name, mail)
        shares = [first, *Approval.objects.filter(root=first).select_related("root")]
        for one in shares:
            if one.mail.lower() == mail.lower() and one.withdrawn_at is None:
                if one.pk == asked.pk:
                    raise ValidationError({"to": _("That is yourself. Choose somebody else, or answer it here.")})
                if one.passed_from_id == asked.pk:
                    return one  # the same press twice
                raise ValidationError({"to": _("%(name)s has this question already.") % {"name": one.asked_name}})
        if len(shares) > MOST:
            raise ValidationError({"to": _("It was passed on often enough. Answer it here, or write to us.")})
        known = person or asked.contact
        to = {
            "contact": known,
            "mail": mail,
            "language": language_of(known, asked.client),
            "zone": zone_of(known, asked.client),
        }
        first.client = asked.client
        made = share(first, to, passed_from=asked, name="" if person else name)
        Approval.objects.filter(pk=asked.pk).update(remind_at=None)
        write(made, by=None)
        record(
            "approval.passed", by=None, about=first, client=first.client_id, purpose=first.purpose, title=first.title,
            name=asked.asked_name, to=made.asked_name, subject=first.subject, subject_id=first.subject_id,
        )  # fmt: skip
    return made


def give_back(token: str) -> Approval:
    """To whoever passed it to them: the share of theirs. Raises Ended, Replaced, or ValidationError."""
    with transaction.atomic():
        _link, asked = held(token)
        giver = asked.passed_from
        while giver is not None and giver.withdrawn_at is not None:
            giver = giver.passed_from
        if asked.root is None:
            raise ValidationError({"to": _("Nobody passed this to you.")})
        giver = giver or asked.root
        close(asked)
        again = first_reminder(asked.client, clock.now(), asked.due)
        Approval.objects.filter(pk=giver.pk).update(remind_at=again)
        write(giver, by=None, back_from=asked.asked_name)
        record(
            "approval.given_back", by=None, about=asked.root, client=asked.client_id, purpose=asked.purpose,
            title=asked.title, name=asked.asked_name, to=giver.asked_name, subject=asked.subject,
            subject_id=asked.subject_id,
        )  # fmt: skip
    return giver


def shares_of(approval: Approval) -> list[Approval]:
    """All who may answer it now, the first asked among them; one statement."""
    first = approval.root_id or approval.pk
    rows = Approval.objects.filter(Q(pk=first) | Q(root=first), withdrawn_at=None)
    names = ("contact__first_name", "contact__last_name", "mail", "passed_name", "passed_from", "root")
    return list(rows.select_related("contact").only(*names).order_by("pk"))


def colleagues(approval: Approval, shares: Sequence[Approval]) -> QuerySet[Contact]:
    """To whom it may be passed: people of the client with a mail address, but those who have it."""
    have = [one.contact_id for one in shares if not one.passed_name]
    rows = Contact.objects.filter(client=approval.client_id, deleted_at=None, channels__kind=Channel.Kind.MAIL)
    return rows.exclude(pk__in=have).only("first_name", "last_name", "folded").distinct().order_by("folded", "pk")


def _whom(asked: Approval, contact: int | None, name: str, mail: str) -> tuple[Contact | None, str, str]:
    """A contact of ours where the address is known, else a name and an address."""
    if contact is not None:
        person = Contact.objects.filter(client=asked.client_id, deleted_at=None, pk=contact).first()
        address = mail_of(person) if person else ""
        if person is None or not address:
            raise ValidationError({"to": _("Choose somebody from the list, or write their name and mail address.")})
        return person, "", address
    name, mail = " ".join(name.replace("\0", "").split()), mail.strip()
    wrong: dict[str, str] = {}
    if not name:
        wrong["to_name"] = _("Write who that is.")
    elif len(name) > 120:
        wrong["to_name"] = _("At most 120 characters fit here.")
    try:
        validate_email(mail)
    except ValidationError:
        wrong["to_mail"] = _("That is no mail address. Write it like name@company.com.")
    if wrong:
        raise ValidationError(wrong)
    channels = Channel.objects.filter(
        kind=Channel.Kind.MAIL, folded=mail.lower(), contact__client=asked.client_id, contact__deleted_at=None
    ).select_related("contact")
    if channel := channels.first():
        return channel.contact, "", mail
    return None, name, mail
