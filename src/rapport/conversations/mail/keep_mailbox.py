"""A member's mailbox: added with its way in and its way out, changed, given up. Its secret is sealed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.mail.models import Folder, Mailbox
from rapport.journal import clock
from rapport.journal.record import record
from rapport.journal.sealed import seal
from rapport.post.models import Account

READ_BACK = timedelta(days=90)  # how far a new mailbox is read back, unless its owner says otherwise


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the mailbox is read and where its letters go out. `secret` empty: the one that is kept stays."""

    address: str
    user: str
    host: str
    port: int = 993
    security: str = "tls"
    out_host: str = ""
    out_port: int = 587
    out_security: str = "starttls"
    key: str = "password"
    secret: str = ""
    signature: str = ""
    reads_since: date | None = None


def usual_ways(address: str) -> Ways:
    """A guess by the address, so that most need to enter a password only.

    >>> usual_ways("ana@gmail.com").host, usual_ways("ana@agency.example").out_host
    ('imap.gmail.com', 'smtp.agency.example')
    """
    domain = address.rpartition("@")[2].lower()
    host, out, security, port = USUAL.get(domain, (f"imap.{domain}", f"smtp.{domain}", "starttls", 587))
    return Ways(address=address, user=address, host=host, out_host=out, out_security=security, out_port=port)


USUAL = {
    "gmail.com": ("imap.gmail.com", "smtp.gmail.com", "starttls", 587),
    "googlemail.com": ("imap.gmail.com", "smtp.gmail.com", "starttls", 587),
    "outlook.com": ("outlook.office365.com", "smtp.office365.com", "starttls", 587),
    "hotmail.com": ("outlook.office365.com", "smtp.office365.com", "starttls", 587),
    "yandex.ru": ("imap.yandex.ru", "smtp.yandex.ru", "tls", 465),
    "mail.ru": ("imap.mail.ru", "smtp.mail.ru", "tls", 465),
    "icloud.com": ("imap.mail.me.com", "smtp.mail.me.com", "starttls", 587),
    "seznam.cz": ("imap.seznam.cz", "smtp.seznam.cz", "tls", 465),
}


def add_mailbox(ways: Ways, *, by: Member) -> Mailbox:
    """A new mailbox of the member's. Raises ValidationError when somebody reads that address already."""
    require(by, "mailbox.keep")
    mailbox = Mailbox(member=by, reads_since=ways.reads_since or clock.today() - READ_BACK)
    _fill(mailbox, ways)
    try:
        with transaction.atomic():
            mailbox.account = _account(Account(member=by), ways)
            mailbox.save()
            record("mailbox.added", by=by, about=mailbox, in_story=False, address=mailbox.address)
    except IntegrityError as taken:
        raise ValidationError({"address": _("This address is read for somebody already.")}) from taken
    return mailbox


def change_mailbox(mailbox: Mailbox, ways: Ways, *, by: Member) -> None:
    """Change the ways of a mailbox and try it at once."""
    before = {field.name: getattr(mailbox, field.name, None) for field in fields(Ways) if hasattr(mailbox, field.name)}
    _fill(mailbox, ways)
    mailbox.active, mailbox.try_at = True, None
    try:
        with transaction.atomic():
            mailbox.account = _account(mailbox.account or Account(member=by), ways)
            mailbox.save()
            changed = [name for name, was in before.items() if name != "secret" and getattr(mailbox, name) != was]
            record("mailbox.changed", by=by, about=mailbox, in_story=False, fields=sorted(changed))
    except IntegrityError as taken:
        raise ValidationError({"address": _("This address is read for somebody already.")}) from taken


def give_up(mailbox: Mailbox, *, by: Member) -> None:
    """Read it no more and forget its secret; what was kept of it stays."""
    with transaction.atomic():
        mailbox.active, mailbox.secret, mailbox.trouble, mailbox.failures = False, seal(""), None, 0
        mailbox.save()
        if mailbox.account:
            mailbox.account.secret = seal("")
            mailbox.account.save()
        record("mailbox.given_up", by=by, about=mailbox, in_story=False, address=mailbox.address)


def set_private(mailbox: Mailbox, folder: Folder, *, by: Member, private: bool) -> None:
    """A private folder is never opened; what was kept of it stays."""
    with transaction.atomic():
        mailbox.folders.filter(pk=folder.pk).update(private=private)
        record("mailbox.folder", by=by, about=mailbox, in_story=False, private=private)


def _fill(mailbox: Mailbox, ways: Ways) -> None:
    mailbox.address, mailbox.user = ways.address.strip().lower(), ways.user.strip() or ways.address.strip()
    mailbox.host, mailbox.port, mailbox.security = ways.host.strip(), ways.port, ways.security
    mailbox.key = ways.key
    if ways.secret:
        mailbox.secret = seal(ways.secret)
    if not mailbox.secret:
        raise ValidationError({"secret": _("Enter the password or the token.")})


def _account(account: Account, ways: Ways) -> Account:
    account.address, account.user = ways.address.strip().lower(), ways.user.strip() or ways.address.strip()
    account.name = account.member.name
    account.host, account.port, account.security = ways.out_host.strip(), ways.out_port, ways.out_security
    account.key, account.signature = ways.key, ways.signature.strip()
    if ways.secret:
        account.secret = seal(ways.secret)
    account.save()
    return account
