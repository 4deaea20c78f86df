"""Says that a brief is ready, once all that is required is answered; opens it again; begins its next version."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.approvals.facts import newest as newest_asked
from rapport.approvals.withdraw import withdraw_of_subject
from rapport.catalogue.content import said
from rapport.catalogue.editions import newest
from rapport.delivery.answers import yes_of
from rapport.delivery.briefs.asking import asks_of, complete
from rapport.delivery.briefs.models import Brief
from rapport.journal import clock
from rapport.journal.record import record


def make_ready(brief: Brief, *, by: Member) -> Brief:
    """The work can begin from it; the version it replaces is kept. Refused, with what is missing, when it has gaps."""
    require(by, "plan.keep", brief.client.standing)
    with transaction.atomic():
        standing = _held(brief)
        if standing.state != Brief.State.DRAFT:
            return standing
        if gaps := complete(standing).missing:
            asked = [said(ask.ask) for ask in asks_of(standing) if ask.key in gaps]
            words = _("Still to be answered: %(questions)s") % {"questions": " · ".join(asked)}
            raise ValidationError(words)
        standing.state = Brief.State.READY
        _write(standing)
        if standing.replaces_id:
            Brief.objects.filter(pk=standing.replaces_id).update(state=Brief.State.REPLACED)
        record("brief.ready", by=by, about=standing, client=standing.client_id, title=standing.title,
               replaces=standing.replaces_id)  # fmt: skip
    return standing


def open_again(brief: Brief, *, by: Member) -> Brief:
    """It is written on, and the client is asked about it no more. What they said yes to gets a next version instead."""
    require(by, "plan.keep", brief.client.standing)
    with transaction.atomic():
        standing = _held(brief)
        if standing.state != Brief.State.READY:
            return standing
        if yes_of(newest_asked(Brief, [standing.pk]).get(standing.pk)) == "yes":
            raise ValidationError(_("The client said yes to it as it stands. Write the next version instead."))
        standing.state = Brief.State.DRAFT
        _write(standing)
        withdraw_of_subject(standing, by=by)
        record("brief.opened", by=by, about=standing, client=standing.client_id, in_story=False, title=standing.title)
    return standing


def next_version(brief: Brief, *, by: Member) -> Brief:
    """A draft with the same answers, asked by the newest edition; the one that is there when it was begun already."""
    require(by, "plan.keep", brief.client.standing)
    with transaction.atomic():
        standing = _held(brief)
        if there := Brief.objects.filter(replaces=standing).first():
            return there
        if standing.state != Brief.State.READY:
            raise ValidationError(_("It is not ready yet: write it on as it is."))
        made = Brief.objects.create(
            client=brief.client, service=standing.service, edition=newest(standing.service) or standing.edition,
            title=standing.title, answers=standing.answers, about=standing.about, why_channels=standing.why_channels,
            understanding=standing.understanding, replaces=standing, made_by=by, made_at=clock.now(),
            changed_at=clock.now(),
        )  # fmt: skip
        made.goals.set(standing.goals.all())
        record("brief.begun", by=by, about=made, client=made.client_id, in_story=False, title=made.title)
    return made


def _held(brief: Brief) -> Brief:
    rows = Brief.objects.select_for_update(of=("self",)).select_related("edition", "service", "understanding")
    standing = rows.get(pk=brief.pk)
    standing.client = brief.client
    return standing


def _write(brief: Brief) -> None:
    brief.version += 1
    brief.changed_at = clock.now()
    brief.save()
