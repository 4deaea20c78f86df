"""Marks one thing for the client's eyes, and takes it out of sight again: the portal shows nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Client, Shown


def show(subject: models.Model, client: Client, by: Member) -> Shown:
    """The client sees it from now on; what is shown already stays as it is.

    `client` must have come through its door, and the subject must be this client's.
    """
    require(by, "portal.mark", client.standing)
    if getattr(subject, "client_id", client.pk) != client.pk:
        raise ValidationError(_("This belongs to another client."))
    try:
        with transaction.atomic():
            mark = Shown.objects.create(client=client, by=by, **_named(subject))
            record(
                "shown.marked", by=by, about=subject, client=client.pk, in_story=False,
                what=type(subject)._meta.model_name, title=str(subject)[:200],
            )  # fmt: skip
    except IntegrityError:
        if there := _marks(subject).first():
            return there
        raise
    return mark


def hide(subject: models.Model, by: Member) -> bool:
    """Out of the client's sight; False when it was not in it. DoesNotExist for a client that `by` does not see."""
    mark = _marks(subject).first()
    if mark is None:
        return False
    require(by, "portal.mark", Client.objects.fetch(by, mark.client_id).standing)
    with transaction.atomic():
        done = _marks(subject).update(hidden_at=clock.now(), hidden_by=by) == 1
        if done:
            record(
                "shown.taken_back", by=by, about=subject, client=mark.client_id, in_story=False,
                what=type(subject)._meta.model_name, title=str(subject)[:200],
            )  # fmt: skip
    return done


def shown(client_id: int, model: type[models.Model]) -> set[int]:
    """The ids of what of this kind the client sees; one statement."""
    marks = Shown.objects.filter(client_id=client_id, subject=model._meta.label_lower, hidden_at=None)
    return set(marks.values_list("subject_id", flat=True))


def shown_of(client_id: int, models_: Iterable[type[models.Model]]) -> dict[type[models.Model], set[int]]:
    """The ids of what the client sees, of several kinds at once; one statement."""
    kinds = {model._meta.label_lower: model for model in models_}
    found: dict[type[models.Model], set[int]] = {model: set() for model in kinds.values()}
    marks = Shown.objects.filter(client_id=client_id, subject__in=kinds, hidden_at=None)
    for subject, subject_id in marks.values_list("subject", "subject_id"):
        found[kinds[subject]].add(subject_id)
    return found


def is_shown(subject: models.Model) -> bool:
    return _marks(subject).exists()


def _marks(subject: models.Model) -> models.QuerySet[Shown]:
    return Shown.objects.filter(hidden_at=None, **_named(subject))


def _named(subject: models.Model) -> dict[str, object]:
    return {"subject": subject._meta.label_lower, "subject_id": subject.pk}
