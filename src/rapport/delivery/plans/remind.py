"""Tells whom a critical date touches when it moves: who does what moves, and the keeper when somebody else moved it."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.attention.models import open_items
from rapport.delivery.plans.foresee import Foreseen
from rapport.delivery.plans.models import Plan, PlanChange
from rapport.portfolio.facts import keeping
from rapport.portfolio.models import Client
from rapport.reckon.plan import Shift
from rapport.reckon.verdict import Reason, because

KIND = "moved"


def tell(plan: Plan, change: PlanChange, found: Foreseen, *, by: Member) -> None:
    """One item each, brought up to date when it moves again before they looked; whoever moved it knows."""
    ours = keeping([plan.client_id]).get(plan.client_id)
    keeper = ours.keeper if ours else None
    for member in found.touched:
        if member.pk in (by.pk, keeper) or not _sees(member, plan.client_id):
            continue
        own = next(s for s in found.moved.shifts if found.way.by_pk[s.key].who_id == member.pk)
        ask(
            KIND, cause=cause_of(plan, member.pk), reason=reason_of(change, found.moved.shifts[0], own),
            client=plan.client_id, member=member, plan=plan.pk,
        )  # fmt: skip
    if keeper is not None and keeper != by.pk:
        of_keeper = next((s for s in found.moved.shifts if found.way.by_pk[s.key].who_id == keeper), None)
        ask(
            KIND, cause=cause_of(plan), reason=reason_of(change, found.moved.shifts[0], of_keeper),
            client=plan.client_id, plan=plan.pk,
        )  # fmt: skip


def settle_all(plan: Plan) -> None:
    """The plan has ended: nobody need look at its dates."""
    prefix = cause_of(plan)
    for cause in open_items(client=plan.client_id, kind=KIND).values_list("cause", flat=True):
        if cause == prefix or cause.startswith(f"{prefix}:"):
            settle(cause=cause)


def reason_of(change: PlanChange, moved: Shift, own: Shift | None) -> Reason:
    """What moved, to when and why; and what of one's own moves with it."""
    said = because(
        "“{title}” ends on {day} and not on {was}: {why}", title=moved.title, day=moved.last, was=moved.was_last,
        why=change.reason,
    )  # fmt: skip
    if own is None or own.key == moved.key:
        return said
    return because("{said} Your “{title}” begins on {first}.", said=_sentence(said), title=own.title, first=own.first)


def cause_of(plan: Plan, member: int | None = None) -> str:
    return f"moved:{plan.pk}:{member}" if member else f"moved:{plan.pk}"


def _sentence(said: Reason) -> Reason:
    """With a full stop, where the reason as typed has none."""
    if str(said.values["why"]).rstrip().endswith((".", "!", "?", "…")):
        return said
    return Reason(said.text, {**said.values, "why": f"{said.values['why'].rstrip()}."})


def _sees(member: Member, client_id: int) -> bool:
    return Client.objects.here().visible_to(member).filter(pk=client_id).exists()
