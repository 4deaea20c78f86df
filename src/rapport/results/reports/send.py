"""Sends a signed report to its recipients: a letter with a link each; the first is asked for a yes where agreed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.approvals.ask import ask, mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Contact
from rapport.reckon.report.content import Paragraph
from rapport.reckon.report.set_out import set_out
from rapport.results.reports import remind
from rapport.results.reports.freeze import thawed
from rapport.results.reports.letter import PURPOSE, address_for, write
from rapport.results.reports.lock import held
from rapport.results.reports.models import Report, Sight, Signed
from rapport.results.reports.template import recipients_of, template_of
from rapport.results.reports.titles import title_of


def send(report: Report, *, by: Member, to: Iterable[Contact] | None = None, words: str = "") -> Report:
    """To the template's recipients, or to `to`; a doubled press sends once. ValidationError for who has no mail."""
    with transaction.atomic():
        row = held(report, by=by, states=(Report.State.SIGNED, Report.State.SENT))
        if row.state == Report.State.SENT:
            return row
        template = template_of(row.client)
        people = list(to) if to is not None else recipients_of(template)
        _check(row, people)
        signed = Signed.objects.select_for_update().get(report=row, number=row.number)
        now = clock.now()
        for number, person in enumerate(people):
            if template.approved and number == 0:
                _ask(row, signed, person, by)
            else:
                write(row, signed, person, by=by, words=words)
            Sight.objects.update_or_create(
                report=row, contact=person,
                defaults={"sent_at": now, "first_seen": None, "last_seen": None, "times": 0},
            )  # fmt: skip
        signed.sent_at = row.sent_at = now
        signed.save(update_fields=["sent_at"])
        row.state = Report.State.SENT
        row.version += 1
        row.save()
        record(
            "report.sent", by=by, about=row, client=row.client_id, number=row.number, first=row.first.isoformat(),
            last=row.last.isoformat(), to=[one.name for one in people], digest=signed.digest,
        )  # fmt: skip
        remind.look_again([row.pk], by=by)
    return row


def _check(report: Report, people: list[Contact]) -> None:
    if not people:
        raise ValidationError({"recipients": _("Choose who receives it.")})
    for one in people:
        if one.client_id != report.client_id or one.deleted_at:
            raise ValidationError({"recipients": _("Choose somebody of this client.")})
        if not mail_of(one):
            words = _("No mail address of %(name)s is known. Write one down on their page first.")
            raise ValidationError({"recipients": words % {"name": one.name}})


def _ask(report: Report, signed: Signed, contact: Contact, by: Member) -> None:
    """They decide on the words of exactly this version, and read the whole by a link of their own."""
    _link, address = address_for(report, contact, by=by)
    with spoken(language_of(contact, report.client), zone_of(contact, report.client)):
        ask(
            report, purpose=PURPOSE, client=report.client, contact=contact, by=by, title=title_of(report),
            intro=_("The whole report, with its figures:\n%(address)s") % {"address": address},
            shown=_shown(signed), number=signed.number,
        )  # fmt: skip


def _shown(signed: Signed) -> list[tuple[str, str]]:
    content = thawed(signed.content)
    laid = set_out(content)
    shown = [
        (part.title, "\n\n".join(block.text for block in section.blocks if isinstance(block, Paragraph)))
        for part, section in zip(laid.sections, content.sections, strict=True)
    ]
    told = [(title, text) for title, text in shown if text]
    return [*told, (_("Mark of the version"), signed.digest)]
