"""What the link of a report opens: the latest version that went out, for whoever holds it. For the portal."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.links.hand_out import known_link, open_link
from rapport.links.models import Link
from rapport.portfolio.models import Contact
from rapport.results.reports.letter import PURPOSE
from rapport.results.reports.models import Report, Signed


class Ended(Exception):
    """The link opens nothing: it never was, ended, or was taken back."""


@dataclass(frozen=True, slots=True)
class Opened:
    report: Report
    contact: Contact
    signed: Signed


def known(token: str) -> Link | None:
    """The link, living or not: for the language of the page."""
    return known_link(PURPOSE, token)


def holder(link: Link | None) -> Contact | None:
    return Contact.objects.select_related("client").filter(pk=link.contact_id or 0).first() if link else None


def opened(token: str) -> Opened:
    """Reading only; raises Ended."""
    link = open_link(PURPOSE, token)
    contact = holder(link)
    if link is None or contact is None or contact.deleted_at or contact.client.deleted_at:
        raise Ended
    signed = (
        Signed.objects.filter(report=link.subject_id or 0, report__client=contact.client_id)
        .exclude(sent_at=None).select_related("report").order_by("-number").first()
    )  # fmt: skip
    if signed is None:
        raise Ended
    signed.report.client = contact.client
    return Opened(signed.report, contact, signed)
