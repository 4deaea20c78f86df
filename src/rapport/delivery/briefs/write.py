"""Begins a brief of a service for a client, with the questions that the newest edition asks; and writes it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.catalogue.editions import newest
from rapport.catalogue.models import Service
from rapport.conversations.understandings.models import Understanding
from rapport.delivery.briefs.models import Brief
from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.change import write as write_fields
from rapport.portfolio.models import Client

FIELDS = ("title", "about", "why_channels", "understanding")
LONGEST = 20_000


def begin(
    client: Client,
    service: Service,
    *,
    by: Member,
    title: str = "",
    understanding: Understanding | None = None,
    once: str | None = None,
) -> Brief:
    """An empty brief, called after the service where it has no name. The same `once` is the same brief."""
    require(by, "plan.keep", client.standing)
    if once and (there := Brief.objects.filter(once=once).first()):
        return _same(there, client)
    brief = Brief(
        client=client, service=service, edition=newest(service), title=" ".join(title.split()) or service.name,
        understanding=understanding, made_by=by, made_at=clock.now(), changed_at=clock.now(), once=once,
    )  # fmt: skip
    check(brief, ())
    try:
        with transaction.atomic():
            brief.save()
            record("brief.begun", by=by, about=brief, client=client.pk, in_story=False, title=brief.title)
    except IntegrityError:
        if once and (there := Brief.objects.filter(once=once).first()):
            return _same(there, client)  # the same form, sent twice in the same moment
        raise
    return brief


def write(
    brief: Brief,
    values: Mapping[str, Any],
    *,
    by: Member,
    version: int,
    answers: Mapping[str, Any] | None = None,
    goals: Iterable[Goal] | None = None,
) -> Brief:
    """Write the named fields (FIELDS), the answers given (None takes one away) and the goals it serves.

    A ready brief is not written over: the next version is begun. Raises ChangedMeanwhile, and ValidationError by field.
    """
    require(by, "plan.keep", brief.client.standing)
    with transaction.atomic():
        standing = Brief.objects.select_for_update(of=("self",)).get(pk=brief.pk)
        if standing.version != version:
            raise ChangedMeanwhile
        if standing.state != Brief.State.DRAFT:
            raise ValidationError(_("It is ready. Open it again, or write the next version."))
        kept = {name: values[name] for name in FIELDS if name in values}
        kept = {name: value.strip() if isinstance(value, str) else value for name, value in kept.items()}
        changes = write_fields(standing, kept)
        if answers is not None:
            changes |= _answer(standing, answers)
        wanted = None if goals is None else list(goals)
        check(standing, wanted or ())
        if wanted is not None:
            before = sorted(standing.goals.values_list("pk", flat=True))
            if (after := sorted(goal.pk for goal in wanted)) != before:
                standing.goals.set(wanted)
                changes["goals"] = [before, after]
        if not changes:
            return standing
        standing.version += 1
        standing.changed_at = clock.now()
        standing.save()
        record(
            "brief.written", by=by, about=standing, client=standing.client_id, in_story=False, title=standing.title,
            changes=changes, version=standing.version,
        )  # fmt: skip
    return standing


def check(brief: Brief, goals: Iterable[Goal]) -> None:
    """Refuse, with a sentence at the field, what cannot be kept."""
    wrong: dict[str, str] = {}
    if not brief.title:
        wrong["title"] = _("Give the brief a name.")
    for name, most in (("title", 200), ("about", LONGEST), ("why_channels", LONGEST)):
        if len(getattr(brief, name)) > most:
            wrong[name] = _("At most %(limit)s characters fit here.") % {"limit": most}
    if brief.understanding is not None and brief.understanding.client_id != brief.client_id:
        wrong["understanding"] = _("Choose words of this client.")
    if any(goal.client_id != brief.client_id for goal in goals):
        wrong["goals"] = _("Choose goals of this client.")
    if wrong:
        raise ValidationError(wrong)


def _answer(brief: Brief, answers: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the answers; what really changed, by "answer:KEY"."""
    kept, changes = dict(brief.answers), {}
    for key, value in answers.items():
        before = kept.get(key)
        if value != before:
            changes[f"answer:{key}"] = [before, value]
            if value is None:
                kept.pop(key, None)
            else:
                kept[key] = value
    brief.answers = kept
    return changes


def _same(there: Brief, client: Client) -> Brief:
    if there.client_id != client.pk:
        raise ValidationError(_("This was kept with another client already. Load the page again."))
    return there
