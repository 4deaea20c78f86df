"""Writes a page of the library, in one language or several, or changes it; of two editors the second is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.models import Saying, Service
from rapport.journal import clock
from rapport.journal.record import record
from rapport.reckon.folding import fold

TITLE, TEXT = 200, 8_000


class SayingChanged(Exception):
    """Another version stands than was opened; `theirs` is what stands now."""

    def __init__(self, theirs: Saying) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


def write_saying(
    *,
    kind: str,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    service: Service | None,
    by: Member,
    once: str | None = None,
) -> Saying:
    """A new page. The same `once` is the same page. Raises ValidationError by field."""
    require(by, "library.write")
    if once and (there := Saying.objects.filter(once=once, made_by=by).first()):
        return there
    saying = Saying(kind=kind, service=service, made_by=by, made_at=clock.now(), once=once)
    _say(saying, titles, texts)
    try:
        with transaction.atomic():
            saying.save()
            record("saying.written", by=by, about=saying, in_story=False, kind=kind)
    except IntegrityError:
        if once and (there := Saying.objects.filter(once=once, made_by=by).first()):
            return there
        raise
    return saying


def change_saying(
    saying: Saying,
    *,
    kind: str,
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    service: Service | None,
    by: Member,
    version: int,
) -> Saying:
    """Write it anew. Raises SayingChanged when another version stands than was opened."""
    require(by, "library.write")
    with transaction.atomic():
        standing = Saying.objects.select_for_update().filter(pk=saying.pk, deleted_at=None).first()
        if standing is None:
            raise Http404(_("There is no such page in the library."))
        if standing.version != version:
            raise SayingChanged(standing)
        before = _fields(standing)
        standing.kind, standing.service = kind, service
        _say(standing, titles, texts)
        changed = [name for name, value in _fields(standing).items() if before[name] != value]
        if not changed:
            return standing
        standing.version += 1
        standing.changed_at = clock.now()
        standing.save()
        record("saying.changed", by=by, about=standing, in_story=False, fields=changed, version=standing.version)
    return standing


def _say(saying: Saying, titles: Mapping[str, str], texts: Mapping[str, str]) -> None:
    saying.titles = {language: " ".join(words.split()) for language, words in titles.items() if words.strip()}
    saying.texts = {language: words.strip() for language, words in texts.items() if words.strip()}
    _check(saying)
    saying.folded = fold(" ".join([*saying.titles.values(), *saying.texts.values()]))


def _check(saying: Saying) -> None:
    wrong: dict[str, str] = {}
    if saying.kind not in Saying.Kind.values:
        wrong["kind"] = _("Choose what it is.")
    for language in {*saying.titles, *saying.texts}:
        if not saying.titles.get(language):
            wrong[f"title_{language}"] = _("Give it a title in this language too.")
        if not saying.texts.get(language):
            wrong[f"text_{language}"] = _("Write it in this language too, or leave the title out.")
        if len(saying.titles.get(language, "")) > TITLE:
            wrong[f"title_{language}"] = _("At most %(limit)s characters fit here.") % {"limit": TITLE}
        if len(saying.texts.get(language, "")) > TEXT:
            wrong[f"text_{language}"] = _("At most %(limit)s characters fit here.") % {"limit": TEXT}
    if wrong:
        raise ValidationError(wrong)
    if not saying.titles:
        raise ValidationError(_("Write it in one language at least."))


def _fields(saying: Saying) -> dict[str, Any]:
    return {
        "kind": saying.kind,
        "service": saying.service_id,
        "titles": dict(saying.titles),
        "texts": dict(saying.texts),
    }
