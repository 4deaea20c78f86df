"""The words that wait for a member's sign-off: those of their trainees, and for a head those of the team's."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rapport.agency.models import Member, Role
from rapport.post.models import Outgoing


def of_mentor(member: Member) -> QuerySet[Outgoing]:
    """Letters of trainees, waiting or answered, that this member may sign off; never their own."""
    theirs = Q(mentor=member)
    if member.is_(Role.HEAD):
        theirs |= Q(mentor__isnull=False) & (Q(team=member.team_id) if member.team_id else Q())
    trainees = Member.objects.filter(theirs).exclude(pk=member.pk)
    written = Outgoing.objects.filter(by__in=trainees.values("pk")).exclude(client_id=None)
    return written.select_related("by", "signed_by")


def for_reading(member: Member) -> QuerySet[Outgoing]:
    """The same, and what they wrote themselves that was held: for its page."""
    return of_mentor(member) | Outgoing.objects.filter(by=member).exclude(client_id=None).select_related(
        "by", "signed_by"
    )
