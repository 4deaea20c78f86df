"""Sends a ready brief to a contact for their yes, by a letter with a link."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.models import Approval
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.briefs.asking import answered
from rapport.delivery.briefs.models import Brief
from rapport.portfolio.models import Contact

PURPOSE = "brief"


def ask_client(brief: Brief, *, contact: Contact, by: Member, due: datetime | None = None) -> tuple[Approval, str]:
    """The question and the address of their page. ValidationError for a brief that is not ready."""
    if brief.state != Brief.State.READY:
        raise ValidationError(_("Say first that it is ready; then it can be sent."))
    language = language_of(contact, brief.client)
    with spoken(language, zone_of(contact, brief.client)):
        title = _("Is this brief right: %(title)s?") % {"title": brief.title}
        shown = shown_of(brief, language)
    return ask(brief, purpose=PURPOSE, client=brief.client, contact=contact, by=by, title=title, shown=shown, due=due)


def shown_of(brief: Brief, language: str = "") -> list[tuple[str, str]]:
    """What they are shown: the answers one below the other, then the rest, so far as there is any.

    The headings are in the language that is spoken now, the questions in the one named.
    """
    pairs = "\n\n".join(f"{asked}\n{words}" for _ask, asked, words in answered(brief, language) if words)
    parts = [
        (pgettext("part", "Brief"), brief.title),
        (_("What we know"), pairs),
        (_("Which channels and tools, and why"), brief.why_channels),
        (_("What else is to be known"), brief.about),
    ]
    return [(part, text) for part, text in parts if text]
