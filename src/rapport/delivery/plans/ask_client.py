"""Asks a contact for their yes to a milestone or to a whole plan, by a letter with a link."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.agency.models import Member
from rapport.approvals.ask import ask
from rapport.approvals.models import Approval
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.plans.models import Milestone, Plan
from rapport.portfolio.models import Contact
from rapport.ui.formats import day


def ask_about_milestone(
    milestone: Milestone, *, contact: Contact, by: Member, due: datetime | None = None
) -> tuple[Approval, str]:
    """The question and the address of their page; asked once it is done."""
    if milestone.done_at is None:
        raise ValidationError(_("Mark it done first; then they can say yes to it."))
    plan = milestone.plan
    with spoken(language_of(contact, plan.client), zone_of(contact, plan.client)):
        title = _("May we go on after this: %(title)s?") % {"title": milestone.title}
        shown = [
            (_("What is done"), milestone.title),
            (_("What it is about"), milestone.about),
            (_("In the plan"), plan.title),
        ]
    shown = [(part, text) for part, text in shown if text]
    return ask(
        milestone, purpose="milestone", client=plan.client, contact=contact, by=by, title=title, shown=shown, due=due
    )


def ask_about_plan(plan: Plan, *, contact: Contact, by: Member, due: datetime | None = None) -> tuple[Approval, str]:
    """All its stages with their days, as they stand now; later moves are told, not asked."""
    rows = list(Milestone.objects.filter(plan=plan, deleted_at=None).order_by("first", "place", "pk"))
    if not rows:
        raise ValidationError(_("There is nothing in it yet. Add a milestone first."))
    with spoken(language_of(contact, plan.client), zone_of(contact, plan.client)):
        title = _("Do you agree to this plan: %(title)s?") % {"title": plan.title}
        stages = "\n".join(
            _("%(first)s to %(last)s: %(title)s")
            % {"first": day(row.first, "noday"), "last": day(row.last, "noday"), "title": row.title}
            for row in rows
        )
        shown = [
            (pgettext("part", "Plan"), plan.title),
            (_("What it is about"), plan.about),
            (_("Milestones, one after the other"), stages),
        ]
    return ask(
        plan, purpose="plan", client=plan.client, contact=contact, by=by, title=title,
        shown=[(part, text) for part, text in shown if text], due=due,
    )  # fmt: skip
