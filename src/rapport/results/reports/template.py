"""How a client's reports are made: as it was written down for this client, or as the house does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal.record import record
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client, Contact
from rapport.reckon.report.content import LANGUAGES
from rapport.results.reports.models import Kind, ReportTemplate

FIELDS = (
    "parts", "rhythm", "working_day", "language", "approved", "with_target", "with_previous", "with_last_year",
)  # fmt: skip
LATEST = 15  # the working day by which a month's report must have been drawn up


def template_of(client: Client) -> ReportTemplate:
    """The client's own, or the house's usual one, which is not kept."""
    return ReportTemplate.objects.filter(client=client).first() or ReportTemplate(client=client)


def recipients_of(template: ReportTemplate) -> list[Contact]:
    """In the order of who decides first; those who have gone are not asked."""
    if template.pk is None:
        return []
    rows = template.recipients.filter(deleted_at=None, client=template.client_id)
    return sorted(rows, key=lambda one: (one.place != Contact.Place.DECIDES, one.pk))


def language_for(client: Client, template: ReportTemplate) -> str:
    asked = (template.language, client.language[:2])
    return next((code for code in asked if code in LANGUAGES), "en")


def write_template(
    client: Client, values: dict[str, Any], *, by: Member, recipients: Iterable[Contact], version: int | None = None
) -> ReportTemplate:
    """Keep it. Raises ChangedMeanwhile when another version stands than was seen, ValidationError by field."""
    require(by, "report.keep", client.standing)
    people = list(recipients)
    _check(client, values, people)
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        row = template_of(client)
        if version is not None and row.pk is not None and row.version != version:
            raise ChangedMeanwhile
        row.version += row.pk is not None
        for name in FIELDS:
            setattr(row, name, values.get(name, getattr(row, name)))
        row.save()
        row.recipients.set(people)
        record(
            "report.template_written", by=by, about=row, client=client.pk, in_story=False, rhythm=row.rhythm,
            version=row.version,
        )  # fmt: skip
    return row


def _check(client: Client, values: dict[str, Any], people: list[Contact]) -> None:
    wrong: dict[str, str] = {}
    parts = values.get("parts", [])
    if not parts or any(part not in Kind.values for part in parts) or len(set(parts)) != len(parts):
        wrong["parts"] = _("Choose at least one part, each once.")
    if values.get("rhythm") not in ReportTemplate.Rhythm.values:
        wrong["rhythm"] = _("Choose how often.")
    if not 1 <= int(values.get("working_day") or 0) <= LATEST:
        wrong["working_day"] = _("Choose a working day from 1 to %(latest)s.") % {"latest": LATEST}
    if values.get("language") and values["language"] not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose one of the languages.")
    if any(one.client_id != client.pk or one.deleted_at for one in people):
        wrong["recipients"] = _("Choose somebody of this client.")
    if wrong:
        raise ValidationError(wrong)
