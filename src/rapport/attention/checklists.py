"""A member's own checklists: made, ticked, taken away; those that repeat begin anew each day."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.attention.models import Checklist, Step
from rapport.journal import clock

MOST_LISTS, MOST_STEPS = 50, 100


class TooMany(ValueError):
    """A list that never ends is read by nobody."""


def make(member: Member, *, title: str, repeats: bool = False) -> Checklist:
    """A new list; the same title twice is the same list."""
    with transaction.atomic():
        Member.objects.select_for_update().get(pk=member.pk)
        mine = Checklist.objects.filter(member=member)
        if same := mine.filter(title=title).first():
            return same
        if mine.count() >= MOST_LISTS:
            raise TooMany(_("Fifty lists are enough. Delete one that you no longer use."))
        return Checklist.objects.create(member=member, title=title, repeats=repeats)


def add_step(checklist: Checklist, text: str) -> Step:
    """A step at the end of a list; the same words twice are one step."""
    with transaction.atomic():
        held = Checklist.objects.select_for_update().get(pk=checklist.pk)
        if same := held.steps.filter(text=text).first():
            return same
        if held.steps.count() >= MOST_STEPS:
            raise TooMany(_("A hundred steps are enough for one list."))
        return Step.objects.create(checklist=held, text=text)


def tick(step: Step, *, done: bool) -> None:
    """Tick a step or take its tick off."""
    Step.objects.filter(pk=step.pk).update(done_at=clock.now() if done else None)


def delete(checklist: Checklist) -> None:
    """Take a list away with its steps. It is nobody's but the member's own, so nothing is kept."""
    Checklist.objects.filter(pk=checklist.pk).delete()


def is_done(step: Step, checklist: Checklist, midnight: datetime) -> bool:
    """Whether the tick still holds: those of a list that repeats fall off at midnight."""
    return step.done_at is not None and (not checklist.repeats or step.done_at >= midnight)


def midnight_of(member: Member) -> datetime:
    zone = clock.zone_of(member.zone)
    return datetime.combine(clock.now().astimezone(zone).date(), time.min, zone)
