"""Begins a mail to the client about a finding, with its figures, in their language; nothing is sent by this."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from rapport.agency.models import Member
from rapport.catalogue.metrics import all_metrics
from rapport.conversations.mail.models import Draft
from rapport.conversations.mail.save_draft import Typed, save_draft, standing
from rapport.portfolio.models import Contact
from rapport.reckon.verdict import from_data
from rapport.results.findings.models import Finding
from rapport.ui.formats import say


def write_to_client(finding: Finding, *, by: Member, contact: Contact | None = None) -> Draft:
    """The draft of a new mail, after whatever the member has begun to write to this client already."""
    client = finding.client
    with override(client.language):
        metric = all_metrics().get(finding.metric)
        name = metric.name if metric else finding.metric
        subject = _("%(metric)s: what we see") % {"metric": name}
        told = " ".join(say(from_data(one)) for one in finding.reasons)
        text = _("%(metric)s: %(told)s\n\nWe are finding out why and will write what we do about it.") % {
            "metric": name,
            "told": told,
        }
    begun = standing(by, client)
    mail = contact.channels.filter(kind="mail").first() if contact else None
    to = [[contact.name, mail.value]] if contact and mail else [list(one) for one in begun.to] if begun else []
    typed = Typed(
        to=to,
        cc=begun.cc if begun else (),
        subject=begun.subject if begun and begun.subject else subject,
        text=f"{begun.text.rstrip()}\n\n{text}" if begun and begun.text.strip() else text,
    )
    return save_draft(client, by=by, typed=typed, version=begun.version if begun else 0)
