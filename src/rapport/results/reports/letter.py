"""Writes the letter with which a report goes to a contact: a link of their own, in their language, by their clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.links.hand_out import hand_out
from rapport.links.models import Link
from rapport.portfolio.models import Contact
from rapport.post.put import put
from rapport.results.reports.models import Report, Signed
from rapport.results.reports.titles import title_of

PURPOSE = "report"
LASTS = timedelta(days=365)


def write(report: Report, signed: Signed, contact: Contact, *, by: Member, words: str = "") -> str:
    """The letter waits in the outbox; the address of the page."""
    link, address = address_for(report, contact, by=by)
    language = language_of(contact, report.client)
    with spoken(language, zone_of(contact, report.client)):
        title = title_of(report)
        put(
            key=f"report:{report.pk}:{signed.number}:{link.pk}",
            to=mail_of(contact),
            subject=title if signed.number == 1 else _("%(title)s, put right") % {"title": title},
            text=_text(report, signed, contact, address, by, words),
            language=language,
            by=by,
            client_id=report.client_id,
            headers={"Reply-To": by.email},
        )
    return address


def address_for(report: Report, contact: Contact, *, by: Member | None) -> tuple[Link, str]:
    link, token = hand_out(PURPOSE, lasts=LASTS, by=by, subject=report, client=report.client_id, contact=contact.pk)
    return link, settings.BASE_URL + reverse(settings.REPORT_PAGE_URL, args=[token])


def _text(report: Report, signed: Signed, contact: Contact, address: str, by: Member, words: str) -> str:
    parts = [_("Good day, %(name)s.") % {"name": contact.first_name or contact.name}]
    headline = str(signed.content.get("headline") or "")
    if signed.number > 1:
        parts.append(_("We have put something right in the report; this is the version that counts."))
    parts += [line for line in (headline, words.strip()) if line]
    parts.append(_("Read it here, without a password:\n%(address)s") % {"address": address})
    parts.append(_("There you can also keep it as a PDF, and ask whatever is not clear."))
    parts.append(f"{by.name}\n{Agency.ours().name}")
    return "\n\n".join(parts)
