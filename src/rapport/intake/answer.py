"""Takes what a person says of a file: what its columns mean, how its dates and numbers are to be read."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.intake.models import Import
from rapport.journal.record import record
from rapport.reckon.tables.fields import FIELDS

OPEN = (Import.State.READING, Import.State.ASKED, Import.State.READ, Import.State.TRIED)


def answer(
    of: Import,
    *,
    by: models.Model | None,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    then_try: bool = False,
) -> Import:
    """Write the mapping (header -> field, "" keeps a column aside) and the answers; the file is looked through anew.

    `then_try`: where nothing more is to be asked, a trial follows.
    """
    with transaction.atomic():
        row = Import.objects.select_for_update().get(pk=of.pk)
        if row.state not in OPEN or row.job in (Import.Job.KEEP, Import.Job.UNDO):
            raise ValidationError(_("This import is past its columns. Take it back first, or import the file again."))
        if mapping is not None:
            row.mapping = _checked({**row.mapping, **mapping}, row)
            row.answers = {k: v for k, v in row.answers.items() if k not in row.facts.get("settled", {})}
        if answers is not None:
            row.answers = {**row.answers, **{key: told for key, told in answers.items() if told}}
        row.facts = {**row.facts, "then": "try" if then_try else ""}
        row.state, row.job, row.report, row.counts = Import.State.READING, Import.Job.LOOK, {}, {}
        row.save()
        record("import.answered", by=by, about=row, in_story=False)
    return row


def _checked(mapping: Mapping[str, str], row: Import) -> dict[str, str]:
    known = {header: key for header, key in mapping.items() if header in row.headers and key}
    for header, key in known.items():
        if key not in FIELDS:
            raise ValidationError(
                _("There is no field “%(field)s” for the column “%(column)s”.") % {"field": key, "column": header}
            )
    return known
