"""Takes a question to a contact back: because it was wrong, replaced by a newer version, or the contact has left."""

from __future__ import annotations

from django.db import models, transaction

from rapport.agency.models import Member
from rapport.approvals.letter import PURPOSE
from rapport.approvals.models import Approval
from rapport.approvals.settled import settle_waiting
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import revoke
from rapport.portfolio.models import Contact


def withdraw(approval: Approval, *, by: Member | None, replaced: bool = False) -> bool:
    """Take it back from everybody who was asked; False when it was answered or taken back already.

    Of a question that was passed on, the share of one person alone is taken back by `close`.
    """
    first = approval.first
    with transaction.atomic():
        Approval.objects.select_for_update().get(pk=first.pk)
        waiting = waiting_approvals(pk=first.pk)
        done = waiting.update(withdrawn_at=clock.now(), withdrawn_by=by, replaced=replaced, remind_at=None)
        if done:
            close_others(first, by=by, replaced=replaced)
            revoke(PURPOSE, first)
            settle_waiting(first)
            record(
                "approval.withdrawn", by=by, about=first, client=first.client_id, in_story=not replaced,
                purpose=first.purpose, title=first.title, subject=first.subject,
                subject_id=first.subject_id, replaced=replaced,
            )  # fmt: skip
    return bool(done)


def close_others(first: Approval, *, by: Member | None = None, replaced: bool = False) -> None:
    """It was decided or taken back: whoever else could answer it can no more."""
    for one in waiting_approvals(root=first):
        close(one, by=by, replaced=replaced)


def close(share: Approval, *, by: Member | None = None, replaced: bool = False) -> None:
    """This person cannot answer any more; the question itself stays as it is."""
    done = waiting_approvals(pk=share.pk).update(
        withdrawn_at=clock.now(), withdrawn_by=by, replaced=replaced, remind_at=None
    )
    if done:
        revoke(PURPOSE, share)


def replace(subject: models.Model, contact: Contact | None = None, *, by: Member | None) -> int:
    """What was asked about a subject before (of one contact, or of all) is about an old version now."""
    rows = waiting_approvals(subject=subject._meta.label_lower, subject_id=subject.pk, root=None)
    if contact is not None:
        rows = rows.filter(contact=contact)
    return sum(withdraw(approval, by=by, replaced=True) for approval in rows)


def withdraw_of_subject(subject: models.Model, *, by: Member | None) -> int:
    """Nothing is asked about it any more."""
    rows = waiting_approvals(subject=subject._meta.label_lower, subject_id=subject.pk, root=None)
    return sum(withdraw(approval, by=by) for approval in rows)


def withdraw_of_contact(contact_id: int) -> int:
    """They have left: nothing is asked of them any more. What they passed on ends with them, what they had does not."""
    gone = 0
    for approval in waiting_approvals(contact=contact_id).select_related("root"):
        if approval.root is None:
            gone += withdraw(approval, by=None)
        else:
            close(approval)
            gone += 1
    return gone


def withdraw_of_client(client_id: int) -> int:
    return sum(withdraw(approval, by=None) for approval in waiting_approvals(client=client_id, root=None))


def waiting_approvals(**named: object) -> models.QuerySet[Approval]:
    """Neither answered nor withdrawn. Of one that was passed on, each who may answer; with `root=None` the first."""
    return Approval.objects.filter(withdrawn_at=None, decision=None, **named)
