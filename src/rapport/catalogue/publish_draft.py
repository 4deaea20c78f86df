"""Publishes a draft as the next edition, as it was seen by whoever publishes; or discards it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.editions import publish
from rapport.catalogue.models import Draft, Edition
from rapport.journal.record import record


def publish_draft(draft: Draft, *, note: str, by: Member, version: int) -> Edition:
    """Make it the next edition; the draft is gone. Raises Unfit with its problems, or refuses a draft that changed."""
    require(by, "catalogue.change")
    with transaction.atomic():
        standing = _held(draft, version)
        edition = publish(standing.service, standing.content, note, by)
        standing.delete()
    return edition


def discard_draft(draft: Draft, *, by: Member, version: int) -> None:
    """Let the draft go; the newest edition stays what it is."""
    require(by, "catalogue.change")
    with transaction.atomic():
        standing = _held(draft, version)
        standing.delete()
        record("service.draft_discarded", by=by, about=standing.service, in_story=False, key=standing.service.key)


def _held(draft: Draft, version: int) -> Draft:
    standing = Draft.objects.select_for_update().filter(pk=draft.pk).select_related("service").first()
    if standing is None:
        raise Http404(_("This draft is published or discarded."))
    if standing.version != version:
        raise ValidationError(
            _("%(name)s changed the draft meanwhile. Look at it once more.") % {"name": standing.changed_by.name}
        )
    return standing
