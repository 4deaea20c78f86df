"""Says what a finding is: known and expected, a wrong alarm from which the metric learns, or open again after all."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.results.findings import remind
from rapport.results.findings.access import held
from rapport.results.findings.models import Finding

LONGEST = 500


def note_known(finding: Finding, *, by: Member, note: str) -> Finding:
    """It is known why; it stays on the page with that. Said twice, the first stands."""
    note = note.strip()
    if not note:
        raise ValidationError({"note": _("Say what is known about it: the report will ask.")})
    return _settle(finding, Finding.State.KNOWN, by=by, note=note)


def call_wrong(finding: Finding, *, by: Member, note: str = "") -> Finding:
    """Nothing was wrong: from now on this metric of this client has to be surer of itself (`look.wanted_sureness`)."""
    return _settle(finding, Finding.State.WRONG, by=by, note=note.strip())


def reopen(finding: Finding, *, by: Member) -> Finding:
    """It was settled too early. Raises ValidationError when the metric has another open finding."""
    with transaction.atomic():
        standing = held(finding, by=by)
        if standing.is_open:
            return standing
        standing.state, standing.settled_at, standing.settled_by, standing.note = Finding.State.OPEN, None, None, ""
        standing.version += 1
        try:
            with transaction.atomic():
                standing.save()
        except IntegrityError:
            raise ValidationError(_("This metric has another open finding; look at that one.")) from None
        remind.look_again([standing.client_id], by=by)
        record("finding.reopened", by=by, about=standing, client=standing.client_id, in_story=False)
    return standing


def _settle(finding: Finding, state: str, *, by: Member, note: str) -> Finding:
    if len(note) > LONGEST:
        raise ValidationError({"note": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    with transaction.atomic():
        standing = held(finding, by=by)
        if standing.state == state:
            return standing
        standing.state, standing.note = state, note
        standing.settled_at, standing.settled_by = clock.now(), by
        standing.version += 1
        standing.save()
        remind.look_again([standing.client_id], by=by)
        record(
            "finding.settled", by=by, about=standing, client=standing.client_id, in_story=False,
            metric=standing.metric, state=state, note=note,
        )  # fmt: skip
    return standing
