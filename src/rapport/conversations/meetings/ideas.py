"""The register of a rhythm: ideas and tests under way, kept open from meeting to meeting and closed with a result."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.conversations.meetings.access import requires
from rapport.conversations.meetings.models import Idea, Series
from rapport.journal import clock

MOST = 200  # open at once in one register
LONGEST = 500


def note(series: Series, *, by: Member, text: str, is_test: bool = False, once: UUID | None = None) -> Idea:
    """Write one line; the same `once` is the same line."""
    requires(by, series.client)
    if once and (there := Idea.objects.filter(once=once, by=by).first()):
        return there
    text = _checked(text, "text", _("Say in a line what the idea is."))
    if Idea.objects.filter(series=series, closed_at=None).count() >= MOST:
        raise ValidationError({"text": _("At most %(limit)s fit here.") % {"limit": MOST}})
    try:
        with transaction.atomic():
            return Idea.objects.create(series=series, by=by, text=text, is_test=is_test, once=once)
    except IntegrityError:
        return Idea.objects.get(once=once)


def close(idea: Idea, *, by: Member, result: str) -> bool:
    """Close it with what came of it; False when it was closed already."""
    requires(by, idea.series.client)
    result = _checked(result, "result", _("Say what came of it; it can be that nothing did."))
    closed = Idea.objects.filter(pk=idea.pk, closed_at=None)
    return bool(closed.update(result=result, closed_at=clock.now(), closed_by=by))


def reopen(idea: Idea, *, by: Member) -> bool:
    """Open again, its result forgotten."""
    requires(by, idea.series.client)
    return bool(Idea.objects.filter(pk=idea.pk).exclude(closed_at=None).update(closed_at=None, closed_by=None))


def _checked(text: str, field: str, empty: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise ValidationError({field: empty})
    if len(text) > LONGEST:
        raise ValidationError({field: _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
    return text
