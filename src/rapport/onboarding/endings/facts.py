"""What stands open with a client whom we leave, by name; and how many first orders became lasting clients."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from rapport.agency.models import Member
from rapport.approvals.models import Approval
from rapport.approvals.withdraw import waiting_approvals
from rapport.conversations.promises.models import Promise
from rapport.delivery.tasks.models import Task
from rapport.links.hand_out import living
from rapport.onboarding.accesses.models import Access
from rapport.onboarding.endings.begin import standing_of
from rapport.onboarding.endings.models import Ending
from rapport.onboarding.questionnaires.models import Questionnaire
from rapport.portfolio.models import Client, Engagement, Parting
from rapport.reckon.accesses import HELD
from rapport.reckon.ending import Ending as Judged
from rapport.reckon.ending import Facts, Lasting, Order, first_orders, judge


@dataclass(slots=True)
class Standing:
    """An ending as its page shows it: what is open, by name, and the judgement of it."""

    parting: Parting
    ending: Ending
    judged: Judged
    accesses: list[Access] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    questionnaires: list[Questionnaire] = field(default_factory=list)
    links: int = 0


def standing(client: Client) -> Standing | None:
    """How the ending with this client stands; None where nobody parts ways. A fixed number of statements."""
    parting, ending = standing_of(client)
    if parting is None or ending is None:
        return None
    accesses = list(Access.objects.filter(client=client, state__in=HELD).select_related("member").order_by("system"))
    tasks = list(Task.objects.open().filter(client=client).select_related("member").order_by("due_at", "pk"))
    promises = list(Promise.objects.filter(client=client, by_us=True, state=Promise.State.OPEN).order_by("due", "pk"))
    approvals = list(waiting_approvals(client=client, root=None).select_related("contact").order_by("due", "pk"))
    asked = Questionnaire.objects.filter(client=client, state=Questionnaire.State.OPEN)
    questionnaires = list(asked.select_related("edition__service", "contact").order_by("pk"))
    links = living(client_id=client.pk).count()
    judged = judge(
        Facts(
            accesses=len(accesses), tasks=len(tasks), promises=len(promises), approvals=len(approvals),
            questionnaires=len(questionnaires), links=links, files_given=ending.files_given_at is not None,
            evidence=bool(parting.evidence), hello_on=parting.hello_on, idea=bool(ending.idea),
        )
    )  # fmt: skip
    return Standing(parting, ending, judged, accesses, tasks, promises, approvals, questionnaires, links)


def lasting(member: Member) -> Lasting:
    """Of the clients the member may see, how many first orders became lasting; one statement."""
    bought: dict[int, list[Order]] = defaultdict(list)
    seen = Client.objects.here().visible_to(member).values("pk")
    rows = Engagement.objects.filter(client__in=seen).order_by("client", "since", "pk")
    for client, since, until in rows.values_list("client", "since", "until"):
        bought[client].append(Order(since, until))
    return first_orders(bought.values())
