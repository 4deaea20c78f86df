"""How approvals stand, for every context above: the newest question about each of many subjects, in one statement.

For a folder such as delivery/plans: `newest(Milestone, ids)[pk].yes` says whether the next one may begin. It is asked
by `ask.ask(milestone, purpose="milestone", …)`; asking again after a change makes version N+1 and ends the older link.
A story on `approval.decided` (data: purpose, subject, subject_id, kind) follows the answer, if anything follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from rapport.approvals.models import Approval, Decision
from rapport.approvals.withdraw import waiting_approvals
from rapport.portfolio.models import Contact


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is waiting, late, withdrawn, or the kind of the decision; `yes`: what waits for it may go on.

    `who` is who is asked or, once it is decided, the name that was typed ("" where silence counted).
    """

    approval: int
    number: int
    state: str
    title: str
    who: str
    asked_at: datetime
    due: datetime
    version: str
    silent_at: datetime | None = None
    decided_at: datetime | None = None
    words: str = ""

    @property
    def yes(self) -> bool:
        return self.state in ("confirmed", "approved", "remarks", "silent")

    @property
    def waits(self) -> bool:
        return self.state in ("waiting", "late")


def newest(model: type, ids: Iterable[int], *, purpose: str = "") -> dict[int, Standing]:
    """The newest question about each subject that was ever asked about, by the subject's id; one statement."""
    rows = Approval.objects.filter(subject=model._meta.label_lower, subject_id__in=list(ids), root=None)  # type: ignore[attr-defined]
    if purpose:
        rows = rows.filter(purpose=purpose)
    return {row.subject_id: standing(row) for row in rows.select_related("contact", "decision").order_by("pk")}


def standing(row: Approval) -> Standing:
    """Of a first question, with contact and decision fetched along."""
    decision: Decision | None = row.answer
    return Standing(
        approval=row.pk,
        number=row.number,
        state=row.state,
        title=row.title,
        who=decision.name if decision else row.asked_name,
        asked_at=row.asked_at,
        due=row.due,
        version=row.version,
        silent_at=row.silent_at,
        decided_at=decision.at if decision else None,
        words=decision.words if decision else "",
    )


def waiting(clients: Iterable[int]) -> dict[int, int]:
    """How many questions wait for each client's word; one statement."""
    rows = waiting_approvals(client__in=list(clients), root=None).values_list("client")
    return dict(rows.annotate(number=Count("id")).order_by())


def waiting_for(contact: Contact) -> QuerySet[Approval]:
    """What this person may answer now, the most urgent first: for the list of what is theirs to do."""
    mine = waiting_approvals(contact=contact, passed_name="").filter(Q(root=None) | Q(root__decision=None))
    return mine.select_related("asked_by", "root").order_by("due", "pk")
